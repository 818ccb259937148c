"""REFI-QDA files as ATLAS.ti, MAXQDA, NVivo, QualCoder and Taguette lay them out, and as strangers send them.

The layouts are written here, small, after public sources: the standard REFI-QDA 1.5 with its annex A (an
export of ATLAS.ti 8), samples of ATLAS.ti 23 and NVivo 15 in public repositories (enricllagostera/ponte,
cproctor/qualitative-coding), and what QualCoder's import and export (ccbogel/QualCoder, refi.py and its
issues 465, 396, 1027) know of MAXQDA, NVivo, Quirkos and ATLAS.ti. No file of others is in this repository.
"""

from __future__ import annotations

import io
import struct
import tracemalloc
import uuid
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lcgraph.errors import InputError
from lcgraph.interviews.project import CodedProject, Coding
from lcgraph.interviews.refi import read_codebook, read_refi
from lcgraph.untrusted import archive as archives

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
NS = 'xmlns="urn:QDA-XML:project:1.0"'
Write = Callable[..., Path]


def guid(name: str) -> str:
    """A GUID for a name, the same each time."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, name))


@pytest.fixture
def qdpx(tmp_path: Path) -> Write:
    """Write an archive: `qdpx({"project.qde": xml, "sources/x.txt": text})`."""

    def write(members: Mapping[str, str | bytes], name: str = "study.qdpx") -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in members.items():
                archive.writestr(member, content)
        return path

    return write


@pytest.fixture
def qdc(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Write a code book."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "codes.qdc"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def code(name: str, *below: str, description: str = "", codable: bool = True) -> str:
    told = f"<Description>{escape(description)}</Description>" if description else ""
    attributes = f"guid={quoteattr(guid(name))} name={quoteattr(name)} isCodable='{str(codable).lower()}'"
    return f"<Code {attributes}>{told}{''.join(below)}</Code>"


def selection(start: int, end: int, *codes: str, name: str = "", note: str = "", user: str = "anna") -> str:
    told = f"<Description>{escape(note)}</Description>" if note else ""
    codings = "".join(
        f'<Coding guid="{guid(f"{start}-{end}-{each}")}" creatingUser="{guid(user)}" '
        f'creationDateTime="2024-04-02T09:15:00Z"><CodeRef targetGUID="{guid(each)}"/></Coding>'
        for each in codes
    )
    return (
        f'<PlainTextSelection guid="{guid(f"{start}-{end}")}" name={quoteattr(name)} startPosition="{start}" '
        f'endPosition="{end}">{told}{codings}</PlainTextSelection>'
    )


def source(name: str, *content: str, path: str = "", text: str | None = None) -> str:
    where = f' plainTextPath="{path}"' if path else ""
    inline = f"<PlainTextContent>{escape(text)}</PlainTextContent>" if text is not None else ""
    attributes = f'guid="{guid(name)}" name={quoteattr(name)}{where}'
    return f"<TextSource {attributes}>{inline}{''.join(content)}</TextSource>"


def value(variable: str, text: str) -> str:
    reference = f'<VariableRef targetGUID="{guid(variable)}"/>'
    return f"<VariableValue>{reference}<TextValue>{escape(text)}</TextValue></VariableValue>"


def project(*, origin: str = "Some Tool 1", **sections: str) -> str:
    """A project with the sections given, in the order of the schema."""
    users = sections.pop(
        "Users", f'<User guid="{guid("anna")}" name="anna"/><User guid="{guid("bert")}" name="bert"/>'
    )
    codes = sections.pop("Codes", code("image") + code("network"))
    rest = "".join(f"<{name}>{content}</{name}>" for name, content in sections.items())
    return (
        f'{HEAD}<Project {NS} name="study" origin="{origin}"><Users>{users}</Users>'
        f"<CodeBook><Codes>{codes}</Codes></CodeBook>{rest}</Project>"
    )


def codings(read: CodedProject) -> list[tuple[str, str, str]]:
    return [(each.code, each.source, each.segment) for each in read.codings]


def left(read: CodedProject) -> list[str]:
    assert all(told.nl and told.en for told in read.left)
    return [told.en for told in read.left]


def variables(names: str) -> str:
    return "".join(
        f'<Variable guid="{guid(name)}" name="{name}" typeOfVariable="Text"/>' for name in names.split()
    )


# ---- the tools


def atlas(mint: str) -> dict[str, str]:
    """ATLAS.ti: a freely named .qde, a home path, memos of nobody, groups as sets, `\\r\\n` as one."""

    def new(name: str) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_OID, mint + name)).upper()

    user = f'creatingUser="{new("u")}" creationDateTime="2024-04-02T19:01:00Z"'
    text = "A good name.\r\nWe need people,\r\nand they need us.\r\n"
    xml = f"""{HEAD}<Project {NS} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 origin="ATLAS.ti 8.4.0 573"
 xsi:schemaLocation="urn:QDA-XML:project:1.0 http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd"
 creatingUserGUID="{new("u")}" creationDateTime="2024-03-27T17:46:39Z" name="Bakers"
 basePath="/Users/j.jansen/Documents/secret/Bakers Media">
 <Users><User guid="{new("a")}" name="ATLAS.ti"/><User guid="{new("u")}" name="Coder One"/></Users>
 <CodeBook><Codes>
  <Code color="#F00082" isCodable="true" name="image" guid="{new("image")}"/>
  <Code color="#F00082" isCodable="true" name="Motive::recruitment" guid="{new("recruitment")}">
   <Description>new staff</Description></Code>
 </Codes></CodeBook>
 <Sources>
  <TextSource plainTextPath="internal://{new("text")}.txt" richTextPath="internal://{new("rich")}.docx" {user}
   guid="{new("source")}" name="baker 1.docx">
   <PlainTextSelection startPosition="13" endPosition="46" {user} guid="{new("s1")}"
    name="We need people, and they need…">
    <Description>why?</Description>
    <Coding {user} guid="{new("c1")}"><CodeRef targetGUID="{new("recruitment")}"/></Coding>
    <Coding {user} guid="{new("c2")}"><CodeRef targetGUID="{new("image")}"/></Coding>
   </PlainTextSelection>
   <PlainTextSelection startPosition="0" endPosition="12" {user} guid="{new("s2")}" name="A good name."/>
  </TextSource>
 </Sources>
 <Notes><Note guid="{new("memo")}" name="a memo" plainTextPath="internal://{new("memo")}.txt"/></Notes>
 <Links><Link guid="{new("link")}" originGUID="{new("image")}" targetGUID="{new("recruitment")}"/></Links>
 <Sets>
  <Set guid="{new("group")}" name="bakers"><MemberSource targetGUID="{new("source")}"/></Set>
  <Set guid="{new("codes")}" name="all codes"><MemberCode targetGUID="{new("image")}"/></Set>
 </Sets>
