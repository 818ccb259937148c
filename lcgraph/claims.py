"""The claims of the studies in a store, each held against the cells of its own study.

Goes in: two ways to ask the store, one for our own questions and one for those that studies bring (strangers'
SPARQL, which whoever calls may bound). Comes out: a `Verdict` a claim, in the order of studies and of their
`claims.csv`. What a pattern asks of the cells is in `lcgraph.analysis.claims`.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import BinaryIO, Final

from lcgraph.analysis.claims import Group, Judgement, Reading, Statuses, Verdict, answered, judge, unanswered
from lcgraph.answers import Cell, Rows
from lcgraph.errors import LcgraphError
from lcgraph.say import Text
from lcgraph.store import Answer
from lcgraph.study.conditions import parsed
from lcgraph.study.patterns import Expectation, expectation
from lcgraph.untrusted.sparql import stopped

_CLAIMS: Final = """SELECT * WHERE {
  ?claim a lcg:Claim ; skos:notation ?id ; lcg:claimKind ?kind ; lcg:position ?place ;
    lcg:partOfStudy/skos:notation ?study ; lcg:hasReading ?reading .
  ?reading lcg:position ?order ; lcg:expect ?expect .
  OPTIONAL { ?claim lcg:locator ?locator }
  OPTIONAL { ?reading lcg:motiveOrder ?motives }
  OPTIONAL { ?reading lcg:groups ?groups }
  OPTIONAL { ?reading lcg:than ?than }
  OPTIONAL { ?reading lcg:checkedBy ?query . ?query skos:notation ?name ; lcg:sparql ?sparql }
  OPTIONAL { ?claim lcg:statement ?text_nl FILTER(LANG(?text_nl) = "nl") }
  OPTIONAL { ?claim lcg:statement ?text_en FILTER(LANG(?text_en) = "en") }
  OPTIONAL { ?reading skos:note ?note_nl FILTER(LANG(?note_nl) = "nl") }
  OPTIONAL { ?reading skos:note ?note_en FILTER(LANG(?note_en) = "en") }
  OPTIONAL { ?reading lcg:differs ?differs_nl FILTER(LANG(?differs_nl) = "nl") }
  OPTIONAL { ?reading lcg:differs ?differs_en FILTER(LANG(?differs_en) = "en") }
} ORDER BY ?study ?place ?id ?order"""

_GROUPS: Final = """SELECT ?study ?case ?role ?by ?value WHERE {
  ?group a lcg:PartnerGroup ; lcg:partOfStudy/skos:notation ?study ; lcg:inCase ?inCase ; lcg:role ?inRole .
  ?inCase skos:notation ?case ; lcg:position ?casePlace .
  ?inRole skos:notation ?role .
  OPTIONAL { ?inRole lcg:position ?rolePlace }
  OPTIONAL { ?group lcg:facet ?facet . ?facet lcg:facetBy ?by ; lcg:facetWithin|lcg:facetValue ?value }
} ORDER BY ?study ?casePlace ?case ?rolePlace ?role"""

_CELLS: Final = """SELECT ?study ?case ?role ?motive ?status WHERE {
  ?cell a lcg:Cell ; lcg:partOfStudy/skos:notation ?study ; lcg:aboutGroup ?group ;
    lcg:aboutMotive/skos:notation ?motive ; lcg:status/skos:notation ?status .
  ?group lcg:inCase/skos:notation ?case ; lcg:role/skos:notation ?role }"""

_WITHHELD: Final = """SELECT ?study ?case ?role WHERE {
  ?group lcg:answersWithheld true ; lcg:partOfStudy/skos:notation ?study ;
    lcg:inCase/skos:notation ?case ; lcg:role/skos:notation ?role }"""

Row = Mapping[str, Cell]


WITHHELD: Final = Text(
    nl="hangt af van cellen of aantallen die niet gegeven worden: zij gaan over te weinig mensen",
    en="depends on cells or numbers that are withheld: they are about too few people",
)
"""Why a claim cannot be checked with what may be published."""


@dataclass(frozen=True)
class _Study:
    """The groups of a study, the statuses of its cells, and the groups whose answers are withheld."""

    groups: Sequence[Group] = ()
    statuses: Statuses = field(default_factory=dict)
    withheld: frozenset[str] = frozenset()

    def hidden(self, motives: Iterable[str]) -> list[tuple[str, str]]:
        """The cells of these motives that this edition withholds."""
        return [
            (group.code, motive)
            for group in self.groups
            for motive in motives
            if self.statuses.get((group.code, motive), self._without(group)) == "withheld"
        ]

    def _without(self, group: Group) -> str:
        return "withheld" if group.code in self.withheld else ""

    @property
    def partial(self) -> bool:
        """Whether an answer is withheld."""
        return bool(self.withheld) or "withheld" in self.statuses.values()


def verdicts(ask: Callable[[str], Rows], run: Callable[[str], Answer]) -> list[Verdict]:
    """Each claim in the store; `ask` answers our questions, `run` those of studies.

    What `run` raises of ours makes the claim not checkable, for that reason. So do answers that a public
    edition withholds, where they could change the verdict: it is the same whatever they are.
    """
    rows = ask(_CLAIMS).dicts()
    studies = _studies(ask) if rows else {}
    claims: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        claims[str(row["study"]), str(row["id"])].append(row)
    return [
        Verdict(
            study,
            id_,
            str(readings[0]["kind"]),
            _text(readings[0], "text"),
            str(readings[0]["locator"] or ""),
            tuple(_surely(row, studies.get(study, _Study()), run) for row in readings),
        )
        for (study, id_), readings in claims.items()
    ]


def within(seconds: float, run: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """The same way to ask, with so much time and in a process of its own; of many rows only two come back."""
    from lcgraph.untrusted.bounded import bounded

    def ask(text: str) -> Answer:
        def work(output: BinaryIO) -> int:
            answer = run(text)
            short = Rows(answer.columns, answer.terms[:2]) if isinstance(answer, Rows) else False
            pickle.dump(short, output)
            return 0

        ended = bounded(work, seconds=seconds)
        if ended.why or not ended.output:
            raise stopped(ended.why, seconds)
        answer: Answer = pickle.loads(ended.output)  # written by the lines above
        return answer

    return ask


def _surely(row: Row, study: _Study, run: Callable[[str], Answer]) -> Judgement:
    """A reading judged, unless what is withheld could make another verdict of it."""
    judged = _judged(row, study, run)
    reading = judged.reading
    if judged.reason.en or not study.partial:
        return judged
    if reading.expect.pattern == "query":
        return unanswered(reading, WITHHELD)
    hidden = study.hidden(reading.motives)
    meant = {group.code for group in study.groups if group.meets(reading.groups)}
    for of_meant, of_others in product(("reported", "below-threshold"), repeat=2):
        filled = {cell: of_meant if cell[0] in meant else of_others for cell in hidden}
        if judge(reading, study.groups, {**study.statuses, **filled}).holds != judged.holds:
            return unanswered(reading, WITHHELD)
    return judged


def _judged(row: Row, study: _Study, run: Callable[[str], Answer]) -> Judgement:
    reading = _reading(row)
    if isinstance(reading, Judgement):
        return reading
    if reading.expect.pattern == "query":
        return _asked(reading, row["sparql"], run)
    return judge(reading, study.groups, study.statuses)


def _reading(row: Row) -> Reading | Judgement:
    """A reading as it is written, or that it cannot be checked because of how it is written."""
    expect = expectation(str(row["expect"]))
    said = (_text(row, "note"), _text(row, "differs"))
    name, motives = str(row["name"] or ""), tuple(str(row["motives"] or "").split())
    try:
        groups, than = (parsed(str(row[name] or "")) for name in ("groups", "than"))
    except ValueError as error:
        wrong = Text(nl=f"geen voorwaarde: `{error}`", en=f"no condition: `{error}`")
        return unanswered(Reading(Expectation("query"), motives, (), (), name, *said), wrong)
    if isinstance(expect, Text):
        return unanswered(Reading(Expectation("query"), motives, groups, than, name, *said), expect)
    return Reading(expect, motives, groups, than, name, *said)


def _asked(reading: Reading, sparql: Cell, run: Callable[[str], Answer]) -> Judgement:
    """A reading held against the answer to the study's own question, which must be one row."""
    if not sparql:
        return unanswered(reading, Text(nl="de vraag is er niet", en="the question is not there"))
    try:
        rows = run(str(sparql))
    except LcgraphError as error:
        return unanswered(reading, error.text)
    if not isinstance(rows, Rows) or len(rows) != 1:
        return unanswered(
            reading,
            Text(
                nl=f"de vraag {reading.query} geeft niet één rij",
                en=f"the question {reading.query} does not give one row",
            ),
        )
    return answered(reading, rows.dicts()[0])


