"""Coded interviews into a study folder: listed first, imported when a person has said what is what."""

from __future__ import annotations

import csv
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lcgraph.disk import write_all
from lcgraph.errors import InputError
from lcgraph.interviews.merge import take_in
from lcgraph.interviews.project import Code, CodedProject, Source
from lcgraph.study.read import read_study
from tests.cli.written import rows

Ask = Callable[..., Any]
RAW = """respondent;code;case;role;segment;coder;level;phase
b1;Werving personeel;Bakkerij;werkveldpartner;Wij zoeken mensen.;av;organisationeel;nu
b1;Werving personeel;Bakkerij;werkveldpartner;En nog steeds.;av;organisationeel;begin
b2;Werving personeel;Bakkerij;werkveldpartner;Wie wil hier werken?;bk;raar;nu
b3;;Bakkerij;werkveldpartner;;;;
t1;Ontwikkeling studenten;Bakkerij;opleidingspartner;Ze leren.;av;;
t1;Vers brood;Bakkerij;opleidingspartner;Ze eten.;av;;
t1;Vreemd;Bakkerij;opleidingspartner;Wat zegt u?;av;;
"""
CASES = "id,label_nl,label_en,sector,setting\nbakery,Bakkerij,Bakery,technology,public-private\n"
TOML = 'id = "s"\ntitle.en = "S"\n[rule]\nthreshold = "2/3"\n'


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "study.toml").write_text(TOML)
    (folder / "cases.csv").write_text(CASES)
    return folder


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    path = tmp_path / "raw.csv"
    path.write_text(RAW, encoding="utf-8")
    return path


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def edit(path: Path, change: Callable[[dict[str, str]], None]) -> None:
    """Open a table in a spreadsheet, change rows, save: the whole of it, with a BOM and semicolons."""
    table = rows(path)
    for row in table:
        change(row)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]), delimiter=";", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(table)


def confirm(row: dict[str, str]) -> None:
    row["guess"] = ""
    if row.get("code") == "Vreemd":
        row["motive"] = "-"
    if row.get("code") == "Vers brood":
        row["motive"], row["cluster"] = "fresh-bread", "capital"


def confirm_all(study: Path) -> None:
    edit(study / "codes.csv", confirm)
    edit(study / "sources.csv", confirm)


def test_the_first_run_lists_every_code_and_source_with_guesses_and_imports_nothing(
    ask: Ask, study: Path, raw: Path
) -> None:
    done = ask("import", raw, "--study", study, "--lang", "en")
    assert (done.status, done.out) == (0, "")
    assert "Nothing taken over yet. Complete codes.csv and sources.csv" in done.err
    assert sorted(content(study)) == [
        "cases.csv",
        "codes.csv",
        "import-report.txt",
        "sources.csv",
        "study.toml",
    ]
    assert [
        (row["code"], row["codings"], row["respondents"], row["motive"], row["guess"])
        for row in rows(study / "codes.csv")
    ] == [
        ("Werving personeel", "3", "2", "recruitment", "recruitment?"),
        ("Ontwikkeling studenten", "1", "1", "student-development", "student-development?"),
        ("Vers brood", "1", "1", "", ""),
        ("Vreemd", "1", "1", "", ""),
    ]
    assert [
        (row["source"], row["codings"], row["respondent"], row["case"], row["role"], row["guess"])
        for row in rows(study / "sources.csv")
    ] == [
        ("b1", "2", "b1", "bakery", "practice-partner", "b1 bakery practice-partner?"),
        ("b2", "1", "b2", "bakery", "practice-partner", "b2 bakery practice-partner?"),
        ("b3", "0", "b3", "bakery", "practice-partner", "b3 bakery practice-partner?"),
        ("t1", "3", "t1", "bakery", "education-partner", "t1 bakery education-partner?"),
    ]


def test_a_guess_that_nobody_confirmed_is_never_imported(ask: Ask, study: Path, raw: Path) -> None:
    ask("import", raw, "--study", study)
    before = content(study)
    again = ask("import", raw, "--study", study, "--lang", "en")
    assert again.status == 1
    assert (
        "2 codes with a guess that is not confirmed: Werving personeel (3), Ontwikkeling studenten (1)"
        in again.err
    )
    assert content(study) == before


