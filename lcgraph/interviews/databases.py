"""The own projects of QualCoder and Taguette, which are SQLite databases.

Goes in: a project folder `*.qda` of QualCoder (or the `data.qda` in it), or a `.sqlite3` of Taguette. Comes
out: `CodedProject`. After the databases that the tools make: QualCoder up to database version 17, Taguette 1.
QualCoder counts code points; Taguette counts the UTF-8 bytes of a document's text without its HTML tags, and
says who set a highlight, and when, only in its log of commands.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

from lcgraph.interviews.project import Case, Draft, Progress, RawCode, RawSource, Span, day, failure
from lcgraph.interviews.spreadsheet import CodedProject, Coding
from lcgraph.say import Place
from lcgraph.untrusted.sqlite import Cell, Database, number, open_database, text

_BLOCKS = re.compile(r"address|blockquote|br|d[dlt]|div|h[1-6r]|li|ol|p|pre|table|t[dhr]|ul")


def read_qualcoder(path: Path, *, progress: Progress | None = None) -> CodedProject:
    """A project of QualCoder: its folder (`*.qda`), or the database in it."""
    file = path / "data.qda" if path.is_dir() else path
    if not file.exists():
        raise failure(
            path.name,
            "holds no data.qda: name the project folder of QualCoder, which ends on .qda",
            "bevat geen data.qda: noem de projectmap van QualCoder, die op .qda eindigt",
        )
    with open_database(file) as data:
        data.need(
            "QualCoder",
            code_name="cid name memo catid", code_cat="catid name supercatid", source="id name fulltext memo",
            code_text="cid fid seltext pos0 pos1 owner date memo", cases="caseid name memo",
            case_text="caseid fid pos0 pos1", attribute="name attr_type value id",
        )  # fmt: skip
        draft = Draft(file.name, progress)
        draft.codes = list(_qualcoder_codes(data))
        draft.sources = [
            RawSource(text(id_), text(name), number(length))
            for id_, name, length in data.rows("SELECT id, name, length(fulltext) FROM source ORDER BY id")
        ]
        _qualcoder_cases(data, draft)
        columns = "rowid, cid, fid, seltext, pos0, pos1, owner, date, memo"
        for row in data.rows(f"SELECT {columns} FROM code_text ORDER BY fid, pos0, rowid"):
            _qualcoder_coding(draft, row)
        _qualcoder_media(data, draft)
        _qualcoder_left(data, draft)
        return draft.finish()


def _qualcoder_coding(draft: Draft, row: Sequence[Cell]) -> None:
    id_, code, source, segment, start, end, owner, on, memo = row
    words = text(segment)
    draft.left["no text"] += not words.strip()
    place = Place(draft.file, number(id_))
    ends = number(start), number(end)
    draft.code_at(
        Coding(text(code), text(source), words, *ends, text(owner), day(text(on)), text(memo).strip(), place)
    )


def _qualcoder_media(data: Database, draft: Draft) -> None:
    """Codings of stretches of sound and video, and of areas of pictures and PDF pages: without words."""
    for id_, code, source, start, end, owner, on, memo in _told_rows(
        data, "code_av", "avid", ("cid", "id", "pos0", "pos1", "owner", "date", "memo")
    ):
        draft.left["media"] += 1
        place = Place(draft.file, number(id_))
        by = text(owner), day(text(on)), text(memo).strip(), place
        draft.code_at(Coding(text(code), text(source), "", number(start), number(end), *by, measure="media"))
    for id_, code, source, owner, on, memo, page, *area in _told_rows(
        data,
        "code_image",
        "imid",
        ("cid", "id", "owner", "date", "memo", "pdf_page", "x1", "y1", "width", "height"),
    ):
        draft.left["picture" if page is None else "pdf"] += 1
        place = Place(draft.file, number(id_))
        by = text(owner), day(text(on)), text(memo).strip(), place
        told = area if any(each is not None for each in area) else [id_]
        where = " ".join(["area", *map(text, (page, *told))])
        draft.code_at(Coding(text(code), text(source), "", 0, 0, *by, measure=where))


def _told_rows(data: Database, table: str, key: str, columns: Sequence[str]) -> Iterator[Sequence[Cell]]:
    """The key and columns of a table, None for columns that this version lacks; nothing without the table."""
    if data.has(table, key):
        listed = ", ".join(name if data.has(table, name) else "NULL" for name in columns)
        yield from data.rows(f"SELECT {key}, {listed} FROM {table} ORDER BY {key}")


def _qualcoder_codes(data: Database) -> Iterator[RawCode]:
    """Codes below their categories, or below another code (from database version 16 on)."""
    categories = {
        ("category", number(id_)): (text(name), ("category", number(above)))
        for id_, name, above in data.rows("SELECT catid, name, supercatid FROM code_cat")
    }
    above = "supercid" if data.has("code_name", "supercid") else "NULL"
    rows = list(data.rows(f"SELECT cid, name, memo, catid, {above} FROM code_name ORDER BY cid"))
    parents = dict(categories)
    for id_, name, _, category, code in rows:
        up = ("code", number(code)) if code is not None else ("category", number(category))
        parents["code", number(id_)] = (text(name), up)
    for id_, name, memo, *_ in rows:
        path: list[str] = []
        place = parents["code", number(id_)][1]
        while place in parents and len(path) < 100:  # a damaged file may go round in circles
            label, place = parents[place]
            path.insert(0, label)
        yield RawCode(text(id_), text(name), tuple(path), text(memo).strip())


def _qualcoder_cases(data: Database, draft: Draft) -> None:
    """Cases with their variables and passages; (0, 0) is the whole source. Variables of sources too."""
    cases = {
        text(id_): Case(text(name))
        for id_, name in data.rows("SELECT caseid, name FROM cases ORDER BY caseid")
    }
    sources = {source.key: source for source in draft.sources}
    for name, kind, value, id_ in data.rows("SELECT name, attr_type, value, id FROM attribute"):
        owner = cases.get(text(id_)) if kind == "case" else sources.get(text(id_)) if kind == "file" else None
        if owner and text(value).strip():
            owner.variables.add((text(name), text(value).strip()))
    for case, source, start, end in data.rows("SELECT caseid, fid, pos0, pos1 FROM case_text ORDER BY id"):
        span: Span = (number(start) or 0, number(end) or 0)
        if text(case) in cases:
            cases[text(case)].parts.append((text(source), span if span[1] > 0 else None))
    draft.cases = list(cases.values())


def _qualcoder_left(data: Database, draft: Draft) -> None:
    draft.left["annotations"] = data.count("annotation")
    draft.left["journal"] = data.count("journal")
    draft.left["graphs"] = data.count("graph")
    draft.left["memos"] = sum(data.count(table, "memo <> ''") for table in ("source", "cases"))


def read_taguette(
    path: Path, *, project: str | None = None, progress: Progress | None = None
) -> CodedProject:
    """A project of Taguette; `project` names one where the database holds several."""
    with open_database(path) as data:
        data.need(
            "Taguette",
            projects="id name", documents="id name description project_id contents",
            highlights="id document_id start_offset end_offset snippet",
            tags="id project_id path description", highlight_tags="highlight_id tag_id",
        )  # fmt: skip
        id_ = _taguette_project(data, project)
        draft = Draft(path.name, progress)
        draft.codes = _taguette_codes(data, id_)
        coders = _taguette_coders(data, id_)
        documents = data.rows(
            "SELECT id, name, description FROM documents WHERE project_id = ? ORDER BY id", id_
        )
        for document, name, description in list(documents):
            draft.left["descriptions"] += bool(text(description).strip())
            _taguette_document(data, draft, coders, RawSource(text(document), text(name)))
        return draft.finish()


def _taguette_project(data: Database, wanted: str | None) -> Cell:
    found = {text(name): id_ for id_, name in data.rows("SELECT id, name FROM projects ORDER BY id")}
    if wanted is None and len(found) == 1:
        return next(iter(found.values()))
    if wanted in found:
        return found[wanted]
    listed = ", ".join(repr(name) for name in list(found)[:10]) or "-"
    raise failure(
        data.file,
        f"holds {len(found)} projects ({listed}): export one from Taguette, or name it",
        f"bevat {len(found)} projecten ({listed}): exporteer er een uit Taguette, of noem het",
    )


def _taguette_codes(data: Database, project: Cell) -> list[RawCode]:
    """Tags; `people.engineers` lies below `people` where that is a tag too."""
    rows = list(
        data.rows("SELECT id, path, description FROM tags WHERE project_id = ? ORDER BY path", project)
    )
    paths = {text(path) for _, path, _ in rows}
    codes = []
    for id_, path, description in rows:
        *above, name = _steps(text(path), paths)
        codes.append(RawCode(text(id_), name, tuple(above), text(description).strip()))
    return codes


def _steps(path: str, paths: set[str]) -> list[str]:
    """The names along a tag's path, as far as tags exist for them.

    >>> _steps("people.it.ops", {"people", "people.it.ops"}), _steps("v2.0", {"v2.0"})
    (['people', 'it.ops'], ['v2.0'])
    """
    ends = [index for index, letter in enumerate(path) if letter == "." and path[:index] in paths]
    starts = [0, *(end + 1 for end in ends)]
    return [path[start:end] for start, end in zip(starts, [*ends, len(path)], strict=True)]


def _taguette_coders(data: Database, project: Cell) -> dict[tuple[int, int | None], tuple[str, str]]:
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


def _taguette_document(
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
    offsets = _Offsets(_words(contents, apart=False)) if tags else None
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


class _Html(HTMLParser):
    """The text of an HTML fragment; `apart` puts a line end where a block begins or ends."""

    def __init__(self, *, apart: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.apart = apart
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins."""
        if self.apart and _BLOCKS.fullmatch(tag):
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A block ends."""
        if self.apart and _BLOCKS.fullmatch(tag):
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Text."""
        self.pieces.append(data)


def _words(html: str, *, apart: bool) -> str:
    """The text of HTML, as the browser's tree has it (no space before the first element).

    >>> _words("<p>Flour &amp; <b>water</b></p><p>Yes</p>", apart=True)
    'Flour & water\\nYes'
    """
    parser = _Html(apart=apart)
    parser.feed(html)
    parser.close()
    words = "".join(parser.pieces)
    return re.sub(r"[^\S\n]*\n\s*", "\n", words).strip() if apart else words.lstrip("\t\n\f\r ")
