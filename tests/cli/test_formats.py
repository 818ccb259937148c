"""From every program's project to the same tables, by the command line as people use it: two runs, and on.

The synthetic study is in each format as that program keeps it (`tests/data/make_projects.py`): what is not
in a column is in codes, variables or names. The cells are one and the same, and stand here.
"""

from __future__ import annotations

import csv
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from lcgraph.study.read import read_study
from tests.cli.written import rows, separator

Ask = Callable[..., Any]
EXPECTED = {
    "image": "0/5 4/4* 1/4 3/4* 1/4 0/3 0/3 2/5 3/4* 0/3 1/1* -",
    "recruitment": "2/5 4/4* 3/4* 0/4 4/4* 0/3 3/3* 0/5 0/4 2/3 0/1 -",
    "student-perspectives": "1/5 4/4* 4/4* 2/4 1/4 2/3 0/3 3/5 2/4 2/3 1/1* -",
    "teacher-development": "4/5* 3/4* 3/4* 0/4 2/4 0/3 0/3 1/5 4/4* 2/3 1/1* -",
    "student-development": "4/5* 4/4* 2/4 1/4 1/4 0/3 3/3* 3/5 4/4* 0/3 1/1* -",
    "network": "0/5 3/4* 1/4 1/4 3/4* 3/3* 0/3 3/5 0/4 3/3* 0/1 -",
    "innovative-solutions": "2/5 4/4* 4/4* 0/4 0/4 2/3 1/3 3/5 2/4 0/3 1/1* -",
    "cost-reduction": "0/5 0/4 3/4* 0/4 3/4* 3/3* 1/3 4/5 1/4 - 0/1 -",
    "up-to-date-curriculum": "5/5* 4/4* 3/4* 0/4 4/4* 1/3 1/3 0/5 0/4 0/3 1/1* -",
    "regional-pride": "2/5 1/4 3/4* 3/4* 3/4* 2/3 1/3 0/5 2/4 1/3 1/1* -",
}
"""n/N by motive, in the order of cases and roles; * is reported, - is not asked.

Counted apart, as sets of respondents in the raw codings. The threshold is 3/4, and all for the education
partners of the shopping street (4/5 is not reported there).
"""
CAPITAL = [
    "| Strengthening the network | · | × | · | · | × | × | · | · | · | × | · | – |",
    "| New innovative solutions | · | × | × | · | · | · | · | · | · | · | × | – |",
    "| Cost reduction | · | · | × | · | × | × | · | · | · | – | · | – |",
    "| Up-to-date curriculum | × | × | × | · | × | · | · | · | · | · | × | – |",
]
"""The table of capital motives as people see it, in the order of cases and roles."""
TAGUETTE = os.environ.get("LCGRAPH_TAGUETTE", sys.executable)
"""A Python that has Taguette."""
MOTIVES = {
    "Imago": "image",
    "Werving van personeel": "recruitment",
    "Frisse blik van studenten": "student-perspectives",
    "Ontwikkelen van docenten": "teacher-development",
    "Ontwikkelen van studenten": "student-development",
    "Netwerk versterken": "network",
    "Innovatieve oplossingen": "innovative-solutions",
    "Kosten besparen": "cost-reduction",
    "Actueel curriculum": "up-to-date-curriculum",
    "Trots op de streek": "regional-pride",
    "Methodische opmerking": "-",
}


