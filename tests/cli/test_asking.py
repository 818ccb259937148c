"""Commands that ask: tables, query, queries, explain."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

Ask = Callable[..., Any]


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


# ---- tables ------------------------------------------------------------------------------------------


def test_tables_of_the_article_are_csv_when_piped(ask: Ask) -> None:
    found = ask("tables")
    assert (found.status, found.err) == (0, "")
    assert len(rows(found.out)) == 14
    assert sum(row.count("reported") for row in rows(found.out)) == 51


@pytest.mark.parametrize(
    ("format_", "beginning"),
    [
        ("table", "Legitimacy motives\n"),
        ("csv", "cluster,motive,ict/practice-partner,"),
        ("tsv", "cluster\tmotive\tict/practice-partner\t"),
        ("json", '{\n "head": {\n  "vars": [\n   "cluster",'),
        ("xml", '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>'),
        ("markdown", "### Legitimacy motives\n"),
        ("html", '<table class="lcgraph" lang="en">\n'),
        ("latex", "% In the preamble: \\usepackage{booktabs,tabularx}\n"),
        ("svg", '<?xml version="1.0" encoding="UTF-8"?>\n<svg '),
    ],
)
def test_tables_come_in_every_format(ask: Ask, format_: str, beginning: str) -> None:
    found = ask("tables", "--format", format_)
    assert (found.status, found.err) == (0, "")
    assert found.out.startswith(beginning)


def test_tables_of_ones_own_study(ask: Ask, tiny: Path) -> None:
    found = ask("tables", "--study", tiny, "--format", "table", "--lang", "nl")
    assert found.status == 0
    assert "Bakkerij  Ziekenhuis" in found.out


def test_several_studies_stand_beside_each_other(ask: Ask, tiny: Path) -> None:
    found = ask("tables", "--study", tiny, "--study", "data/bos-2023")
    assert found.status == 0
    assert len(rows(found.out)[0]) == 2 + 4 + 10 + 1  # tiny has a cell that its interviews contradict


# ---- query -------------------------------------------------------------------------------------------


def test_a_query_answers_with_codes_when_piped(ask: Ask) -> None:
    found = ask("query", "differs-within-case", "--case", "ict")
    assert (found.status, found.err) == (0, "")
    assert rows(found.out)[0][:4] == ["case", "motive", "role", "status"]
    assert ["ict", "teacher-development", "education-partner", "reported"] in [
        row[:4] for row in rows(found.out)
    ]


@pytest.mark.parametrize("words", [("--case", "ict"), ("--case=ict",)])
def test_a_parameter_is_written_with_or_without_an_equals_sign(ask: Ask, words: tuple[str, ...]) -> None:
    found = ask("query", "case-profile", *words)
    assert found.status == 0
    assert len(rows(found.out)) == 1 + 13 * 2  # each motive with each role


def test_options_may_stand_before_and_after_parameters(ask: Ask, tiny: Path) -> None:
    one = ask("query", "--study", tiny, "case-profile", "--case", "bakery", "--format", "json")
    two = ask("query", "case-profile", "--format", "json", "--case", "bakery", "--study", tiny)
    assert one.status == two.status == 0
    assert one.out == two.out


def test_the_formats_of_a_query(ask: Ask) -> None:
    def answer(format_: str) -> str:
        found = ask("query", "respondent-totals", "--format", format_, "--lang", "nl")
        assert (found.status, found.err) == (0, "")
        return str(found.out)

    expected = [["practice-partner", "24"], ["education-partner", "17"], ["all", "41"]]
    assert [row[:2] for row in rows(answer("csv"))] == [["role", "respondents"], *expected]
    assert [line.split("\t")[:2] for line in answer("tsv").splitlines()[1:]] == expected
    bindings = json.loads(answer("json"))["results"]["bindings"]
    assert [[row["role"]["value"], row["respondents"]["value"]] for row in bindings] == expected
    literals = ET.fromstring(answer("xml")).iter("{http://www.w3.org/2005/sparql-results#}literal")
    assert [literal.text for literal in literals][:2] == ["practice-partner", "24"]
    assert "werkveldpartner" in answer("table")
    assert answer("markdown").startswith("| ")


@pytest.mark.parametrize(
    ("ending", "beginning"),
    [
        ("csv", "role,"),
        ("tsv", "role\t"),
        ("json", "{\n"),
        ("xml", "<?xml"),
        ("md", "| role"),
        ("txt", "role  "),
        ("CSV", "role,"),
    ],
)
def test_a_file_has_the_format_of_its_ending(ask: Ask, tmp_path: Path, ending: str, beginning: str) -> None:
    path = tmp_path / f"answer.{ending}"
    found = ask("query", "respondent-totals", "-o", path, "--lang", "en")
    assert (found.status, found.out, found.err) == (0, "", "")
    assert path.read_text(encoding="utf-8").startswith(beginning)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("ending", [".svg", ".pdf", ".data"])
def test_an_ending_that_a_command_does_not_write_is_refused(ask: Ask, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"answer{ending}"
    found = ask("query", "respondent-totals", "-o", path)
    assert (found.status, found.out) == (2, "")
    assert found.err == (
        f"lcgraph: {path}: this command does not write {ending}. Valid: .csv, .tsv, .json, .xml, .md, .txt, "
        "or with --format any of table, csv, tsv, json, xml, markdown\n"
    )
    assert not path.exists()
    assert ask("query", "respondent-totals", "-o", path, "--format", "csv").status == 0
    assert path.read_text(encoding="utf-8").startswith("role,")


def test_a_file_without_an_ending_is_as_good_as_a_pipe(ask: Ask, tmp_path: Path) -> None:
    for name in ("answer", ".answer"):
        assert ask("query", "respondent-totals", "-o", tmp_path / name).status == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith("role,")


def test_a_format_goes_before_the_ending(ask: Ask, tmp_path: Path) -> None:
    ask("query", "respondent-totals", "-o", tmp_path / "answer.txt", "--format", "json")
    json.loads((tmp_path / "answer.txt").read_text(encoding="utf-8"))


def test_a_file_is_whole_or_as_it_was(ask: Ask, tmp_path: Path) -> None:
    """A call that fails leaves what was there, with the rights it had; a call that works keeps the rights."""
    path = tmp_path / "answer.csv"
    path.write_text("precious\n", encoding="utf-8")
    path.chmod(0o600)
    assert ask("query", "case-profile", "--case", "nowhere", "-o", path).status == 2
    assert path.read_text(encoding="utf-8") == "precious\n"
    assert ask("query", "case-profile", "--case", "ict", "-o", path).status == 0
    assert path.read_text(encoding="utf-8").startswith("cluster,")
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(list(tmp_path.iterdir())) == 1


def test_a_link_to_a_file_stays_a_link(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    link, target = tmp_path / "answer.csv", tmp_path / "kept" / "answer.csv"
    link.symlink_to(target)
    assert ask("query", "respondent-totals", "-o", link).status == 0
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("role,")


def test_a_device_is_written_to_and_not_replaced(ask: Ask) -> None:
    assert ask("query", "respondent-totals", "-o", "/dev/null").status == 0
    assert Path("/dev/null").is_char_device()


def test_a_dash_is_standard_output(ask: Ask) -> None:
    assert ask("query", "respondent-totals", "-o", "-").out.startswith("role,")


@pytest.mark.parametrize("name", ["no/such/folder/answer.csv", "answer.csv/answer.csv"])
def test_a_file_that_cannot_be_written_is_told(ask: Ask, tmp_path: Path, name: str) -> None:
    (tmp_path / "answer.csv").write_text("", encoding="utf-8")
    found = ask("query", "respondent-totals", "-o", tmp_path / name)
    assert found.status == 2
    assert found.err.startswith(f"lcgraph: {tmp_path / name} cannot be written: ")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("query", "contrats"),
            "unknown query 'contrats': did you mean 'contrast'? Valid: absent-motives,",
        ),
        (
            ("query", "case-profile", "--cse", "ict"),
            "unknown parameter of case-profile 'cse': did you mean 'case'? Valid: case",
        ),
        (("query", "case-profile", "--case", "ikt"), "unknown case 'ikt': did you mean 'ict'? Valid: ict,"),
        (("query", "case-profile"), "case-profile needs the parameter 'case'"),
        (("query", "case-profile", "--case"), "--case needs a value"),
        (("query", "case-profile", "ict"), "unexpected 'ict': parameters are written --NAME VALUE"),
        (("query", "case-profile", "--", "ict"), "unexpected 'ict': parameters are written --NAME VALUE"),
        (("query", "case-profile", "--case", "ict", "--case", "education"), "--case is given twice"),
        (("query", "age-contrast", "--year", "soon"), "year 'soon': a year in four digits is expected"),
        (("query", "contrast", "--format", "cvs"), "unknown format 'cvs': did you mean 'csv'? Valid:"),
        (("query", "contrast", "--format", "svg"), "unknown format 'svg'"),
        (("tables", "--format", "xls"), "unknown format 'xls'"),
        (
            ("query", "reclassified-matrix", "--work", "gray-purdy"),
            "unknown work 'gray-purdy': did you mean 'gray-purdy-2018'?",
        ),
        (("quer", "contrast"), "unknown command 'quer': did you mean 'query'? Valid: tables, query,"),
        (("explain", "ict", "practice-partner", "imagos"), "unknown motive 'imagos': did you mean 'image'?"),
        (("explain", "ict", "partner", "image"), "unknown role 'partner': did you mean 'practice-partner'?"),
        (("queries", "role"), "unknown query 'role'"),
    ],
)  # fmt: skip
def test_what_is_unknown_is_told_with_the_nearest(ask: Ask, words: tuple[str, ...], message: str) -> None:
    found = ask(*words)
    assert (found.status, found.out) == (2, "")
    assert found.err.startswith(f"lcgraph: {message}")
    assert "Traceback" not in found.err


@pytest.mark.parametrize(
    "words",
    [
        ("query",),
        ("tables", "--lang", "fr"),
        ("tables", "--colour"),
        ("explain", "ict"),
        ("sparql", "--timeout", "soon"),
        ("tables", "-o"),
        ("--colour",),
    ],
)
def test_a_call_that_is_not_understood_says_how_it_goes(ask: Ask, words: tuple[str, ...]) -> None:
    found = ask(*words)
    assert (found.status, found.out) == (2, "")
    assert "Error: " in found.err
    assert "Traceback" not in found.err


def test_a_value_is_never_part_of_the_query(ask: Ask) -> None:
    found = ask("query", "case-profile", "--case", 'ict" } SERVICE <http://127.0.0.1:9/> { ?s ?p "')
    assert found.status == 2
    assert "unknown case 'ict\" } SERVICE" in found.err


@pytest.mark.parametrize(
    ("lang", "message"),
    [
        ("nl", "lcgraph: dit werk plaatst geen van deze motieven in een cluster: "
               "alle staan waar de tabellen ze zetten\n"),
        ("en", "lcgraph: this work places none of these motives in a cluster: "
               "all stand where the tables put them\n"),
    ],
)  # fmt: skip
def test_a_matrix_by_a_work_that_places_nothing_says_so(ask: Ask, lang: str, message: str) -> None:
    found = ask("query", "reclassified-matrix", "--work", "brown-2008", "--lang", lang)
    assert (found.status, found.err) == (0, message)
    assert len(rows(found.out)) == 131
    assert ask("query", "reclassified-matrix", "--work", "gray-purdy-2018").err == ""


# ---- queries -----------------------------------------------------------------------------------------


def test_queries_lists_everything_that_can_be_asked(ask: Ask) -> None:
    found = ask("queries")
    names = [row[0] for row in rows(found.out)[1:]]
    assert found.status == 0
    own = names.index("age-balance")  # those of the bundled study itself follow
    assert own >= 24
    assert names[:own] == sorted(names[:own])
    assert {"cross-case-matrix", "rule-minimums", "literature-versus-evidence"} <= set(names)


def test_queries_describes_one_in_both_languages(ask: Ask) -> None:
    english = ask("queries", "case-profile", "--format", "table", "--lang", "en")
    dutch = ask("queries", "case-profile", "--format", "table", "--lang", "nl")
    assert "--case CASE" in english.out
    assert "Columns:" in english.out
    assert "Kolommen:" in dutch.out
    (row,) = rows(ask("queries", "case-profile", "--format", "csv").out)[1:]
    assert row[2] == "case"


# ---- explain -----------------------------------------------------------------------------------------


def test_explain_tells_people_and_programs(ask: Ask, tiny: Path) -> None:
    cell = ("explain", "bakery", "practice-partner", "network", "--study", tiny)
    english, dutch = ask(*cell, "--lang", "en"), ask(*cell, "--lang", "nl")
    assert english.out.startswith("Strengthening the network | Bakery | practice partner\n")
    assert dutch.out.startswith("Versterken van het netwerk | Bakkerij | werkveldpartner\n")
    assert "Het rapport telde fragmenten en geen respondenten." in dutch.out
    document = json.loads(ask(*cell, "--format", "json").out)
    kinds = [(row["kind"]["value"], row["status"]["value"]) for row in document["results"]["bindings"]]
    assert kinds == [("derived", "below-threshold"), ("published", "reported")]


# ---- where answers come from -------------------------------------------------------------------------


def test_a_study_that_cannot_be_read_lists_every_problem_in_the_users_language(
    ask: Ask, study_with: Callable[..., Path]
) -> None:
    folder = study_with(
        {
            "groups.csv": "case,role,respondents\nbakery,practice-partner,four\n",
            "cases.csv": "id,sector,setting\n",
        }
    )
    english, dutch = ask("tables", "--study", folder), ask("tables", "--study", folder, "--lang", "nl")
    assert english.status == dutch.status == 2
    assert english.err == (
        "lcgraph: the study was not read:\n"
        f"{folder}/cases.csv:1 label_en: error: column 'label_en' is missing: add it to the header\n"
        f"{folder}/groups.csv:2 respondents: error: 'four' is not a whole number: write digits only, "
        "such as 25\n"
        f"{folder}: 2 errors\n"
    )
    assert dutch.err.startswith("lcgraph: studie niet gelezen:\n")
    assert "'four' is geen geheel getal" in dutch.err


@pytest.mark.parametrize("where", ["nowhere", "README.md"])
def test_a_study_that_is_not_there_is_told(ask: Ask, where: str) -> None:
    found = ask("tables", "--study", where)
    assert found.status == 2
    assert f"{where}: error: is not a folder: name a study folder" in found.err


def test_a_study_and_a_store_together_are_refused(ask: Ask, tiny: Path, tmp_path: Path) -> None:
    found = ask("tables", "--study", tiny, "--store", tmp_path / "graph.db")
    assert found.status == 2
    assert "name study folders or a store, not both" in found.err


def test_a_store_that_is_not_there_is_told(ask: Ask, tmp_path: Path) -> None:
    found = ask("tables", "--store", tmp_path / "graph.db")
    assert found.status == 2
    assert f"{tmp_path / 'graph.db'} holds no store yet: lcgraph load PATH --store" in found.err


def test_an_endpoint_that_is_down_is_told(ask: Ask) -> None:
    found = ask("query", "contrast", "--store", "http://127.0.0.1:9/query")
    assert found.status == 2
    assert found.err.startswith("lcgraph: the endpoint http://127.0.0.1:9/query does not answer: ")
    assert found.err.count("\n") == 1


def test_the_environment_says_where_to_ask_unless_a_study_is_named(
    ask: Ask, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "graph.db"
    monkeypatch.setenv("LCGRAPH_STORE", str(store))
    assert ask("load", tiny).status == 0
    assert "bakery/practice-partner" in ask("tables").out
    assert "ict/practice-partner" in ask("tables", "--study", "data/bos-2023").out


@pytest.mark.parametrize(
    ("variables", "word"),
    [
        ({}, "network"),
        ({"LANG": "nl_NL.UTF-8"}, "netwerk"),
        ({"LANG": "nl_NL.UTF-8", "LC_ALL": "C"}, "network"),
        ({"LC_ALL": "nl_BE"}, "netwerk"),
        ({"LANG": "en_GB.UTF-8", "LCGRAPH_LANG": "nl"}, "netwerk"),
        ({"LANG": "nl_NL.UTF-8", "LCGRAPH_LANG": "en"}, "network"),
    ],
)
def test_the_language_is_that_of_the_system_unless_said_otherwise(
    run: Callable[..., Any], variables: dict[str, str], word: str
) -> None:
    out = run("tables", "--format", "table", env=variables).out
    assert word in out
    assert ({"network", "netwerk"} - {word}).pop() not in out
