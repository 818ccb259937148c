"""By what a program knows its codes and sources, and how one that was known before is known again.

A name alone is not enough: two documents in different groups may have one name, documents are renamed and
moved, and some programs mint new GUIDs at each export. So each row of `codes.csv` and `sources.csv` keeps
what each file told of its thing. Goes in: the things of a project, and the rows of a table. Comes out: for
each thing its row, or none; and the rows that it may be, where that cannot be told (then a person is asked).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Generic, Protocol, TypeVar

_FEW_WORDS: Final = 20
_PARTS: Final = {"file": "file", "id": "key", "group": "group", "text": "text"}


@dataclass(frozen=True)
class Identity:
    """What one file tells of a thing: the GUID or number (`#3`) it has there, its group, and its words.

    `text` is a fingerprint of the words of a document: the same in every export, whatever its name.
    """

    key: str = ""
    group: str = ""
    text: str = ""
    file: str = ""

    @property
    def lasting(self) -> str:
        """The key where it is a GUID: a running number may be given again to something else."""
        return "" if self.key.startswith("#") else self.key


UNKNOWN: Final = Identity()


def fingerprint(text: str) -> str:
    """What tells the words of a document from those of another one; "" where they are too few.

    >>> fingerprint("We do it for our image.  ") == fingerprint("We do it for\\nour image.")
    True
    """
    words = " ".join(text.split())
    return (
        hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:16] if len(words) > _FEW_WORDS else ""
    )


def told(known: Iterable[Identity]) -> str:
    """The identities of a row as one cell.

    >>> told([Identity("1a-2b", "start", file="p.qdpx")])
    'file=p.qdpx; id=1a-2b; group=start'
    """
    return " | ".join(
        "; ".join(
            f"{name}={_plain(value)}" for name, part in _PARTS.items() if (value := getattr(each, part))
        )
        for each in known
    )


def _plain(text: str) -> str:
    return " ".join(text.replace(";", ",").replace("|", "/").split())


def read(cell: str) -> tuple[Identity, ...]:
    """The identities that a cell holds; what is not understood is left.

    >>> read("file=p.qdpx; id=1a-2b; group=start")
    (Identity(key='1a-2b', group='start', text='', file='p.qdpx'),)
    """
    found = []
    for part in filter(None, map(str.strip, cell.split("|"))):
        pairs = (each.strip().partition("=") for each in part.split(";"))
        found.append(Identity(**{_PARTS[name]: value for name, _, value in pairs if name in _PARTS}))
    return tuple(found)


def renewed(known: Sequence[Identity], now: Identity) -> tuple[Identity, ...]:
    """The identities of a row with the one that its file tells now."""
    if not (now.key or now.group or now.text):
        return tuple(known)
    kept = tuple(each for each in known if each.file != now.file)
    return (*kept, replace(now, key=_plain(now.key), group=_plain(now.group), file=_plain(now.file)))


class Thing(Protocol):
    """A code or source of a project as the tables name it."""

    @property
    def label(self) -> str: ...
    @property
    def identity(self) -> Identity: ...


class Kept(Protocol):
    """A row that keeps what a thing was called, and by what files know it."""

    @property
    def label(self) -> str: ...
    @property
    def known(self) -> tuple[Identity, ...]: ...


_R = TypeVar("_R", bound=Kept)
_Key = TypeVar("_Key", bound=Hashable)


def find(things: Sequence[Thing], rows: Sequence[_R]) -> tuple[list[_R | None], list[tuple[_R, ...]]]:
    """For each thing its row or None, and the rows that it may be where that cannot be told.

    GUIDs tell first, then the words of a document, then number and name, then name and group.
    """
    match = _Match(things, rows)
    match.by(lambda thing: thing.identity.lasting, lambda row: {each.lasting for each in row.known})
    stable = bool(match.row_of)
    match.by(lambda thing: thing.identity.text, lambda row: {each.text for each in row.known})
    match.by(_numbered, lambda row: {_number(each, row.label) for each in row.known})
    match.by_name(stable=stable)
    return (
        [rows[match.row_of[at]] if at in match.row_of else None for at in range(len(things))],
        [tuple(rows[row] for row in match.doubts.get(at, ())) for at in range(len(things))],
    )


def _numbered(thing: Thing) -> tuple[str, str, str] | None:
    return _number(thing.identity, thing.label)


def _number(identity: Identity, label: str) -> tuple[str, str, str] | None:
    return (identity.file, identity.key, label) if identity.key else None


class _Match(Generic[_R]):
    """Things and rows that are not yet paired, by their places; `row_of` are those that are."""

    def __init__(self, things: Sequence[Thing], rows: Sequence[_R]) -> None:
        self.things, self.rows = things, rows
        self.row_of: dict[int, int] = {}
        self.doubts: dict[int, tuple[int, ...]] = {}
        self.free = set(range(len(rows)))

    def by(self, key: Callable[[Thing], _Key | None], keys: Callable[[_R], Collection[_Key | None]]) -> None:
        """Pair what has a key that nothing else has, on either side."""
        there: dict[_Key, list[int]] = {}
        for at in sorted(self.free):
            for each in keys(self.rows[at]):
                if each:
                    there.setdefault(each, []).append(at)
        wanted = {at: key(thing) for at, thing in enumerate(self.things) if at not in self.row_of}
        often = Counter(wanted.values())
        for at, each in wanted.items():
            found = there.get(each, []) if each else []
            if len(found) == 1 and often[each] == 1 and found[0] in self.free:
                self._pair(at, found[0])

    def by_name(self, *, stable: bool) -> None:
        """Pair what is left by name and group; note the rows of that name that may or may not be it."""
        named: dict[str, list[int]] = {}
        for at in sorted(self.free):
            named.setdefault(self.rows[at].label, []).append(at)
        wanted: dict[str, list[int]] = {}
        for at, thing in enumerate(self.things):
            if at not in self.row_of:
                wanted.setdefault(thing.label, []).append(at)
        for label, things in wanted.items():
            self._by_group(things, named.get(label, []), stable)
            left = [at for at in things if at not in self.row_of]
            free = [row for row in named.get(label, []) if row in self.free]
            if len(left) == len(free) == 1 and may_be(
                self.things[left[0]], self.rows[free[0]], stable=stable
            ):
                self._pair(left[0], free[0])
            elif free:
                self.doubts |= {at: tuple(free) for at in left}
        self._renamed()

    def _by_group(self, things: Iterable[int], rows: Sequence[int], stable: bool) -> None:
        groups = Counter(self.things[at].identity.group for at in things)
        for at in things:
            thing = self.things[at]
            group = _plain(thing.identity.group)
            same = [
                row
                for row in rows
                if row in self.free and group in {each.group for each in self.rows[row].known}
            ]
            alone = len(same) == 1 and groups[thing.identity.group] == 1
            if group and alone and may_be(thing, self.rows[same[0]], stable=stable):
                self._pair(at, same[0])

    def _renamed(self) -> None:
        """Doubts at a thing with another name and the running number of a row that is gone."""
        numbers = {
            (each.file, each.key): row
            for row in sorted(self.free)
            for each in self.rows[row].known
            if each.key
        }
        for at, thing in enumerate(self.things):
            row = numbers.get((thing.identity.file, thing.identity.key))
            if at not in self.row_of and at not in self.doubts and row is not None:
                self.doubts[at] = (row,)

    def _pair(self, thing: int, row: int) -> None:
        self.row_of[thing] = row
        self.free.discard(row)


def may_be(thing: Thing, row: Kept, *, stable: bool) -> bool:
    """Whether a thing with the name of a row is it, for all that is known.

    Not where the same file has it in another group; nor where another file, or the same one whose GUIDs last,
    knows it by something else and by other words.
    """
    now = thing.identity
    before = [each for each in row.known if each.file == now.file] or list(row.known)
    if not before:
        return True
    groups = {each.group for each in before} - {""}
    if now.group and groups and _plain(now.group) not in groups:
        return False
    keys = {each.key for each in before} - {""}
    other = bool(now.key and keys and now.key not in keys)
    if not other:
        return True
    here = any(each.file == now.file for each in before)
    words = {each.text for each in before} - {""}
    return here and not (stable and now.text and words and now.text not in words)
