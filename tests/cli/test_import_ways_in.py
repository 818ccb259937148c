"""More ways in: a project without its archive, files of one program, wide sheets, several codes in a cell."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.written import rows

Ask = Callable[..., Any]
TOML = 'id = "s"\ntitle.en = "S"\n[rule]\nthreshold = "3/4"\n'
CASES = "id,label_en,sector,setting\nalpha,Alpha,technology,public-private\n"
GROUP = "alpha,practice-partner"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "study.toml").write_text(TOML)
    (folder / "cases.csv").write_text(CASES)
    return folder


def named(study: Path) -> list[tuple[str, str]]:
    return [(row["respondent"], row["motive"]) for row in rows(study / "mentions.csv")]


PROJECT = f"""<?xml version="1.0" encoding="utf-8"?>
<Project name="p" origin="Some Tool 1" xmlns="urn:QDA-XML:project:1.0">
<CodeBook><Codes><Code guid="{"1" * 8}-1111-4111-8111-{"1" * 12}" name="Image" isCodable="true"/>
</Codes></CodeBook>
<Cases><Case guid="{"2" * 8}-1111-4111-8111-{"1" * 12}" name="W2">
<CodeRef targetGUID="{"1" * 8}-1111-4111-8111-{"1" * 12}"/>
<SourceRef targetGUID="{"4" * 8}-1111-4111-8111-{"1" * 12}"/></Case></Cases>
<Sources><TextSource guid="{"3" * 8}-1111-4111-8111-{"1" * 12}" name="W1 alpha practice-partner">
<PlainTextContent>For our image.</PlainTextContent>
<PlainTextSelection guid="{"5" * 8}-1111-4111-8111-{"1" * 12}" startPosition="4" endPosition="13">
<Coding guid="{"6" * 8}-1111-4111-8111-{"1" * 12}">
<CodeRef targetGUID="{"1" * 8}-1111-4111-8111-{"1" * 12}"/>
<NoteRef targetGUID="{"7" * 8}-1111-4111-8111-{"1" * 12}"/></Coding></PlainTextSelection></TextSource>
<TextSource guid="{"4" * 8}-1111-4111-8111-{"1" * 12}" name="second alpha practice-partner">
<PlainTextContent>Nothing of it.</PlainTextContent></TextSource></Sources>
<Notes><Note guid="{"7" * 8}-1111-4111-8111-{"1" * 12}" name="doubt">
<PlainTextContent>ask again</PlainTextContent></Note>
<Note guid="{"8" * 8}-1111-4111-8111-{"1" * 12}" name="elsewhere"/></Notes>
</Project>
"""


def test_a_bare_qde_is_a_project_whose_memos_are_notes_and_whose_coded_cases_are_coded(
    ask: Ask, study: Path, tmp_path: Path
) -> None:
    path = tmp_path / "project.qde"
    path.write_text(PROJECT)
    done = ask("import", path, "--study", study, "--accept-guesses", "--lang", "en")
    assert done.status == 0
    assert "project.qde: 1 memo" in done.err
    assert [(row["segment"], row["note"]) for row in rows(study / "mentions.csv")] == [
        ("our image", "doubt: ask again"),
        ("", ""),
    ]
    assert len({row["respondent"] for row in rows(study / "mentions.csv")}) == 2


@pytest.mark.parametrize("name", ["p.nvpx", "p.nvp", "p.mx22", "p.mx24", "p.atlproj", "p.qrk"])
def test_a_file_of_one_program_says_how_it_is_exported(
    ask: Ask, study: Path, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x00\x01")
    done = ask("import", path, "--study", study, "--lang", "en")
    assert done.status == 2
    assert "export it as REFI-QDA (" in done.err
    assert "exporteer het als REFI-QDA (" in ask("import", path, "--study", study, "--lang", "nl").err


@pytest.mark.parametrize(
    ("yes", "no"), [("1", "0"), ("x", ""), ("X", ""), ("ja", "nee"), ("yes", "no"), ("3", "0")]
)
def test_a_wide_sheet_is_filled_with_whatever_says_yes(
    ask: Ask, study: Path, tmp_path: Path, yes: str, no: str
) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(
        f"Respondent,Case,Role,Image,Network,Years\nw1,{GROUP},{yes},{no},12\nw2,{GROUP},{no},{no},30\n"
        f"w3,{GROUP},{yes},{yes},8\n"
    )
    done = ask("import", path, "--study", study, "--accept-guesses", "--lang", "en")
    assert done.status == 0, done.err
    assert named(study) == [("w1", "image"), ("w3", "image"), ("w3", "network")]
    assert [row["id"] for row in rows(study / "respondents.csv")] == ["w1", "w2", "w3"]
    assert "1 column not read: 'Years'" in done.err


@pytest.mark.parametrize("between", ["; ", " | ", "\n"])
def test_several_codes_in_a_cell_are_as_many_codings_and_told(
    ask: Ask, study: Path, tmp_path: Path, between: str
) -> None:
    path = tmp_path / "c.csv"
    path.write_text(f'respondent,case,role,code\nw1,{GROUP},"Image{between}Network"\n')
    done = ask("import", path, "--study", study, "--accept-guesses", "--lang", "en")
    assert "1 row with several codes: as many codings (row 2)" in done.err
    assert named(study) == [("w1", "image"), ("w1", "network")]


def test_codes_in_a_cell_with_a_comma_between_are_guessed_to_be_several_motives(
    ask: Ask, study: Path, tmp_path: Path
) -> None:
    """A comma may stand in the name of a code: so the guess is a person's to confirm."""
    path = tmp_path / "raw.csv"
    path.write_text(f'respondent,case,role,code\nw1,{GROUP},"Image, Network"\nw2,{GROUP},"Costs, and time"\n')
    ask("import", path, "--study", study)
    first, _ = rows(study / "codes.csv")
    assert (first["motive"], first["guess"]) == ("image; network", "image; network?")
    assert ask("import", path, "--study", study, "--accept-guesses").status == 0
    assert named(study)[:2] == [("w1", "image"), ("w1", "network")]


def test_a_code_may_stand_for_several_motives(ask: Ask, study: Path, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(f"respondent,case,role,code\nw1,{GROUP},Naam en netwerk\n")
    ask("import", path, "--study", study)
    table = (study / "codes.csv").read_text()
    row = next(csv.DictReader(table.splitlines()))
    row.update(motive="image; Strengthening the network", guess="")
    with (study / "codes.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(row)
    done = ask("import", path, "--study", study, "--accept-guesses", "--lang", "en")
    assert done.status == 0, done.err
    assert named(study) == [("w1", "image"), ("w1", "network")]


def test_in_dutch_the_tables_to_fill_in_open_in_columns_in_a_dutch_excel_and_come_back(
    ask: Ask, study: Path, tmp_path: Path
) -> None:
    path = tmp_path / "c.csv"
    path.write_text(f"respondent,case,role,code\nw1,{GROUP},Imago\n")
    ask("import", path, "--study", study, "--lang", "nl")
    for name, head in (("codes.csv", "code;path;"), ("sources.csv", "source;name;")):
        assert (study / name).read_bytes().startswith(b"\xef\xbb\xbf" + head.encode())
    done = ask("import", path, "--study", study, "--accept-guesses", "--lang", "nl")
    assert done.status == 0
    assert named(study) == [("w1", "image")]
