"""Answers that people read as text: a cell explained, a query described."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lcgraph.answers import Cell
from lcgraph.queries import Query
from lcgraph.render.fitting import broken_to
from lcgraph.render.words import MARKS
from lcgraph.say import Text, clean

if TYPE_CHECKING:
    from lcgraph.graph import Explanation

Labels = Mapping[tuple[str, str], str]
WIDTH = 100
"""The most that a line of prose is wide."""
_FIELD = re.compile(r"  (?=.{16}\S)[^:]{1,15}: +")
_PLACE = Text(nl="Plaats", en="Place")


def query_text(query: Query, lang: str, width: int = WIDTH) -> str:
    """One query: question, meaning of a row, parameters, columns, source."""
    words = {
        "row": Text(nl="Een rij", en="A row"),
        "parameters": Text(nl="Parameters", en="Parameters"),
        "columns": Text(nl="Kolommen", en="Columns"),
        "source": Text(nl="Bron", en="Source"),
    }
    lines = [query.name, indent(query.question.in_(lang)), field(words["row"], query.row.in_(lang), lang)]
    for parameter in query.parameters:
        default = "" if parameter.default is None else f" [{parameter.default}]"
        text = f"--{parameter.name} {parameter.type.upper()}{default}  {parameter.description.in_(lang)}"
        lines.append(field(words["parameters"], text, lang))
    lines.append(field(words["columns"], ", ".join(query.columns), lang))
    lines.append(field(words["source"], query.source, lang))
    return fitted("\n".join(lines), width) + "\n"


def explanation_text(explanation: Explanation, labels: Labels, lang: str, width: int = WIDTH) -> str:
    """A cell from its status down to rule, counts, place, notes, respondents and rows, study by study.

    Where a study has the cell both published and recomputed, the two follow each other, then what differs.
    """
    blocks = []
    for study in dict.fromkeys(row["study"] for row in explanation.findings):
        rows = [row for row in explanation.findings if row["study"] == study]
        rows.sort(key=lambda row: row["kind"] != "published")
        blocks += [_finding_text(row, labels, lang) for row in rows]
        if len({row["kind"] for row in rows}) > 1:
            text = difference_text(rows[0], rows[-1], labels, lang)
            blocks.append(field(Text(nl="Verschil", en="Difference"), text, lang))
        people = [row for row in explanation.respondents if row["study"] == study]
        mentions = [row for row in explanation.mentions if row["study"] == study]
        if people:
            blocks.append(_respondents_text(people, lang))
        if mentions:
            blocks.append(_mentions_text(mentions, labels, lang))
    return fitted("\n\n".join(blocks), width) + "\n"


def difference_text(
    printed: Mapping[str, Cell], derived: Mapping[str, Cell], labels: Labels, lang: str
) -> str:
    """What the publication says beside what the interviews say."""
    said, found = (
        clean(labels.get(("status", str(row["status"])), str(row["status"]))) for row in (printed, derived)
    )
    if printed["status"] == derived["status"]:
        text = Text(
            nl=f"geen: gepubliceerd en afgeleid zijn beide {said}",
            en=f"none: published and derived are both {said}",
        )
    elif (printed["status"], derived["status"]) == ("blank", "below-threshold"):
        text = Text(
            nl=f"geen: gepubliceerd {said} zegt niet meer dan afgeleid {found}",
            en=f"none: published {said} says no more than derived {found}",
        )
    else:
        counts = counts_text(derived, lang)
        needed = "" if derived["n"] is None else f"; {_needed(derived, lang)}"
        text = Text(
            nl=f"gepubliceerd {said}, afgeleid {found} ({counts}{needed})",
            en=f"published {said}, derived {found} ({counts}{needed})",
        )
    return text.in_(lang)


def _needed(row: Mapping[str, Cell], lang: str) -> str:
    """How many respondents the rule asks for."""
    total, minimum = row["total"], _minimum(row)
    if minimum is None:
        return Text(nl="er is niemand gevraagd", en="nobody was asked").in_(lang)
    return Text(nl=f"nodig zijn er {minimum} van de {total}", en=f"{minimum} of {total} are needed").in_(lang)


def _minimum(row: Mapping[str, Cell]) -> int | None:
    """The smallest number of respondents with which the cell is reported; None when nothing can be."""
    total = row["total"] if row["total"] is not None else row["respondents"]
    a, b = row["numerator"], row["denominator"]
    if not isinstance(a, int) or not isinstance(b, int) or not isinstance(total, int) or total < 1:
        return None
    return max(1, -(-total * a // b))


def _respondents_text(people: Sequence[Mapping[str, Cell]], lang: str) -> str:
    """The respondents of the group by what they did: name it, not name it, not asked."""
    kinds = {
        Text(nl="Noemt het", en="Name it"): [row for row in people if row["mentions"]],
        Text(nl="Noemt het niet", en="Do not name it"): [
            row for row in people if row["asked"] and not row["mentions"]
        ],
        Text(nl="Niet gevraagd", en="Not asked"): [
            row for row in people if not row["asked"] and not row["mentions"]
        ],
    }
    return "\n".join(
        field(name, f"{len(rows)}: {', '.join(str(row['respondent']) for row in rows)}", lang)
        for name, rows in kinds.items()
        if rows
    )


_KINDS = {"published": Text(nl="gepubliceerd", en="published"), "derived": Text(nl="afgeleid", en="derived")}


def _finding_text(row: Mapping[str, Cell], labels: Labels, lang: str) -> str:
    def label(scheme: str, code: Cell) -> str:
        plain = labels.get((scheme, str(code)), str(code))
        return clean(labels.get((scheme, f"{row['study']}/{code}"), plain))

    status = str(row["status"])
    mark = MARKS.get(status) or ""
    kind = _KINDS[str(row["kind"])].in_(lang)
    head = f"{label('motive', row['motive'])} | {label('case', row['case'])} | {label('role', row['role'])}"
    lines = [head[:1].upper() + head[1:]]
    shown = f"{mark} {label('status', status)} ({kind}, {row['study']})".strip()
    lines.append(field(Text(nl="Status", en="Status"), shown, lang))
    if row["cluster"]:
        lines.append(field(Text(nl="Cluster", en="Cluster"), label("cluster", row["cluster"]), lang))
    lines.append(field(Text(nl="Regel", en="Rule"), rule_text(row, lang), lang))
    lines.append(field(Text(nl="Aantallen", en="Counts"), counts_text(row, lang), lang))
    if row["locator"]:
        work = label("work", row["source"]) if row["source"] else ""
        lines.append(field(_PLACE, f"{row['locator']}{', ' if work else ''}{work}", lang))
    note = row[f"note_{lang}"] or row["note_nl"] or row["note_en"]
    if note:
        lines.append(field(Text(nl="Opmerking", en="Note"), str(note), lang))
    if row["written_in"]:
        lines.append(field(Text(nl="Staat in", en="Written in"), _row_of(row["written_in"], lang), lang))
    return "\n".join(lines)


def rule_text(row: Mapping[str, Cell], lang: str) -> str:
    """The threshold of the group and the smallest number of its respondents that reaches it."""
    if not isinstance(row["numerator"], int) or not isinstance(row["denominator"], int):
        return Text(nl="de studie noemt geen regel", en="the study states no rule").in_(lang)
    from fractions import Fraction

    threshold = Fraction(row["numerator"], row["denominator"])
    share = (
        Text(nl="alle respondenten", en="all respondents")
        if threshold == 1
        else Text(
            nl=f"minstens {threshold} van de respondenten", en=f"at least {threshold} of the respondents"
        )
    )
    text = share.in_(lang)
    total, minimum = row["total"] if row["total"] is not None else row["respondents"], _minimum(row)
    if minimum is not None:
        text += {"nl": f": {minimum} van de {total}", "en": f": {minimum} of {total}"}[lang]
    if row["exception"]:
        text += {"nl": " (uitzondering voor deze groep)", "en": " (an exception for this group)"}[lang]
    return text + (f"; {row['rule_locator']}" if row["rule_locator"] else "")


def counts_text(row: Mapping[str, Cell], lang: str) -> str:
    """How many of the respondents who were asked name the motive, or why no source says so."""
    if row["n"] is not None:
        named = Text(
            nl=f"{row['n']} van de {row['total']} respondenten",
            en=f"{row['n']} of {row['total']} respondents",
        )
        return named.in_(lang)
    if row["status"] == "withheld":
        return Text(
            nl="achtergehouden: zij gaan over te weinig mensen", en="withheld: they are about too few people"
        ).in_(lang)
    if row["status"] == "not-coded":
        return Text(
            nl="geen: de interviews zijn niet op dit motief gecodeerd",
            en="none: the interviews were not coded for this motive",
        ).in_(lang)
    if row["respondents"] is None:
        return Text(nl="de bron geeft geen aantallen", en="the source prints no counts").in_(lang)
    return Text(
        nl=f"de bron geeft er geen voor deze cel; de groep telt {row['respondents']} respondenten",
        en=f"the source prints none for this cell; the group has {row['respondents']} respondents",
    ).in_(lang)


def _mentions_text(mentions: Sequence[Mapping[str, Cell]], labels: Labels, lang: str) -> str:
    """The codings by respondent, each with its segment and the row it was written in."""
    coded, named = len(mentions), len({row["respondent"] for row in mentions})
    head = Text(
        nl=f"{coded} codering{'en' * (coded > 1)} van {named} respondent{'en' * (named > 1)}",
        en=f"{coded} coding{'s' * (coded > 1)} of {named} respondent{'s' * (named > 1)}",
    ).in_(lang)
    lines = [head]
    for row in mentions:
        phase, level = (labels.get((name, str(row[name])), row[name]) for name in ("phase", "level"))
        parts = [row["respondent"], phase, level, row["coder"], row["source"]]
        about = ", ".join(clean(str(part)) for part in parts if part)
        lines.append(indent(f"{about}: {_row_of(row['written_in'], lang)}"))
        if row["segment"]:
            lines.append(indent(f"“{clean(str(row['segment']))}”", 4))
    return "\n".join(lines)


def _row_of(iri: Cell, lang: str) -> str:
    """`…/file/findings.csv#row=12` as `findings.csv, row 12`."""
    file, _, row = str(iri).rpartition("/")[2].partition("#row=")
    return f"{file}, {Text(nl='rij', en='row').in_(lang)} {row}" if row else file


def field(name: Text, text: str, lang: str) -> str:
    """A named text below a heading, in one line (see `fitted`)."""
    return f"  {name.in_(lang) + ':':<16}{clean(text)}"


def indent(text: str, by: int = 2) -> str:
    """A text below a heading, in one line (see `fitted`)."""
    return f"{' ' * by}{clean(text)}"


def fitted(text: str, width: int) -> str:
    """Lines of fields and texts broken between words, each under where its text began.

    >>> print(fitted("  Rule:           at least 3/4 of the respondents", 40))
      Rule:           at least 3/4 of the
                      respondents
    """
    lines: list[str] = []
    for line in text.split("\n"):
        if len(line) <= width:
            lines.append(line)
            continue
        named = _FIELD.match(line)
        start = named.end() if named else len(line) - len(line.lstrip(" "))
        under = start if start * 2 <= width else 4
        first, *rest = broken_to(line[start:], width - start)
        more = broken_to(" ".join(rest), width - under) if rest else []
        lines += [line[:start] + first, *(" " * under + each for each in more)]
    return "\n".join(each.rstrip() for each in lines)