def test_the_second_run_imports_what_is_confirmed(ask: Ask, study: Path, raw: Path) -> None:
    ask("import", raw, "--study", study)
    confirm_all(study)
    done = ask("import", raw, "--study", study, "--lang", "en")
    assert done.status == 0
    assert done.err.splitlines() == [
        "raw.csv: 6 codings, 4 codes and 4 sources read",
        "raw.csv: 1 row without a code: the respondent counts, there is no coding (row 5)",
        "1 code left out as you decided (-): Vreemd (1)",
        "1 motive of the study's own put in motives.csv: check name and definition, in both languages: "
        "fresh-bread",
        "raw.csv: 1 coding left out as you decided",
        "raw.csv: 1 coding with a level or phase that does not exist: taken over without it: level raar (1)",
        "raw.csv: no coding tells a day",
        "bakery, practice-partner: N = 3, and 2 without those who have no coding: b3",
        "5 codings of 4 respondents taken over",
        f"All that stands above is also in {study}/import-report.txt. Next: lcgraph validate {study}, "
        f"and then lcgraph tables --study {study}",
    ]
    assert (study / "mentions.csv").read_text(encoding="utf-8") == (
        "respondent,motive,level,phase,segment,source,coder,coded_on,note,imported_from\n"
        "b1,recruitment,organisational,now,Wij zoeken mensen.,b1,av,,,raw.csv\n"
        "b1,recruitment,organisational,start,En nog steeds.,b1,av,,,raw.csv\n"
        "b2,recruitment,,now,Wie wil hier werken?,b2,bk,,,raw.csv\n"
        "t1,student-development,,,Ze leren.,t1,av,,,raw.csv\n"
        "t1,fresh-bread,,,Ze eten.,t1,av,,,raw.csv\n"
    )
    assert (study / "groups.csv").read_text() == (
        "case,role,respondents,imported_from\n"
        "bakery,practice-partner,3,raw.csv\nbakery,education-partner,1,raw.csv\n"
    )
    assert [row["id"] for row in rows(study / "respondents.csv")] == ["b1", "b2", "b3", "t1"]
    assert rows(study / "motives.csv")[0]["label_en"] == "Vers brood"
    assert ask("validate", study).status == 0
    assert ask("tables", "--study", study, "--format", "csv").out.splitlines() == [
        "cluster,motive,bakery/practice-partner,bakery/education-partner",
        "legitimacy,recruitment,reported,below-threshold",
        "development,student-development,below-threshold,reported",
        "capital,fresh-bread,below-threshold,reported",
    ]


def test_a_guess_that_was_changed_is_a_decision(ask: Ask, study: Path, raw: Path) -> None:
    ask("import", raw, "--study", study)

    def change(row: dict[str, str]) -> None:
        if row.get("code") == "Werving personeel":
            row["motive"] = "employer-branding"

    edit(study / "codes.csv", change)
    edit(study / "sources.csv", confirm)
    assert ask("import", raw, "--study", study).status == 0
    assert {row["motive"] for row in rows(study / "mentions.csv")} == {"employer-branding"}


@pytest.mark.parametrize(
    ("encoding", "separator", "first"),
    [("utf-8", ";", "sep=;\r\n"), ("utf-16", "\t", ""), ("utf-8-sig", "\t", "")],
    ids=["sep=;", "Unicode text", "tabs"],
)
def test_the_two_tables_may_come_back_as_excel_saves_them(
    ask: Ask, study: Path, raw: Path, encoding: str, separator: str, first: str
) -> None:
    ask("import", raw, "--study", study)
    for name in ("codes.csv", "sources.csv"):
        table = rows(study / name)
        for row in table:
            confirm(row)
        with (study / name).open("w", encoding=encoding, newline="") as file:
            file.write(first)
            writer = csv.DictWriter(file, list(table[0]), delimiter=separator, lineterminator="\r\n")
            writer.writeheader()
            writer.writerows(table)
    assert ask("import", raw, "--study", study).status == 0
    assert len(rows(study / "mentions.csv")) == 5
    written = (study / "codes.csv").read_bytes()
    again = first.replace("\r", "").encode() + separator.join(("code", "path", "description")).encode()
    assert written.removeprefix(b"\xef\xbb\xbf").startswith(again)
    assert written.startswith(b"\xef\xbb\xbf") == (encoding != "utf-8")


