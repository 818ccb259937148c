"""Tables with a row a respondent and a column a code, filled with 0 and 1, as tables with a row a coding.

A 1, an x, a yes or a number of times is a coding; a 0, a no or an empty cell says that the respondent was
asked and did not name it. Goes in: a header and numbered
rows. Comes out: the same where there is a column with codes; else a header that ends with `code`, a row for
each 1 and one without a code for who has none, and the columns that were taken for codes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, islice

from lcgraph.errors import unusable

Rows = Iterator[tuple[int, list[str]]]

_LOOKED_AT = 1000
_YES = {"1", "x", "ja", "yes", "j", "y", "true", "waar", "✓", "✔", "+"}
_NO = {"", "0", "nee", "no", "n", "false", "onwaar", "-"}
_MANY = 99


def unfolded(
    file: str, header: Sequence[str], rows: Rows, kept: Collection[str]
) -> tuple[list[str], Rows, list[str]]:
    """The header, the rows and the columns of codes; `kept` are the headers that hold something else."""
    first = list(islice(rows, _LOOKED_AT))
    wide = [at for at, head in enumerate(header) if head and head not in kept and _is_marks(at, first)]
    if not wide:
        return list(header), chain(first, rows), []
    rest = [at for at in range(len(header)) if at not in wide]
    head = [*(header[at] for at in rest), "code"]
    return head, _long(file, header, chain(first, rows), rest, wide), [header[at] for at in wide]


def _is_marks(at: int, rows: Sequence[tuple[int, list[str]]]) -> bool:
    """Whether a column holds marks; numbers of times only where some are 0 or empty: no age is."""
    found = {cells[at].lower() if at < len(cells) else "" for _, cells in rows}
    times = {cell for cell in found - _YES - _NO if cell.isdecimal() and int(cell) <= _MANY}
    return bool(found - {""}) and found <= _YES | _NO | times and (not times or bool(found & {"", "0"}))


def _is_yes(cell: str) -> bool:
    return cell.lower() in _YES or (cell.isdecimal() and int(cell) > 0)


def _long(file: str, header: Sequence[str], rows: Rows, rest: Sequence[int], wide: Sequence[int]) -> Rows:
    for number, cells in rows:
        filled = [*cells, *[""] * (len(header) - len(cells))]
        named = []
        for at in wide:
            if not _is_yes(filled[at]) and filled[at].lower() not in _NO:
                raise unusable(
                    file,
                    nl=f"{filled[at][:40]!r} is geen 0 of 1, zoals de andere cellen van deze kolom",
                    en=f"{filled[at][:40]!r} is not a 0 or 1, as the other cells of this column are",
                    row=number,
                    column=header[at],
                )
            if _is_yes(filled[at]):
                named.append(header[at])
        others = [filled[at] for at in rest]
        if any(others) or named:
            for code in named or [""]:
                yield number, [*others, code]
