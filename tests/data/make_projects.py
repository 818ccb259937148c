"""The synthetic study as the programs for qualitative analysis keep it: nothing in it is true.

    python tests/data/make_projects.py OUT      write a project of each program into a new folder

Goes in: the raw rows of `make_synthetic`. Comes out: the same 600 codings as projects of ATLAS.ti, MAXQDA,
NVivo and QualCoder in REFI-QDA (`.qdpx`), a code book (`.qdc`), a project folder of QualCoder (`.qda`) and a
database of Taguette (`.sqlite3`). Each tells respondents, levels and phases in a way of its own program:

- ATLAS.ti: the name of the document and document groups; codes for level and phase at the segment.
- MAXQDA: variables of the document, the phase among them; codes for the level.
- NVivo: a case with attributes, the document is called "Interview 7"; a code for the phase around half of it.
- QualCoder: a case with attributes, and a file for each phase, told by its name; codes for the level.
- Taguette: the name of the document only; tags for level and phase.

Layouts after the standard REFI-QDA 1.5 and its annex A, and after the programs' own sources
(ccbogel/QualCoder `__main__.py`, database version 17; remram44/taguette 1.5, `database/models.py`).
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import uuid
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from html import escape
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

_SPEC = spec_from_file_location("make_synthetic", Path(__file__).with_name("make_synthetic.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
synthetic: Any = module_from_spec(_SPEC)
_SPEC.loader.exec_module(synthetic)

CODERS = ("av", "bk")
LEVELS = ("collectief", "organisationeel", "individueel")
PHASES = ("start", "nu")
MEANING = {
    "Imago": "Hoe anderen ons zien.",
    "Trots op de streek": "Laten zien wat de streek kan.",
    "Kosten besparen": "Alles wat geld scheelt.",
}
HOME = "/Users/s.ynthetic/Documents/geheim"


@dataclass(frozen=True)
class Passage:
    """A segment in a text, and one coder's coding of it."""

    start: int
    end: int
    words: str
    code: str
    coder: str
    on: str
    level: str
    phase: str


@dataclass
class Interview:
    """A transcript: whose it is, of which phase ("" for both), its text and what was coded in it.

    `parts` says from where to where the interview is about which phase.
    """

    person: str
    case: str
    role: str
    phase: str
    text: str = ""
    passages: list[Passage] = field(default_factory=list)
    parts: dict[str, tuple[int, int]] = field(default_factory=dict)


def interviews(total: int = 600, *, by_phase: bool = False, line_end: str = "\n") -> list[Interview]:
    """The interviews of the study with their codings, one a person, or two: of the start and of now."""
    rows = synthetic.codings(total)
    found = []
    for case, role, people in synthetic.groups(total):
        for person in people:
            mine = [row for row in rows if row[0] == person]
            for phases in [(phase,) for phase in PHASES] if by_phase else [PHASES]:
                one = Interview(person, case, role, phases[0] if by_phase else "")
                for phase in phases:
                    _speak(one, [row for row in mine if row[8] == phase], phase, line_end)
                found.append(one)
    return found


def _speak(one: Interview, rows: Sequence[Sequence[str]], phase: str, line_end: str) -> None:
    """Let someone speak about a phase: a question, then each segment once, with what was coded in it."""
    one.text += f"I: En hoe is dat {phase} – zeg maar 🙂?{line_end}"
    begin = len(one.text)
    places: dict[str, int] = {}
    for _, _, _, code, segment, coder, on, level, _ in rows:
        words = segment.replace("\n", line_end)
        if segment not in places:
            one.text += "R: "
            places[segment] = len(one.text)
            one.text += f"{words}{line_end}{line_end}"
        start = places[segment]
        day, month, year = on.split("-")
        date = f"{year}-{int(month):02}-{int(day):02}"
        one.passages.append(
            Passage(start, start + len(words), words, code.rpartition(" > ")[2], coder, date, level, phase)
        )
    if rows:
        one.parts[phase] = begin, len(one.text)


