"""Answers that people read as text: claims with their evidence, a cell explained, a query described."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from lcgraph.model import Cell, Text
from lcgraph.queries import Query
from lcgraph.render.rows import visible
from lcgraph.render.words import MARKS, NO, YES

if TYPE_CHECKING:
    from lcgraph.graph import Explanation, Verdict

Labels = Mapping[tuple[str, str], str]
_WIDTH = 100
_VERDICTS = {
    True: ("✓", Text("klopt", "holds")),
    False: ("✗", Text("klopt niet", "fails")),
    None: ("?", Text("niet te toetsen", "not checkable")),
}
_COUNTED = {
    True: Text("kloppen", "hold"),
    False: Text("kloppen niet", "fail"),
    None: Text("niet te toetsen", "not checkable"),
}
_READING = Text("Gelezen als", "Read as")
_EVIDENCE = Text("Cijfers", "Numbers")
_PLACE = Text("Plaats", "Place")
_DIFFERS = Text("Tekst en tabel", "Text and table")


def claims_text(verdicts: Sequence[Verdict], lang: str) -> str:
    """Each claim with verdict, evidence, reading and place; a count of those that hold at the end."""
    blocks = []
    for verdict in verdicts:
        claim = verdict.claim
        mark, word = _VERDICTS[verdict.holds]
        evidence = ", ".join(
            f"{name.replace('_', ' ')}: {_plain(cell, lang)}" for name, cell in verdict.evidence.items()
        )
        lines = [f"{mark} {word.in_(lang)}  {claim.name}", _indent(claim.claim.in_(lang))]
        lines.append(_field(_EVIDENCE, evidence, lang))
        if claim.reading:
            lines.append(_field(_READING, claim.reading.in_(lang), lang))
        lines.append(_field(_PLACE, claim.locator, lang))
        if claim.differs:
            lines.append(_field(_DIFFERS, claim.differs.in_(lang), lang))
        blocks.append("\n".join(lines))
    counts = ", ".join(
        f"{sum(verdict.holds is state for verdict in verdicts)} {word.in_(lang)}"
        for state, word in _COUNTED.items()
    )
    total = {"nl": "beweringen", "en": "claims"}[lang]
    return "\n\n".join([*blocks, f"{len(verdicts)} {total}: {counts}."]) + "\n"


def query_text(query: Query, lang: str) -> str:
    """One query: question, meaning of a row, parameters, columns, source."""
    words = {
        "row": Text("Een rij", "A row"),
        "parameters": Text("Parameters", "Parameters"),
        "columns": Text("Kolommen", "Columns"),
        "source": Text("Bron", "Source"),
    }
    lines = [query.name, _indent(query.question.in_(lang)), _field(words["row"], query.row.in_(lang), lang)]
    for parameter in query.parameters:
        default = "" if parameter.default is None else f" [{parameter.default}]"
        text = f"--{parameter.name} {parameter.type.upper()}{default}  {parameter.description.in_(lang)}"
        lines.append(_field(words["parameters"], text, lang))
    lines.append(_field(words["columns"], ", ".join(query.columns), lang))
    lines.append(_field(words["source"], query.source, lang))
    return "\n".join(lines) + "\n"


def explanation_text(explanation: Explanation, labels: Labels, lang: str) -> str:
    """A cell from its status down to rule, counts, place, notes and the rows behind it."""
    blocks = [_finding_text(row, labels, lang) for row in explanation.findings]
    if explanation.mentions:
        blocks.append(_mentions_text(explanation.mentions, lang))
    return "\n\n".join(blocks) + "\n"


_KINDS = {"published": Text("gepubliceerd", "published"), "derived": Text("afgeleid", "derived")}


def _finding_text(row: Mapping[str, Cell], labels: Labels, lang: str) -> str:
    def label(scheme: str, code: Cell) -> str:
        return visible(labels.get((scheme, str(code)), str(code)))

    status = str(row["status"])
    mark = MARKS.get(status) or ""
    kind = _KINDS[str(row["kind"])].in_(lang)
    head = f"{label('motive', row['motive'])} | {label('case', row['case'])} | {label('role', row['role'])}"
    lines = [head[:1].upper() + head[1:]]
    shown = f"{mark} {label('status', status)} ({kind}, {row['study']})".strip()
    lines.append(_field(Text("Status", "Status"), shown, lang))
    if row["cluster"]:
        lines.append(_field(Text("Cluster", "Cluster"), label("cluster", row["cluster"]), lang))
    lines.append(_field(Text("Regel", "Rule"), _rule_text(row, lang), lang))
    lines.append(_field(Text("Aantallen", "Counts"), _counts_text(row, lang), lang))
    if row["locator"]:
        work = label("work", row["source"]) if row["source"] else ""
        lines.append(_field(_PLACE, f"{row['locator']}{', ' if work else ''}{work}", lang))
    note = row[f"note_{lang}"] or row["note_nl"] or row["note_en"]
    if note:
        lines.append(_field(Text("Opmerking", "Note"), str(note), lang))
    if row["written_in"]:
        lines.append(_field(Text("Staat in", "Written in"), _row_of(row["written_in"], lang), lang))
    return "\n".join(lines)


def _rule_text(row: Mapping[str, Cell], lang: str) -> str:
    """The threshold of the group and the smallest number of its respondents that reaches it."""
    if not isinstance(row["numerator"], int) or not isinstance(row["denominator"], int):
        return Text("de studie noemt geen regel", "the study states no rule").in_(lang)
    threshold = Fraction(row["numerator"], row["denominator"])
    share = (
        Text("alle respondenten", "all respondents")
        if threshold == 1
        else Text(f"minstens {threshold} van de respondenten", f"at least {threshold} of the respondents")
    )
    text = share.in_(lang)
    total = row["total"] if row["total"] is not None else row["respondents"]
    if isinstance(total, int) and total > 0:
        minimum = max(1, -(-total * threshold.numerator // threshold.denominator))
        text += {"nl": f": {minimum} van de {total}", "en": f": {minimum} of {total}"}[lang]
    if row["exception"]:
        text += {"nl": " (uitzondering voor deze groep)", "en": " (an exception for this group)"}[lang]
    return text + (f"; {row['rule_locator']}" if row["rule_locator"] else "")


def _counts_text(row: Mapping[str, Cell], lang: str) -> str:
    if row["n"] is not None:
        named = Text(
            f"{row['n']} van de {row['total']} respondenten", f"{row['n']} of {row['total']} respondents"
        )
        return named.in_(lang)
    if row["respondents"] is None:
        return Text("de bron geeft geen aantallen", "the source prints no counts").in_(lang)
    return Text(
        f"de bron geeft er geen voor deze cel; de groep telt {row['respondents']} respondenten",
        f"the source prints none for this cell; the group has {row['respondents']} respondents",
    ).in_(lang)


def _mentions_text(mentions: Sequence[Mapping[str, Cell]], lang: str) -> str:
    """The codings by respondent, each with its segment and the row it was written in."""
    people = len({row["respondent"] for row in mentions})
    head = Text(
        f"{len(mentions)} coderingen van {people} respondenten",
        f"{len(mentions)} codings of {people} respondents",
    ).in_(lang)
    lines = [head]
    for row in mentions:
        parts = [row["respondent"], row["phase"], row["level"], row["coder"], row["source"]]
        about = ", ".join(visible(str(part)) for part in parts if part)
        lines.append(_indent(f"{about}: {_row_of(row['written_in'], lang)}"))
        if row["segment"]:
            lines.append(_indent(f"“{visible(str(row['segment']))}”", 4))
    return "\n".join(lines)


def _row_of(iri: Cell, lang: str) -> str:
    """`…/file/findings.csv#row=12` as `findings.csv, row 12`."""
    file, _, row = str(iri).rpartition("/")[2].partition("#row=")
    return f"{file}, {Text('rij', 'row').in_(lang)} {row}" if row else file


def _plain(cell: Cell, lang: str) -> str:
    if cell is None or cell == "":
        return "–"
    return (YES if cell else NO).in_(lang) if isinstance(cell, bool) else visible(str(cell))


def _field(name: Text, text: str, lang: str) -> str:
    return textwrap.fill(
        visible(text), _WIDTH, initial_indent=f"  {name.in_(lang) + ':':<16}", subsequent_indent=" " * 18
    )


def _indent(text: str, by: int = 2) -> str:
    return textwrap.fill(visible(text), _WIDTH, initial_indent=" " * by, subsequent_indent=" " * by)
