"""The parse of one RDF file, in a process that may be ended (see `lcgraph.untrusted.bounded`).

Goes in: a file that nobody has looked at yet. Comes out: N-Quads, or an `InputError` that says what is wrong
and where.

Before the parser sees the file it must be UTF-8 text; XML is read once by expat and JSON by `json`, which
give a line, notice a file cut in two (the RDF/XML parser does not), and stop at entities that grow or
nesting that is too deep. Nothing is fetched: a context or an entity that lies elsewhere is refused.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final
from xml.parsers import expat

import pyoxigraph as ox

from lcgraph.errors import unusable
from lcgraph.vocab import BASE

MAX_BYTES: Final = 512_000_000
"""Bytes of a file, and of the N-Quads that come of it."""
MAX_STATEMENTS = 2_000_000
"""Statements of a file: what is looked at in memory takes some 0.4 KB each."""
MAX_NESTING: Final = 200
"""Levels of XML elements or JSON values."""
MAX_ENTITY: Final = 4096
"""Characters of an XML entity, expanded; the namespace entities that Protégé writes have some fifty."""

_BATCH: Final = 500
_CHUNK: Final = 1_000_000
_AMPLIFIED: Final = 43  # expat's XML_ERROR_AMPLIFICATION_LIMIT_BREACH


class UnreadableError(Exception):
    """The text cannot be used: the message in both languages, with the line and the column if known."""

    def __init__(self, *, nl: str, en: str, row: int | None = None, column: int | None = None) -> None:
        super().__init__(en)
        self.nl, self.en, self.row = nl, en, row
        self.column = None if column is None else str(column)


def parse(path: Path, fmt: ox.RdfFormat, output: BinaryIO) -> int:
    """Write the statements of a file to a stream as N-Quads; 0, or `InputError`."""
    try:
        _write(path.read_bytes(), fmt, output)
    except UnreadableError as error:
        raise unusable(str(path), nl=error.nl, en=error.en, row=error.row, column=error.column) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise unusable(str(path), nl=f"is niet te lezen: {reason}", en=f"cannot be read: {reason}") from None
    return 0


def _write(data: bytes, fmt: ox.RdfFormat, output: BinaryIO) -> None:
    data = _text(data)
    fmt = _format(data, fmt)
    if fmt == ox.RdfFormat.JSON_LD:
        check_json(data)
    elif fmt == ox.RdfFormat.RDF_XML:
        check_xml(data)
    for batch in _batches(data, fmt):
        output.write(batch)


def _format(data: bytes, fmt: ox.RdfFormat) -> ox.RdfFormat:
    """The format that goes with the extension, but an ontology saved as Turtle under .owl is Turtle."""
    turtle = re.match(rb"\s*(@prefix|@base|prefix\b|base\b|#)", data, re.IGNORECASE)
    return ox.RdfFormat.TURTLE if turtle and fmt == ox.RdfFormat.RDF_XML else fmt


def _text(data: bytes) -> bytes:
    """UTF-8 bytes without their BOM; refused when they are something else, or nothing."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        raise UnreadableError(
            nl="is UTF-16 of UTF-32: sla het op als UTF-8", en="is UTF-16 or UTF-32: save it as UTF-8"
        )
    if b"\x00" in data:
        raise UnreadableError(
            nl="bevat NUL-bytes en is dus geen tekst: het kan UTF-16, ingepakt of beschadigd zijn; "
            "sla het op als UTF-8",
            en="holds NUL bytes, so it is not text: it may be UTF-16, compressed or damaged; save it as "
            "UTF-8",
            row=data.count(b"\n", 0, data.index(b"\x00")) + 1,
        )
    _check_utf8(data)
    data = data.removeprefix(codecs.BOM_UTF8)
    if not data.strip():
        raise UnreadableError(
            nl="is leeg: er horen uitspraken in te staan", en="is empty: it should hold statements"
        )
    return data