</Project>"""
    return {"Bakers 2024.qde": xml, f"sources/{new('text')}.TXT": text, f"sources/{new('rich')}.docx": "PK"}


def test_a_project_of_atlas_ti(qdpx: Write) -> None:
    read = read_refi(qdpx(atlas("first")))
    assert [(each.id, each.path, each.description) for each in read.codes] == [
        ("image", (), ""),
        ("Motive::recruitment", (), "new staff"),
    ]
    assert [each.groups for each in read.codes] == [("all codes",), ()]
    assert [(each.id, each.variables) for each in read.sources] == [("baker 1.docx", (("set", "bakers"),))]
    segment = "We need people,\r\nand they need us."
    assert codings(read) == [
        ("Motive::recruitment", "baker 1.docx", segment),
        ("image", "baker 1.docx", segment),
    ]
    first = read.codings[0]
    assert (first.start, first.end, first.coder, first.coded_on, first.note) == (
        14, 48, "Coder One", "2024-04-02", "why?",
    )  # fmt: skip
    assert first.place.file == "study.qdpx"
    assert left(read) == [
        "1 memo",
        "1 selection or annotation without a code",
        "1 link",
    ]


def test_what_tells_who_the_researcher_is_does_not_leave_the_file(qdpx: Write) -> None:
    read = repr(read_refi(qdpx(atlas("first"))))
    assert "jansen" not in read
    assert "secret" not in read


def test_a_second_export_with_new_guids_gives_the_same_ids(qdpx: Write) -> None:
    first, second = (read_refi(qdpx(atlas(mint))) for mint in ("first", "second"))
    assert [each.id for each in (*first.codes, *first.sources)] == [
        "image",
        "Motive::recruitment",
        "baker 1.docx",
    ]
    assert first.codings == second.codings
    (one,), (other,) = first.sources, second.sources
    assert (one.identity.text, one.identity.group) == (other.identity.text, "bakers")
    assert one.identity.key != other.identity.key


def test_a_project_of_maxqda(qdpx: Write) -> None:
    """Variables in cases without a name; a selection with a comment only; `\\r\\n` as two; equal names."""
    unnamed = (
        f'<Case guid="{guid("c1")}">{value("case", "bakery")}{value("role", "education-partner")}'
        f'<SourceRef targetGUID="{guid("t1")}"/></Case>'
    )
    one = source(
        "t1",
        selection(8, 14, "image", name="second"),
        selection(0, 5, note="hm"),
        path=f"internal://{guid('x')}.txt",
    )
    two = source("t1", path=f"internal://{guid('y')}.txt").replace(guid("t1"), guid("other"))
    xml = project(
        origin="MAXQDA 24 (Release 24.7.0)",
        Variables=variables("case role"),
        Cases=unnamed,
        Sources=one + two,
    )
    texts = {f"sources/{guid('x')}.txt": "first.\r\nsecond", f"sources/{guid('y')}.txt": "."}
    read = read_refi(qdpx({"project.qde": xml, **texts}))
    assert codings(read) == [("image", "t1", "second")]
    assert [(each.id, each.variables) for each in read.sources] == [
        ("t1", (("case", "bakery"), ("role", "education-partner"))),
        ("t1 #2", ()),
    ]
    assert left(read) == ["1 selection or annotation without a code"]


def test_a_project_of_nvivo_without_any_coding(qdpx: Write) -> None:
    body = project(
        origin="NVivo for Mac 15.0.0", Sources=source("interview", path=f"internal://{guid('t')}.txt")
    )
    xml = body.replace('name="study"', 'name="study" basePath=""')
    read = read_refi(qdpx({f"Sources/{guid('t')}.txt": "\n", "Sources/.root": "", "project.qde": xml}))
    assert codings(read) == []
    assert [each.id for each in read.codes] == ["image", "network"]
    assert [each.id for each in read.sources] == ["interview"]
    assert left(read) == []


def test_a_code_of_nvivo_with_the_guid_of_a_case_is_the_case(qdpx: Write) -> None:
    """One interview with two persons: who says it is told by codings with the cases."""
    text = "I: Why? A: For the name. B: For the others. I: Thanks."
    cases = "".join(
        f'<Case guid="{guid(name)}" name="{name}">{value("role", role)}</Case>'
        for name, role in (("b1", "practice-partner"), ("t1", "education-partner"))
    )
    xml = project(
        Codes=code("image") + code("network") + code("Cases", code("b1"), code("t1"), codable=False),
        Variables=variables("role"),
        Cases=cases,
        Sources=source(
            "duo",
            selection(8, 24, "b1"),
            selection(25, 43, "t1"),
            selection(11, 23, "image"),
            selection(28, 42, "network"),
            selection(11, 42, "network", user="bert"),
            selection(44, 54, "image"),
            text=text,
        ),
    )
    read = read_refi(qdpx({"project.qde": xml}))
    assert [each.id for each in read.codes] == ["image", "network", "Cases"]
    assert [(each.id, dict(each.variables)) for each in read.sources] == [
        ("duo", {}),
        ("duo / b1", {"case name": "b1", "role": "practice-partner"}),
        ("duo / t1", {"case name": "t1", "role": "education-partner"}),
    ]
    assert codings(read) == [
        ("image", "duo / b1", "For the name"),
        ("network", "duo / t1", "For the others"),
        ("network", "duo", "For the name. B: For the others"),
        ("image", "duo", "I: Thanks."),
    ]
    assert left(read) == [
        "1 coding across passages of more than one case stays with the whole source",
        "2 codes that stand for cases, read as cases",
    ]


def test_one_person_in_passages_is_the_case_of_the_whole_source(qdpx: Write) -> None:
    """Only the answers belong to the case; what is coded around them is still about that person."""
    case = f'<Case guid="{guid("b1")}" name="b1"><SelectionRef targetGUID="{guid("0-5")}"/></Case>'
    text = source("one", selection(0, 5, "image"), selection(6, 9, "network"), text="hello you")
    read = read_refi(qdpx({"project.qde": project(Cases=case, Sources=text)}))
    assert codings(read) == [("image", "one", "hello"), ("network", "one", "you")]
    assert read.sources[0].variables == (("case name", "b1"),)


def test_a_project_of_qualcoder(qdpx: Write) -> None:
    """Texts with a BOM, empty GUIDs of unknown users, PDF text as its representation, cases by reference."""
    case = (
        f'<Case guid="{guid("k")}" name="b1"><Description />{value("role", "practice-partner")}'
        f'<SourceRef targetGUID="{guid("b1.pdf")}"/></Case>'
    )
    pdf = (
        f'<PDFSource path="internal://b1.pdf" creatingUser="" guid="{guid("b1.pdf")}" name="b1.pdf">'
        f'<Representation guid="{guid("rep")}" plainTextPath="internal://rep.txt" creatingUser="">'
        f"{selection(3, 7, 'image', name='naam', note='memo')}</Representation>"
        f'<PDFSelection guid="{guid("area")}" page="1" firstX="1" firstY="1" secondX="2" secondY="2">'
        f'<Coding guid="{guid("ac")}"><CodeRef targetGUID="{guid("image")}"/></Coding></PDFSelection>'
        "</PDFSource>"
    )
    codes = code("legitimacy", code("image", description="een naam"), codable=False)
    xml = project(origin="QualCoder 3.7", Codes=codes, Variables=variables("role"), Cases=case, Sources=pdf)
    read = read_refi(qdpx({"project.qde": xml, "sources/rep.txt": "\ufeffén naam"}))
    assert [(each.id, each.path) for each in read.codes] == [
        ("legitimacy", ()),
        ("legitimacy/image", ("legitimacy",)),
    ]
    assert codings(read) == [("legitimacy/image", "b1.pdf", "naam"), ("legitimacy/image", "b1.pdf", "")]
    assert (read.codings[0].note, read.codings[0].coder) == ("memo", "anna")
    assert read.sources[0].variables == (("case name", "b1"), ("role", "practice-partner"))
    pdf_area, schema = left(read)
    assert pdf_area == "1 coding of an area of a PDF page is kept without a segment"
    assert schema.startswith("3 deviations from the REFI-QDA schema")


def test_a_source_may_carry_its_own_variables(qdpx: Write) -> None:
    text = source("b1", value("role", "practice-partner"), value("case", " "), text="x")
    read = read_refi(qdpx({"project.qde": project(Variables=variables("case role"), Sources=text)}))
    assert read.sources[0].variables == (("role", "practice-partner"),)


# ---- positions

ASTRAL = "🙂🙂 cafe\u0301 — 𝒳 “naam” einde"


@pytest.mark.parametrize("words", ["🙂", "cafe\u0301", "𝒳", "“naam”", "einde"])
def test_positions_count_code_points_whatever_the_plane(qdpx: Write, words: str) -> None:
    start = ASTRAL.index(words)
    text = source("b1", selection(start, start + len(words), "image"), text=ASTRAL)
    (coding,) = read_refi(qdpx({"project.qde": project(Sources=text)})).codings
    assert (coding.segment, coding.start, coding.end) == (words, start, start + len(words))


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_utf_16_units_are_believed_only_when_the_names_prove_them(qdpx: Write) -> None:
    start = ASTRAL.index("“naam”")
    told = units(ASTRAL[:start]), units(ASTRAL[: start + 6])
    named = read_refi(
        qdpx(
            {
                "project.qde": project(
                    Sources=source("b1", selection(*told, "image", name="“naam”"), text=ASTRAL)
                )
            }
        )
    )
    assert [(each.segment, each.start) for each in named.codings] == [("“naam”", start)]
    assert left(named) == ["the positions in 1 text(s) count UTF-16 units; they were read so"]
    nameless = read_refi(
        qdpx({"project.qde": project(Sources=source("b1", selection(*told, "image"), text=ASTRAL))})
    )
    assert [each.segment for each in nameless.codings] == [ASTRAL[told[0] : told[1]]]


def test_line_ends_and_units_together(qdpx: Write) -> None:
    text = "🙂\r\neerste 🙂\r\ntweede naam\r\n"
    told = units("🙂\neerste 🙂\n"), units("🙂\neerste 🙂\ntweede naam")
    member = source("b1", selection(*told, "image", name="tweede naam"), path="internal://t.txt")
    read = read_refi(qdpx({"project.qde": project(Sources=member), "sources/t.txt": text}))
    assert [each.segment for each in read.codings] == ["tweede naam"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.characters(codec="utf-8", exclude_characters="\ufeff"), min_size=1, max_size=80),
    data=st.data(),
)
def test_any_passage_of_any_text_comes_back(qdpx: Write, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    member = source("b1", selection(start, end, "image"), path="internal://t.txt")
    read = read_refi(qdpx({"project.qde": project(Sources=member), "sources/t.txt": text.encode()}))
    assert [each.segment for each in read.codings] == [text[start:end]]


# ---- what is not text, and what is not there


def test_codings_of_pictures_and_stretches_of_time_are_kept_and_counted_by_kind(qdpx: Write) -> None:
    def media(kind: str, attributes: str) -> str:
        coding = f'<Coding guid="{guid(kind)}"><CodeRef targetGUID="{guid("image")}"/></Coding>'
        chosen = f'<{kind}Selection guid="{guid(kind + "s")}" {attributes}>{coding}</{kind}Selection>'
        where = f'guid="{guid(kind + "x")}" name="{kind}" path="absolute:///Users/me/{kind}"'
        return f"<{kind}Source {where}>{chosen * 2}</{kind}Source>"

    area, time = 'firstX="1" firstY="1" secondX="2" secondY="2"', 'begin="0" end="9"'
    sources = (
        media("Picture", area)
        + media("Audio", time)
        + media("Video", time)
        + media("PDF", f'{area} page="1"')
    )
    read = read_refi(qdpx({"project.qde": project(Sources=sources)}))
    kinds = ["Picture", "Audio", "Video", "PDF"]
    assert codings(read) == [("image", kind, "") for kind in kinds for _ in range(2)]
    assert [(each.start, each.end, each.measure) for each in read.codings[::2]] == [
        (0, 0, "picture  1 1 2 2"),
        (0, 9, "audio"),
        (0, 9, "video"),
        (0, 0, "pdf 1 1 1 2 2"),
    ]
    assert [each.id for each in read.sources] == kinds
    assert left(read) == [
        "2 codings of an area of a PDF page are kept without a segment",
        "2 codings of a part of a picture are kept without a segment",
        "2 codings of a stretch of audio are kept without a segment",
        "2 codings of a stretch of video are kept without a segment",
    ]


def test_a_transcript_is_read_by_its_points_in_the_text(qdpx: Write) -> None:
    transcript = (
        f'<Transcript guid="{guid("tr")}" name="b1.docx" plainTextPath="internal://t.txt">'
        f'<SyncPoint guid="{guid("p1")}" timeStamp="0" position="6"/>'
        f'<SyncPoint guid="{guid("p2")}" timeStamp="9" position="10"/>'
        f'<TranscriptSelection guid="{guid("ts")}" fromSyncPoint="{guid("p1")}" toSyncPoint="{guid("p2")}">'
        f'<Coding guid="{guid("tc")}"><CodeRef targetGUID="{guid("image")}"/></Coding>'
        "</TranscriptSelection></Transcript>"
    )
    audio = f'<AudioSource guid="{guid("a")}" name="" path="relative:///a.m4a">{transcript}</AudioSource>'
    read = read_refi(qdpx({"project.qde": project(Sources=audio), "sources/t.txt": "a good name"}))
    assert codings(read) == [("image", "b1.docx", " nam")]


def test_a_coding_without_its_text_is_kept_and_told(qdpx: Write) -> None:
    whole = f'<Coding guid="{guid("w")}"><CodeRef targetGUID="{guid("network")}"/></Coding>'
    sources = (
        source("gone", selection(0, 5, "image"), path="internal://gone.txt")
        + source("short", selection(3, 50, "image"), text="tiny")
        + source("whole", whole, text="all of it")
    )
    read = read_refi(qdpx({"project.qde": project(Sources=sources)}))
    assert codings(read) == [("image", "gone", ""), ("image", "short", ""), ("network", "whole", "")]
    assert [(each.start, each.end, each.measure) for each in read.codings] == [
        (0, 5, ""),
        (3, 50, "as the file has it"),
        (None, None, ""),
    ]
    assert left(read) == [
        "2 codings are kept without their segment, because the text is not found there",
        "the text of 1 source(s) is not in the project: 'gone'",
    ]


def test_a_case_told_by_an_area_is_that_of_the_whole_source(qdpx: Write) -> None:
    """A page has no characters to divide; by reference as by a code with the GUID of the case."""
    pages = [
        f'<PDFSource guid="{guid(name)}" name="{name}"><PDFSelection guid="{guid(name + "s")}" page="0" '
        f'firstX="1" firstY="1" secondX="2" secondY="2"><Coding guid="{guid(name + "c")}">'
        f'<CodeRef targetGUID="{guid(coded)}"/></Coding></PDFSelection></PDFSource>'
        for name, coded in (("one", "image"), ("two", "b2"))
    ]
    cases = (
        f'<Case guid="{guid("b1")}" name="b1"><SelectionRef targetGUID="{guid("ones")}"/></Case>'
        f'<Case guid="{guid("b2")}" name="b2"/>'
    )
    read = read_refi(qdpx({"project.qde": project(Cases=cases, Sources="".join(pages))}))
    assert codings(read) == [("image", "one", "")]
    assert [dict(each.variables) for each in read.sources] == [{"case name": "b1"}, {"case name": "b2"}]


def test_a_coding_with_a_code_that_does_not_exist_is_counted(qdpx: Write) -> None:
    text = source("b1", selection(0, 1, "no such code"), text="x")
    read = read_refi(qdpx({"project.qde": project(Sources=text)}))
    assert codings(read) == []
    assert left(read) == ["1 coding with a code that is not in the code book"]


def test_a_path_in_the_name_of_a_source_is_cut(qdpx: Write) -> None:
    text = source(r"C:\Users\j.jansen\b1.docx", text="x")
    assert read_refi(qdpx({"project.qde": project(Sources=text)})).sources[0].id == "b1.docx"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('guid="', 'guid="X', "the value of guid of User is malformed"),
        ("isCodable='true'", "colour='red' isCodable='true'", "unknown attribute colour of Code"),
        ("isCodable='true'", "", "Code without the attribute isCodable"),
        ("<Users>", "<Users><Robot/>", "Robot at this place in Users"),
        ("<CodeBook>", "<Sources/><CodeBook>", "Sources without AudioSource / PDFSource"),
        ("</Users>", "</Users><Users/>", "Users at this place in Project"),
    ],
)
def test_deviations_from_the_schema_are_told_with_the_first_line(
    qdpx: Write, old: str, new: str, message: str
) -> None:
    (told,) = left(read_refi(qdpx({"project.qde": project().replace(old, new)})))
    assert "deviation" in told
    assert "the first on line 2: " + message in told


# ---- strangers' files


def stored(members: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def lying(size: int) -> bytes:
    """An archive whose project is 3 MB, and which declares another size."""
    data = bytearray(stored({"project.qde": b" " * 3_000_000}))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.index(signature) + offset
        data[at : at + 4] = struct.pack("<I", size)
    return bytes(data)


def encrypted() -> bytes:
    data = bytearray(stored({"project.qde": b"x"}))
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


GOOD = project(Sources=source("b1", selection(0, 1, "image"), text="x")).encode()
BOMB = b'<!DOCTYPE Project [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
FILE = '<!DOCTYPE Project [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
TEXT = project(Sources=source("b1", selection(0, 1, "image"), path="internal://t.txt")).encode()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is not an archive, or is cut short"),
        (b"<Project/>", "is not an archive, or is cut short"),
        (stored({"project.qde": GOOD})[:200], "is cut short or damaged"),
        (stored({"project.qde": GOOD}).replace(b"PK\x03\x04", b"PK\x03\x05"), "is cut short or damaged"),
        (lying(1000), "is cut short or damaged"),
        (lying(4_000_000_000), "is too large once unpacked"),
        (encrypted(), "is encrypted: export without a password"),
        (stored({"readme.txt": b""}), "there is no .qde file in it"),
        (stored({"a.qde": GOOD, "b.qde": GOOD}), r"holds several projects \(a.qde, b.qde\)"),
        (stored({"project.qde": GOOD, "../../x": b""}), "names a file outside the archive"),
        (stored({"project.qde": GOOD, "/etc/passwd": b""}), "names a file outside the archive"),
        (stored({"project.qde": GOOD, "C:\\x": b""}), "names a file outside the archive"),
        (stored({"project.qde": GOOD, "a\\..\\..\\x": b""}), "names a file outside the archive"),
        (stored({"project.qde": BOMB + GOOD[39:]}), "declares a document type"),
        (stored({"project.qde": FILE.encode() + GOOD[39:]}), "declares a document type"),
        (stored({"project.qde": GOOD[:-30]}), "study.qdpx:2: is not well-formed XML .*cut short"),
        (stored({"project.qde": GOOD.replace(b"anna", b"Ren\xe9")}), "not in the encoding it names"),
        (stored({"project.qde": GOOD.replace(b"utf-8", b"klingon")}), "encoding"),
        (stored({"project.qde": b""}), "is not well-formed XML"),
        (stored({"project.qde": b"<html/>"}), r"is something else \(html\), not a project"),
        (stored({"project.qde": b"<CodeBook/>"}), r"is a code book \(CodeBook\), not a project"),
        (stored({"project.qde": b'<Project xmlns="urn:other"/>'}), "not a project of REFI-QDA"),
        (stored({"project.qde": b"<Project>" + b"<a>" * 500}), "is nested deeper than 100 levels"),
        (stored({"project.qde": TEXT, "sources/t.txt": b"Ren\xe9"}), "t.txt:1: the text of .* is not UTF-8"),
    ],
    ids=[
        "empty", "no archive", "cut short", "damaged", "larger than declared", "declared too large",
        "encrypted", "no project", "two projects", "parent folder", "absolute path", "drive", "backslashes",
        "entity bomb",
        "outside entity", "XML cut short", "Latin-1 as UTF-8", "unknown encoding", "empty XML", "HTML",
        "code book", "other namespace", "deep", "text in Latin-1",
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_trusted_is_refused_in_words(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "study.qdpx"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message) as refusal:
        read_refi(path)
    assert all(problem.message.nl and problem.message.en for problem in refusal.value.problems)
    assert str(tmp_path) not in str(refusal.value)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["study.qdpx"]


def test_a_bomb_is_stopped_while_it_unpacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A member of 60 MB against a bound of 1 MB: refused, and never in memory."""
    path = tmp_path / "study.qdpx"
    path.write_bytes(stored({"project.qde": TEXT, "sources/t.txt": b"a" * 60_000_000}))
    monkeypatch.setattr(archives, "PROJECT", replace(archives.PROJECT, whole=1_000_000))
    tracemalloc.start()
    with pytest.raises(InputError, match=r"sources/t.txt is too large once unpacked"):
        read_refi(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


def test_many_members_together_are_bounded_too(qdpx: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = "".join(source(f"b{n}", path=f"internal://{n}.txt") for n in range(5))
    path = qdpx(
        {"project.qde": project(Sources=sources), **{f"sources/{n}.txt": "x" * 1000 for n in range(5)}}
    )
    monkeypatch.setattr(archives, "PROJECT", replace(archives.PROJECT, together=4_000))
    with pytest.raises(InputError, match="too large once unpacked"):
        read_refi(path)


def test_a_tag_without_an_end_costs_no_quadratic_time(qdpx: Write, computing: Any) -> None:
    """The parser would begin anew at its start with every piece: 60 MB took minutes."""
    xml = project(Sources=source("b1", text="x")).replace('name="b1"', f'name="{"a" * 60_000_000}"')
    with computing(30), pytest.raises(InputError, match="holds a tag of more than 10 MB"):
        read_refi(qdpx({"project.qde": xml}))


def test_a_description_beyond_measure_is_broken_off_while_it_is_read(qdpx: Write) -> None:
    xml = project(Codes=code("image", description="é" * 1_000_001) + code("network", description="n"))
    read = read_refi(qdpx({"project.qde": xml}))
    assert [len(each.description) for each in read.codes] == [1_000_000, 1]
    assert left(read) == ["1 description or value broken off after 1000000 characters"]


def test_a_segment_beyond_measure_is_broken_off_and_told(qdpx: Write) -> None:
    text = "a" * 1_000_001
    read = read_refi(
        qdpx({"project.qde": project(Sources=source("b1", selection(0, 1_000_001, "image"), text=text))})
    )
    assert [len(each.segment) for each in read.codings] == [1_000_000]
    assert left(read) == ["1 coding has a segment that is broken off after 1000000 characters"]


@pytest.mark.parametrize(
    ("limit", "value", "message"),
    [
        ("MAX_CODES", 2, "holds more than 100,000 codes"),
        ("MAX_UNIT", 3, "has one source or code with more than 3 elements: divide it"),
        ("MAX_TEXT", 9, "holds a text of more than 9 characters: divide it"),
    ],
)
def test_what_is_held_at_one_time_is_bounded(
    qdpx: Write, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, message: str
) -> None:
    text = source("b1", selection(0, 1, "image"), selection(2, 3, "network"), text="0123456789")
    archive = qdpx({"project.qde": project(Codes=code("a", code("b")) + code("c"), Sources=text)})
    monkeypatch.setattr(f"lcgraph.interviews.refi_xml.{limit}", value)
    with pytest.raises(InputError, match=message):
        read_refi(archive)


def test_two_codes_of_one_guid_are_refused(qdpx: Write) -> None:
    codes = code("image") + code("network").replace(guid("network"), guid("image").upper())
    with pytest.raises(InputError, match=r"gives two codes the same GUID .'image' and 'network'.: export it"):
        read_refi(qdpx({"project.qde": project(Codes=codes)}))


@pytest.mark.parametrize("codes", [code("a" * 4_001), code("a" * 2_500, code("b" * 2_500))])
def test_a_name_beyond_measure_is_refused(qdpx: Write, codes: str) -> None:
    with pytest.raises(InputError, match="holds a name of more than 4,000 characters, ancestors included"):
        read_refi(qdpx({"project.qde": project(Codes=codes)}))


def test_a_path_in_the_project_reaches_no_file_outside_the_archive(qdpx: Write, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    paths = ["internal://../secret.txt", f"absolute://{tmp_path}/secret.txt", "relative:///secret.txt"]
    sources = "".join(source(f"b{n}", selection(0, 6, "image"), path=path) for n, path in enumerate(paths))
    read = read_refi(qdpx({"project.qde": project(Sources=sources)}))
    assert [each.segment for each in read.codings] == ["", "", ""]


def test_a_project_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none.qdpx: cannot be read: No such file"):
        read_refi(tmp_path / "none.qdpx")


# ---- code books


@pytest.mark.parametrize("version", ["1.0", "1:0", "0:4"])
def test_a_code_book_of_any_version(qdc: Callable[[str], Path], version: str) -> None:
    codes = code("Parent", code("Child", description="a comment"), codable=False)
    sets = f'<Sets><Set guid="{guid("s")}" name="group"><MemberCode guid="{guid("Child")}"/></Set></Sets>'
    root = f'<CodeBook xmlns="urn:QDA-XML:codebook:{version}" origin="ATLAS.ti Win 26.1.1">'
    xml = f"{HEAD}{root}<Codes>{codes}</Codes>{sets}</CodeBook>"
    read = read_codebook(qdc(xml))
    assert [(each.id, each.path, each.description) for each in read.codes] == [
        ("Parent", (), ""),
        ("Parent/Child", ("Parent",), "a comment"),
    ]
    assert (read.sources, read.codings) == ((), ())
    assert [each.groups for each in read.codes] == [(), ("group",)]
    assert left(read) == []


def test_a_code_book_of_taguette_with_its_empty_sets(qdc: Callable[[str], Path]) -> None:
    one = f'<Code guid="{guid("x").upper()}" name="people.engineers" isCodable="true"/>'
    root = '<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Taguette 1.5">'
    xml = f"{HEAD}{root}<Codes>{one}</Codes><Sets/></CodeBook>"
    read = read_codebook(qdc(xml))
    assert [each.id for each in read.codes] == ["people.engineers"]
    (told,) = left(read)
    assert told.endswith("the first on line 2: Sets without Set")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (GOOD, r"is a project \(Project\), not a code book"),
        (stored({"project.qde": GOOD}), "is a project or another archive, not a code book"),
        (BOMB + b"<CodeBook/>", "declares a document type"),
        (b"code,parent\n", "codes.qdc:1: is not well-formed XML"),
        (HEAD.encode("utf-16") + "<CodeBook/>".encode("utf-16-le"), "is not well-formed XML|encoding"),
    ],
    ids=["project XML", "archive", "entity bomb", "CSV", "UTF-16 that says UTF-8"],
)
def test_what_is_no_code_book_is_refused_in_words(
    qdc: Callable[[bytes], Path], content: bytes, message: str
) -> None:
    with pytest.raises(InputError, match=message) as refusal:
        read_codebook(qdc(content))
    assert all(problem.message.nl for problem in refusal.value.problems)


def test_two_codes_of_one_name_are_two_codes(qdc: Callable[[str], Path]) -> None:
    twice = code("image") + code("image").replace(guid("image"), guid("again"))
    xml = f'{HEAD}<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>{twice}</Codes></CodeBook>'
    assert [each.id for each in read_codebook(qdc(xml)).codes] == ["image", "image #2"]


def test_a_coding_is_what_the_other_readers_give(qdpx: Write) -> None:
    """The whole record, once."""
    text = source("b1", selection(2, 6, "image", note="n", user="bert"), text="a good name")
    read = read_refi(qdpx({"project.qde": project(Sources=text)}))
    (coding,) = read.codings
    assert coding == Coding("image", "b1", "good", 2, 6, "bert", "2024-04-02", "n", coding.place)
    assert (coding.place.file, coding.place.row) == ("study.qdpx", 2)