def hierarchy() -> dict[str, list[str]]:
    """The code book: codes by the name that stands above them ("" for none)."""
    above: dict[str, list[str]] = {}
    for code in (*synthetic.CODES, synthetic.LEFT):
        head, _, name = code.rpartition(" > ")
        above.setdefault(head, []).append(name)
    return above


# ---- REFI-QDA


class Refi:
    """A project in the making: elements with the GUIDs of one export (`mint`), in the order of the schema."""

    def __init__(self, mint: str, *, upper: bool = False, **attributes: str) -> None:
        self.mint, self.upper = mint, upper
        self.root = ET.Element("Project", {"xmlns": "urn:QDA-XML:project:1.0", **attributes})
        self.members: dict[str, bytes] = {}
        users = ET.SubElement(self.root, "Users")
        for coder in CODERS:
            ET.SubElement(users, "User", {"guid": self.guid("user", coder), "name": coder})

    def guid(self, *name: object) -> str:
        made = str(uuid.uuid5(uuid.NAMESPACE_OID, "/".join(map(str, (self.mint, *name)))))
        return made.upper() if self.upper else made

    def code(self, parent: ET.Element, name: str, *, codable: bool = True) -> ET.Element:
        attributes = {"guid": self.guid("code", name), "name": name, "isCodable": str(codable).lower()}
        code = ET.SubElement(parent, "Code", attributes)
        if name in MEANING:
            ET.SubElement(code, "Description").text = MEANING[name]
        return code

    def codes(
        self, more: dict[str, Sequence[str]], *, flat: bool = False, codable: bool = True
    ) -> ET.Element:
        """The code book, with further codes; flat, or headings that are `codable` or not."""
        codes = ET.SubElement(ET.SubElement(self.root, "CodeBook"), "Codes")
        for head, names in {**hierarchy(), **more}.items():
            parent = self.code(codes, head, codable=codable) if head and not flat else codes
            for name in names:
                self.code(parent, name)
        return codes

    def variables(self, *names: str) -> None:
        variables = ET.SubElement(self.root, "Variables")
        for name in names:
            told = {"guid": self.guid("variable", name), "name": name, "typeOfVariable": "Text"}
            ET.SubElement(variables, "Variable", told)

    def values(self, parent: ET.Element, **values: str) -> None:
        for name, value in values.items():
            told = ET.SubElement(parent, "VariableValue")
            ET.SubElement(told, "VariableRef", {"targetGUID": self.guid("variable", name)})
            ET.SubElement(told, "TextValue").text = value

    def source(self, parent: ET.Element, name: str, text: str, *, member: str) -> ET.Element:
        self.members[f"{member}{self.guid('text', name)}.txt"] = text.encode()
        path = f"internal://{self.guid('text', name)}.txt"
        attributes = {"guid": self.guid("source", name), "name": name, "plainTextPath": path}
        return ET.SubElement(parent, "TextSource", attributes)

    def selection(
        self,
        source: ET.Element,
        span: tuple[int, int],
        codes: Iterable[str],
        coder: str,
        on: str,
        name: str = "",
    ) -> ET.Element:
        """A selection of a text with its codings, all of one coder and day."""
        number = len(source)
        by = {"creatingUser": self.guid("user", coder), "creationDateTime": f"{on}T09:00:00Z"}
        attributes = {"guid": self.guid(source.get("name"), number), **by}
        attributes |= {"startPosition": str(span[0]), "endPosition": str(span[1])} | (
            {"name": name} if name else {}
        )
        selection = ET.SubElement(source, "PlainTextSelection", attributes)
        for code in codes:
            coding = ET.SubElement(
                selection, "Coding", {"guid": self.guid(source.get("name"), number, code), **by}
            )
            ET.SubElement(coding, "CodeRef", {"targetGUID": self.guid("code", code)})
        return selection

    def save(self, path: Path, qde: str = "project.qde") -> Path:
        xml = ET.tostring(self.root, encoding="unicode")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in {
                qde: f'<?xml version="1.0" encoding="utf-8"?>\n{xml}',
                **self.members,
            }.items():
                archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        return path


