"""The motive scheme and coded interviews as REFI-QDA files: round trips, bytes, and what is lost."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import lcgraph
from lcgraph.errors import CallError
from lcgraph.interviews.refi import read_codebook, read_refi
from lcgraph.interviews.refi_write import export_qdc, export_qdpx, guid
from lcgraph.study.model import Study
from lcgraph.study.read import read_study
from lcgraph.written import Exported

Ask = Callable[..., Any]
StudyWith = Callable[[Mapping[str, str | bytes | None]], Path]
HEAD = "respondent,motive,level,phase,segment,source,coder,coded_on,note\n"


def of(folder: Path, lang: str = "en") -> Exported:
    return export_qdpx(lcgraph.open(studies=[folder]).quads(ontology=True), lang)


def written(folder: Path, tmp_path: Path, lang: str = "en") -> Path:
    path = tmp_path / "study.qdpx"
    path.write_bytes(of(folder, lang).data)
    return path


def study(folder: Path) -> Study:
    read, problems = read_study(folder)
    assert read is not None, problems
    return read


def labels(lang: str) -> dict[str, str]:
    return {
        code: label for (scheme, code), label in lcgraph.open().labels(lang).items() if scheme == "motive"
    } | {"fresh-bread": {"nl": "vers brood", "en": "fresh bread"}[lang]}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_coded_interviews_come_back_as_they_were(tiny: Path, tmp_path: Path, lang: str) -> None:
    """Export and import again: every mention with its respondent, motive, segment, coder, day and note."""
    read = read_refi(written(tiny, tmp_path, lang))
    assert read.left == ()
    names = {code.id: code.name for code in read.codes}
    said = {source.id: dict(source.variables) for source in read.sources}
    back = Counter(
        (said[each.source]["case name"], names[each.code], each.segment, each.coder, each.coded_on, each.note)
        for each in read.codings
    )
    label = labels(lang)
    assert back == Counter(
        (each.respondent, label[each.motive], each.segment, each.coder, each.coded_on, each.note)
        for each in study(tiny).mentions
    )
    assert sum(back.values()) == 23


def test_respondents_come_back_as_cases_with_their_columns(tiny: Path, tmp_path: Path) -> None:
    read = read_refi(written(tiny, tmp_path))
    assert [dict(source.variables) for source in read.sources] == [
        {
            key: value
            for key, value in {
                "case name": each.id,
                "case": each.case,
                "role": each.role,
                "organisation": each.organisation,
                "interviewed_on": each.interviewed_on,
                "motives_not_asked": " ".join(each.not_asked),
            }.items()
            if value
        }
        for each in study(tiny).respondents
    ]


def test_a_respondent_who_names_nothing_is_still_there(study_with: StudyWith, tmp_path: Path) -> None:
    """Of whom nothing is coded counts in N: without a source such a respondent would be lost."""
    folder = study_with({"mentions.csv": HEAD + "b1,recruitment,,,We need people.,b1.txt,,,\n"})
    read = read_refi(written(folder, tmp_path))
    assert [source.id for source in read.sources] == [
        "b1.txt",
        "b2",
        "b3",
        "b4",
        "t1",
        "t2",
        "h1",
        "h2",
        "h3",
    ]


@pytest.mark.parametrize(
    "segment",
    ["🙂 brood 🥖", "cafe\u0301", 'a <b> & ]]> "c"', "één\n\ntwee", "tab\tbed", "שלום", "\U0001d4b3 x"],
)
def test_any_segment_comes_back_at_its_place(study_with: StudyWith, tmp_path: Path, segment: str) -> None:
    quoted = '"' + segment.replace('"', '""') + '"'
    rows = "".join(
        f"b1,{motive},,,{each},b1.txt,av,2024-04-02,\n"
        for motive, each in (("image", "🙂"), ("network", quoted))
    )
    path = written(study_with({"mentions.csv": HEAD + rows}), tmp_path)
    found = read_refi(path).codings
    assert [each.segment for each in found] == ["🙂", segment]
    with zipfile.ZipFile(path) as archive:
        (text,) = (
            archive.read(name).decode()
            for name in archive.namelist()
            if len(archive.read(name)) < 200 and b"\xf0" in archive.read(name)
        )
    assert [text[each.start : each.end] for each in found] == ["🙂", segment]


def test_a_segment_coded_twice_is_one_passage(study_with: StudyWith, tmp_path: Path) -> None:
    rows = "".join(
        f"b1,{motive},,,Good people.,b1.txt,{coder},,\n"
        for motive in ("image", "network")
        for coder in ("av", "bw")
    )
    found = read_refi(written(study_with({"mentions.csv": HEAD + rows}), tmp_path)).codings
    assert {(each.start, each.end) for each in found} == {(0, 12)}
    assert [(each.code.rpartition("/")[2], each.coder) for each in found] == [
        ("image", "av"), ("image", "bw"),
        ("strengthening the network", "av"), ("strengthening the network", "bw"),
    ]  # fmt: skip


def test_a_mention_without_a_segment_codes_the_whole_source(study_with: StudyWith, tmp_path: Path) -> None:
    path = written(study_with({"mentions.csv": HEAD + "b1,image,,,,,,,\n"}), tmp_path)
    (found,) = read_refi(path).codings
    assert (found.source, found.segment, found.start) == ("b1", "", None)


def test_a_source_of_two_respondents_is_one_source_for_each(study_with: StudyWith, tmp_path: Path) -> None:
    rows = "b1,image,,,One.,duo.txt,,,\nb2,image,,,Two.,duo.txt,,,\n"
    read = read_refi(written(study_with({"mentions.csv": HEAD + rows}), tmp_path))
    assert [(each.source, each.segment) for each in read.codings] == [
        ("duo.txt (b1)", "One."),
        ("duo.txt (b2)", "Two."),
    ]


def test_what_a_project_cannot_hold_is_said(tiny: Path) -> None:
    exported = of(tiny)
    assert all(loss.nl and loss.en for loss in exported.losses)
    assert [loss.en for loss in exported.losses][-4:] == [
        "the rest of each source (only the coded segments, with an empty line between them)",
        "levels of mentions: 13",
        "phases of mentions: 22",
        "groups without a respondent in respondents.csv: 1",
    ]


def test_the_archive_is_the_same_byte_for_byte_in_every_process(tiny: Path, run: Ask, tmp_path: Path) -> None:
    made = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.qdpx"
        done = run("export", "--study", tiny, "--private", "-o", path, env={"PYTHONHASHSEED": seed})
        assert done.status == 0, done
        made.append(path.read_bytes())
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        assert archive.namelist()[0] == "project.qde"
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_code_book_has_each_cluster_with_its_motives(tmp_path: Path) -> None:
    path = tmp_path / "motives.qdc"
    path.write_bytes(export_qdc(lcgraph.open().quads(ontology=True), "en").data)
    read = read_codebook(path)
    assert read.left == ()
    tree = {"/".join((*code.path, code.name)) for code in read.codes}
    assert {
        "legitimacy motives/image",
        "legitimacy motives/recruitment",
        "capital motives/social capital/strengthening the network",
        "using each other's expertise",
    } <= tree
    assert len(read.codes) == len(lcgraph.open().codes("motive")) + len(lcgraph.open().codes("cluster"))


def test_a_code_says_when_to_use_it_and_when_not() -> None:
    book = ET.fromstring(export_qdc(lcgraph.open().quads(ontology=True), "nl").data)
    space = "{urn:QDA-XML:codebook:1.0}"
    (code,) = (each for each in book.iter(f"{space}Code") if each.get("name") == "werven van personeel")
    assert code.get("guid") == guid("https://w3id.org/lcgraph/motive/recruitment")
    assert code.get("isCodable") == "true"
    assert (code.findtext(f"{space}Description") or "").splitlines() == [
        "Nieuwe medewerkers vinden, vooral door studenten die men in de samenwerking leert kennen.",
        "Wel: een respondent noemt dit als reden om samen te werken.",
        "Niet: wat bij een ander motief van dit cluster hoort (imago, imagoschade beperken, "
        "aantrekkelijk werkgeverschap, werven van medewerkers met passende waarden, mandaat om te handelen).",
        "Let op: De tabellen plaatsen dit motief bij legitimerende motieven; de discussie leest het veeleer "
        "als kapitaalgerelateerd.",
        "https://w3id.org/lcgraph/motive/recruitment",
    ]


def test_a_motive_of_the_study_s_own_is_in_its_code_book(tiny: Path, tmp_path: Path) -> None:
    path = tmp_path / "tiny.qdc"
    path.write_bytes(export_qdc(lcgraph.open(studies=[tiny]).quads(ontology=True), "en").data)
    assert "capital motives/fresh bread" in {code.id for code in read_codebook(path).codes}


def test_a_motive_of_another_study_is_guessed_back_with_its_cluster(
    ask: Ask, tiny: Path, tmp_path: Path
) -> None:
    """By the IRI in its description: names differ by language, and may be changed in the other program."""
    book, study = tmp_path / "o.qdc", tmp_path / "new"
    assert ask("export", "--format", "qdc", "--study", tiny, "-o", book, "--lang", "nl").status == 0
    book.write_text(book.read_text().replace('name="vers brood"', 'name="korst"'))
    ask("new", study, "--interviews")
    assert ask("import", book, "--study", study).status == 0
    with (study / "codes.csv").open() as file:
        guessed = {row["motive"]: row for row in csv.DictReader(file)}
    bread = guessed["fresh-bread"]
    assert (bread["path"], bread["guess"], bread["cluster"]) == (
        "kapitaalgerelateerde motieven > korst",
        "fresh-bread?",
        "capital",
    )
    assert guessed["image"]["cluster"] == ""


def test_published_cells_alone_make_no_project() -> None:
    with pytest.raises(CallError, match="no coded interviews, only published cells"):
        export_qdpx(lcgraph.open().quads(ontology=True), "en")


def test_two_studies_make_no_project(tiny: Path, study_with: StudyWith) -> None:
    other = (tiny / "study.toml").read_text().replace('id = "tiny-synthetic"', 'id = "other"')
    folders = [tiny, study_with({"study.toml": other.encode()})]
    with pytest.raises(CallError, match=r"one study, and there are 2 here \(.*other.*\)"):
        export_qdpx(lcgraph.open(studies=folders).quads(ontology=True), "en")


def test_a_project_leaves_only_when_it_is_asked_for_as_private(ask: Ask, tiny: Path, tmp_path: Path) -> None:
    refused = ask("export", "--format", "qdpx", "--study", tiny)
    assert (refused.status, refused.out) == (2, "")
    assert "add --private" in refused.err
    given = ask("export", "--study", tiny, "--private", "-o", tmp_path / "tiny.qdpx", "--lang", "nl")
    assert given.status == 0
    assert "privé-export" in given.err
    assert "niet in het bestand: niveaus van vermeldingen: 13" in given.err
    assert len(read_refi(tmp_path / "tiny.qdpx").codings) == 23


def test_a_code_book_is_written_by_its_ending(ask: Ask, tmp_path: Path) -> None:
    done = ask("export", "-o", tmp_path / "motives.qdc", "--lang", "nl")
    assert done.status == 0
    assert "legitimerende motieven" in {code.id for code in read_codebook(tmp_path / "motives.qdc").codes}
    assert "not in the file" not in done.err


# ---- A study with its own schemes


@pytest.fixture
def city() -> Path:
    return Path(__file__).parents[1] / "data" / "city"


def test_clusters_of_the_study_s_own_are_codes_to_any_depth(city: Path, tmp_path: Path) -> None:
    read = read_refi(written(city, tmp_path))
    paths = {code.name: code.path for code in read.codes}
    assert paths["cool streets"] == ("liveability", "green space", "shade")
    assert paths["more green"] == ("liveability", "green space")
    assert paths["sharing tools"] == ("capital motives", "shared means")
    assert paths["showing what the city can do"] == ("legitimacy motives",)
    assert "developing students" not in paths


def test_roles_and_attributes_of_the_study_s_own_are_variables_of_the_cases(
    city: Path, tmp_path: Path
) -> None:
    read = read_refi(written(city, tmp_path))
    told = [dict(source.variables) for source in read.sources]
    assert {each["role"] for each in told} == {"municipality", "company", "ngo", "residents"}
    assert next(each for each in told if each["case name"] == "am1") == {
        "case": "green-roofs", "case name": "am1", "interviewed_on": "2024-09-01", "joined": "2008",
        "organisation": "Organisation AM", "role": "municipality",
    }  # fmt: skip


def test_a_project_of_such_a_study_has_no_word_of_education(city: Path, tmp_path: Path) -> None:
    for lang in ("nl", "en"):
        with zipfile.ZipFile(written(city, tmp_path, lang)) as archive:
            words = archive.read("project.qde").decode().lower()
        assert not re.search(
            r"student|educat|onderwijs|opleiding|curriculum|teacher|docent|learning commun", words
        )
