"""Writing in a folder: several files at once or none, and a folder held meanwhile.

Goes in: a folder, and the new content of some of its files. Comes out: the files, complete. Each is written
beside the old one and renamed; when a rename fails, those before it are taken back. Who reads a folder in
order to write it again holds it meanwhile (`alone`), so that no two programs undo each other's work.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from lcgraph.errors import CallError


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder while it is read and written; `CallError` at once where another program holds it.

    The operating system keeps the lock and takes it back when the program ends, however it ends: no lock can
    stay behind and block. On a file system without locks (some network drives) nothing is held.
    """
    held = _open_to_hold(folder)
    try:
        if held is not None and not _hold(held):
            raise CallError(
                nl=f"in {folder} is een ander programma aan het importeren: wacht tot het klaar is, en "
                "importeer "
                "opnieuw",
                en=f"{folder} is being imported into by another program: wait until it is done, and import "
                "again",
            )
        yield
    finally:
        if held is not None:
            os.close(held)


if (
    sys.platform == "win32"
):  # a folder cannot be opened there: a file in it is locked, and stays as an empty file

    def _open_to_hold(folder: Path) -> int | None:
        try:
            return os.open(folder / ".lcgraph-lock", os.O_RDWR | os.O_CREAT)
        except OSError:
            return None

    def _hold(held: int) -> bool:
        import msvcrt

        try:
            msvcrt.locking(held, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _open_to_hold(folder: Path) -> int | None:
        try:
            return os.open(folder, os.O_RDONLY)
        except OSError:
            return None

    def _hold(held: int) -> bool:
        """Whether the lock is ours, or the file system knows none."""
        import fcntl

        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put new content in several files of a folder: all of them, or none. `CallError` says why not."""
    try:
        with tempfile.TemporaryDirectory(prefix=".lcgraph-", dir=folder) as name:
            beside = Path(name)
            for file, content in files.items():
                _write(beside / file, content, like=folder / file)
            _swap(folder, beside, list(files))
    except OSError as error:
        raise CallError(
            nl=f"in {folder} kan niet worden geschreven; de map is als tevoren: {error.strerror}",
            en=f"{folder} cannot be written and is as it was: {error.strerror}",
        ) from error


def _write(path: Path, content: bytes, *, like: Path) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if like.exists():
        shutil.copymode(like, path)


def _swap(folder: Path, beside: Path, files: list[str]) -> None:
    """Rename the new files into their places; on the first failure put the old ones back."""
    done: list[tuple[Path, Path | None]] = []
    try:
        for file in files:
            place, old = folder / file, beside / f"{file}.old"
            kept = old if place.exists() else None
            if kept:
                shutil.copy2(place, kept)
            (beside / file).replace(place)
            done.append((place, kept))
    except OSError:
        for place, kept in reversed(done):
            if kept:
                kept.replace(place)
            else:
                place.unlink()
        raise


def lay_out(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a new folder with these files by path, at once; one that exists must be empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CallError(
            nl=f"{folder} is er al en niet leeg: noem een nieuwe map, zodat er niets wordt overschreven",
            en=f"{folder} is there and not empty: name a new folder, so that nothing is overwritten",
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".lcgraph-new-", dir=folder.parent))
        try:
            for file, content in files.items():
                (beside / file).parent.mkdir(parents=True, exist_ok=True)
                (beside / file).write_bytes(content)
            beside.chmod(0o755)
            beside.replace(folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise CallError(
            nl=f"{folder} kan niet worden gemaakt: {error.strerror}",
            en=f"{folder} cannot be made: {error.strerror}",
        ) from error
