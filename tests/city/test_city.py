"""A study of another shape than the bundled one goes through everything, without a word of education.

The city study has four roles, settings, sectors, clusters in three storeys, a level, phases, attributes and
claims of its own. What it must answer stands in `expected/`, counted without lcgraph (`oracle.py`).
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest

import lcgraph
from lcgraph.analysis.networks import NETWORKS
from lcgraph.export.registry import FORMATS
from lcgraph.graph import Graph, read_studies
from lcgraph.render.pictures.drawing import PICTURES

CITY = Path(__file__).parents[1] / "data" / "city"
EXPECTED = Path(__file__).parent / "expected"
BUNDLED = Path(__file__).parents[2] / "data" / "bos-2023"

EDUCATION = re.compile(
    r"student|pupil|teach|lecturer|school|universit|college|educat|curricul|graduat|apprentic|\bprogrammes?\b"
    r"|learning.communit|opleid|onderwijs|docent|werkveld(?!partner)|lerende.gemeenschap|afgestudeerd",
    re.IGNORECASE,
)
"""Words that belong to the bundled study: none of them has a place in the answers about another.

But one: municipality and company are kinds of a shared role, which is called werkveldpartner in Dutch.
"""
SHARED = ("clusters.csv", "codes.csv", "codes_type.csv", "motives.csv", "motives.qdc", "out.qdc", "core.ttl",
          "motives.ttl")  # fmt: skip
"""Files of exports that hold the shared schemes in whole."""

QUESTIONS = {
    # the name of an expected table: the question that answers with it
    "cross-case-matrix": ("cross-case-matrix",),
    "contrast-role": ("contrast",),
    "contrast-broader-role": ("contrast", "--broader", "yes"),
    "contrast-setting": ("contrast", "--by", "setting"),
    "contrast-sector": ("contrast", "--by", "sector"),
    "contrast-governance": ("contrast", "--by", "governance"),
    "differs-within-case": ("differs-within-case",),
    "shared-within-case": ("shared-within-case",),
    "motive-coverage": ("motive-coverage",),
    "cluster-profile": ("cluster-profile",),
    "motive-shifts": ("motive-shifts",),
    "rule-minimums": ("rule-minimums",),
    "recomputed-versus-published": ("recomputed-versus-published",),
    "threshold-sensitivity": ("threshold-sensitivity",),
    "respondent-totals": ("respondent-totals",),
}


class Outcome(Protocol):
    """How a call of the command line ended."""

    status: int
    out: str
    err: str


Ask = Callable[..., Outcome]
Lines = list[list[str]]


def lines(text: str) -> Lines:
    return list(csv.reader(io.StringIO(text)))


def expected(name: str) -> Lines:
    return lines((EXPECTED / f"{name}.csv").read_text(encoding="utf-8"))


def first_columns(found: Lines, wanted: Lines) -> Lines:
    """The columns that the contract names: they come first, others may follow."""
    return [row[: len(wanted[0])] for row in found]


def answered(answer: Outcome) -> str:
    assert answer.status == 0, answer.err
    return answer.out


@pytest.fixture(scope="module")
def city() -> Graph:
    return lcgraph.open(studies=CITY)


@pytest.fixture(scope="module")
def side_by_side() -> Graph:
    return lcgraph.open(studies=[BUNDLED, CITY])


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_city_study_answers_as_counted(name: str, ask: Ask) -> None:
    question = QUESTIONS[name]
    found = lines(answered(ask("query", *question, "--study", CITY, "--format", "csv")))
    assert first_columns(found, expected(name)) == expected(name)


@pytest.mark.parametrize("name", QUESTIONS)
def test_python_answers_as_the_command_line(name: str, city: Graph) -> None:
    query, *options = QUESTIONS[name]
    given = {
        option.removeprefix("--"): value for option, value in zip(options[::2], options[1::2], strict=True)
    }
    wanted = expected(name)
    found = [[_cell(row[column]) for column in wanted[0]] for row in city.query(query, **given).dicts()]
    assert found == wanted[1:]


def _cell(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def test_every_reading_of_every_claim_has_its_verdict_and_the_numbers_behind_it(ask: Ask) -> None:
    wanted = expected("claims")[1:]
    assert len({tuple(row[:2]) for row in wanted}) == 21
    answer = ask("claims", "--study", CITY, "--format", "csv", "--lang", "en")
    assert answer.status == 1  # some fail
    header, *rows = lines(answer.out)
    assert header[:7] == ["claim", "verdict", "text", "reading", "evidence", "locator", "differs"]
    found = []
    numbers: Counter[str] = Counter()
    for row in rows:
        each = dict(zip(header, row, strict=True))
        numbers[each["claim"]] += 1
        evidence = dict(part.split("=", 1) for part in each["evidence"].split("; "))
        motives = each["motives"].split()
        for motive in motives or [""]:
            prefix = f"{motive}." if len(motives) > 1 else ""
            counted = [evidence.get(prefix + name) for name in EVIDENCE]
            counts = [value for value in counted if value is not None]
            found.append([each["claim"], str(numbers[each["claim"]]), each["verdict"], motive, *counts])
    assert found == [evidence_of(row) for row in wanted]


EVIDENCE = ("people", "sharing", "reporting", "groups", "alliances", "than_reporting", "than_groups",
            "among_reporting", "among_groups")  # fmt: skip


def evidence_of(row: list[str]) -> list[str]:
    """An expected row as lcgraph counts: those meant are set against all groups, not the others."""
    *head, reporting, groups, others_reporting, others = row
    if not others or others == "0":  # a query, or about all groups
        return [*head, reporting, groups]
    if tuple(head[:2]) in (("heard-governance", "1"), ("costs-companies", "1"), ("network-practice", "2")):
        return [*head, reporting, groups, others_reporting, others]
    all_reporting, all_groups = int(reporting) + int(others_reporting), int(groups) + int(others)
    return [*head, reporting, groups, str(all_reporting), str(all_groups)]


def test_studies_of_both_shapes_answer_side_by_side(side_by_side: Graph) -> None:
    wanted = expected("cross-case-matrix")
    rows = side_by_side.query("cross-case-matrix").dicts()
    own = [[_cell(row[column]) for column in wanted[0]] for row in rows if row["study"] == "city-synthetic"]
    assert sorted(own) == sorted(wanted[1:])
    assert sum(row["study"] == "bos-2023" for row in rows) == 130


def test_roles_of_both_studies_line_up_by_what_they_are_kinds_of(side_by_side: Graph) -> None:
    found = {
        row["value"]: (row["reporting"], row["groups"])
        for row in side_by_side.query("contrast", broader="yes").dicts()
        if row["motive"] == "network"
    }
    # bos-2023: 2 of 5 practice partners and 1 of 5 education partners; city: 6 of 9, 4 of 4, 0 of 7
    assert found == {
        "practice-partner": (8, 14),
        "education-partner": (1, 5),
        "ngo": (4, 4),
        "residents": (0, 7),
    }


@pytest.mark.ci
def test_a_store_answers_as_the_folders_do(tmp_path: Path, ask: Ask, side_by_side: Graph) -> None:
    store = tmp_path / "store"
    answered(ask("load", BUNDLED, CITY, "--store", store))
    for name, question in QUESTIONS.items():
        from_store = answered(ask("query", *question, "--store", store, "--format", "csv"))
        from_folders = answered(
            ask("query", *question, "--study", BUNDLED, "--study", CITY, "--format", "csv")
        )
        assert from_store == from_folders, name
        assert len(lines(from_store)) >= len(expected(name)), name
    own = answered(ask("query", "motives-of-volunteers", "--store", store, "--format", "csv"))
    assert lines(own)[1] == ["green-roofs", "residents", "40", "2"]
    claims = lines(ask("claims", "--store", store, "--format", "csv").out)[1:]
    assert len({row[0] for row in claims}) == 48 + 15


def test_questions_of_the_study_itself_are_listed_and_answered(ask: Ask) -> None:
    assert "motives-of-volunteers" in answered(ask("queries", "--study", CITY))
    described = answered(
        ask("queries", "motives-of-volunteers", "--study", CITY, "--lang", "en", "--format", "table")
    )
    assert "How many motives does each group with volunteers report?" in described
    found = answered(ask("query", "motives-of-volunteers", "--study", CITY, "--format", "csv"))
    assert [row[:4] for row in lines(found)] == [
        ["case", "role", "volunteers", "reported"],
        ["green-roofs", "residents", "40", "2"],
        ["care-circle", "ngo", "30", "1"],
        ["rain-gardens", "residents", "25", "5"],
        ["solar-street", "residents", "12", "3"],
        ["street-trees", "residents", "10", "3"],
        ["rain-gardens", "ngo", "8", "3"],
        ["street-trees", "ngo", "5", "4"],
    ]
    one = answered(ask("query", "motives-of-volunteers", "--role", "ngo", "--study", CITY, "--format", "csv"))
    assert [row[0] for row in lines(one)[1:]] == ["care-circle", "rain-gardens", "street-trees"]


@pytest.mark.parametrize(
    "role", ["ngo", "NGO", " Maatschappelijke Organisatie ", "non-governmental organisation", "mo"]
)
def test_a_role_is_understood_by_code_and_label(role: str, ask: Ask) -> None:
    found = lines(answered(ask("query", "rule-minimums", "--role", role, "--study", CITY, "--format", "csv")))
    assert [row[0] for row in found[1:]] == ["rain-gardens", "street-trees", "energy-coaches", "care-circle"]


LABELS = {
    # by file and column: a code, and what somebody may write for it
    ("cases.csv", "setting"): {
        "commissioned": "In opdracht",
        "co-funded": " co-F.",
        "volunteer-run": "VRIJW.",
    },
    ("cases.csv", "sector"): {"heat": "Warmte", "neighbourhood-care": "Neighbourhood Care"},
    ("groups.csv", "case"): {"solar-street": "Zonnestraat", "heat-network": "Heat network"},
    ("groups.csv", "role"): {"municipality": "Gemeente ", "company": "COM", "ngo": "MO", "residents": "bew"},
    ("respondents.csv", "role"): {"municipality": "MUN", "company": "bedrijf", "residents": "Bewoners"},
    ("mentions.csv", "motive"): {"more-green": "meer groen", "network": "strengthening the network"},
    ("mentions.csv", "level"): {"neighbourhood": "Buurt", "collective": "collectief"},
    ("mentions.csv", "phase"): {"exploration": "Verk.", "launch": "Aftrap", "operation": "oper."},
    ("findings.csv", "motive"): {"being-heard": "Gehoord worden", "image": "imago"},
    ("findings.csv", "status"): {"reported": "gerapporteerd"},
    ("motives.csv", "cluster"): {"shade": "Schaduw", "legitimacy": "legitimerende motieven"},
}


def test_labels_in_the_tables_give_the_same_graph_as_codes(tmp_path: Path, ask: Ask) -> None:
    folder = tmp_path / "city"
    shutil.copytree(CITY, folder)
    for (file, column), labels in LABELS.items():
        with (folder / file).open(encoding="utf-8", newline="") as source:
            header, *rows = csv.reader(source)
        place, changed = header.index(column), 0
        for row in rows:
            changed += row[place] in labels
            row[place] = labels.get(row[place], row[place])
        assert changed, (file, column)
        with (folder / file).open("w", encoding="utf-8", newline="") as target:
            csv.writer(target).writerows([header, *rows])
    by_codes, by_labels = (
        answered(ask("export", "--format", "nquads", "--private", "--study", study))
        for study in (CITY, folder)
    )
    assert by_labels == by_codes


def test_a_case_without_groups_is_a_warning_and_nothing_is_wrong(ask: Ask) -> None:
    answer = ask("validate", CITY, "--lang", "en", "--format", "json")
    assert answer.status == 0
    found = [(Path(each["file"]).name, each["row"], each["severity"]) for each in json.loads(answer.out)]
    # the case without groups, and the work that is cited but not listed
    assert sorted(found) == [("cases.csv", 10, "warning"), ("citations.csv", 12, "warning")]


def commands() -> Iterator[tuple[str, ...]]:
    """Every command that answers about a study, in every format that people or machines read."""
    for form in ("table", "csv", "tsv", "json", "xml", "markdown", "html", "latex", "svg"):
        yield "tables", "--format", form
    yield "tables", "--counts"
    yield "tables", "--threshold", "1/2"
    for question in QUESTIONS.values():
        yield "query", *question, "--format", "table"
    yield "query", "case-profile", "--case", "street-trees", "--format", "table"
    yield "query", "age-contrast", "--year", "2013"
    yield "query", "reclassified-matrix", "--work", "brook-lindeman-2014"
    for name in ("case-similarity", "motive-co-occurrence", "motives-reported-by-all", "contested-motives",
                 "works-by-cluster", "works-by-level", "authors-by-cluster", "cited-not-listed",
                 "listed-not-cited", "cases", "studies", "citations", "crosswalk"):  # fmt: skip
        yield "query", name
    for picture in PICTURES:
        yield "plot", picture, "--format", "svg"
        yield "plot", picture, "--format", "html"
    for by in ("setting", "sector", "governance"):
        yield "plot", "contrast", "--by", by, "--format", "svg"
    for network in NETWORKS:
        for form in ("table", "csv", "graphml", "gexf", "vosviewer"):
            yield "network", network, "--format", form
    yield ("agreement",)
    yield "agreement", "--unit", "respondent"
    yield "explain", "green-roofs", "company", "network"
    yield "explain", "heat-network", "municipality", "cool-streets"
    yield "explain", "Zonnestraat", "bewoners", "kosten besparen"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The city study in a store."""
    folder = tmp_path_factory.mktemp("city") / "store"
    lcgraph.open(store=str(folder)).load(read_studies([CITY]))
    return folder


