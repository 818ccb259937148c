"""One person who speaks for two groups: in two cases, or in two roles at different times.

Goes in: the mapping tables, in which sources of one pseudonym are of several groups. Comes out: the same with
a respondent for each group, so that the person is counted once in each and the words for one group never
count for another. It is told: where it was two people with one pseudonym, nothing else need be done.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from lcgraph.intake import Intake
from lcgraph.interviews.mapping import Mappings, SourceRow, confirmed, left_out

Group = tuple[str, str]
"""A case and a role."""


def one_in_each_group(mappings: Mappings, known: Mapping[str, Group], intake: Intake) -> Mappings:
    """The tables with a respondent for each group of a pseudonym; `known` are those of the study."""
    groups: dict[str, list[Group]] = {}
    for row in mappings.sources:
        if confirmed(row) and not left_out(row):
            of = groups.setdefault(row.respondent, [])
            if (row.case, row.role) not in of:
                of.append((row.case, row.role))
    taken = {*groups, *known}
    names: dict[tuple[str, Group], str] = {}
    for respondent, of in groups.items():
        first = known[respondent] if known.get(respondent) in of else of[0]
        for group in of:
            names[respondent, group] = (
                respondent if group == first else _name(respondent, first, group, taken, known)
            )
        if len(of) > 1:
            _tell(respondent, {group: names[respondent, group] for group in of}, intake)
    return replace(mappings, sources=tuple(_renamed(row, names) for row in mappings.sources))


def _renamed(row: SourceRow, names: Mapping[tuple[str, Group], str]) -> SourceRow:
    return replace(row, respondent=names.get((row.respondent, (row.case, row.role)), row.respondent))


def _name(
    respondent: str, first: Group, group: Group, taken: Collection[str], known: Mapping[str, Group]
) -> str:
    """The pseudonym with what sets this group apart: `w1-beta`; the same at every import."""
    apart = [each for each, other in zip(group, first, strict=True) if each != other]
    name = "-".join((respondent, *apart))
    return name if name not in taken or known.get(name) == group else "-".join((respondent, *group))


def _tell(respondent: str, named: Mapping[Group, str], intake: Intake) -> None:
    listed = ", ".join(f"{name} ({case}, {role})" for (case, role), name in named.items())
    intake.tell(
        "warning",
        nl=f"{respondent} spreekt voor {len(named)} groepen en telt in elk een keer mee: {listed}. Zijn het "
        "verschillende mensen, geef hun dan eigen pseudoniemen in sources.csv",
        en=f"{respondent} speaks for {len(named)} groups and counts once in each: {listed}. If they are "
        "different people, give them pseudonyms of their own in sources.csv",
    )