def _short(words: str) -> str:
    """How programs name a quotation: its first words."""
    plain = " ".join(words.split())
    return plain if len(plain) <= 30 else f"{plain[:29]}…"


def atlas(folder: Path, mint: str = "first") -> Path:
    """ATLAS.ti: codes without a hierarchy, one quotation with all its codes, `\\r\\n` counted as one."""
    made = Refi(f"atlas {mint}", upper=True, origin="ATLAS.ti 23.2.1", name="Zes communities", basePath=HOME)
    more = {
        "Niveau": [f"Niveau: {level}" for level in LEVELS],
        "Fase": [f"Fase: {phase}" for phase in PHASES],
    }
    made.codes(more, flat=True)
    sources = ET.SubElement(made.root, "Sources")
    groups: dict[str, list[str]] = {}
    for one in interviews(line_end="\r\n"):
        name = f"{one.person}.docx"
        source = made.source(sources, name, one.text, member="sources/")
        for group in (one.case, one.role):
            groups.setdefault(group, []).append(name)
        for each in one.passages:
            span = tuple(at - one.text.count("\r\n", 0, at) for at in (each.start, each.end))
            codes = (each.code, f"Niveau: {each.level}", f"Fase: {each.phase}")
            made.selection(source, (span[0], span[1]), codes, each.coder, each.on, _short(each.words))
    notes = ET.SubElement(made.root, "Notes")
    memo = {"guid": made.guid("memo"), "name": "Memo", "plainTextPath": f"internal://{made.guid('memo')}.txt"}
    ET.SubElement(notes, "Note", memo)
    sets = ET.SubElement(made.root, "Sets")
    for group, names in groups.items():
        one_set = ET.SubElement(sets, "Set", {"guid": made.guid("set", group), "name": group})
        for name in names:
            ET.SubElement(one_set, "MemberSource", {"targetGUID": made.guid("source", name)})
    return made.save(folder / "atlas.qdpx", "Zes communities (kopie).qde")


def maxqda(folder: Path) -> Path:
    """MAXQDA: a segment a coding, variables in cases without a name, sets; `\\r\\n` counted as two."""
    made = Refi("maxqda", origin="MAXQDA 24 (Release 24.7.0)", name="zes")
    made.codes({"Niveau": LEVELS})
    made.variables("Casus", "Rol", "Fase")
    cases = ET.SubElement(made.root, "Cases")
    sources = ET.SubElement(made.root, "Sources")
    members = []
    for one in interviews(by_phase=True, line_end="\r\n"):
        name = f"{one.person} {one.phase}"
        case = ET.SubElement(cases, "Case", {"guid": made.guid("case", name)})
        made.values(case, Casus=one.case, Rol=one.role, Fase=one.phase)
        ET.SubElement(case, "SourceRef", {"targetGUID": made.guid("source", name)})
        source = made.source(sources, name, one.text, member="Sources/")
        members.append(name)
        for each in one.passages:
            for code in (each.code, each.level):
                made.selection(source, (each.start, each.end), [code], each.coder, each.on)
    comment = made.selection(source, (0, 2), [], CODERS[0], "2026-01-12")
    ET.SubElement(comment, "Description").text = "een opmerking"
    sets = ET.SubElement(made.root, "Sets")
    one_set = ET.SubElement(sets, "Set", {"guid": made.guid("set"), "name": "alles"})
    for name in members:
        ET.SubElement(one_set, "MemberSource", {"targetGUID": made.guid("source", name)})
    return made.save(folder / "maxqda.qdpx")


