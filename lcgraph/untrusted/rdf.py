"""RDF files into quads: Turtle, TriG, N-Triples, N-Quads, JSON-LD and RDF/XML, told apart by extension.

A file is hostile until it is parsed. The parser expands entity bombs without limit and dies of a stack
overflow on deep nesting, so the parse runs in a child with bounds on memory, time and output. Whatever
happens there, the caller gets quads or an `InputError` that says what, where and what to do. What the child
makes stands in a file without a name, so that it costs no memory and is gone with the process.
"""

from __future__ import annotations

import io
import mmap
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, cast

import pyoxigraph as ox

from lcgraph.errors import InputError, nearest, unusable
from lcgraph.untrusted.bounded import bounded
from lcgraph.untrusted.rdf_parse import MAX_BYTES, parse

FORMATS: Final[dict[str, ox.RdfFormat]] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".json": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
}
"""The extensions that say that a file holds RDF."""

MAX_MEMORY = 4_000_000_000
MAX_SECONDS = 60.0
_PIECE: Final = 1 << 16


class Statements:
    """The statements of a file, as often as one wants to go through them; they are not kept in memory.

    Blank nodes get new labels each time, so that those of two files stay apart.
    """

    def __init__(self, quads: mmap.mmap | bytes) -> None:
        self._quads = quads

    def __iter__(self) -> Iterator[ox.Quad]:
        file = cast(IO[bytes], io.BufferedReader(_Reader(self._quads), _PIECE))
        return ox.parse(file, format=ox.RdfFormat.N_QUADS, rename_blank_nodes=True)


class _Reader(io.RawIOBase):
    """Reads from the start of some bytes, beside whoever else does."""

    def __init__(self, data: mmap.mmap | bytes) -> None:
        self._data, self._at = data, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._data[self._at : self._at + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def read(path: Path) -> Statements:
    """The statements of an RDF file; `InputError` when it cannot be read, holds none or too many.

    Relative IRIs are resolved against https://w3id.org/lcgraph/, wherever the file lies.
    """
    fmt = _format(path)
    _ordinary(path)
    with tempfile.TemporaryFile(prefix="lcgraph-") as made:
        _parse_apart(path, fmt, made)
        return Statements(mmap.mmap(made.fileno(), 0, access=mmap.ACCESS_READ))


def _format(path: Path) -> ox.RdfFormat:
    suffix = path.suffix.lower()
    if suffix in FORMATS:
        return FORMATS[suffix]
    hint = nearest(suffix, FORMATS) if suffix else None
    valid = ", ".join(FORMATS)
    raise unusable(
        str(path),
        nl=f"heeft geen extensie van een RDF-bestand: {f'bedoelde u {hint}? ' if hint else ''}Geldig: "
        f"{valid}",
        en=f"has no extension of an RDF file: {f'did you mean {hint}? ' if hint else ''}Valid: {valid}",
    )


def _ordinary(path: Path) -> None:
    """Raise unless there is an ordinary file of a size that can be read."""
    try:
        if path.is_dir():
            raise unusable(
                str(path), nl="is een map: noem een bestand erin", en="is a folder: name a file in it"
            )
        if not path.exists():
            raise unusable(
                str(path), nl="bestaat niet: controleer de naam", en="does not exist: check the name"
            )
        if not path.is_file():
            raise unusable(
                str(path),
                nl="is geen gewoon bestand: kopieer het",
                en="is not an ordinary file: copy it to one",
            )
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise unusable(str(path), nl=f"is niet te lezen: {reason}", en=f"cannot be read: {reason}") from None
    if size > MAX_BYTES:
        raise unusable(str(path), nl="is groter dan 512 MB: splits het", en="is larger than 512 MB: split it")


def _parse_apart(path: Path, fmt: ox.RdfFormat, made: BinaryIO) -> None:
    """Write the file as N-Quads to `made`, in a child process."""

    def work(_: BinaryIO) -> int:
        status = parse(path, fmt, made)
        made.flush()
        return status

    ended = bounded(work, seconds=MAX_SECONDS, memory=MAX_MEMORY)
    if ended.why or ended.status:
        raise _ended(path, ended.why)


def _ended(path: Path, why: str) -> InputError:
    """What the end of a child that could not tell it itself means for the reader."""
    if why == "memory":
        return _too_much(path, "4 GB of memory", "4 GB geheugen")
    if why == "time":
        return _too_much(path, f"{MAX_SECONDS:g} s", f"{MAX_SECONDS:g} s")
    if why == "nesting":
        return unusable(
            str(path),
            nl="is zo diep genest dat geen lezer het volgt: schrijf geneste uitspraken na elkaar",
            en="is nested so deeply that no reader can follow it: write nested statements one after another",
        )
    return unusable(
        str(path),
        nl="is niet te lezen: de lezer brak af door een fout in lcgraph",
        en="cannot be read: the reader broke off by a fault in lcgraph",
    )


def _too_much(path: Path, bound_en: str, bound_nl: str) -> InputError:
    return unusable(
        str(path),
        nl=f"vraagt meer dan {bound_nl} om te lezen: het is te groot of kwaadwillig; splits het",
        en=f"takes more than {bound_en} to read: it is too large or made to do harm; split it",
    )
