"""What a public edition leaves out, counted for whoever makes it, and said for whoever reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lcgraph.say import Text
from lcgraph.subjects import Facts
from lcgraph.vocab import LCG, concept

WITHHELD: Final = concept("status", "withheld")
"""The status of a cell of which a public edition says nothing else."""


@dataclass(frozen=True)
class Withheld:
    """What a public edition leaves out, as numbers of things.

    `groups` counts the groups of which neither size nor answers leave, `cells` those that say `withheld`,
    `motives` those without cells because no group names them whose answers may leave, `others` what is of no
    known public type. The numbers of respondents and mentions are for whoever makes the edition, and in none.
    """

    respondents: int = 0
    mentions: int = 0
    groups: int = 0
    cells: int = 0
    motives: int = 0
    others: int = 0

    def __bool__(self) -> bool:
        return any(vars(self).values())

    def told(self) -> Text:
        """The counts in words."""
        words = {
            "respondents": ("respondenten", "respondents"),
            "mentions": ("vermeldingen", "mentions"),
            "groups": ("omvang en antwoorden van kleine groepen", "sizes and answers of small groups"),
            "cells": ("achtergehouden cellen", "withheld cells"),
            "motives": (
                "motieven zonder cellen, want geen groep die getoond mag worden noemt ze",
                "motives without cells, as no group that may be shown names them",
            ),
            "others": ("andere dingen", "other things"),
        }
        told = [(count, words[name]) for name, count in vars(self).items() if count]
        return Text(
            nl=", ".join(f"{nl} ({count})" for count, (nl, _) in told),
            en=", ".join(f"{en} ({count})" for count, (_, en) in told),
        )


def unsaid(public: Facts) -> list[Text]:
    """What a reader of a public edition is told that it leaves out; nothing where it leaves out no answer.

    It is read from the edition itself, and so tells nothing more.
    """
    groups = sum(bool(public.all(group, LCG.answersWithheld)) for group in public.of(LCG.PartnerGroup))
    cells = sum(WITHHELD.value in public.all(cell, LCG.status) for cell in public.of(LCG.Finding))
    return told(groups, cells)


def told(groups: int, cells: int) -> list[Text]:
    """The same, of so many groups and so many cells that are withheld."""
    if not groups and not cells:
        return []
    return [
        Text(
            nl="Interviews staan hier niet in: geen respondenten, fragmenten, notities of codeurs.",
            en="Interviews are not in here: no respondents, segments, notes or coders.",
        ),
        Text(
            nl=f"Groepen waarvan omvang en antwoorden zijn achtergehouden: {groups}. Zij bestaan uit te "
            f"weinig mensen. Cellen met status withheld: {cells}.",
            en=f"Groups of which size and answers are withheld: {groups}. They consist of too few "
            f"people. Cells with the status withheld: {cells}.",
        ),
        Text(
            nl="Totalen, aandelen, netwerken en toetsen gaan over de groepen die wel getoond worden. Een "
            "motief dat geen van die groepen noemt heeft hier geen cellen; of een achtergehouden groep het "
            "noemt, zegt deze uitgave niet.",
            en="Totals, shares, networks and checks are about the groups that are shown. A motive that none "
            "of those groups names has no cells here; whether a withheld group names it, this edition does "
            "not say.",
        ),
    ]