def test_guesses_can_be_accepted_all_at_once(ask: Ask, study: Path, raw: Path) -> None:
    done = ask("import", raw, "--study", study, "--accept-guesses", "--lang", "nl")
    assert done.status == 0
    assert "4 coderingen van 4 respondenten overgenomen" in done.err
    assert "2 codes zonder motief: Vers brood (1), Vreemd (1)" in done.err
    assert {row["guess"] for row in rows(study / "codes.csv")} == {""}


def test_the_same_file_again_gives_the_same_bytes(ask: Ask, study: Path, raw: Path) -> None:
    ask("import", raw, "--study", study, "--accept-guesses", "--lang", "en")
    first = content(study)
    ask("import", raw, "--study", study, "--lang", "en")
    second = content(study)
    assert [name for name in first if first[name] != second[name]] == ["import-report.txt"]


def test_a_new_version_replaces_its_own_rows_and_keeps_those_of_people(
    ask: Ask, study: Path, raw: Path
) -> None:
    (study / "respondents.csv").write_text("id,case,role,organisation\nh1,bakery,practice-partner,By hand\n")
    (study / "mentions.csv").write_text("respondent,motive,note\nh1,image,by hand\n")
    ask("import", raw, "--study", study, "--accept-guesses")

    def add(row: dict[str, str]) -> None:
        if row["id"] == "b1":
            row["organisation"] = "Added by hand"

    edit(study / "respondents.csv", add)
    raw.write_text(
        "\n".join(line for line in RAW.splitlines() if not line.startswith("b2")), encoding="utf-8"
    )
    assert ask("import", raw, "--study", study).status == 0
    assert [(row["respondent"], row["note"]) for row in rows(study / "mentions.csv")] == [
        ("h1", "by hand"),
        ("b1", ""),
        ("b1", ""),
        ("t1", ""),
    ]
    with (study / "respondents.csv").open(encoding="utf-8-sig") as file:
        people = {row["id"]: row for row in csv.DictReader(file, delimiter=";")}
    assert {id_: row["organisation"] for id_, row in people.items()} == {
        "h1": "By hand",
        "b1": "Added by hand",
        "b3": "",
        "t1": "",
    }
    assert rows(study / "groups.csv")[0]["respondents"] == "3"


def test_the_same_codings_from_a_file_of_another_name_are_noticed(ask: Ask, study: Path, raw: Path) -> None:
    ask("import", raw, "--study", study, "--accept-guesses")
    other = raw.rename(raw.with_name("raw-v2.csv"))
    doubled = ask("import", other, "--study", study, "--lang", "en")
    assert "raw-v2.csv: 4 codings stand there already, from raw.csv, and now twice" in doubled.err
    assert len(rows(study / "mentions.csv")) == 8


def test_a_project_can_go_by_the_name_of_an_earlier_file(ask: Ask, study: Path, raw: Path) -> None:
    ask("import", raw, "--study", study, "--accept-guesses")
    other = raw.rename(raw.with_name("raw-v2.csv"))
    assert "twice" not in ask("import", other, "--study", study, "--as", "raw.csv", "--lang", "en").err
    assert len(rows(study / "mentions.csv")) == 4


def test_the_example_rows_of_a_new_folder_go(ask: Ask, tmp_path: Path, raw: Path) -> None:
    study = tmp_path / "new"
    ask("new", study, "--interviews")
    (study / "cases.csv").write_text(CASES)
    done = ask("import", raw, "--study", study, "--accept-guesses", "--lang", "en")
    assert done.status == 0
    assert "mentions.csv: the example row was removed" in done.err
    assert not any(row["respondent"].startswith("example") for row in rows(study / "mentions.csv"))
    assert [row["case"] for row in rows(study / "groups.csv")] == ["bakery", "bakery"]