def nvivo(folder: Path) -> Path:
    """NVivo: cases that are codes too, attributes, a code around half an interview, documents by number."""
    made = Refi("nvivo", origin="NVivo 14.23.3", name="zes", basePath="C:\\Users\\s.ynthetic\\geheim")
    codes = made.codes({"Niveau": LEVELS, "Fase": PHASES})
    cases = made.code(codes, "Cases", codable=False)
    told = interviews()
    for one in told:
        code = {"guid": made.guid("person", one.person), "name": one.person, "isCodable": "true"}
        ET.SubElement(cases, "Code", code)
    made.variables("Casus", "Rol")
    persons = ET.SubElement(made.root, "Cases")
    sources = ET.SubElement(made.root, "Sources")
    for number, one in enumerate(told, 1):
        name = f"Interview {number}"
        case = ET.SubElement(persons, "Case", {"guid": made.guid("person", one.person), "name": one.person})
        made.values(case, Casus=one.case, Rol=one.role)
        ET.SubElement(case, "SourceRef", {"targetGUID": made.guid("source", name)})
        source = made.source(sources, name, one.text, member="sources/")
        for phase, span in one.parts.items():
            for coder in CODERS:
                made.selection(source, span, [phase], coder, "2026-01-12")
        for each in one.passages:
            made.selection(source, (each.start, each.end), [each.level, each.code], each.coder, each.on)
    made.members["sources/.root"] = b""
    return made.save(folder / "nvivo.qdpx")


def qualcoder_refi(folder: Path) -> Path:
    """QualCoder's own export: headings that are not codes, texts with a BOM, cases with attributes."""
    made = Refi("qualcoder", origin="QualCoder 3.7", name="zes")
    made.codes({"Niveau": LEVELS}, codable=False)
    made.variables("Casus", "Rol")
    cases = ET.SubElement(made.root, "Cases")
    sources = ET.SubElement(made.root, "Sources")
    elements: dict[str, ET.Element] = {}
    for one in interviews(by_phase=True):
        name = f"{one.person}_{one.phase}.txt"
        if one.person not in elements:
            told = {"guid": made.guid("person", one.person), "name": one.person}
            elements[one.person] = ET.SubElement(cases, "Case", told)
            made.values(elements[one.person], Casus=one.case, Rol=one.role)
        ET.SubElement(elements[one.person], "SourceRef", {"targetGUID": made.guid("source", name)})
        source = made.source(sources, name, f"\ufeff{one.text}", member="Sources/")
        for each in one.passages:
            for code in (each.code, each.level):
                made.selection(
                    source, (each.start, each.end), [code], each.coder, each.on, _short(each.words)
                )
    return made.save(folder / "qualcoder.qdpx")


def codebook(folder: Path) -> Path:
    """The code book alone, as a program exports it before anything is coded."""
    made = Refi("nvivo", origin="", name="")
    codes = made.codes({"Niveau": LEVELS, "Fase": PHASES})
    root = ET.Element("CodeBook", {"xmlns": "urn:QDA-XML:codebook:1.0", "origin": "NVivo 14.23.3"})
    root.append(codes)
    path = folder / "codes.qdc"
    ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
    return path


# ---- SQLite

