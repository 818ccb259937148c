"""Claims with their verdicts, as people read them and as rows.

Goes in: verdicts (`lcgraph.analysis.claims`) and labels by (scheme, code). Comes out: text with what fails on
top, or `Rows` in which each reading is one row and codes are codes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from pyoxigraph import Literal

from lcgraph.analysis.claims import Count, Judgement, Tally, Verdict
from lcgraph.answers import Cell, Rows
from lcgraph.quads import integer
from lcgraph.render.text import WIDTH, field, fitted, indent
from lcgraph.render.words import NO, YES
from lcgraph.say import Text, clean

Labels = Mapping[tuple[str, str], str]

COLUMNS: Final = (
    *("claim", "verdict", "text", "reading", "evidence", "locator", "differs"),
    *("kind", "study", "number", "motives", "expect", "groups", "than", "query", "reason"),
)
"""The columns of `claim_rows`; `number` is that of the reading, the first being the headline."""

_VERDICTS: Final = {
    False: ("✗", Text(nl="klopt niet", en="fails")),
    None: ("?", Text(nl="niet te toetsen", en="not checkable")),
    True: ("✓", Text(nl="klopt", en="holds")),
}
"""What is shown of a verdict, in the order in which people see them."""

_READING: Final = Text(nl="Gelezen als", en="Read as")
_EVIDENCE: Final = Text(nl="Cijfers", en="Numbers")
_REASON: Final = Text(nl="Waarom", en="Why")
_PLACE: Final = Text(nl="Plaats", en="Place")
_DIFFERS: Final = Text(nl="Tekst en tabel", en="Text and table")

NOTHING: Final = Text()
NO_CLAIMS: Final = Text(
    nl="geen van de studies hier heeft beweringen om te toetsen (claims.csv)",
    en="none of the studies here has claims to check (claims.csv)",
)


def claims_text(
    shown: Sequence[Verdict], all_: Sequence[Verdict], labels: Labels, lang: str, width: int = WIDTH
) -> str:
    """How many of all claims fail, then the claims shown: those that fail, cannot be checked, hold.

    "" when there are no claims.
    """
    if not all_:
        return ""
    blocks = [counted(all_).in_(lang)]
    several = len({verdict.study for verdict in all_}) > 1
    for state in _VERDICTS:
        for verdict in shown:
            if verdict.holds is state:
                study = labels.get(("study", verdict.study), verdict.study) if several else ""
                blocks.append(_claim(verdict, study, labels, lang))
    return fitted("\n\n".join(blocks), width) + "\n"


def counted(verdicts: Sequence[Verdict]) -> Text:
    """`4 of 48 claims fail, 2 cannot be checked.`"""
    fails, unknown, whole = (
        sum(verdict.holds is False for verdict in verdicts),
        sum(verdict.holds is None for verdict in verdicts),
        len(verdicts),
    )
    nl = f"{fails} van de {whole} beweringen {'klopt' if fails == 1 else 'kloppen'} niet"
    en = f"{fails} of {whole} claim{'s' * (whole != 1)} {'fails' if fails == 1 else 'fail'}"
    if unknown:
        nl += f", {unknown} {'is' if unknown == 1 else 'zijn'} niet te toetsen"
        en += f", {unknown} cannot be checked"
    return Text(nl=f"{nl}.", en=f"{en}.")


def _claim(verdict: Verdict, study: str, labels: Labels, lang: str) -> str:
    """A claim with its place and, of each reading, numbers and how it is read."""
    mark, word = _VERDICTS[verdict.holds]
    lines = [f"{mark} {word.in_(lang)}  {clean(verdict.id)}{f' ({clean(study)})' if study else ''}"]
    lines.append(indent(verdict.text.in_(lang)))
    for number, judgement in enumerate(verdict.readings, start=1):
        if len(verdict.readings) > 1:
            mark, word = _VERDICTS[judgement.holds]
            name = Text(nl="Lezing", en="Reading").in_(lang)
            lines.append(f"  {name} {number}: {mark} {word.in_(lang)}")
        lines += _reading(verdict.study, judgement, labels, lang)
    if verdict.locator:
        lines.append(field(_PLACE, verdict.locator, lang))
    return "\n".join(lines)


def _reading(study: str, judgement: Judgement, labels: Labels, lang: str) -> list[str]:
    reading = judgement.reading
    told = {
        _EVIDENCE: evidence_text(study, judgement, labels, lang),
        _REASON: judgement.reason.in_(lang),
        _READING: reading.text.in_(lang),
        _DIFFERS: reading.differs.in_(lang),
    }
    return [field(name, text, lang) for name, text in told.items() if text]


def evidence_text(study: str, judgement: Judgement, labels: Labels, lang: str) -> str:
    """The numbers behind a verdict in words, groups and motives by their labels."""
    if not judgement.counts:
        return ", ".join(
            f"{name.replace('_', ' ')}: {_plain(cell, lang)}" for name, cell in judgement.numbers.items()
        )
    told = []
    for count in judgement.counts:
        motive = labels.get(("motive", f"{study}/{count.motive}"), labels.get(("motive", count.motive)))
        text = _count(study, count, count.numbers(judgement.reading.expect), labels).in_(lang)
        told.append(f"{motive or count.motive}: {text}" if len(judgement.counts) > 1 else text)
    return "; ".join(told)


def _count(study: str, count: Count, numbers: Mapping[str, Cell], labels: Labels) -> Text:
    """`4 of 5 groups, against 1 of 5; reported by …`"""
    meant = _of(count.meant, Text(nl=" groepen", en=" groups"))
    nl, en = meant.nl, meant.en
    if count.than:
        nl, en = f"{nl}, tegen {_of(count.others).nl}", f"{en}, against {_of(count.others).en}"
    elif "among_groups" in numbers:
        nl, en = f"{nl}; van allen {_of(count.among).nl}", f"{en}; of all {_of(count.among).en}"
    for name, said in (
        ("reported_by", Text(nl="gemeld door", en="reported by")),
        ("not_reported_by", Text(nl="niet door", en="not by")),
    ):
        if name in numbers:
            groups = ", ".join(_group(study, code, labels) for code in str(numbers[name]).split())
            nl, en = f"{nl}; {said.nl} {groups}", f"{en}; {said.en} {groups}"
    return Text(nl=nl, en=en)


def _of(tally: Tally, things: Text = NOTHING) -> Text:
    """`4 of 5`, of what, and how many are unknown."""
    reporting, known, unknown = len(tally.reporting), tally.known, len(tally.unknown)
    return Text(
        nl=f"{reporting} van de {known}{things.nl}" + (f" ({unknown} onbekend)" if unknown else ""),
        en=f"{reporting} of {known}{things.en}" + (f" ({unknown} unknown)" if unknown else ""),
    )


def _group(study: str, code: str, labels: Labels) -> str:
    """`Health care (practice partner)`."""
    case, _, role = code.partition("/")

    def label(scheme: str, each: str) -> str:
        return labels.get((scheme, f"{study}/{each}"), labels.get((scheme, each), each))

    return f"{label('case', case)} ({label('role', role)})"


def _plain(cell: Cell, lang: str) -> str:
    if cell is None or cell == "":
        return "–"
    return (YES if cell else NO).in_(lang) if isinstance(cell, bool) else clean(str(cell))


def claim_rows(verdicts: Sequence[Verdict], lang: str) -> Rows:
    """One row a reading, in the order of the claims, with the `COLUMNS`."""
    return Rows(
        COLUMNS,
        tuple(
            _row(verdict, number, judgement, lang)
            for verdict in verdicts
            for number, judgement in enumerate(verdict.readings, start=1)
        ),
    )


def _row(verdict: Verdict, number: int, judgement: Judgement, lang: str) -> tuple[Literal | None, ...]:
    reading = judgement.reading
    told = (
        verdict.id,
        judgement.verdict,
        verdict.text.in_(lang),
        reading.text.in_(lang),
        "; ".join(f"{name}={_code(cell)}" for name, cell in judgement.evidence.items()),
        verdict.locator,
        reading.differs.in_(lang),
        verdict.kind,
        verdict.study,
        number,
        " ".join(reading.motives),
        str(reading.expect),
        " ".join(map(str, reading.groups)),
        " ".join(map(str, reading.than)),
        reading.query,
        judgement.reason.in_(lang),
    )
    return tuple(integer(each) if isinstance(each, int) else Literal(each) if each else None for each in told)


def _code(cell: Cell) -> str:
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)
