"""The projects of RQDA: an SQLite database `*.rqda`.

Goes in: a database of RQDA 0.2 or 0.3. Comes out: `CodedProject`. RQDA counts code points. What it deletes it
keeps with another status than 1: that is not read. A category of codes is a group of them, for a code may be
in several; a category of files is a set.
"""

from __future__ import annotations

from pathlib import Path

from lcgraph.dates import day
from lcgraph.interviews.draft import Case, Draft, RawCode, RawSource, Span
from lcgraph.interviews.project import SET_NAME, CodedProject, Coding, Progress
from lcgraph.say import Place
from lcgraph.untrusted.sqlite import Cell, Database, number, open_database, text

_NOTED = ("codecat", "treecode", "filecat", "treefile", "caselinkage")
"""The tables of which a memo has no place here; it is counted."""


def read_rqda(path: Path, *, progress: Progress | None = None) -> CodedProject:
    """The project of RQDA in a database."""
    with open_database(path) as data:
        data.need(
            "RQDA",
            source="name id file memo status", freecode="name memo id status",
            coding="cid fid seltext selfirst selend status owner date memo",
        )  # fmt: skip
        draft = Draft(path.name, progress)
        for id_, name, memo in data.rows("SELECT id, name, memo FROM freecode WHERE status = 1 ORDER BY id"):
            draft.codes.append(RawCode(text(id_), text(name), (), text(memo).strip(), f"#{text(id_)}"))
        _categories(data, draft)
        for id_, name, words, memo in data.rows(
            "SELECT id, name, file, memo FROM source WHERE status = 1 ORDER BY id"
        ):
            source = RawSource(text(id_), text(name), len(text(words)), known=f"#{text(id_)}")
            source.said(text(words))
            draft.sources.append(source)
            draft.left["memos"] += bool(text(memo).strip())
        _cases(data, draft)
        _sets(data, draft)
        _codings(data, draft)
        noted = [table for table in _NOTED if data.has(table, "memo", "status")]
        draft.left["memos"] += sum(data.count(table, "memo <> '' AND status = 1") for table in noted)
        draft.left["memos"] += data.count("project", "memo <> ''") if data.has("project", "memo") else 0
        draft.left["journal"] = data.count("journal", "status = 1")
        draft.left["annotations"] = data.count("annotation", "status = 1")
        return draft.finish()


def _categories(data: Database, draft: Draft) -> None:
    if data.has("codecat", "name", "catid", "status") and data.has("treecode", "cid", "catid", "status"):
        query = (
            "SELECT t.cid, c.name FROM treecode t JOIN codecat c ON c.catid = t.catid "
            "WHERE t.status = 1 AND c.status = 1 ORDER BY t.cid, c.name"
        )
        for code, name in data.rows(query):
            draft.groups[text(code)].append(text(name))


def _cases(data: Database, draft: Draft) -> None:
    """Cases with their variables and what of a source is theirs; variables of sources too."""
    cases: dict[str, Case] = {}
    if data.has("cases", "name", "id", "memo", "status"):
        for id_, name, memo in data.rows("SELECT id, name, memo FROM cases WHERE status = 1 ORDER BY id"):
            cases[text(id_)] = Case(text(name), known=f"#{text(id_)}")
            draft.left["memos"] += bool(text(memo).strip())
    if data.has("caselinkage", "caseid", "fid", "selfirst", "selend", "status"):
        query = "SELECT caseid, fid, selfirst, selend FROM caselinkage WHERE status = 1 ORDER BY caseid, fid"
        for case, source, start, end in data.rows(query):
            span: Span = (_whole(start) or 0, _whole(end) or 0)
            if text(case) in cases:
                cases[text(case)].parts.append((text(source), span if span[1] > 0 else None))
    sources = {source.key: source for source in draft.sources}
    for table, key, things in (("caseAttr", "caseID", cases), ("fileAttr", "fileID", sources)):
        if data.has(table.lower(), "variable", "value", key.lower()):
            for variable, value, id_ in data.rows(f"SELECT variable, value, {key} FROM {table}"):
                thing = things.get(text(id_))
                if thing is not None and text(value).strip():
                    thing.variables.add((text(variable), text(value).strip()))
    draft.cases += cases.values()


def _sets(data: Database, draft: Draft) -> None:
    if data.has("filecat", "name", "catid", "status") and data.has("treefile", "fid", "catid", "status"):
        query = (
            "SELECT t.fid, c.name FROM treefile t JOIN filecat c ON c.catid = t.catid "
            "WHERE t.status = 1 AND c.status = 1 ORDER BY c.name, t.fid"
        )
        for source, name in data.rows(query):
            draft.cases.append(Case("", {(SET_NAME, text(name))}, [(text(source), None)]))


def _codings(data: Database, draft: Draft) -> None:
    query = (
        "SELECT rowid, cid, fid, seltext, selfirst, selend, owner, date, memo FROM coding WHERE status = 1 "
        "ORDER BY fid, selfirst, rowid"
    )
    for id_, code, source, segment, start, end, owner, on, memo in data.rows(query):
        words = text(segment)
        draft.left["no text"] += not words.strip()
        place = Place(draft.file, number(id_))
        by = text(owner), day(text(on)), text(memo).strip(), place
        draft.code_at(Coding(text(code), text(source), words, _whole(start), _whole(end), *by))
    if data.has("imagecoding", "cid", "iid", "x1", "y1", "x2", "y2", "memo", "date", "owner", "status"):
        draft.left["pictures apart"] = data.count("imagecoding", "status = 1")


def _whole(cell: Cell) -> int | None:
    """A position, which RQDA keeps as a number with a point."""
    if isinstance(cell, float):
        return int(cell) if cell == cell and abs(cell) < 1e12 else None
    return number(cell)
