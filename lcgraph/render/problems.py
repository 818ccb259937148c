"""Problems with data as people read them: one line a problem, those of one kind in one column told once.

Goes in: `Problem`s in their order. Comes out: text. Two problems are of one kind when they are in the same
column of the same file, weigh the same and say the same, but for what stands in quotes. For programs every
problem stands by itself (`lcgraph.validate.to_json`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from lcgraph.say import Problem, Text, clean

SHOWN: Final = 5
"""How many rows of one kind of problem are named."""

_SEVERITIES: Final = {
    "violation": (Text(nl="fout", en="error"), Text(nl="fouten", en="errors")),
    "warning": (Text(nl="waarschuwing", en="warning"), Text(nl="waarschuwingen", en="warnings")),
    "info": (Text(nl="opmerking", en="note"), Text(nl="opmerkingen", en="notes")),
}
_VALID: Final = Text(nl="in orde", en="valid")
_MORE: Final = Text(nl="(en nog {} zulke: rij {})", en="(and {} more like it: row {})")
_QUOTED: Final = re.compile(r"(?<!\w)'[^']*'(?!\w)|\"[^\"]*\"|\d+")


def problems_text(problems: Sequence[Problem], targets: Iterable[str], lang: str) -> str:
    """Every kind of problem in a line, and how many there are in all.

    >>> twice = [Problem(Text(en=f"'{code}' is not a role of the study's"), "violation", "a.csv", row, "role")
    ...          for row, code in ((2, "a"), (3, "b"))]
    >>> print(problems_text(twice, ["city"], "en"), end="")
    a.csv:2 role: error: 'a' is not a role of the study's (and 1 more like it: row 3)
    city: 2 errors
    """
    kinds: dict[object, list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(_kind(problem, lang), []).append(problem)
    lines = [_line(found, lang) for found in kinds.values()]
    return "\n".join([*lines, clean(f"{', '.join(targets)}: {_counted(problems, lang)}")]) + "\n"


def _kind(problem: Problem, lang: str) -> object:
    if problem.row is None:
        return (problem,)
    said = _QUOTED.sub("…", problem.message.in_(lang))
    return problem.file, problem.column, problem.severity, said


def _line(found: Sequence[Problem], lang: str) -> str:
    first, *others = found
    where = first.where
    if first.file and first.focus and first.row is None and first.column is None:
        where += f" {_short(first.focus)}"
    line = f"{where}: {_SEVERITIES[first.severity][0].in_(lang)}: {first.message.in_(lang)}".lstrip(": ")
    line = clean(line)
    rows = list(dict.fromkeys(str(problem.row) for problem in others))
    if not rows:
        return line
    named = ", ".join(rows[:SHOWN]) + (", …" if len(rows) > SHOWN else "")
    return f"{line} {_MORE.in_(lang).format(len(others), named)}"


def _counted(problems: Sequence[Problem], lang: str) -> str:
    """`2 errors, 1 warning`; notes are not counted."""
    counts = {
        severity: sum(problem.severity == severity for problem in problems)
        for severity in ("violation", "warning")
    }
    told = [
        f"{count} {_SEVERITIES[severity][count > 1].in_(lang)}" for severity, count in counts.items() if count
    ]
    return ", ".join(told if counts["violation"] else [_VALID.in_(lang), *told])


def _short(iri: str) -> str:
    return iri.replace("https://w3id.org/lcgraph/ontology#", "lcg:").replace("https://w3id.org/lcgraph/", "")