QUALCODER = """
CREATE TABLE project (databaseversion text, date text, memo text, about text, bookmarkfile integer,
  bookmarkpos integer, codername text, recently_used_codes text, avbookmarkfile integer,
  avbookmarkmsec integer, avbookmarktextpos integer);
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text,
  date text, av_text_id integer, risid integer, unique(name));
CREATE TABLE code_image (imid integer primary key, id integer, x1 integer, y1 integer, width integer,
  height integer, cid integer, memo text, date text, owner text, important integer, pdf_page integer);
CREATE TABLE code_av (avid integer primary key, id integer, pos0 integer, pos1 integer, cid integer,
  memo text, date text, owner text, important integer);
CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text,
  owner text, date text, unique(fid, pos0, pos1, owner));
CREATE TABLE attribute_type (name text primary key, date text, owner text, memo text, caseOrFile text,
  valuetype text);
CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text, id integer,
  date text, owner text, unique(name, attr_type, id));
CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer,
  owner text, date text, memo text);
CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text, date text, unique(name));
CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text,
  supercatid integer, unique(name));
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer,
  pos1 integer, owner text, date text, memo text, avid integer, important integer,
  unique(cid, fid, pos0, pos1, owner));
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text,
  color text, supercid integer, unique(name));
CREATE TABLE journal (jid integer primary key, name text, jentry text, date text, owner text, unique(name));
CREATE TABLE graph (grid integer primary key, name text, description text, date text, scene_width integer,
  scene_height integer, unique(name));
CREATE TABLE coder_names (name text unique not null, visibility integer not null default 1);
CREATE VIEW code_text_visible AS SELECT * FROM code_text;
"""
TAGUETTE = """
CREATE TABLE users (login VARCHAR(30) NOT NULL PRIMARY KEY, created DATETIME NOT NULL,
  hashed_password VARCHAR(192), disabled BOOLEAN NOT NULL, password_set_date DATETIME, language VARCHAR(10),
  email VARCHAR(256), email_sent DATETIME);
CREATE TABLE projects (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
  description TEXT NOT NULL, created DATETIME NOT NULL);
CREATE TABLE documents (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
  description TEXT NOT NULL, filename VARCHAR(200) NOT NULL, created DATETIME NOT NULL,
  project_id INTEGER NOT NULL REFERENCES projects (id), text_direction VARCHAR(13) NOT NULL,
  contents TEXT NOT NULL);
CREATE TABLE commands (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, date DATETIME NOT NULL,
  user_login VARCHAR(30) NOT NULL REFERENCES users (login), project_id INTEGER NOT NULL, document_id INTEGER,
  payload TEXT NOT NULL);
CREATE TABLE tags (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, project_id INTEGER NOT NULL,
  path VARCHAR(200) NOT NULL, description TEXT NOT NULL, UNIQUE (project_id, path));
CREATE TABLE highlights (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL,
  start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, snippet TEXT NOT NULL);
CREATE TABLE highlight_tags (highlight_id INTEGER NOT NULL, tag_id INTEGER NOT NULL,
  PRIMARY KEY (highlight_id, tag_id));
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
INSERT INTO alembic_version VALUES ('db5e31a0233d');
"""
_DAY = "2026-01-12 10:00:00"


def _database(path: Path, script: str, fill: Callable[[sqlite3.Connection], None]) -> Path:
    with closing(sqlite3.connect(path)) as data:
        data.executescript(script)
        fill(data)
        data.commit()
    return path


def _insert(data: sqlite3.Connection, table: str, **values: object) -> int:
    columns, marks = ", ".join(values), ", ".join("?" * len(values))
    return (
        data.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(values.values())).lastrowid
        or 0
    )


def qualcoder(folder: Path) -> Path:
    """QualCoder: a folder with a database; cases with attributes, and a file for each phase of a person."""
    path = folder / "zes.qda"
    path.mkdir()
    _database(path / "data.qda", QUALCODER, _fill_qualcoder)
    return path


def _fill_qualcoder(data: sqlite3.Connection) -> None:
    owned = {"owner": CODERS[0], "date": _DAY, "memo": ""}
    _insert(
        data, "project", databaseversion="v17", date=_DAY, memo="", about="QualCoder 3.9", codername=CODERS[0]
    )
    codes: dict[str, int] = {}
    for head, names in {**hierarchy(), "Niveau": LEVELS}.items():
        above = _insert(data, "code_cat", name=head, **owned) if head else None
        for name in names:
            memo = owned | {"memo": MEANING.get(name, "")}
            codes[name] = _insert(data, "code_name", name=name, catid=above, color="#fff", **memo)
    for name in ("Casus", "Rol"):
        _insert(data, "attribute_type", name=name, caseOrFile="case", valuetype="character", **owned)
    cases: dict[str, int] = {}
    for one in interviews(by_phase=True):
        if one.person not in cases:
            case = cases[one.person] = _insert(data, "cases", name=one.person, **owned)
            for name, value in (("Casus", one.case), ("Rol", one.role)):
                _insert(
                    data, "attribute", name=name, attr_type="case", value=value, id=case, owner="", date=_DAY
                )
        source = _insert(data, "source", name=f"{one.person}_{one.phase}.txt", fulltext=one.text, **owned)
        whole = {"pos0": 0, "pos1": len(one.text)}
        _insert(data, "case_text", caseid=cases[one.person], fid=source, **whole, **owned)
        for each in one.passages:
            place = {"fid": source, "seltext": each.words, "pos0": each.start, "pos1": each.end}
            by = {"owner": each.coder, "date": f"{each.on} 09:00:00", "memo": ""}
            for code in (each.code, each.level):
                _insert(data, "code_text", cid=codes[code], **place, **by)
    _insert(data, "journal", name="dag 1", jentry="een notitie", owner=CODERS[0], date=_DAY)


