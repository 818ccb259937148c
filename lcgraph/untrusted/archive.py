"""Zip archives of strangers, read in memory and never unpacked to disk, bounded by what they really hold.

Goes in: a path. Comes out: the bytes of single members. An archive is refused that is cut short, that names
a member outside itself (`../`, `/etc`, `C:`), that is encrypted, or that holds more members or bytes than
any real one. Sizes are bounded twice: as declared, and as the bytes come out of the decompressor.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lcgraph.errors import InputError, unusable
from lcgraph.say import Text


@dataclass(frozen=True)
class Kind:
    """A kind of archive: how much one may hold, and what to tell of one that cannot be read.

    `members` counts files; `whole` is bytes of a file that is read at once, `member` of one that is streamed,
    `together` of all that are read. `remedy` ends what is told of one that is too large.
    """

    members: int
    whole: int
    member: int
    together: int
    none: Text
    broken: Text
    remedy: Text


PROJECT = Kind(
    members=100_000,
    whole=64_000_000,
    member=1_000_000_000,
    together=2_000_000_000,
    none=Text(
        nl="is geen archief, of afgebroken: een project eindigt op .qdpx en is een zipbestand",
        en="is not an archive, or is cut short: a project ends on .qdpx and is a zip file",
    ),
    broken=Text(
        nl="is afgebroken of beschadigd: exporteer of download het opnieuw",
        en="is cut short or damaged: export or download it again",
    ),
    remedy=Text(nl="exporteer het in delen", en="export it in parts"),
)
"""A project for qualitative analysis."""
_CHUNK = 1 << 16
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Archive:
    """An open archive: `names` are its members, `read` gives one of them whole."""

    def __init__(self, file: str, opened: zipfile.ZipFile, kind: Kind) -> None:
        self.file, self.kind = file, kind
        self._zip = opened
        self._left = kind.together
        infos = opened.infolist()
        if len(infos) > kind.members:
            raise self._too_large(
                nl=f"bevat meer dan {kind.members:,} bestanden", en=f"holds more than {kind.members:,} files"
            )
        self._infos = {info.filename: info for info in infos if not info.is_dir()}
        if len({info.filename for info in infos}) != len(infos):
            raise unusable(
                file,
                nl="bevat twee bestanden met één naam: sla het opnieuw op",
                en="holds two files of one name: save it again",
            )
        for name in self._infos:
            self._inside(name)

    @property
    def names(self) -> list[str]:
        """The members, folders and the shadows that macOS adds left out."""
        return [name for name in self._infos if not name.startswith("__MACOSX/")]

    def read(self, name: str) -> bytes:
        """The bytes of a member."""
        return b"".join(self._chunks(name, self.kind.whole))

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a member, piece by piece."""
        return self._chunks(name, self.kind.member)

    def _chunks(self, name: str, limit: int) -> Iterator[bytes]:
        info = self._infos[name]
        if info.flag_bits & 1:
            raise unusable(
                self.file, nl=f"{name} is versleuteld: exporteer zonder wachtwoord",
                en=f"{name} is encrypted: export without a password",
            )  # fmt: skip
        if info.compress_type not in _METHODS:
            raise unusable(
                self.file, nl=f"{name} is ingepakt op een manier die niet gelezen wordt",
                en=f"{name} is compressed in a way that is not read",
            )  # fmt: skip
        self._bounded(name, info.file_size, limit)
        done = 0
        with _told(self.file, self.kind), self._zip.open(info) as member:
            while chunk := member.read(_CHUNK):
                done += len(chunk)
                self._left -= len(chunk)
                self._bounded(name, done, limit)
                yield chunk

    def _bounded(self, name: str, size: int, limit: int) -> None:
        if size > limit or self._left < 0:
            most, all_ = limit // 1_000_000, self.kind.together // 1_000_000
            raise self._too_large(
                nl=f"{name} is uitgepakt te groot: meer dan {most} MB, of meer dan {all_} MB met "
                "alles ervoor",
                en=f"{name} is too large once unpacked: more than {most} MB, or more than {all_} MB with all "
                "before it",
            )

    def _too_large(self, *, nl: str, en: str) -> InputError:
        remedy = self.kind.remedy
        return unusable(self.file, nl=f"{nl}: {remedy.nl}", en=f"{en}: {remedy.en}")

    def _inside(self, name: str) -> None:
        parts = re.split(r"[\\/]", name)
        if ".." in parts or name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
            raise unusable(
                self.file,
                nl=f"noemt een bestand buiten het archief ({name[:100]!r}): het is beschadigd of kwaadwillig",
                en=f"names a file outside the archive ({name[:100]!r}): it is damaged or made to harm",
            )


@contextmanager
def _told(file: str, kind: Kind) -> Iterator[None]:
    """What the zip library raises for a broken archive, as the error of an archive cut short or damaged."""
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        struct.error,
        ValueError,
    ) as error:
        raise unusable(file, nl=kind.broken.nl, en=kind.broken.en) from error


@contextmanager
def open_archive(path: Path, kind: Kind | None = None) -> Iterator[Archive]:
    """An archive at a path, closed in the end; `InputError` when it is none or not to be trusted."""
    kind = kind or PROJECT
    try:
        with path.open("rb") as stream:
            if stream.read(2) != b"PK":
                raise unusable(path.name, nl=kind.none.nl, en=kind.none.en)
            stream.seek(0, io.SEEK_SET)
            with _told(path.name, kind):
                opened = zipfile.ZipFile(stream)
            with opened:
                yield Archive(path.name, opened, kind)
    except OSError as error:
        reason = error.strerror or str(error)
        raise unusable(path.name, nl=f"is niet te lezen: {reason}", en=f"cannot be read: {reason}") from error
