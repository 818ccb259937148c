"""Concepts, implications, rules and questions as rows: sets are names with spaces between."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from pyoxigraph import Literal

from lcgraph.analysis.concepts import Concept, Context
from lcgraph.analysis.implications import Implication, Rule
from lcgraph.answers import Rows
from lcgraph.quads import integer
from lcgraph.render.configurations import decimals
from lcgraph.say import Text

CONSTANT: Final = Text(nl="altijd zo", en="always so")
VACUOUS: Final = Text(nl="komt niet voor", en="never occurs")
WEAK: Final = Text(nl="komt één keer voor", en="occurs once")


def concept_rows(context: Context, found: Sequence[Concept]) -> Rows:
    """`concept,extent,intent,support`, in the order given."""
    return Rows(
        ("concept", "extent", "intent", "support"),
        tuple(
            (
                integer(number),
                Literal(" ".join(context.called(each.extent))),
                Literal(" ".join(context.names(each.intent))),
                integer(each.support),
            )
            for number, each in enumerate(found, 1)
        ),
    )


def note(each: Implication) -> Text:
    """Why an implication is folded away; nothing for one that counts."""
    if each.support < 2:
        return WEAK if each.support else VACUOUS
    return Text() if each.premise else CONSTANT


def implication_rows(context: Context, found: Sequence[Implication], lang: str, *, ask: bool = False) -> Rows:
    """`premise,conclusion,support,note`; as questions with an empty `answer` in the place of the note."""
    return Rows(
        ("premise", "conclusion", "support", "answer" if ask else "note"),
        tuple(
            (
                Literal(" ".join(context.names(each.premise))),
                Literal(" ".join(context.names(each.conclusion))),
                integer(each.support),
                Literal("" if ask else note(each).in_(lang)),
            )
            for each in found
        ),
    )


def rule_rows(context: Context, found: Sequence[Rule], *, exact: bool = False) -> Rows:
    """`premise,conclusion,support,confidence`."""
    return Rows(
        ("premise", "conclusion", "support", "confidence"),
        tuple(
            (
                Literal(" ".join(context.names(each.premise))),
                Literal(" ".join(context.names(each.conclusion))),
                integer(each.support),
                decimals(Fraction(each.confidence), exact=exact),
            )
            for each in found
        ),
    )