def tagged() -> Iterator[tuple[Interview, str, list[tuple[Passage, int, int, tuple[str, str, str]]]]]:
    """For Taguette: each interview with its HTML, and its highlights by bytes of its text, with tags."""
    for one in interviews():
        html = "".join(f"<p>{escape(line, quote=False)}</p>" for line in one.text.split("\n"))
        plain = one.text.replace("\n", "")
        found = []
        for each in one.passages:
            before = one.text[: each.start].replace("\n", "")
            words = each.words.replace("\n", "")
            assert plain[len(before) :].startswith(words)
            start = len(before.encode())
            tags = (each.code, f"Niveau.{each.level}", f"Fase.{each.phase}")
            found.append((each, start, start + len(words.encode()), tags))
        yield one, html, found


def taguette(folder: Path) -> Path:
    """Taguette: documents in HTML, positions in bytes, tags with a point in them; the log tells the coder."""
    return _database(folder / "zes.sqlite3", TAGUETTE, fill_taguette)


def fill_taguette(data: sqlite3.Connection) -> None:
    """The study into a database that has Taguette's tables and nothing in them."""
    for login in CODERS:
        _insert(data, "users", login=login, created=_DAY, disabled=0)
    project = _insert(data, "projects", name="zes", description="", created=_DAY)
    tags = {
        path: _insert(data, "tags", project_id=project, path=path, description=MEANING.get(path, ""))
        for path in taguette_tags()
    }
    for one, html, highlights in tagged():
        name = f"{one.person}.docx"
        document = _insert(
            data, "documents", name=name, description="", filename=name, created=_DAY, project_id=project,
            text_direction="LEFT_TO_RIGHT", contents=html,
        )  # fmt: skip
        for each, start, end, paths in highlights:
            snippet = "".join(f"<p>{escape(line, quote=False)}</p>" for line in each.words.split("\n"))
            highlight = _insert(
                data, "highlights", document_id=document, start_offset=start, end_offset=end, snippet=snippet
            )
            for path in paths:
                _insert(data, "highlight_tags", highlight_id=highlight, tag_id=tags[path])
            payload = {
                "type": "highlight_add", "highlight_id": highlight, "start_offset": start, "end_offset": end,
                "tags": [tags[path] for path in paths],
            }  # fmt: skip
            _insert(
                data, "commands", date=f"{each.on} 09:00:00.000000", user_login=each.coder,
                project_id=project, document_id=document, payload=json.dumps(payload),
            )  # fmt: skip


def taguette_tags() -> list[str]:
    """The paths of all tags."""
    names = [name for below in hierarchy().values() for name in below]
    return [*names, *(f"Niveau.{level}" for level in LEVELS), *(f"Fase.{phase}" for phase in PHASES)]


MAKERS = {
    "atlas": atlas,
    "maxqda": maxqda,
    "nvivo": nvivo,
    "qualcoder-refi": qualcoder_refi,
    "qualcoder": qualcoder,
    "taguette": taguette,
    "codebook": codebook,
}
"""Each takes a folder that exists, writes into it, and gives the path of what it wrote."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    out.mkdir(parents=True)
    for make in MAKERS.values():
        make(out)


if __name__ == "__main__":
    main()
