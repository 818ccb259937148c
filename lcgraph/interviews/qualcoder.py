"""The own projects of QualCoder: a folder `*.qda` with an SQLite database in it, up to database version 17.

Goes in: the folder, or the `data.qda` in it. Comes out: `CodedProject`. QualCoder counts code points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from lcgraph.dates import day
from lcgraph.errors import unusable
from lcgraph.interviews.draft import Case, Draft, RawCode, RawSource, Span
from lcgraph.interviews.project import CodedProject, Coding, Progress
from lcgraph.say import Place
from lcgraph.untrusted.sqlite import Cell, Database, number, open_database, text

_NOTED = ("source", "cases", "code_cat", "case_text", "project", "attribute_type")
"""The tables of which a memo has no place here; it is counted."""


def read_qualcoder(path: Path, *, progress: Progress | None = None) -> CodedProject:
    """A project of QualCoder: its folder (`*.qda`), or the database in it."""
    file = path / "data.qda" if path.is_dir() else path
    if not file.exists():
        raise unusable(
            path.name,
            nl="bevat geen data.qda: noem de projectmap van QualCoder, die op .qda eindigt",
            en="holds no data.qda: name the project folder of QualCoder, which ends on .qda",
        )
    with open_database(file) as data:
        data.need(
            "QualCoder",
            code_name="cid name memo catid", code_cat="catid name supercatid", source="id name fulltext memo",
            code_text="cid fid seltext pos0 pos1 owner date memo", cases="caseid name memo",
            case_text="caseid fid pos0 pos1", attribute="name attr_type value id",
        )  # fmt: skip
        draft = Draft(file.name, progress)
        draft.codes = list(_codes(data))
        for id_, name, words in data.rows("SELECT id, name, fulltext FROM source ORDER BY id"):
            length = None if words is None else len(text(words))
            source = RawSource(text(id_), text(name), length, known=f"#{text(id_)}")
            source.said(text(words))
            draft.sources.append(source)
        _cases(data, draft)
        columns = "rowid, cid, fid, seltext, pos0, pos1, owner, date, memo"
        for row in data.rows(f"SELECT {columns} FROM code_text ORDER BY fid, pos0, rowid"):
            _coding(draft, row)
        _media(data, draft)
        _left(data, draft)
        return draft.finish()


def _coding(draft: Draft, row: Sequence[Cell]) -> None:
    id_, code, source, segment, start, end, owner, on, memo = row
    words = text(segment)
    draft.left["no text"] += not words.strip()
    place = Place(draft.file, number(id_))
    ends = number(start), number(end)
    draft.code_at(
        Coding(text(code), text(source), words, *ends, text(owner), day(text(on)), text(memo).strip(), place)
    )


def _media(data: Database, draft: Draft) -> None:
    """Codings of stretches of sound and video, and of areas of pictures and PDF pages: without words."""
    for id_, code, source, start, end, owner, on, memo in _rows_told(
        data, "code_av", "avid", ("cid", "id", "pos0", "pos1", "owner", "date", "memo")
    ):
        draft.left["media"] += 1
        place = Place(draft.file, number(id_))
        by = text(owner), day(text(on)), text(memo).strip(), place
        draft.code_at(Coding(text(code), text(source), "", number(start), number(end), *by, measure="media"))
    for id_, code, source, owner, on, memo, page, *area in _rows_told(
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


def _rows_told(data: Database, table: str, key: str, columns: Sequence[str]) -> Iterator[Sequence[Cell]]:
    """The key and columns of a table, None for columns that this version lacks; nothing without the table."""
    if data.has(table, key):
        listed = ", ".join(name if data.has(table, name) else "NULL" for name in columns)
        yield from data.rows(f"SELECT {key}, {listed} FROM {table} ORDER BY {key}")


def _codes(data: Database) -> Iterator[RawCode]:
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
        yield RawCode(text(id_), text(name), tuple(path), text(memo).strip(), f"#{text(id_)}")


def _cases(data: Database, draft: Draft) -> None:
    """Cases with their variables and passages; (0, 0) is the whole source. Variables of sources too."""
    cases = {
        text(id_): Case(text(name), known=f"#{text(id_)}")
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


def _left(data: Database, draft: Draft) -> None:
    draft.left["annotations"] = data.count("annotation")
    draft.left["journal"] = data.count("journal")
    draft.left["graphs"] = data.count("graph")
    draft.left["memos"] = sum(data.count(table, "memo <> ''") for table in _NOTED if data.has(table, "memo"))