@pytest.mark.ci(every=8)
@pytest.mark.parametrize("words", [*commands()], ids=" ".join)
def test_every_command_answers_without_a_word_of_education(
    words: tuple[str, ...], store: Path, ask: Ask
) -> None:
    for source in (("--study", CITY, "--lang", "en"), ("--store", store, "--lang", "nl")):
        out = answered(ask(*words, *source))
        assert out.strip()
        assert not told(out), told(out)


def told(text: str) -> list[str]:
    """Where a text speaks of education, with what stands around it."""
    return [text[max(0, hit.start() - 60) : hit.end() + 40] for hit in EDUCATION.finditer(text)]


@pytest.mark.ci(every=8)
@pytest.mark.parametrize("name", FORMATS)
def test_every_export_is_written_without_a_word_of_education(name: str, tmp_path: Path, ask: Ask) -> None:
    out = tmp_path / "out.zip"
    private = ["--private"] if FORMATS[name].private == "must" else []
    kind = FORMATS[name].kind
    target = out if kind == "folder" else tmp_path / f"out.{name}"
    answered(ask("export", "--format", name, *private, "--study", CITY, "-o", target))
    content = {target.name: target.read_bytes()}
    if zipfile.is_zipfile(target):
        with zipfile.ZipFile(target) as parts:
            content = {part: parts.read(part) for part in parts.namelist()}
    assert content
    for part, data in content.items():
        if not part.endswith(SHARED):
            assert not told(data.decode(errors="ignore")), (part, told(data.decode(errors="ignore")))


