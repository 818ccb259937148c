"""What a writer of a format gives: a file or the files of a folder, and what there is to tell beside it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
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