def _check_utf8(data: bytes) -> None:
    """Refuse what is not UTF-8, without a second copy of the file in memory."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), _CHUNK):
        try:
            decoder.decode(data[start : start + _CHUNK], final=start + _CHUNK >= len(data))
        except UnicodeDecodeError as error:
            kept = len(error.object) - len(data[start : start + _CHUNK])  # bytes of a character begun before
            at = start - kept + error.start
            raise UnreadableError(
                nl="is geen UTF-8: sla het op als UTF-8",
                en="is not UTF-8: save it as UTF-8",
                row=data.count(b"\n", 0, at) + 1,
                column=at - data.rfind(b"\n", 0, at),
            ) from None


def check_json(data: bytes) -> None:
    """Refuse JSON that is broken, nested too deeply, or that refers to a context elsewhere."""
    try:
        document = json.loads(data, parse_int=str, parse_float=str)
    except RecursionError:
        raise _deep(None) from None
    except json.JSONDecodeError as error:
        raise UnreadableError(
            nl=f"is geen geldig JSON: {error.msg}; is het half geschreven?",
            en=f"is not valid JSON: {error.msg}; is it half-written?",
            row=error.lineno,
            column=error.colno,
        ) from None
    level: list[Any] = [document]
    for _ in range(MAX_NESTING):
        level = [inner for node in level for inner in _inside(node)]
        if not level:
            return
    raise _deep(None)


def _inside(node: Any) -> list[Any]:
    """The values in a JSON list or object; refused when the object takes its context from elsewhere."""
    if isinstance(node, list):
        return node
    if not isinstance(node, dict):
        return []
    context = node.get("@context", [])
    contexts = context if isinstance(context, list) else [context]
    remote = [entry.get("@import") if isinstance(entry, dict) else entry for entry in contexts]
    if found := [entry for entry in remote if isinstance(entry, str)]:
        raise UnreadableError(
            nl=f"verwijst naar de context {found[0]!r}, die niet wordt opgehaald: zet de context in het "
            "bestand",
            en=f"refers to the context {found[0]!r}, which is not fetched: write the context into the file",
        )
    return list(node.values())


def check_xml(data: bytes) -> None:
    """Refuse XML that is broken, nested too deeply, not UTF-8, or that builds with entities."""
    declared = re.match(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)", data)
    if declared and declared[1].upper() not in (b"UTF-8", b"UTF8", b"US-ASCII", b"ASCII"):
        name = declared[1].decode()
        raise UnreadableError(
            nl=f"noemt zich {name}: sla het op als UTF-8",
            en=f"is declared as {name}: save it as UTF-8",
            row=1,
        )
    try:
        _Xml().parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        grows = error.code == _AMPLIFIED
        raise UnreadableError(
            nl=f"is geen geldig XML: {reason}; "
            + ("schrijf de entiteiten uit" if grows else "is het half af?"),
            en=f"is not valid XML: {reason}; "
            + ("write the entities out" if grows else "is it half-written?"),
            row=error.lineno,
            column=error.offset + 1,
        ) from None


class _Xml:
    """An expat parser that watches depth and entities, and builds nothing."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.open
        self.parser.EndElementHandler = self.close
        self.parser.EntityDeclHandler = self.entity
        self.depth = 0
        self.sizes: dict[str, int] = {}

    def open(self, _name: str, _attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise _deep(self.parser.CurrentLineNumber)

    def close(self, _name: str) -> None:
        self.depth -= 1

    def entity(self, name: str, is_parameter: int, value: str | None, *_elsewhere: str | None) -> None:
        row = self.parser.CurrentLineNumber
        if value is None or is_parameter:
            raise UnreadableError(
                nl=f"haalt de entiteit {name!r} van elders, en die wordt niet opgehaald: schrijf de "
                "tekst uit",
                en=f"takes the entity {name!r} from elsewhere, which is not fetched: write its text out",
                row=row,
            )
        references = re.findall(r"&([^;#\s]+);", value)
        self.sizes[name] = len(value) + sum(self.sizes.get(inner, 0) for inner in references)
        if self.sizes[name] > MAX_ENTITY:
            raise UnreadableError(
                nl=f"de entiteit {name!r} groeit tot {self.sizes[name]} tekens: schrijf de tekst uit",
                en=f"the entity {name!r} grows to {self.sizes[name]} characters: write the text out",
                row=row,
            )


def _deep(row: int | None) -> UnreadableError:
    return UnreadableError(
        nl=f"is meer dan {MAX_NESTING} niveaus diep genest: schrijf geneste uitspraken na elkaar",
        en=f"is nested more than {MAX_NESTING} levels deep: write nested statements one after another",
        row=row,
    )


def _batches(data: bytes, fmt: ox.RdfFormat) -> Iterator[bytes]:
    """The statements as N-Quads, some hundreds at a time."""
    written, batch = 0, list[ox.Quad]()
    for count, quad in enumerate(_parsed(data, fmt), 1):
        batch.append(quad)
        if count > MAX_STATEMENTS:
            raise UnreadableError(
                nl=f"heeft meer dan {MAX_STATEMENTS:,} uitspraken: splits het".replace(",", "."),
                en=f"has more than {MAX_STATEMENTS:,} statements: split it",
            )
        if len(batch) == _BATCH:
            text = ox.serialize(batch, format=ox.RdfFormat.N_QUADS) or b""
            written += len(text)
            if written > MAX_BYTES:
                raise UnreadableError(
                    nl="groeit tot meer dan 512 MB aan uitspraken: splits het",
                    en="grows to more than 512 MB of statements: split it",
                )
            batch.clear()
            yield text
    if not batch and not written:
        raise UnreadableError(
            nl="bevat geen uitspraken: het is leeg, of geen RDF",
            en="holds no statements: it is empty, or no RDF",
        )
    yield ox.serialize(batch, format=ox.RdfFormat.N_QUADS) or b""


def _parsed(data: bytes, fmt: ox.RdfFormat) -> Iterator[ox.Quad]:
    try:
        for quad in ox.parse(data, format=fmt, base_iri=BASE):
            if isinstance(quad.object, ox.Triple):
                raise UnreadableError(
                    nl="bevat uitspraken over uitspraken (RDF 1.2 triple terms), die lcgraph niet kent: "
                    "laat ze weg",
                    en="holds statements about statements (RDF 1.2 triple terms), which lcgraph does "
                    "not know: "
                    "leave them out",
                )
            yield quad
    except SyntaxError as error:
        raise _syntax(error, fmt) from None
    except MemoryError as error:
        if "buffer" not in str(error):
            raise
        raise UnreadableError(
            nl="bevat een tekst van meer dan 16 MB: kort haar in",
            en="holds a text of more than 16 MB: shorten it",
        ) from None


_PREAMBLE = re.compile(r"^Parser error at line \d+ (between columns \d+ and \d+|column \d+)?:? ?")


def _syntax(error: SyntaxError, fmt: ox.RdfFormat) -> UnreadableError:
    """A syntax error with its line and column, which its words then need not repeat."""
    reason = re.sub(r" \(line \d+\)$", "", _PREAMBLE.sub("", str(error.msg)))
    cut = "unexpected end" in reason.lower()
    return UnreadableError(
        nl=f"is geen geldig {fmt.name}: {reason}" + ("; is het half geschreven?" if cut else ""),
        en=f"is not valid {fmt.name}: {reason}" + ("; is it half-written?" if cut else ""),
        row=error.lineno,
        column=error.offset,
    )
