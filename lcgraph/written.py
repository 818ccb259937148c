"""What a writer of a format gives: a file or the files of a folder, and what there is to tell beside it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lcgraph.say import Text

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Exported:
    """A file (or the files of a folder by path), what of the data it does not hold, and what else to tell."""

    data: str | bytes | Iterable[bytes] | Mapping[str, bytes]
    losses: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()


class _Lines(list[str]):
    """Lines as they are written: what `csv` asks of a file."""

    def write(self, line: str) -> None:
        self.append(line)


def csv_text(rows: Iterable[Sequence[object]], *, separator: str = ",", end: str = "\n") -> str:
    """Rows as CSV, each line with the same end.

    They are written with CR LF and cut, because only then does `csv` put a cell with a CR in quotes.

    >>> csv_text([["motive", "n"], ["a, b", 3]])
    'motive,n\\n"a, b",3\\n'
    """
    lines = _Lines()
    csv.writer(lines, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return "".join(line[:-2] + end for line in lines)


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip archive of files by path, in the given order; stored, so that its bytes depend on no library.

    Nothing in it is dated: every file has the first day that a zip archive can tell.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return stream.getvalue()