@pytest.mark.ci
def test_the_site_is_written_and_speaks_of_education_in_shared_terms_only(tmp_path: Path, ask: Ask) -> None:
    answered(ask("site", tmp_path / "site", "--study", CITY))
    pages = sorted((tmp_path / "site").rglob("*.html"))
    own = [path for path in pages if "study" in path.relative_to(tmp_path / "site").parts]
    assert len(own) > 300
    for path in own:
        text = path.read_text(encoding="utf-8")
        assert not told(text), (path, told(text))


@pytest.mark.parametrize(
    ("question", "broken", "row", "says"),
    [
        ("question.en", "questin.en", None, "'question' must be a text in nl and en"),
        ("columns = [", "columns = ", None, "the header is not TOML"),
        ("OPTIONAL {", "SERVICE <https://example.org/> {", 22, "SERVICE is refused"),
    ],
)
def test_a_question_that_cannot_be_asked_is_a_warning_in_its_place(
    tmp_path: Path, ask: Ask, question: str, broken: str, row: int | None, says: str
) -> None:
    folder = tmp_path / "city"
    shutil.copytree(CITY, folder)
    file = folder / "queries" / "motives-of-volunteers.rq"
    text = file.read_text(encoding="utf-8")
    assert question in text
    file.write_text(text.replace(question, broken), encoding="utf-8")
    answer = ask("validate", folder, "--lang", "en", "--format", "json")
    assert answer.status == 0
    told = [each for each in json.loads(answer.out) if each["file"] == str(file)]
    assert {each["severity"] for each in told} == {"warning"}
    assert any(says in each["message"] and each["row"] == row for each in told), told
    assert "shared-everywhere" in answered(ask("queries", "--study", folder))  # the others are there


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("query", "contrast", "--by", "colour"), "governance"),
        (("query", "case-profile", "--case", "street-tree"), "street-trees"),
        (("query", "rule-minimums", "--role", "company man"), "company"),
        (("explain", "green-roofs", "ngo", "network"), "ngo"),
        (("query", "role-contrast"), "contrast"),
    ],
)
def test_a_wrong_call_names_what_is_right(words: tuple[str, ...], says: str, ask: Ask) -> None:
    answer = ask(*words, "--study", CITY, "--lang", "en")
    assert answer.status == 2
    assert says in answer.err


