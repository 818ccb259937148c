"""Writing in a folder: several files at once or none, and a folder held meanwhile.

Goes in: a folder, and the new content of some of its files. Comes out: the files, complete. Each is written
beside the old one and renamed; when a rename fails, those before it are taken back, and when the program is
killed between two of them, the next one that reads or writes the folder renames the others (`sweep`). Who
reads a folder in order to write it again holds it meanwhile (`alone`), so that no two programs undo each
other's work.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from lcgraph.errors import CallError

_PREFIX: Final = ".lcgraph-"
_HELD: Final = ".held"
"""The file that says that the folder was locked once, so that one without a lock is abandoned."""
_READY: Final = ".ready"
"""The file that says which of the others are complete, and are to be renamed: what they are, and where to."""
_RANDOM: Final = 8
"""The letters that `tempfile` adds to a prefix."""
_TRIES: Final = 10
_HERE: Final = -100  # AT_FDCWD
_SWAP: Final = 2  # RENAME_EXCHANGE, and RENAME_SWAP on macOS


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
                nl=f"een ander programma schrijft in {folder}: wacht tot het klaar is en probeer het opnieuw",
                en=f"another program is writing to {folder}: wait until it is done, and try again",
            )
        sweep(folder)
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


@contextmanager
def beside(place: Path) -> Iterator[Path]:
    """A folder next to a place, for what is to be renamed to it; it is removed in the end, with what is left.

    Nobody else can look into it. What commands that were killed left next to the place is removed first.
    """
    sweep(place.parent)
    folder, held = _own(place.parent)
    try:
        yield folder
    finally:
        with suppress(OSError):
            _complete(folder)  # of who is interrupted between two files
        _remove(folder)
        if held is not None:
            os.close(held)


def _own(parent: Path) -> tuple[Path, int | None]:
    """A new folder that is held; another one where somebody swept it away before it was."""
    import tempfile

    for _ in range(_TRIES):
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
        held = _open_to_hold(folder)
        try:
            if held is None or _hold(held):
                (folder / _HELD).touch()
                return folder, held
        except FileNotFoundError:
            pass
        except BaseException:
            folder.rmdir()
            raise
        if held is not None:
            os.close(held)
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(parent))


def sweep(folder: Path) -> None:
    """Complete or remove what commands that were killed left in a folder: nobody holds it any more.

    It may hold interviews. What another user left, and what cannot be removed, stays.
    """
    with suppress(OSError):
        for left in folder.glob(f"{_PREFIX}*"):
            with suppress(OSError):
                if not left.is_symlink() and ((left / _HELD).is_file() or _is_bare(left)):
                    _remove_unheld(left)


def _is_bare(folder: Path) -> bool:
    """Whether a folder is one of ours in which nothing is yet: whoever made it was killed just then."""
    return len(folder.name) == len(_PREFIX) + _RANDOM and not any(folder.iterdir())


def _remove(folder: Path) -> None:
    """Remove a folder, last of all what says whose it is: what is left when this is killed can be swept."""
    with suppress(OSError):
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != _HELD:
                path.unlink()
    shutil.rmtree(folder, ignore_errors=True)


def _remove_unheld(folder: Path) -> None:
    held = _open_to_hold(folder)
    try:
        if held is not None and _hold(held):
            _complete(folder)
            _remove(folder)
    finally:
        if held is not None:
            os.close(held)


def _ready(folder: Path, names: Mapping[str, str]) -> None:
    """Say that what has these names in a folder is to be renamed to others in the folder around it."""
    import json

    new = folder / f"{_READY}.new"
    with new.open("w", encoding="utf-8") as file:
        json.dump(dict(names), file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / _READY)


def _complete(folder: Path) -> None:
    """Rename what was ready when its program was killed; what somebody changed since then stays as it is."""
    ready = folder / _READY
    if not ready.is_file():
        return
    import json

    since, names = ready.stat().st_mtime_ns, json.loads(ready.read_text("utf-8"))
    for name, to in names.items():
        new, place = folder / name, folder.parent / to
        if not (_is_plain(name) and _is_plain(to) and new.exists()):
            continue
        if not place.exists() or (place.is_file() and place.stat().st_mtime_ns < since):
            new.replace(place)


def _is_plain(name: str) -> bool:
    return name == Path(name).name


def take_place(new: Path, place: Path, beside: Path) -> None:
    """Put a new folder in the place of another one, which goes to `beside`: at once, where the system can."""
    if place.exists():
        shutil.copymode(place, new)
        if _exchange(new, place):
            return
        old = beside / "old"
        _ready(beside, {new.name: place.name})
        place.rename(old)
        try:
            new.rename(place)
        except OSError:
            old.rename(place)
            raise
    else:
        new.rename(place)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change names in one step; False where the system does not offer it."""
    import ctypes

    names = os.fsencode(one), os.fsencode(other)
    with suppress(OSError, AttributeError):
        system = ctypes.CDLL(None)
        if sys.platform == "darwin":
            return bool(system.renamex_np(*names, _SWAP) == 0)
        return bool(system.renameat2(_HERE, names[0], _HERE, names[1], _SWAP) == 0)
    return False


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put new content in several files of a folder: all of them, or none. `CallError` says why not."""
    try:
        with beside(folder / "study.toml") as new:
            for file, content in files.items():
                _write(new / file, content, like=folder / file)
            _ready(new, {file: file for file in files})
            _swap(folder, new, list(files))
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
        (beside / _READY).unlink()
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
        with beside(folder) as place:
            new = place / "new"
            new.mkdir()
            for file, content in files.items():
                (new / file).parent.mkdir(parents=True, exist_ok=True)
                (new / file).write_bytes(content)
            new.replace(folder)
    except OSError as error:
        raise CallError(
            nl=f"{folder} kan niet worden gemaakt: {error.strerror}",
            en=f"{folder} cannot be made: {error.strerror}",
        ) from error
