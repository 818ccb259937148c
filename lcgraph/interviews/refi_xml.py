"""The XML of REFI-QDA files, streamed: one source, code or case at a time.

Goes in: the bytes of a project or code book, piece by piece. Comes out: each unit as a `Node`, given to
whoever reads it, and the deviations from the schema. Refused are a document type, where entities are
declared, and what is nested or large beyond any real project.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from xml.parsers import expat

from lcgraph.errors import unusable
from lcgraph.interviews.project import MAX_CODES, too_many_codes
from lcgraph.interviews.refi_schema import CODEBOOK, PROJECT, Check
from lcgraph.say import Text, many
from lcgraph.study.tables import MAX_CELL
from lcgraph.untrusted.xml import MAX_TAG, EndlessTagError, fed

MAX_TEXT = 64_000_000
"""Characters of the text of a source; bytes of a code book."""
MAX_NESTING = 100
MAX_ELEMENTS = 20_000_000
MAX_UNIT = 1_000_000
"""Elements of one source, code or case with all below it, which are held at one time."""
VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")
_NAMESPACE = re.compile(r"urn:QDA-XML:(project|codebook):[\d.:]+", re.IGNORECASE)
_UNITS = frozenset(["Users", "Codes", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs"])
_TEXTS = frozenset(["Description", "PlainTextContent", *VALUES])


class Node:
    """An element of the file: its name, attributes, children, text, and the line where it begins."""

    __slots__ = ("attributes", "children", "length", "line", "name", "pieces")

    def __init__(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        self.name = name
        self.attributes = attributes
        self.line = line
        self.children: list[Node] = []
        self.pieces: list[str] = []
        self.length = 0

    @property
    def text(self) -> str:
        """The text directly in the element."""
        return "".join(self.pieces)

    def get(self, attribute: str) -> str:
        """An attribute, "" where it has none."""
        return self.attributes.get(attribute, "")

    def guid(self, attribute: str = "guid") -> str:
        """A GUID in the one form in which GUIDs are compared."""
        return self.get(attribute).strip().strip("{}").lower()

    def all(self, *names: str) -> Iterator[Node]:
        """The children of these names."""
        return (child for child in self.children if child.name in names)

    def first(self, name: str) -> Node | None:
        """The first child of this name."""
        return next(self.all(name), None)

    def description(self) -> str:
        """The text of its description, without outer spaces."""
        found = self.first("Description")
        return found.text.strip() if found else ""


Taker = Callable[[str, Node], None]


def parse_refi(
    file: str, chunks: Iterable[bytes], root: str, take: Taker, origin: Callable[[str], None]
) -> tuple[Text, ...]:
    """Stream the XML; gives the deviations from the schema.

    `take` gets each unit (a code, a source, a case …) with its section, `origin` the name of the tool.
    """
    reader = _Reader(file, root, take, origin)
    try:
        for _ in fed(reader.parser, chunks):
            pass
    except EndlessTagError as error:
        raise unusable(
            file,
            nl=f"bevat een tag van meer dan {MAX_TAG // 1_000_000} MB: geen programma schrijft dat",
            en=f"holds a tag of more than {MAX_TAG // 1_000_000} MB: no program writes that",
            row=reader.parser.CurrentLineNumber,
        ) from error
    except expat.ExpatError as error:
        reason = expat.errors.messages[error.code]
        raise unusable(
            file,
            nl=f"is geen welgevormde XML ({reason}): het is afgebroken, beschadigd, of niet in de "
            "codering die het noemt",
            en=f"is not well-formed XML ({reason}): it is cut short, damaged, or not in the encoding "
            "it names",
            row=error.lineno,
        ) from error
    except (LookupError, ValueError) as error:  # an encoding that does not exist, or of several bytes
        raise unusable(
            file, nl="heeft een codering die niet gelezen wordt: sla het op als UTF-8",
            en="is in an encoding that is not read: save it as UTF-8", row=1,
        ) from error  # fmt: skip
    return (*reader.check.told(), *reader.told())


class _Reader:
    """The parser's handlers: the stack of open elements, of which only units are kept, one at a time."""

    def __init__(self, file: str, root: str, take: Taker, origin: Callable[[str], None]) -> None:
        self.file, self.root, self.take, self.origin = file, root, take, origin
        self.check = Check(PROJECT if root == "Project" else CODEBOOK)
        self.stack: list[Node] = []
        self.elements = self.held = self.codes = self.cut = 0
        self.unit_depth = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _doctype(self, *_: object) -> None:
        raise unusable(
            self.file,
            nl="declareert een documenttype, waarin entiteiten eindeloos kunnen groeien: het wordt geweigerd",
            en="declares a document type, which may hold entities that grow without end: it is refused",
            row=self.parser.CurrentLineNumber,
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition(" ")
        line = self.parser.CurrentLineNumber
        self.elements += 1
        if not self.stack:
            self._root(namespace, name, line)
            self.origin(attributes.get("origin", ""))
        if len(self.stack) >= MAX_NESTING or self.elements > MAX_ELEMENTS:
            raise unusable(
                self.file, nl=f"is dieper genest dan {MAX_NESTING} niveaus, of bevat te veel elementen",
                en=f"is nested deeper than {MAX_NESTING} levels, or holds too many elements", row=line,
            )  # fmt: skip
        self.codes += name == "Code"
        if self.codes > MAX_CODES:
            raise too_many_codes(self.file, line)
        if self.held > MAX_UNIT:
            raise unusable(
                self.file, nl=f"heeft één bron of code met meer dan {MAX_UNIT:,} elementen: verdeel die",
                en=f"has one source or code with more than {MAX_UNIT:,} elements: divide it", row=line,
            )  # fmt: skip
        self.check.start(name, attributes, line)
        node = Node(name, attributes, line)
        if self.unit_depth:
            self.held += 1
            self.stack[-1].children.append(node)
        elif self.stack and self.stack[-1].name in _UNITS:
            self.unit_depth = len(self.stack)
        self.stack.append(node)

    def _end(self, _: str) -> None:
        self.check.end(self.parser.CurrentLineNumber)
        node = self.stack.pop()
        if self.unit_depth and len(self.stack) == self.unit_depth:
            self.unit_depth = self.held = 0
            self.take(self.stack[-1].name, node)

    def _data(self, data: str) -> None:
        node = self.stack[-1]
        if node.name not in _TEXTS:
            return
        before, node.length = node.length, node.length + len(data)
        if node.name == "PlainTextContent" and node.length > MAX_TEXT:
            raise unusable(
                self.file, nl=f"bevat een tekst van meer dan {MAX_TEXT:,} tekens: verdeel die",
                en=f"holds a text of more than {MAX_TEXT:,} characters: divide it", row=node.line,
            )  # fmt: skip
        if node.name != "PlainTextContent" and node.length > MAX_CELL:
            self.cut += before <= MAX_CELL
            data = data[: max(0, MAX_CELL - before)]
        node.pieces.append(data)

    def told(self) -> tuple[Text, ...]:
        """What was cut down while it was read."""
        if not self.cut:
            return ()
        return (
            Text(
                nl=f"{many(self.cut, 'omschrijving of waarde', 'omschrijvingen of waarden')} afgebroken na "
                f"{MAX_CELL} tekens",
                en=f"{many(self.cut, 'description or value', 'descriptions or values')} broken off after "
                f"{MAX_CELL} characters",
            ),
        )

    def _root(self, namespace: str, name: str, line: int) -> None:
        if name == self.root and (not namespace or _NAMESPACE.fullmatch(namespace)):
            return
        other = {"Project": ("a project", "een project"), "CodeBook": ("a code book", "een codeboek")}
        en, nl = other.get(name, ("something else", "iets anders"))
        wanted_en, wanted_nl = other[self.root]
        raise unusable(
            self.file,
            nl=f"is {nl} ({name[:60]}), niet {wanted_nl} van REFI-QDA: projecten eindigen op .qdpx, "
            "codeboeken op .qdc",
            en=f"is {en} ({name[:60]}), not {wanted_en} of REFI-QDA: projects end on .qdpx, code books "
            "on .qdc",
            row=line,
        )