@pytest.mark.parametrize("kind", ["--interviews", None])
def test_no_example_is_left_in_results_after_an_import(
    ask: Ask, tmp_path: Path, raw: Path, kind: str | None
) -> None:
    study = tmp_path / "new"
    ask("new", study, *([kind] if kind else []))
    with (study / "cases.csv").open("a") as file:
        file.write("bakery,Bakkerij,Bakery,technology,public-private\n")
    references = (study / "references.bib").read_text()
    own = "@book{oven-2003,\n  author = {Oven, O.}, title = {Bread}, year = {2003}, publisher = {Crust}\n}\n"
    (study / "references.bib").write_text(references + "\n" + own)
    listed = ask("import", raw, "--study", study, "--lang", "en")
    assert "the example" not in listed.err
    assert "example-motive" in (study / "motives.csv").read_text()
    done = ask("import", raw, "--study", study, "--accept-guesses", "--lang", "en")
    assert "motives.csv: the example row was removed" in done.err
    tables = [path for path in study.glob("*.csv") if path.name not in ("codes.csv", "sources.csv")]
    assert not [path.name for path in tables if "example" in path.read_text()]
    assert (study / "references.bib").read_text() == own
    assert [row["id"] for row in rows(study / "cases.csv")] == ["bakery"]
    told = ask("validate", study, "--lang", "en").out
    assert [line for line in told.splitlines() if "the example" in line] == [
        f"{study}/study.toml: warning: the id is that of the example: give your own"
    ]


def test_an_example_that_was_used_after_all_stays_and_is_told(ask: Ask, study: Path, raw: Path) -> None:
    """A motive of one's own under the code of the example is not an example any more."""
    (study / "motives.csv").write_text("code,cluster,label_en\nexample-motive,capital,Trust\n")
    (study / "respondents.csv").write_text("id,case,role\nh1,bakery,practice-partner\n")
    (study / "mentions.csv").write_text("respondent,motive\nh1,example-motive\n")
    assert ask("import", raw, "--study", study, "--accept-guesses").status == 0
    assert [row["code"] for row in rows(study / "motives.csv")] == ["example-motive"]


