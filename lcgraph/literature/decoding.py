"""The text of a file of references, however it was encoded; what had to be guessed is told.

UTF-8, or what a byte order mark says, or else Windows-1252. Stray bytes of Windows-1252 in UTF-8 are read as
such, each told with its line. Control characters, which no reference needs and XML cannot hold, are gone.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

from lcgraph.errors import InputError
from lcgraph.intake import Intake
from lcgraph.say import Problem, Text, many

LARGEST: Final = 64_000_000
_BROKEN: Final = re.compile("[\udc80-\udcff]+")
_CONTROL: Final = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_ESCAPED: Final = re.compile(
    r"(?<!\\)((?:\\\\)*)\\(?:[bf]|u00(?:0[0-8bcefBCEF]|1[0-9a-fA-F]|7[fF]|[89][0-9a-fA-F]))"
)
"""Control characters as JSON writes them."""


def text_of(path: Path, intake: Intake) -> str:
    """The text of a file: UTF-8 or what its BOM says, else Windows-1252, which is told."""
    try:
        if path.stat().st_size > LARGEST:
            raise _unusable(path, nl="is groter dan 64 MB: splits het", en="is larger than 64 MB: split it")
        data = path.read_bytes()
    except OSError as error:
        raise _unusable(
            path, nl=f"is niet te lezen: {error.strerror}", en=f"cannot be read: {error.strerror}"
        ) from error
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        try:
            text = _mended(data, path.name, intake) or data.decode("cp1252")
        except UnicodeDecodeError as error:
            raise _unusable(
                path,
                nl="is geen tekst in UTF-8 of Windows-1252: exporteer het in UTF-8",
                en="is not text in UTF-8 or Windows-1252: export it in UTF-8",
            ) from error
        if not is_mostly_utf8(data):
            intake.tell(
                "warning",
                nl=f"{path.name} is geen UTF-8 en is gelezen als Windows-1252: controleer de namen",
                en=f"{path.name} is not UTF-8 and was read as Windows-1252: check the names",
            )
    if "\x00" in text:
        raise _unusable(
            path, nl="bevat NUL-tekens en is dus geen tekst", en="holds NUL characters, so it is not text"
        )
    return _without_control(text, path, intake)


def _unusable(path: Path, *, nl: str, en: str) -> InputError:
    return InputError([Problem(Text(nl=nl, en=en), file=path.name)])


def is_mostly_utf8(data: bytes) -> bool:
    """Whether more characters beyond ASCII are UTF-8 than there are bytes that are not."""
    text = data.decode("utf-8", "surrogateescape")
    broken = sum("\udc80" <= char <= "\udcff" for char in text)
    return sum(char > "\x7f" for char in text) > 2 * broken


def _mended(data: bytes, name: str, intake: Intake) -> str:
    """A text in UTF-8 with some bytes of Windows-1252, each told with its line; "" for any other text."""
    if not is_mostly_utf8(data):
        return ""

    def read(found: re.Match[str]) -> str:
        return found.group().encode("utf-8", "surrogateescape").decode("cp1252", "replace")

    text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")
    for number, line in enumerate(re.split(r"\r\n?|\n", text), 1):
        for found in _BROKEN.finditer(line):
            shown = read(found)
            intake.tell(
                "warning",
                nl=f"{name}:{number}: hier staat geen UTF-8; het is gelezen als {shown!r}: controleer het",
                en=f"{name}:{number}: this is not UTF-8 and was read as {shown!r}: check it",
            )
    return _BROKEN.sub(read, text)


def _without_control(text: str, path: Path, intake: Intake) -> str:
    """A text without control characters, which no reference needs and XML cannot hold."""
    bare, count = _CONTROL.subn("", text)
    if path.suffix.lower() == ".json":
        bare, escaped = _ESCAPED.subn(r"\1", bare)
        count += escaped
    if count:
        intake.tell(
            "warning",
            nl=f"{path.name}: {many(count, 'stuurteken is', 'stuurtekens zijn')} weggehaald",
            en=f"{path.name}: {many(count, 'control character was', 'control characters were')} removed",
        )
    return bare