def _module(name: str) -> ModuleType:
    spec = spec_from_file_location(name, Path(__file__).parents[1] / "data" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def make() -> ModuleType:
    return _module("make_synthetic")


@pytest.fixture(scope="module")
def projects() -> ModuleType:
    return _module("make_projects")


@pytest.fixture(scope="module")
def people(make: ModuleType) -> dict[str, tuple[str, str]]:
    """The case and role of each respondent, as the researchers know them."""
    return {person: (case, role) for case, role, found in make.groups(600) for person in found}


@pytest.fixture
def study(make: ModuleType, tmp_path: Path) -> Path:
    """What people write by hand before they import."""
    folder = tmp_path / "study"
    folder.mkdir()
    for name, content in make.own_tables(600, []).items():
        if name not in ("codes.csv", "sources.csv"):
            (folder / name).write_bytes(content)
    return folder


def save(path: Path, table: list[dict[str, str]]) -> None:
    delimiter = separator(path)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(table)


def complete_codes(study: Path) -> None:
    """Say what each code stands for; levels and phases were guessed well."""
    table = rows(study / "codes.csv")
    for row in table:
        row["motive"] = MOTIVES.get(row["path"].rpartition(" > ")[2], row["motive"])
        row["guess"] = ""
    save(study / "codes.csv", table)


def complete_sources(study: Path, people: Mapping[str, tuple[str, str]]) -> None:
    """Say whose words each source holds; the pseudonyms were guessed well."""
    table = rows(study / "sources.csv")
    for row in table:
        row["case"], row["role"] = people[row["respondent"]]
        row["guess"] = ""
    save(study / "sources.csv", table)


def cells(ask: Ask, study: Path) -> dict[str, str]:
    """The cells of a study in the form of `EXPECTED`."""
    out = ask("query", "cross-case-matrix", "--study", study, "--format", "csv").out
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(out.splitlines()):
        mark = {"reported": "*", "below-threshold": ""}.get(row["status"])
        found.setdefault(row["motive"], []).append(
            "-" if mark is None else f"{row['n']}/{row['total']}{mark}"
        )
    return {motive: " ".join(line) for motive, line in found.items()}


COLUMNS = ("respondent", "motive", "level", "phase", "segment", "coder", "coded_on")


def mentions(study: Path, *without: str) -> Counter[tuple[str, ...]]:
    """What the mentions say, some columns left out; the line ends of a program are not a difference."""
    return Counter(
        tuple(
            "" if column in without else row.get(column, "").replace("\r\n", "\n").replace("\n", " ")
            for column in COLUMNS
        )
        for row in rows(study / "mentions.csv")
    )


def report(study: Path) -> list[str]:
    return [line[2:] for line in (study / "import-report.txt").read_text().splitlines() if line[:2] == "- "]


# ---- The study itself


def test_the_synthetic_study_has_the_shape_it_says(synthetic: Path) -> None:
    study, problems = read_study(synthetic)
    assert problems == []
    assert study is not None
    assert (len(study.cases), len(study.groups), len(study.respondents)) == (6, 12, 40)
    with (synthetic / "raw" / "codings.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file, delimiter=";"))) == 600
    assert len(study.mentions) == 597
    assert {mention.coder for mention in study.mentions} == {"av", "bk"}
    assert {mention.phase for mention in study.mentions} == {"start", "now"}
    assert "synthetic" in study.id
    assert "Synthetic" in study.title.en


def test_the_synthetic_study_has_the_cells_that_were_counted_apart(ask: Ask, synthetic: Path) -> None:
    assert cells(ask, synthetic) == EXPECTED


def test_the_synthetic_study_is_what_its_generator_makes(
    make: ModuleType, synthetic: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    make.make(again, with_workbook=False)
    names = sorted(path.name for path in again.iterdir() if path.is_file())
    assert names == sorted(path.name for path in synthetic.iterdir() if path.is_file())
    for name in [*names, "raw/codings.csv"]:
        assert (again / name).read_bytes() == (synthetic / name).read_bytes(), name


def test_a_larger_study_of_the_same_shape_has_the_same_rounds(make: ModuleType, tmp_path: Path) -> None:
    make.make(tmp_path / "big", 1800, with_workbook=False)
    study, problems = read_study(tmp_path / "big")
    assert problems == []
    assert study is not None
    assert (len(study.cases), len(study.respondents)) == (18, 120)
    assert 1700 < len(study.mentions) <= 1800


# ---- From each format to the tables

OUT = "1 code left out as you decided (-): Methodische opmerking (3)"
LEVELS = (
    "{}: 597 codings have the level of a code at the same place",
    "{}: 3 codings of a level where no motive of the same coder is taken over",
)
PHASES = tuple(line.replace("level", "phase") for line in LEVELS)
FORMATS: dict[str, tuple[str, int, int, tuple[str, ...]]] = {
    # the file; the sources, and how many of them were guessed whole; what the report tells of this program
    "csv": ("codings.csv", 40, 40, ()),
    "xlsx": ("codings.xlsx", 40, 40, ()),
    "atlas": ("atlas.qdpx", 40, 40, ("{}: 1 memo", *LEVELS, *PHASES)),
    "maxqda": ("maxqda.qdpx", 80, 80, ("{}: 1 selection or annotation without a code", *LEVELS)),
    "nvivo": (
        "nvivo.qdpx",
        40,
        40,
        (
            "{}: 40 codes that stand for cases, read as cases",
            *LEVELS,
            PHASES[0],
            "{}: 10 codings of a phase where no motive of the same coder is taken over",
        ),
    ),
    "qualcoder-refi": ("qualcoder.qdpx", 80, 80, LEVELS),
    "qualcoder": ("zes.qda", 80, 80, ("{}: 1 journal entry", *LEVELS)),
    "taguette": ("zes.sqlite3", 40, 3, (*LEVELS, *PHASES)),
}


@pytest.fixture
def bring(
    ask: Ask, make: ModuleType, projects: ModuleType, synthetic: Path, study: Path, tmp_path: Path
) -> Callable[[str], Any]:
    """Import the study in a format, as it is made by the program or by hand."""

    def call(format_: str) -> Any:
        name = FORMATS[format_][0]
        words: list[str] = []
        if format_ in ("csv", "xlsx"):
            file = synthetic / "raw" / name
            words = [word for field, head in make.MAP.items() for word in ("--column", f"{field}={head}")]
        elif not (file := tmp_path / name).exists():
            assert projects.MAKERS[format_](tmp_path) == file
        return ask("import", file, "--study", study, *words, "--lang", "en")

    return call


@pytest.fixture
def imported(
    bring: Callable[[str], Any], people: dict[str, tuple[str, str]], study: Path
) -> Callable[[str], Any]:
    """Import the study in both runs, with the two tables completed between them."""

    def call(format_: str) -> Any:
        bring(format_)
        complete_codes(study)
        complete_sources(study, people)
        return bring(format_)

    return call


@pytest.mark.ci(every=4)
@pytest.mark.parametrize("format_", FORMATS)
def test_each_format_goes_to_the_same_cells_in_two_runs(
    ask: Ask,
    bring: Callable[[str], Any],
    people: dict[str, tuple[str, str]],
    synthetic: Path,
    study: Path,
    format_: str,
) -> None:
    file, count, whole, told = FORMATS[format_]
    listed = bring(format_)
    assert listed.status == 0
    assert "Nothing taken over yet. Complete codes.csv and sources.csv" in listed.err
    sources = rows(study / "sources.csv")
    assert len(sources) == count
    assert sum(people[row["respondent"]] == (row["case"], row["role"]) for row in sources) == whole
    complete_codes(study)
    complete_sources(study, people)

    done = bring(format_)
    assert done.status == 0
    assert "597 codings of 40 respondents taken over" in done.err
    assert {line.format(file) for line in (*told, OUT)} <= set(report(study))
    assert not any("no coding tells" in line for line in report(study))
    assert cells(ask, study) == EXPECTED
    assert mentions(study) == mentions(synthetic)
    assert [row["id"] for row in rows(study / "respondents.csv")].count("w11") == 1
    assert len(rows(study / "respondents.csv")) == 40


def test_every_program_has_its_place_in_these_tests(projects: ModuleType) -> None:
    assert set(FORMATS) == {"csv", "xlsx", *projects.MAKERS} - {"codebook"}


@pytest.mark.ci(every=8)
@pytest.mark.parametrize("format_", FORMATS)
def test_what_was_imported_is_valid_and_goes_all_the_way(
    ask: Ask,
    imported: Callable[[str], Any],
    study: Path,
    tmp_path: Path,
    format_: str,
) -> None:
    imported(format_)
    valid = ask("validate", study, "--lang", "en")
    assert valid.status == 0
    assert valid.out.splitlines()[-1] == f"{study}: valid"

    tables = ask("tables", "--study", study, "--lang", "en", "--format", "markdown").out.splitlines()
    assert tables[tables.index("### Capital motives") + 4 :][:4] == CAPITAL
    cell = ("shop-street", "education-partner", "cost-reduction")
    why = ask("explain", *cell, "--study", study, "--lang", "en").out
    assert why.splitlines()[:7] == [
        "Cost reduction | Shopping street | education partner",
        "  Status:         · below threshold (derived, synthetic-2026)",
        "  Cluster:        capital motives",
        "  Rule:           all respondents: 5 of 5 (an exception for this group); Synthetic",
        "  Counts:         4 of 5 respondents",
        "",
        "  Name it:        4: o41, o43, o44, o45",
    ]

    for form in ("turtle", "nquads", "jsonld", "qdpx"):
        made = tmp_path / f"out.{form}"
        assert ask("export", "--private", "--study", study, "--format", form, "-o", made).status == 0
        assert made.exists()


def test_what_is_exported_as_a_project_is_imported_again_with_the_same_cells(
    ask: Ask, synthetic: Path, make: ModuleType, study: Path, tmp_path: Path
) -> None:
    project = tmp_path / "again.qdpx"
    sent = ask("export", "--private", "--study", synthetic, "--format", "qdpx", "-o", project, "--lang", "en")
    assert sent.status == 0
    assert "levels of mentions: 597" in sent.err
    assert "passages in which a coder found no motive: 3" in sent.err
    (study / "respondents.csv").unlink()
    got = ask("import", project, "--study", study, "--accept-guesses", "--lang", "en")
    assert "again.qdpx: no coding tells a level, a phase" in got.err
    assert cells(ask, study) == EXPECTED
    without = ("level", "phase")
    named = {row: count for row, count in mentions(synthetic, *without).items() if row[1] != "-"}
    assert mentions(study, *without) == named


# ---- What a format does not tell


def test_without_its_log_taguette_tells_no_coder_and_no_day(
    ask: Ask,
    imported: Callable[[str], Any],
    study: Path,
    tmp_path: Path,
    projects: ModuleType,
) -> None:
    projects.taguette(tmp_path)
    with closing(sqlite3.connect(tmp_path / "zes.sqlite3")) as data:
        data.execute("DELETE FROM commands")
        data.commit()
    imported("taguette")
    assert "zes.sqlite3: no coding tells a coder, a day" in report(study)
    assert cells(ask, study) == EXPECTED


def test_levels_and_phases_that_nobody_maps_are_told(
    ask: Ask, bring: Callable[[str], Any], imported: Callable[[str], Any], study: Path
) -> None:
    """`-` alone says that a code is not a motive: then nothing tells a level or phase."""
    imported("atlas")
    table = rows(study / "codes.csv")
    for row in table:
        row["level"] = row["phase"] = ""
    save(study / "codes.csv", table)
    bring("atlas")
    assert "atlas.qdpx: no coding tells a level, a phase" in report(study)
    assert "atlas.qdpx: 1203 codings left out as you decided" in report(study)
    assert cells(ask, study) == EXPECTED


def test_a_new_export_of_the_same_project_replaces_its_rows(
    ask: Ask,
    bring: Callable[[str], Any],
    imported: Callable[[str], Any],
    study: Path,
    tmp_path: Path,
    projects: ModuleType,
) -> None:
    imported("atlas")
    before = (study / "mentions.csv").read_bytes()
    projects.atlas(tmp_path, "second")
    done = bring("atlas")
    assert "mentions.csv: 600 rows from atlas.qdpx replaced" in done.err
    assert (study / "mentions.csv").read_bytes() == before
    assert not any("not confirmed" in line for line in report(study))


def test_no_path_of_a_researcher_gets_into_the_folder(bring: Callable[[str], Any], study: Path) -> None:
    for format_ in ("atlas", "nvivo"):
        bring(format_)
    assert not [path for path in study.iterdir() if b"s.ynthetic" in path.read_bytes()]


def test_taguettes_own_tables_hold_the_study(
    ask: Ask,
    imported: Callable[[str], Any],
    study: Path,
    tmp_path: Path,
    projects: ModuleType,
) -> None:
    """The database is laid out by Taguette itself, where it is installed."""
    if subprocess.run([TAGUETTE, "-c", "import taguette"], capture_output=True, check=False).returncode:
        pytest.skip("Taguette is not installed: name a Python that has it in LCGRAPH_TAGUETTE")
    path = tmp_path / "zes.sqlite3"
    lay_out = (
        "import sys; from taguette import database as d; d.connect('sqlite:///' + sys.argv[1])().commit()"
    )
    subprocess.run([TAGUETTE, "-c", lay_out, str(path)], capture_output=True, check=True)
    with closing(sqlite3.connect(path)) as data:
        projects.fill_taguette(data)
        data.commit()
    imported("taguette")
    assert cells(ask, study) == EXPECTED


# ---- A code book before the interviews


def test_a_code_book_gives_motives_with_definitions_and_says_what_comes_next(
    ask: Ask,
    projects: ModuleType,
    people: dict[str, tuple[str, str]],
    study: Path,
    tmp_path: Path,
) -> None:
    (study / "motives.csv").unlink()
    codes = projects.codebook(tmp_path)
    listed = ask("import", codes, "--study", study, "--lang", "nl")
    assert listed.status == 0
    assert "Vul codes.csv in" in listed.err
    assert "sources.csv" not in listed.err
    assert not (study / "sources.csv").exists()
    again = ask("import", codes, "--study", study, "--lang", "nl")
    assert again.status == 1

    complete_codes(study)
    table = rows(study / "codes.csv")
    for row in table:
        if row["motive"] == "regional-pride":
            row["cluster"] = "societal"
    save(study / "codes.csv", table)
    taken = ask("import", codes, "--study", study, "--lang", "nl")
    assert taken.status == 0
    assert "16 codes staan vast, van de 22 in het codeboek" in taken.err
    assert taken.err.splitlines()[-1] == (
        "Hierna: importeer de interviews die met deze codes gecodeerd zijn (lcgraph import BESTAND --study "
        f"{study}); hun codes worden herkend aan hun naam"
    )
    assert (study / "motives.csv").read_text(encoding="utf-8") == (
        "code,cluster,label_nl,label_en,definition_nl,definition_en\n"
        "regional-pride,societal,Trots op de streek,Trots op de streek,Laten zien wat de streek kan.,\n"
    )
    assert not (study / "mentions.csv").exists()

    project = projects.nvivo(tmp_path)
    assert "40 bronnen met een gok die niet bevestigd is" in (
        ask("import", project, "--study", study, "--lang", "nl").err
    )
    complete_sources(study, people)
    assert ask("import", project, "--study", study).status == 0
    assert cells(ask, study) == EXPECTED


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_scheme_as_a_code_book_comes_back_as_the_scheme(
    ask: Ask, study: Path, tmp_path: Path, lang: str
) -> None:
    """A code book of lcgraph itself, as researchers take it into their program and out of it again."""
    book = tmp_path / "scheme.qdc"
    ask("export", "--format", "qdc", "--lang", lang, "-o", book)
    ask("import", book, "--study", study, "--accept-guesses")
    found = Counter(row["motive"] for row in rows(study / "codes.csv") if row["motive"])
    assert len(found) == 33
    assert set(found.values()) == {1}