def _text(row: Row, name: str) -> Text:
    return Text(nl=str(row[f"{name}_nl"] or ""), en=str(row[f"{name}_en"] or ""))


def _studies(ask: Callable[[str], Rows]) -> dict[str, _Study]:
    """What the claims of each study are held against."""
    groups, statuses = _groups(ask), _statuses(ask)
    withheld: dict[str, set[str]] = defaultdict(set)
    for study, case, role in ask(_WITHHELD):
        withheld[str(study)].add(f"{case}/{role}")
    return {
        study: _Study(mine, statuses.get(study, {}), frozenset(withheld[study]))
        for study, mine in groups.items()
    }


def _groups(ask: Callable[[str], Rows]) -> dict[str, list[Group]]:
    """The groups of each study in reading order; `group` is a facet of each beside those derived."""
    facets: dict[tuple[str, str], dict[str, set[str]]] = {}
    for study, case, role, by, value in ask(_GROUPS):
        code = f"{case}/{role}"
        mine = facets.setdefault((str(study), code), defaultdict(set, {"group": {code}}))
        if by is not None:
            mine[str(by)].add(str(value))
    found: dict[str, list[Group]] = defaultdict(list)
    for (study, code), values in facets.items():
        found[study].append(Group(code, {by: frozenset(each) for by, each in values.items()}))
    return found


def _statuses(ask: Callable[[str], Rows]) -> dict[str, dict[tuple[str, str], str]]:
    """The status of each cell that counts, by study, group and motive."""
    found: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for study, case, role, motive, status in ask(_CELLS):
        found[str(study)][f"{case}/{role}", str(motive)] = str(status)
    return found
