"""A site as a folder: written beside its place and renamed; what lcgraph did not make is never touched.

A folder is known as lcgraph's by its list of checksums, and is replaced only when it holds nothing else: a
file that somebody put there would be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from lcgraph.disk import beside, take_place
from lcgraph.errors import CallError
from lcgraph.say import few
from lcgraph.web.site import CHECKSUMS


def refuse_foreign(folder: Path) -> None:
    """`CallError` when a site cannot be put here without losing what is here."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise CallError(
            nl=f"{folder} is geen map: noem een nieuwe", en=f"{folder} is not a folder: name a new one"
        )
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / CHECKSUMS).is_file():
        raise CallError(
            nl=f"{folder} is er al en niet door lcgraph site gemaakt: noem een nieuwe map",
            en=f"{folder} is there and was not made by lcgraph site: name a new folder",
        )
    known = {line.partition("  ")[2] for line in (folder / CHECKSUMS).read_text("utf-8").splitlines()}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    strange = sorted(there - known - {CHECKSUMS})
    if strange:
        named = few(strange, most=3)
        raise CallError(
            nl=f"{folder} bevat bestanden die lcgraph site niet maakte, en zou ze verliezen: {named}. Haal "
            "ze "
            "eruit, of noem een nieuwe map",
            en=f"{folder} holds files that lcgraph site did not make, and would lose them: {named}. Take "
            "them "
            "out, or name a new folder",
        )


def write(folder: Path, files: Iterable[tuple[str, bytes]]) -> tuple[int, int]:
    """Put a site in its place, whole or not at all; the number of files and of bytes."""
    refuse_foreign(folder)
    count = size = 0
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with beside(folder) as place:
            for path, data in files:
                assert re.fullmatch(r"[\w.~/-]+", path, re.ASCII), path
                file = place / "new" / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
                count, size = count + 1, size + len(data)
            refuse_foreign(folder)  # making the site took a while
            take_place(place / "new", folder, place)
    except OSError as error:
        raise CallError(
            nl=f"in {folder} kan niet worden geschreven: {error.strerror}",
            en=f"{folder} cannot be written: {error.strerror}",
        ) from error
    return count, size
