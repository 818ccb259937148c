"""The own projects of Taguette: an SQLite database `*.sqlite3`.

Goes in: a database of Taguette 1. Comes out: `CodedProject`. Taguette counts the UTF-8 bytes of a document's
text without its HTML tags, and says who set a highlight, and when, only in its log of commands.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import defaultdict
from html import unescape
from pathlib import Path

from lcgraph.dates import day
from lcgraph.errors import unusable
from lcgraph.interviews.draft import Draft, RawCode, RawSource, Span
from lcgraph.interviews.identity import fingerprint
from lcgraph.interviews.project import CodedProject, Coding, Progress
from lcgraph.interviews.speakers import Turn, turns
from lcgraph.say import Place, Text, many
from lcgraph.untrusted.sqlite import Cell, Database, number, open_database, text

_TAG = re.compile(
    r"<(?:!--.*?(?:-->|\Z)|[!?][^<>]*+>"
    r"|/?+([A-Za-z][^\s<>\"'/]*+)[^<>\"']*+(?:\"[^\"<]*+\"[^<>\"']*+|'[^'<]*+'[^<>\"']*+)*+>)",
    re.DOTALL,
)
"""A tag or a comment. From one `<` it looks no further than to the next: its time goes by the length."""
_LINE_END = re.compile(r"(?<![^\S\n])[^\S\n]*+\n\s*+")
_BLOCKS = re.compile(r"address|blockquote|br|d[dlt]|div|h[1-6r]|li|ol|p|pre|table|t[dhr]|ul")


def read_taguette(path: Path, *, project: str = "", progress: Progress | None = None) -> CodedProject:
    """The project of Taguette in a database; `InputError` where it holds several and none of them is named.

    `project` is the name or the number of one.
    """
    with open_database(path) as data:
        data.need(
            "Taguette",
            projects="id name", documents="id name description project_id contents",
            highlights="id document_id start_offset end_offset snippet",
            tags="id project_id path description", highlight_tags="highlight_id tag_id",
        )  # fmt: skip
        id_ = _project(data, project)
        draft = Draft(path.name, progress)
        draft.codes = _codes(data, id_)
        coders = _coders(data, id_)
        if data.has("projects", "description"):
            told = data.rows("SELECT description FROM projects WHERE id = ?", id_)
            draft.left["descriptions"] += any(text(row[0]).strip() for row in told)
        documents = data.rows(
            "SELECT id, name, description FROM documents WHERE project_id = ? ORDER BY id", id_
        )
        for document, name, description in list(documents):
            draft.left["descriptions"] += bool(text(description).strip())
            source = RawSource(text(document), text(name), known=f"#{text(document)}")
            _document(data, draft, coders, source)
        return draft.finish()


def _project(data: Database, wanted: str) -> Cell:
    found = [(id_, text(name)) for id_, name in data.rows("SELECT id, name FROM projects ORDER BY id")]
    fitting = [id_ for id_, name in found if wanted in (name, text(id_))] if wanted else []
    if len(found) == 1 and not wanted:
        return found[0][0]
    if len(fitting) == 1:
        return fitting[0]
    names = [name for _, name in found]
    shown = [name if names.count(name) == 1 else text(id_) for id_, name in found[:10]]
    listed = ", ".join(f"--project {name!r}" for name in shown) or "-"
    none = Text(nl=f" en geen {wanted!r}", en=f" and no {wanted!r}") if wanted and not fitting else Text()
    raise unusable(
        data.file,
        nl=f"bevat {many(len(found), 'project', 'projecten')}{none.nl}: noem er een, met {listed}",
        en=f"holds {many(len(found), 'project', 'projects')}{none.en}: name one, with {listed}",
    )


def _codes(data: Database, project: Cell) -> list[RawCode]:
    """Tags; `people.engineers` lies below `people` where that is a tag too."""
    rows = list(
        data.rows("SELECT id, path, description FROM tags WHERE project_id = ? ORDER BY path", project)
    )
    paths = {text(path) for _, path, _ in rows}
    codes = []
    for id_, path, description in rows:
        *above, name = _steps(text(path), paths)
        codes.append(RawCode(text(id_), name, tuple(above), text(description).strip(), f"#{text(id_)}"))
    return codes


def _steps(path: str, paths: set[str]) -> list[str]:
    """The names along a tag's path, as far as tags exist for them.

    >>> _steps("people.it.ops", {"people", "people.it.ops"}), _steps("v2.0", {"v2.0"})
    (['people', 'it.ops'], ['v2.0'])
    """
    ends = [index for index, letter in enumerate(path) if letter == "." and path[:index] in paths]
    starts = [0, *(end + 1 for end in ends)]
    return [path[start:end] for start, end in zip(starts, [*ends, len(path)], strict=True)]


def _coders(data: Database, project: Cell) -> dict[tuple[int, int | None], tuple[str, str]]:
    """Who first gave a highlight a tag, and when; under (highlight, None) who touched the highlight last."""
    coders: dict[tuple[int, int | None], tuple[str, str]] = {}
    if not data.has("commands", "id", "date", "user_login", "project_id", "payload"):
        return coders
    query = "SELECT date, user_login, payload FROM commands WHERE project_id = ? ORDER BY id"
    for on, login, cell in data.rows(query, project):
        try:
            payload = json.loads(text(cell) or "{}")
        except (ValueError, RecursionError):
            continue
        if not isinstance(payload, dict) or payload.get("type") != "highlight_add":
            continue
        highlight, tags = payload.get("highlight_id"), payload.get("tags")
        if not isinstance(highlight, int):
            continue
        by = text(login), day(text(on))
        coders[highlight, None] = by
        for tag in tags if isinstance(tags, list) else ():
            if isinstance(tag, int):
                coders.setdefault((highlight, tag), by)
    return coders


def _document(
    data: Database, draft: Draft, coders: dict[tuple[int, int | None], tuple[str, str]], source: RawSource
) -> None:
    """The highlights of one document; a highlight with several tags is as many codings."""
    draft.sources.append(source)
    tags: dict[int | None, list[int | None]] = defaultdict(list)
    query = (
        "SELECT t.highlight_id, t.tag_id FROM highlight_tags t JOIN highlights h ON h.id = t.highlight_id "
        "WHERE h.document_id = ? ORDER BY t.highlight_id, t.tag_id"
    )
    for highlight, tag in data.rows(query, source.key):
        tags[number(highlight)].append(number(tag))
    contents = next(
        (text(row[0]) for row in data.rows("SELECT contents FROM documents WHERE id = ?", source.key)), ""
    )
    words = _words(contents, apart=False)
    source.words, source.turns = fingerprint(words), _turns(contents)
    offsets = _Offsets(words) if tags else None
    columns = "id, start_offset, end_offset, snippet"
    for id_, start, end, snippet in data.rows(
        f"SELECT {columns} FROM highlights WHERE document_id = ? ORDER BY start_offset, id", source.key
    ):
        highlight_id = number(id_)
        draft.left["untagged"] += highlight_id not in tags
        segment = _words(text(snippet), apart=True)
        span = (
            offsets.span(number(start), number(end), _words(text(snippet), apart=False)) if offsets else None
        )
        place = Place(draft.file, highlight_id)
        for tag in tags.get(highlight_id, ()):
            coder, on = (
                coders.get((highlight_id or 0, tag)) or coders.get((highlight_id or 0, None)) or ("", "")
            )
            draft.left["no text"] += not segment
            first, last = span or (None, None)
            draft.code_at(Coding(str(tag), source.key, segment, first, last, coder, on, "", place))


def _turns(contents: str) -> list[Turn]:
    """The turns of the speakers in a document, by their places in its words: a block is a paragraph."""
    parser = _Parsed(contents, apart=False)
    words = "".join(parser.pieces)
    before = len(words) - len(_words(contents, apart=False))
    breaks = sorted(set(parser.breaks))
    ends = [*breaks, len(words)]
    lined = "\n".join(words[start:end] for start, end in zip([0, *breaks], ends, strict=True))
    added = [at + number for number, at in enumerate(breaks)]

    def place(at: int) -> int:
        return max(0, at - bisect_left(added, at) - before)

    return [(name, (place(start), place(end))) for name, (start, end) in turns(lined)]


class _Offsets:
    """Byte positions in the UTF-8 of a text as positions in the text."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.bytes: list[int] = []
        self.more = [0]
        for index, letter in enumerate(words):
            if letter > "\x7f":
                self.bytes.append(index + self.more[-1])
                self.more.append(self.more[-1] + len(letter.encode()) - 1)

    def span(self, start: int | None, end: int | None, segment: str) -> Span | None:
        """The place of a highlight, or None when the text there is not the highlight's own."""
        if start is None or end is None:
            return None
        first, last = (position - self.more[bisect_left(self.bytes, position)] for position in (start, end))
        return (first, last) if 0 <= first < last and self.words[first:last] == segment else None


class _Parsed:
    """The text of HTML; `breaks` are where blocks begin and end, `apart` puts line ends there."""

    def __init__(self, html: str, *, apart: bool) -> None:
        self.pieces: list[str] = []
        self.breaks: list[int] = []
        start = length = 0
        for tag in _TAG.finditer(html):
            self.pieces.append(unescape(html[start : tag.start()]))
            length += len(self.pieces[-1])
            start = tag.end()
            if tag[1] and _BLOCKS.fullmatch(tag[1].lower()):
                self.breaks.append(length)
                if apart:
                    self.pieces.append("\n")
        self.pieces.append(unescape(html[start:]))


def _words(html: str, *, apart: bool) -> str:
    """The text of HTML, as the browser's tree has it (no space before the first element).

    >>> _words("<p>Flour &amp; <b>water</b></p><p>Yes</p>", apart=True)
    'Flour & water\\nYes'
    """
    words = "".join(_Parsed(html, apart=apart).pieces)
    return _LINE_END.sub("\n", words).strip() if apart else words.lstrip("\t\n\f\r ")