@pytest.fixture
def before_coding(tmp_path: Path) -> Path:
    """The city study as it was before its interviews were coded."""
    folder = tmp_path / "before"
    shutil.copytree(CITY, folder)
    (folder / "mentions.csv").unlink()
    return folder


def test_codings_under_labels_are_imported_by_their_guesses(
    before_coding: Path, tmp_path: Path, ask: Ask
) -> None:
    people = {row["id"]: row for row in table("respondents.csv")}
    motives = {row["code"]: row["label_nl"] for row in table("motives.csv")} | {
        "network": "versterken van het netwerk"
    }
    own = {(row["scheme"], row["code"]): row["label_nl"] for row in table("schemes.csv")}
    levels = {"collective": "collectief", "organisational": "organisationeel", "individual": "individueel"}
    columns = {"respondent": "Wie", "case": "Casus", "role": "Rol", "code": "Code", "level": "Niveau",
               "phase": "Fase", "segment": "Fragment", "source": "Bron", "coder": "Codeur"}  # fmt: skip
    raw = tmp_path / "codings.csv"
    with raw.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns.values())
        for row in table("mentions.csv"):
            who = people[row["respondent"]]
            level = own.get(("level", row["level"]), levels.get(row["level"], ""))
            writer.writerow([
                who["id"], who["case"], own["role", who["role"]], motives[row["motive"]], level,
                own.get(("phase", row["phase"]), ""), row["segment"], row["source"], row["coder"],
            ])  # fmt: skip
    words = [word for field, head in columns.items() for word in ("--column", f"{field}={head}")]
    for _ in range(2):
        answered(ask("import", raw, "--study", before_coding, *words, "--accept-guesses"))
    assert matrix(before_coding, ask) == expected("cross-case-matrix")
    found = lines(answered(ask("query", "motive-shifts", "--study", before_coding, "--format", "csv")))
    assert first_columns(found, expected("motive-shifts")) == expected("motive-shifts")


def test_the_exported_project_is_imported_with_the_same_cells(
    before_coding: Path, tmp_path: Path, ask: Ask
) -> None:
    project = tmp_path / "city.qdpx"
    answered(ask("export", "--format", "qdpx", "--private", "--study", CITY, "-o", project))
    for _ in range(2):
        answered(ask("import", project, "--study", before_coding, "--accept-guesses"))
    assert matrix(before_coding, ask) == expected("cross-case-matrix")


def table(name: str) -> list[dict[str, str]]:
    with (CITY / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def matrix(study: Path, ask: Ask) -> Lines:
    found = lines(answered(ask("query", "cross-case-matrix", "--study", study, "--format", "csv")))
    return first_columns(found, expected("cross-case-matrix"))


def test_a_shared_role_asks_for_the_roles_that_are_kinds_of_it(city: Graph) -> None:
    roles = {row["role"] for row in city.query("cross-case-matrix", role="practice-partner").dicts()}
    assert roles == {"municipality", "company"}
    assert {row["role"] for row in city.query("rule-minimums", role="practice-partner").dicts()} == roles
    clusters = {row["cluster"] for row in city.query("cross-case-matrix", cluster="green-space").dicts()}
    assert clusters == {"liveability"}