def test_files_of_one_import_are_counted_together(ask: Ask, study: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    head = "respondent,code,case,role\n"
    one.write_text(f"{head}b1,Imago,bakery,WV\nb2,Imago,bakery,WV\n")
    two.write_text(f"{head}b2,Imago,bakery,WV\nb3,Imago,bakery,WV\nb3,Werving personeel,bakery,WV\n")
    done = ask("import", one, two, "--study", study, "--accept-guesses", "--lang", "en")
    assert "5 codings of 3 respondents taken over" in done.err
    codes = [(row["code"], row["codings"], row["respondents"]) for row in rows(study / "codes.csv")]
    assert codes == [("Imago", "4", "3"), ("Werving personeel", "1", "1")]
    sources = [(row["source"], row["codings"]) for row in rows(study / "sources.csv")]
    assert sources == [("b1", "1"), ("b2", "2"), ("b3", "2")]


def test_what_a_later_export_no_longer_holds_is_named(ask: Ask, study: Path, tmp_path: Path) -> None:
    path, other = tmp_path / "one.csv", tmp_path / "two.csv"
    head = "respondent,code,case,role\n"
    path.write_text(f"{head}b1,Imago,bakery,WV\nb2,Werving personeel,bakery,WV\n")
    ask("import", path, "--study", study, "--accept-guesses")
    path.write_text(f"{head}b1,Imago,bakery,WV\n")
    done = ask("import", path, "--study", study, "--lang", "en")
    assert "1 code with codings in an earlier import, no longer in the file: Werving personeel" in done.err
    assert "1 source with codings in an earlier import, no longer in the file: b2" in done.err
    assert "respondents.csv: 1 respondent of an earlier import removed: no longer in the file" in done.err
    assert [row["codings"] for row in rows(study / "codes.csv")] == ["1", "0"]
    assert [row["codings"] for row in rows(study / "sources.csv")] == ["1", "0"]
    other.write_text(f"{head}b3,Werving personeel,bakery,WV\n")
    ask("import", other, "--study", study, "--accept-guesses")
    assert "earlier import" not in ask("import", path, "--study", study, "--lang", "en").err
    assert [row["codings"] for row in rows(study / "codes.csv")] == ["1", "1"]


def test_variables_with_our_names_tell_of_a_respondent(study: Path) -> None:
    told = (("interviewed_on", "2026-01-12"), ("motives_not_asked", "image"), ("organisation", "Mill"))
    project = CodedProject(
        (Code("1", "Image"),),
        (
            Source("1", "p1", (("case", "bakery"), *told, ("role", "practice-partner"))),
            Source("2", "p2", (("case", "bakery"), ("motives_not_asked", "no such"), ("role", "WV"))),
        ),
    )
    write_all(study, take_in(study, [("p.qdpx", project)], accept_guesses=True).files)
    assert (study / "respondents.csv").read_text() == (
        "id,case,role,organisation,interviewed_on,motives_not_asked,imported_from\n"
        "p1,bakery,practice-partner,Mill,2026-01-12,image,p.qdpx\n"
        "p2,bakery,practice-partner,,,,p.qdpx\n"
    )


def test_variables_named_after_attributes_of_the_study_fill_them(study: Path) -> None:
    """By code or label in either language; what is not of the declared type stays out."""
    (study / "study.toml").write_text(
        TOML
        + '[attribute.joined]\nof = "respondent"\ntype = "year"\n'
        + 'label.nl = "doet mee sinds"\nlabel.en = "since"\n'
        + '[attribute.volunteer]\nof = "respondent"\ntype = "yes-no"\nlabel.en = "is a volunteer"\n'
        + '[attribute.task]\nof = "respondent"\ntype = "text"\nlabel.nl = "taak"\nlabel.en = "task"\n'
    )
    group = (("case", "bakery"), ("role", "practice-partner"))
    sources = (
        Source("p1", "p1", (*group, ("Doet mee sinds", "2019"), ("Taak", "kneden"), ("volunteer", "ja"))),
        Source("p2", "p2", (*group, ("joined", "long ago"), ("Is a volunteer", "no"), ("task", "baking"))),
    )
    project = CodedProject((Code("image", "image"),), sources)
    write_all(study, take_in(study, [("p.qdpx", project)], accept_guesses=True).files)
    people = rows(study / "respondents.csv")
    assert [(row["joined"], row["volunteer"], row["task_nl"], row["task_en"]) for row in people] == [
        ("2019", "ja", "kneden", ""),
        ("", "no", "", "baking"),
    ]
    assert [each for each in read_study(study)[1] if each.severity == "violation"] == []


# ---- All or nothing


@pytest.mark.parametrize(
    ("file", "column", "value", "message"),
    [
        (
            "codes.csv",
            "motive",
            "recruitmnt",
            "codes.csv:2 motive: 'recruitmnt' is not a motive of the scheme",
        ),
        ("codes.csv", "level", "high", "codes.csv:2 level: unknown level 'high'"),
        ("sources.csv", "case", "bakry", "sources.csv:2 case: unknown case 'bakry': did you mean 'bakery'?"),
        ("sources.csv", "role", "boss", "sources.csv:2 role: unknown role 'boss'"),
        ("sources.csv", "respondent", "b 1", "sources.csv:2 respondent: 'b 1' is not a code"),
    ],
)
def test_a_wrong_answer_is_told_by_its_place_and_nothing_is_written(
    ask: Ask, study: Path, raw: Path, file: str, column: str, value: str, message: str
) -> None:
    ask("import", raw, "--study", study)
    confirm_all(study)

    def spoil(row: dict[str, str]) -> None:
        if row.get("code") == "Werving personeel" or row.get("source") == "b1":
            row[column] = value

    def semicolons(path: Path) -> list[dict[str, str]]:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            return list(csv.DictReader(opened, delimiter=";"))

    table = semicolons(study / file)
    for row in table:
        spoil(row)
    with (study / file).open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(table[0]))
        writer.writeheader()
        writer.writerows(table)
    before = content(study)
    done = ask("import", raw, "--study", study, "--lang", "en")
    assert done.status == 2
    assert message in done.err
    assert content(study) == before


