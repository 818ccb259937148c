"""A table of cases by columns, from a CSV file or from the cells of studies, and what analyses make of it.

Goes in: text, or rows of `cross-case-matrix` with the values of groups. Comes out: `Columns`, and from them a
`Context` (0 and 1) or `Data` (0 and 1, several values, or memberships), with every cell that is neither told.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Final

from lcgraph.analysis.claims import fits
from lcgraph.analysis.concepts import Context, mask_of
from lcgraph.analysis.configurations.data import Data, calibrated, data
from lcgraph.answers import Cell
from lcgraph.crosscase.burmeister import read_context
from lcgraph.errors import CallError, InputError, unknown, unusable
from lcgraph.say import Problem, Problems, Text
from lcgraph.study.conditions import parsed
from lcgraph.untrusted.text import read_text, separated

Anchors = tuple[Fraction, Fraction, Fraction]
Row = Mapping[str, Cell]
Group = tuple[str, str, str]
_NUMBER: Final = re.compile(r"-?[0-9]{1,18}(?:[.,][0-9]{1,18})?|[0-9]{1,9}/[1-9][0-9]{0,8}")
_SIGNS: Final = re.compile(r"[*~{}+]")


@dataclass(frozen=True)
class Columns:
    """Cells as text by column; `cases` name the rows, `of_case` says to which case a group belongs."""

    file: str
    cases: tuple[str, ...]
    cells: Mapping[str, tuple[str, ...]]
    of_case: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, tuple[Group, ...]] = field(default_factory=dict)

    @property
    def filled(self) -> Columns:
        """The same columns with 0 where nothing is known: for what asks only what is there."""
        return replace(
            self, cells={name: tuple(cell or "0" for cell in cells) for name, cells in self.cells.items()}
        )

    def only(self, names: Sequence[str]) -> Columns:
        """These columns in this order; `CallError` names one that is not there."""
        for name in names:
            if name not in self.cells:
                raise unknown("column", name, self.cells)
        return replace(self, cells={name: self.cells[name] for name in names})


def code(name: str) -> str:
    """A name that can stand between spaces.

    >>> code("needs water")
    'needs-water'
    """
    return "-".join(name.split())


def read_columns(path: Path) -> Columns:
    """The table of a CSV file; `InputError` with every problem."""
    text, delimiter = separated(_text(path))
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    heads = [code(head) for head in rows[0]] if rows else []
    if len(heads) < 2:
        raise unusable(
            path.name,
            nl="heeft geen kolommen: de eerste noemt de gevallen, de andere zijn attributen of condities",
            en="has no columns: the first names the cases, the others are attributes or conditions",
            row=1,
        )
    problems: list[Problem] = []
    body: list[tuple[int, list[str]]] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows[1:], 2):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        name = code(cells[0])
        if len(cells) != len(heads) or not name or name in seen:
            problems.append(_bad_row(path.name, number, name, len(cells), len(heads), seen))
            continue
        seen[name] = number
        body.append((number, [name, *cells[1:]]))
    doubles = {head for head in heads[1:] if not head or heads[1:].count(head) > 1}
    problems += [
        Problem(
            Text(
                nl=f"kolom {head!r} heeft geen naam of staat er dubbel",
                en=f"column {head!r} has no name or is double",
            ),
            file=path.name,
            row=1,
        )
        for head in sorted(doubles)
    ]
    if problems:
        raise InputError(problems)
    cells_ = {head: tuple(row[place] for _, row in body) for place, head in enumerate(heads) if place}
    return Columns(path.name, tuple(row[0] for _, row in body), cells_)


def _text(path: Path) -> str:
    problems = Problems()
    text = read_text(path, path.name, problems)
    if text is None:
        raise InputError(problems.found)
    return text


def _bad_row(file: str, row: int, name: str, cells: int, heads: int, seen: Mapping[str, int]) -> Problem:
    if cells != heads:
        message = Text(
            nl=f"heeft {cells} cellen in plaats van {heads}", en=f"has {cells} cells in place of {heads}"
        )
    elif not name:
        message = Text(nl="noemt geen geval: vul de eerste kolom", en="names no case: fill the first column")
    else:
        message = Text(nl=f"{name} staat ook in rij {seen[name]}", en=f"{name} is in row {seen[name]} too")
    return Problem(message, file=file, row=row)


def context_of_file(path: Path) -> Context:
    """The context of a `.cxt` file, or of a CSV of 0 and 1."""
    if path.suffix.lower() == ".cxt":
        found = read_context(_text(path), path.name)
        return Context(tuple(map(code, found.objects)), tuple(map(code, found.attributes)), found.rows)
    return context(read_columns(path))


def context(columns: Columns) -> Context:
    """A context of columns of 0 and 1; `InputError` names every other cell."""
    wrong = [
        Problem(
            Text(
                nl=f"{cell!r} is geen 0 of 1 (geval {columns.cases[place]})",
                en=f"{cell!r} is not 0 or 1 (case {columns.cases[place]})",
            ),
            file=columns.file,
            column=name,
        )
        for name, cells in columns.cells.items()
        for place, cell in enumerate(cells)
        if cell not in ("0", "1")
    ]
    if wrong:
        raise InputError(wrong)
    rows = [
        mask_of(place for place, cells in enumerate(columns.cells.values()) if cells[case] == "1")
        for case in range(len(columns.cases))
    ]
    return Context(columns.cases, tuple(columns.cells), tuple(rows))


def configurations(
    columns: Columns,
    outcome: str,
    conditions: Sequence[str],
    *,
    anchors: Mapping[str, Anchors] | None = None,
    drop_missing: bool = False,
) -> tuple[Data, list[str]]:
    """The data of an outcome (`Y`, `~Y`, `Y{2}`) and conditions, and the cases left out for an empty cell."""
    calibrations = anchors or {}
    negated, base = outcome.startswith("~"), outcome.removeprefix("~")
    name, _, value = base.partition("{")
    name, value = _column(columns, name), value.removesuffix("}")
    named = [_column(columns, each) for each in conditions]
    if len(set(named)) < len(named) or name in named or not named:
        raise CallError(
            nl="noem elke conditie één keer, en de uitkomst niet als conditie",
            en="name each condition once, and not the outcome as a condition",
        )
    for each in (name, *named):
        if _SIGNS.search(each):
            raise CallError(
                nl=f"de naam {each} heeft een teken van termen (* ~ {{ }} +): geef de kolom een andere naam",
                en=f"the name {each} has a sign of terms (* ~ {{ }} +): give the column another name",
            )
    missing = [
        place
        for place in range(len(columns.cases))
        if any(not columns.cells[each][place] for each in (name, *named))
    ]
    if missing and not drop_missing:
        raise unusable(
            columns.file,
            nl=f"lege cellen bij {columns.cases[missing[0]]} en {len(missing) - 1} andere: vul ze, of laat "
            "zulke gevallen weg met --blank missing",
            en=f"empty cells of {columns.cases[missing[0]]} and {len(missing) - 1} more: fill them, or leave "
            "such cases out with --blank missing",
        )
    kept = [place for place in range(len(columns.cases)) if place not in set(missing)]
    if not kept:
        raise unusable(columns.file, nl="heeft geen hele gevallen", en="has no complete cases")
    numbers: dict[str, list[Fraction]] = {}
    several: dict[str, list[str]] = {}
    texts: dict[str, list[str]] = {}
    for each in named:
        cells = [columns.cells[each][place] for place in kept]
        levels = _levels(cells) if each not in calibrations else []
        if levels:
            several[each], texts[each] = levels, cells
        else:
            numbers[each] = _memberships(columns, each, cells, calibrations.get(each))
    made: dict[str, Sequence[Fraction] | Sequence[str]] = {
        each: texts[each] if each in texts else numbers[each] for each in named
    }
    ends = _outcome(
        columns, name, value, [columns.cells[name][place] for place in kept], calibrations.get(name)
    )
    label = f"{name}{{{value}}}" if value else name
    found = data([columns.cases[place] for place in kept], made, (label, ends), values=several)
    return found.negated if negated else found, [columns.cases[place] for place in missing]


def moved(anchors: Mapping[str, Anchors]) -> Iterator[tuple[str, str, dict[str, Anchors]]]:
    """The anchors with each of them in turn a tenth of their range lower and higher: name, end, all anchors.

    >>> found = list(moved({"A": (Fraction(0), Fraction(50), Fraction(100))}))
    >>> len(found), found[0][:2], found[0][2]["A"][0]
    (6, ('A', '-10,50,100'), Fraction(-10, 1))
    """
    for name, of in anchors.items():
        step = abs(of[2] - of[0]) / 10
        for place in range(3):
            for by in (-step, step):
                low, middle, high = (each + by * (at == place) for at, each in enumerate(of))
                if low < middle < high or low > middle > high:
                    value = ",".join(f"{float(each):g}" for each in (low, middle, high))
                    yield name, value, {**anchors, name: (low, middle, high)}


def _column(columns: Columns, name: str) -> str:
    """The column of that name, in any case of letters where only one fits."""
    wanted = code(name)
    if wanted in columns.cells:
        return wanted
    alike = [each for each in columns.cells if each.casefold() == wanted.casefold()]
    if len(alike) != 1:
        raise unknown("column", name, columns.cells)
    return alike[0]


def _levels(cells: Iterable[str]) -> list[str]:
    """The levels of a column with several values; none when it has 0 and 1 or memberships only."""
    every = set(cells)
    if all(each.isdigit() for each in every):
        highest = max(map(int, every))
        return [str(level) for level in range(highest + 1)] if 1 < highest < 100 else []
    if not any(_NUMBER.fullmatch(each) for each in every):
        return sorted(every)
    return []


def _memberships(
    columns: Columns, name: str, cells: Sequence[str], anchors: Anchors | None
) -> list[Fraction]:
    found, wrong = [], []
    for cell in cells:
        number = Fraction(cell.replace(",", ".")) if _NUMBER.fullmatch(cell) else None
        number = calibrated(number, anchors) if number is not None and anchors else number
        if number is None or not 0 <= number <= 1:
            wrong.append(cell)
        else:
            found.append(number)
    if wrong:
        raise unusable(
            columns.file,
            nl=f"{wrong[0]!r} is geen lidmaatschap van 0 tot 1 en geen geheel getal van 0 tot 99: ijk de "
            f"kolom met --calibrate {name}=a,b,c",
            en=f"{wrong[0]!r} is not a membership from 0 to 1 and not a whole number from 0 to 99: calibrate "
            f"the column with --calibrate {name}=a,b,c",
            column=name,
        )
    return found


def _outcome(
    columns: Columns, name: str, value: str, cells: Sequence[str], anchors: Anchors | None
) -> list[Fraction]:
    levels = [] if anchors else _levels(cells)
    if value:
        valid = levels or ["0", "1"]
        if value not in valid:
            raise unknown("value", value, valid)
        return [Fraction(cell == value) for cell in cells]
    if levels:
        raise CallError(
            nl=f"{name} heeft meer waarden: noem er een, zoals {name}{{{levels[-1]}}}",
            en=f"{name} has several values: name one, such as {name}{{{levels[-1]}}}",
        )
    return _memberships(columns, name, cells, anchors)


# ---- From the cells of studies -----------------------------------------------------------------------


def motives(cells: Iterable[Row], *, unit: str = "group", blank: str = "absent") -> Columns:
    """Groups (or cases) by motives: 1 where a motive is reported, nothing where nobody could tell.

    A case reports what one of its groups reports. `blank` says what an empty published cell is.
    """
    rows = list(cells)
    several = len({row["study"] for row in rows}) > 1
    marks: dict[str, dict[str, str]] = {}
    of_case: dict[str, str] = {}
    groups: dict[str, dict[Group, None]] = {}
    for row in rows:
        case = f"{row['study']}/{row['case']}" if several else str(row["case"])
        name = f"{case}/{row['role']}" if unit == "group" else case
        of_case[name] = case
        group = (str(row["study"]), str(row["case"]), str(row["role"]))
        groups.setdefault(name, {})[group] = None
        mark = _MARKS.get(str(row["status"]), "")
        if row["status"] == "blank" and blank == "missing":
            mark = ""
        mine = marks.setdefault(str(row["motive"]), {})
        mine[name] = max(mark, mine.get(name, ""))
    names = list(of_case)
    found = {motive: tuple(mine.get(name, "") for name in names) for motive, mine in marks.items()}
    return Columns(
        "",
        tuple(names),
        found,
        of_case if unit == "group" else {},
        {name: tuple(each) for name, each in groups.items()},
    )


def with_shares(columns: Columns, cells: Iterable[Row], names: Iterable[str]) -> Columns:
    """The columns with the share n/N of respondents for these motives, as a membership.

    Nothing where a published cell has no counts; `CallError` names the motives when one is not there.
    """
    found, wanted = dict(columns.cells), set(names)
    for name in sorted(wanted):
        if name not in found:
            raise unknown("motive", name, found)
    counts: dict[tuple[str, Group], tuple[int, int]] = {}
    for row in cells:
        n, total = row["n"], row["total"]
        if row["motive"] in wanted and isinstance(n, int) and isinstance(total, int) and total:
            group = (str(row["study"]), str(row["case"]), str(row["role"]))
            counts[str(row["motive"]), group] = (n, total)
    for name in wanted:
        told = []
        for case in columns.cases:
            mine = [counts[name, group] for group in columns.groups[case] if (name, group) in counts]
            told.append(f"{sum(n for n, _ in mine)}/{sum(total for _, total in mine)}" if mine else "")
        found[name] = tuple(told)
    return replace(columns, cells=found)


_MARKS: Final = {"reported": "1", "below-threshold": "0", "blank": "0"}


def with_conditions(
    columns: Columns,
    conditions: Iterable[str],
    values: Callable[[str], Mapping[Group, str]],
) -> tuple[Columns, list[str]]:
    """The columns with those of conditions such as `role=ngo`, `start_year<2010`, `sector`; and their names.

    `values` gives the value of each group by a facet (`CallError` names those that there are).
    """
    found, names = dict(columns.cells), []
    for text in conditions:
        try:
            meant = parsed(text)
        except ValueError:
            meant = ()
        name = code(text)
        if not meant and name not in found:
            of = values(text.strip())
            found[name] = tuple(_one(columns.groups[case], of, text) for case in columns.cases)
        elif meant:
            condition = meant[0]
            of = values(condition.key)
            told = [_one(columns.groups[case], of, text) for case in columns.cases]
            found[name] = tuple(str(int(fits(condition, each))) if each else "" for each in told)
        names.append(name)
    return replace(columns, cells=found), names


def _one(groups: Sequence[Group], of: Mapping[Group, str], text: str) -> str:
    """The one value of the groups of a row, as 1 and 0 for yes and no."""
    mine = {of[group] for group in groups if group in of}
    if len(mine) > 1:
        raise CallError(
            nl=f"{text} verschilt tussen de groepen van één case: vraag het met --unit group",
            en=f"{text} differs between the groups of one case: ask it with --unit group",
        )
    value = mine.pop() if mine else ""
    return {"yes": "1", "no": "0"}.get(value, code(value))