def test_a_broken_table_in_the_folder_stops_the_import(ask: Ask, study: Path, raw: Path) -> None:
    (study / "mentions.csv").write_text("respondent,motif\n")
    before = content(study)
    done = ask("import", raw, "--study", study, "--lang", "en")
    assert done.status == 2
    assert "mentions.csv:1 motif: unknown column 'motif': did you mean 'motive'?" in done.err
    assert content(study) == before


def test_a_file_that_cannot_be_put_in_place_takes_back_those_before_it(
    ask: Ask, study: Path, raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("import", raw, "--study", study, "--accept-guesses")
    raw.write_text(RAW.replace("Ze leren", "Ze leerden"), encoding="utf-8")
    before = content(study)
    rename = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if self.name == "groups.csv":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    done = ask("import", raw, "--study", study, "--lang", "en")
    assert done.status == 2
    assert "cannot be written and is as it was: No space left on device" in done.err
    assert content(study) == before
    assert [path for path in study.iterdir() if path.name.startswith(".")] == []


def test_one_person_in_two_places_is_no_import(ask: Ask, study: Path, raw: Path) -> None:
    (study / "respondents.csv").write_text("id,case,role\nb1,bakery,education-partner\n")
    (study / "mentions.csv").write_text("respondent,motive\n")
    ask("import", raw, "--study", study)
    edit(study / "sources.csv", lambda row: row.update(role="practice-partner", guess=""))
    edit(study / "codes.csv", confirm)
    done = ask("import", raw, "--study", study, "--lang", "en")
    assert done.status == 2
    assert "'b1' is bakery, education-partner here and bakery, practice-partner in sources.csv" in (done.err)


# ---- What a call may say


def test_a_header_to_be_guessed_gives_the_command_to_type(ask: Ask, study: Path, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("Interview,Code name\nb1,Imago\n")
    done = ask("import", path, "--study", study, "--lang", "en")
    assert done.status == 2
    assert done.err.splitlines()[-1] == (
        f"  lcgraph import {path} --study {study} --column respondent=Interview --column 'code=Code name'"
    )
    assert "Als dat klopt" in ask("import", path, "--study", study, "--lang", "nl").err
    assert sorted(content(study)) == ["cases.csv", "study.toml"]


@pytest.mark.parametrize(("answer", "status"), [("y", 0), ("n", 2)])
def test_a_person_at_a_terminal_is_asked(study: Path, tmp_path: Path, answer: str, status: int) -> None:
    path = tmp_path / "c.csv"
    path.write_text("Interview,Code name\nb1,Imago\n")
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "lcgraph", "import", str(path), "--study", str(study), "--lang", "en"],
        stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while b"[y/N]" not in shown:
        shown += os.read(ours, 4096)
    os.write(ours, f"{answer}\n".encode())
    try:
        while part := os.read(ours, 4096):
            shown += part
    except OSError:
        pass
    os.close(ours)
    assert child.wait(30) == status
    assert b"respondent: Interview" in shown
    assert (study / "codes.csv").exists() == (status == 0)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("nowhere.csv",), "nowhere.csv does not exist"),
        (
            ("notes.docx",),
            "files that end in .docx are not known; known are .csv .xlsx .qdpx .qdc .qda .sqlite3 .rqda;",
        ),
        (("raw.csv", "raw.csv"), "two files have the same name"),
        (("raw.csv", "--column", "respondent"), "write --column FIELD=HEADER"),
        (("raw.csv", "raw.csv", "--as", "x"), "--as is for one file"),
    ],
)
def test_a_wrong_call_is_told(
    ask: Ask, study: Path, raw: Path, words: tuple[str, ...], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(raw.parent)
    for name in ("notes.docx",):
        Path(name).write_text("x")
    done = ask("import", *words, "--study", study)
    assert done.status == 2
    assert message in done.err


def test_without_a_study_folder_there_is_nothing_to_import_into(ask: Ask, tmp_path: Path, raw: Path) -> None:
    missing = ask("import", raw, "--study", tmp_path / "none")
    assert missing.status == 2
    assert "make a study folder first, with lcgraph new" in missing.err
    (tmp_path / "empty").mkdir()
    assert "study.toml: is missing" in ask("import", raw, "--study", tmp_path / "empty", "--lang", "en").err


def test_pseudonyms_that_differ_in_capitals_only_are_warned_about(
    ask: Ask, study: Path, tmp_path: Path
) -> None:
    path = tmp_path / "c.csv"
    path.write_text(
        "respondent,code,case,role\np1,Imago,bakery,WV\nP1,Imago,bakery,WV\np 2,Imago,bakery,WV\n"
    )
    done = ask("import", path, "--study", study, "--accept-guesses", "--lang", "en")
    assert "c.csv, source: 'P1' and 'p1' differ only in capitals or spaces" in done.err
    assert "respondents.csv: 'P1' and 'p1' differ only in capitals or spaces" in done.err
    told = ask("validate", study, "--lang", "en")
    assert told.status == 0
    assert "respondents.csv:3 id: warning: 'P1' and 'p1' differ only in capitals or spaces" in told.out
    assert told.out.count("differ only") == 1


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (
            {"motive": "Imige"},
            "codes.csv:2 motive: 'Imige' is not a motive of the scheme or of motives.csv: did you mean "
            "'image'? For a motive of your own fill 'cluster' too; - says that the code is not a motive",
        ),
        (
            {"motive": "eigen", "cluster": "kapital"},
            "codes.csv:2 cluster: unknown cluster 'kapital': did you mean 'capital'? Valid: legitimacy, "
            "development, capital, social-capital, innovative-capacity, financial-capital, societal; or add "
            "it to schemes.csv",
        ),
        (
            {"motive": "vers brood", "cluster": "capital"},
            "codes.csv:2 motive: 'vers brood' is not a code: use letters, digits, '-', '_' and '.' only",
        ),
    ],
)
def test_an_answer_that_is_no_code_gets_one_message_with_what_is_meant(
    ask: Ask, study: Path, raw: Path, answers: dict[str, str], message: str
) -> None:
    ask("import", raw, "--study", study)
    table = rows(study / "codes.csv")
    table[0].update(answers, guess="")
    with (study / "codes.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]))
        writer.writeheader()
        writer.writerows(table)
    done = ask("import", raw, "--study", study, "--lang", "en")
    assert done.status == 2
    assert [line.strip() for line in done.err.splitlines()[1:]] == [message]


def test_labels_are_understood_wherever_a_code_is(ask: Ask, study: Path, raw: Path) -> None:
    """Dutch or English, long or short, in any case: the tables come back with codes."""
    ask("import", raw, "--study", study)

    def answer(row: dict[str, str]) -> None:
        confirm(row)
        if row.get("code") == "Vers brood":
            row["cluster"] = "kapitaalgerelateerde motieven"
        if row.get("code") == "Werving personeel":
            row["motive"], row["guess"] = "WERVEN  van personeel", "recruitment?"
        if row.get("role") == "practice-partner":
            row["role"] = " wv"
        if row.get("case") == "bakery":
            row["case"] = "BAKKERIJ"

    edit(study / "codes.csv", answer)
    edit(study / "sources.csv", answer)
    assert ask("import", raw, "--study", study).status == 0
    codes = (study / "codes.csv").read_text(encoding="utf-8-sig")
    assert "Werving personeel;Werving personeel;;3;2;recruitment;;" in codes
    assert "Vers brood;Vers brood;;1;1;fresh-bread;;;;capital" in codes
    groups = (study / "groups.csv").read_text()
    assert "bakery,practice-partner,3" in groups
    assert "bakery,education-partner,1" in groups


def test_a_label_of_several_things_is_asked_about(ask: Ask, study: Path, raw: Path) -> None:
    (study / "motives.csv").write_text(
        "code,cluster,label_nl,label_en,definition_nl,definition_en\n"
        "fame,legitimacy,roem,glory,Roem.,Fame.\nglory-days,legitimacy,roem,days of glory,Roem.,Fame.\n"
    )
    ask("import", raw, "--study", study)
    edit(study / "codes.csv", lambda row: row.update(motive="Roem", guess=""))
    done = ask("import", raw, "--study", study, "--lang", "en")
    assert done.status == 2
    assert "codes.csv:2 motive: 'Roem' may be several things: fame, glory-days" in done.err


def test_a_sheet_of_a_file_without_sheets_is_refused(ask: Ask, study: Path, raw: Path) -> None:
    done = ask("import", raw, "--study", study, "--sheet", "Codes")
    assert done.status == 2
    assert "--sheet is for XLSX; raw.csv has no sheets" in done.err


def test_names_of_people_are_warned_about(ask: Ask, study: Path, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("respondent,code,coder\nJan de Vries,Imago,a.b@school.nl\n")
    done = ask("import", path, "--study", study, "--lang", "en")
    assert "c.csv, source: 'Jan de Vries' looks like a person's name: use a pseudonym" in done.err
    assert "c.csv, coder: 'a.b@school.nl' looks like an e-mail address" in done.err
    assert rows(study / "sources.csv")[0]["respondent"] == "r01"


def test_names_in_a_study_folder_are_warned_about(ask: Ask, study: Path) -> None:
    (study / "groups.csv").write_text("case,role,respondents\nbakery,practice-partner,1\n")
    (study / "respondents.csv").write_text("id,case,role\njan-de-vries,bakery,practice-partner\n")
    (study / "mentions.csv").write_text("respondent,motive\njan-de-vries,image\n")
    told = ask("validate", study, "--lang", "en")
    assert told.status == 0
    assert "respondents.csv:2 id: warning: 'jan-de-vries' looks like a person's name" in told.out


@pytest.mark.ci
def test_long_descriptions_variables_and_levels_do_not_stop_the_next_import(study: Path) -> None:
    """A cell holds a million characters, the mark against formulas included."""
    variables = tuple((f"v{number}", "a" * 400_000) for number in range(3))
    project = CodedProject(
        codes=(Code("1", "Imago", description="=" * 1_000_000),),
        sources=(Source("b1", "b1", variables),),
    )
    intake = take_in(study, [("p.qdpx", project)])
    told = [note.text.en for note in intake.notes if "broken off" in note.text.en]
    assert told == [
        "p.qdpx: 1 description of a code broken off after 999999 characters",
        "p.qdpx: 1 source with variables broken off after 999999 characters",
    ]
    write_all(study, intake.files)
    again = take_in(study, [("p.qdpx", project)])
    assert again.files["codes.csv"] == intake.files["codes.csv"]
    assert again.files["sources.csv"] == intake.files["sources.csv"]


@pytest.mark.parametrize(
    "project",
    [
        CodedProject(codes=(Code("1", "a" * 4_001),)),
        CodedProject(codes=(Code("1", "a", ("b" * 4_000,)),)),
        CodedProject(sources=(Source("1", "a" * 4_001),)),
    ],
)
def test_a_name_beyond_measure_is_refused(study: Path, project: CodedProject) -> None:
    with pytest.raises(InputError, match="holds a name of more than 4,000 characters"):
        take_in(study, [("p.qdpx", project)])


def test_a_code_that_looks_like_a_formula_is_no_formula_in_the_tables(
    ask: Ask, study: Path, tmp_path: Path
) -> None:
    path = tmp_path / "c.csv"
    path.write_text('respondent,code\nb1,"=HYPERLINK(""http://x"")"\n')
    ask("import", path, "--study", study)
    assert rows(study / "codes.csv")[0]["path"].startswith("'=HYPERLINK")
    ask("import", path, "--study", study)
    assert len(rows(study / "codes.csv")) == 1
