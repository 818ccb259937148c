"""Commands across cases: concepts, qca."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., Any]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.csv"
    path.write_text("case,A,B,C,Y\na,1,1,0,1\nb,1,0,2,1\nc,0,1,1,0\nd,0,0,2,0\n", encoding="utf-8")
    return path


def test_concepts_of_the_bundled_study(ask: Ask) -> None:
    found = ask("concepts", "--format", "csv")
    assert found.status == 0
    first = rows(found.out)[0]
    assert list(first) == ["concept", "extent", "intent", "support"]
    assert (first["intent"], first["support"]) == ("student-development", "10")
    assert "an empty published cell counts as: not reported" in found.err


def test_a_context_goes_out_as_cxt_and_comes_back(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "study.cxt"
    assert ask("concepts", "-o", path).status == 0
    for show in ("concepts", "implications"):
        again, first = ask("concepts", "--data", path, "--show", show), ask("concepts", "--show", show)
        assert again.out == first.out


@pytest.mark.parametrize("show", ["implications", "rules", "questions"])
def test_concepts_shows_what_is_asked(ask: Ask, show: str) -> None:
    found = ask("concepts", "--show", show, "--format", "csv")
    assert found.status == 0
    assert list(rows(found.out)[0])[:3] == ["premise", "conclusion", "support"]


def test_counterexamples_answer_a_question(ask: Ask, tmp_path: Path) -> None:
    context = tmp_path / "context.csv"
    context.write_text("name,x,y\na,1,1\nb,1,1\n", encoding="utf-8")
    more = tmp_path / "more.csv"
    more.write_text("name,y,x\nc,0,1\n", encoding="utf-8")
    asked = ask("concepts", "--data", context, "--show", "questions", "--format", "csv")
    assert rows(asked.out)[0]["conclusion"] == "x y"
    after = ask(
        "concepts", "--data", context, "--counterexamples", more, "--show", "questions", "--format", "csv"
    )
    assert [row["conclusion"] for row in rows(after.out)] == ["x"]


def test_models_of_a_file(ask: Ask, small: Path) -> None:
    found = ask("qca", "Y", "--conditions", "A,B,C", "--data", small, "--format", "csv")
    assert found.status == 0
    parsimonious = [row for row in rows(found.out) if row["solution"] == "parsimonious"]
    assert [(row["outcome"], row["term"]) for row in parsimonious] == [
        ("Y", "A"), ("Y", "M"), ("~Y", "~A"), ("~Y", "M"),
    ]  # fmt: skip
    assert "4 cases describe what goes together here; they do not prove why" in found.err


def test_json_has_exact_fractions(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "thirds.csv"
    path.write_text("case,A,Y\na,1,1\nb,1,1\nc,1,0\nd,0,0\n", encoding="utf-8")
    call = ("qca", "Y", "--conditions", "A", "--data", path, "--show", "table")
    assert '"2/3"' in ask(*call, "--format", "json").out
    assert {row["out"] for row in rows(ask(*call, "--format", "csv").out)} == {"C", "0"}
    assert len(rows(ask(*call, "--all", "--format", "csv").out)) == 2


@pytest.mark.parametrize(
    ("show", "columns"),
    [
        ("table", "A,B,C,out,n,consistency,pri,with,without,cases"),
        ("models", "outcome,solution,model,models,term,consistency,pri,raw_coverage,unique_coverage,cases"),
        ("necessity", "condition,consistency,coverage,ron"),
        ("assumptions", "outcome,solution,model,assumption"),
        ("robustness", "change,value,outcome,solution,same,models"),
    ],
)
def test_every_view_has_its_columns(ask: Ask, small: Path, show: str, columns: str) -> None:
    found = ask("qca", "Y", "--conditions", "A,B,C", "--data", small, "--show", show, "--format", "csv")
    assert found.status == 0
    assert found.out.startswith(columns)


def test_recruitment_by_role_setting_and_age(ask: Ask) -> None:
    conditions = "role=practice-partner,setting=public-public,start_year<2010"
    found = ask("qca", "recruitment", "--conditions", conditions, "--format", "table")
    assert found.status == 0
    for text in (
        "setting=public-public and start_year<2010 always coincide: the data cannot tell them apart",
        "recruitment, parsimonious: 2 models fit equally well; name none without the others",
        "the 10 groups belong to 5 cases: groups of one case are not independent of each other",
        "an empty published cell counts as: not reported",
    ):
        assert text in found.out
    by_label = ask("qca", "Werving", "--conditions", "role=werkveldpartner,sector", "--format", "csv")
    assert by_label.status in (0, 2)


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("case,A,Y\na,1,1\na,0,0\n", (), "wrong.csv:3: a is in row 2 too"),
        ("case,A,Y\na,1\n", (), "wrong.csv:2: has 2 cells in place of 3"),
        ("case,A,Y\na,4.5,1\n", (), "calibrate the column with --calibrate A=a,b,c"),
        ("case,A,Y\na,,1\n", (), "--blank missing"),
        ("case,A,Y\na,1,2\n", (), "Y has several values: name one, such as Y{2}"),
        ("case,A,Y\na,1,1\n", ("--consistency", "5"), "write a fraction from 0 to 1"),
        ("case,A,Y\na,1,1\n", ("--calibrate", "A=3,2,4"), "going up or down"),
        ("case,A,Y\na,1,1\n", ("--expect", "B=present"), "unknown condition 'B'"),
    ],
)
def test_what_is_wrong_is_said(
    ask: Ask, tmp_path: Path, text: str, words: tuple[str, ...], said: str
) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text(text, encoding="utf-8")
    found = ask("qca", "Y", "--conditions", "A", "--data", path, *words)
    assert found.status == 2
    assert said in found.err


def test_a_context_that_is_none_is_refused(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "wrong.cxt"
    path.write_text("B\n\n1\n2\n\na\nx\ny\nX\n", encoding="utf-8")
    found = ask("concepts", "--data", path)
    assert found.status == 2
    assert "wrong.cxt:9: 2 signs X or . belong here" in found.err


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_pictures_across_cases_say_what_they_show(ask: Ask, small: Path, lang: str) -> None:
    lattice = ask("plot", "lattice", "--lang", lang)
    assert lattice.status == 0
    assert {"nl": "Imago", "en": "Image"}[lang] in lattice.out
    for name in ("truth-table", "xy"):
        asked = ("--data", small, "--outcome", "Y", "--conditions", "A,B,C", "--lang", lang)
        found = ask("plot", name, *asked)
        assert found.status == 0
        assert "<circle" in found.out
    assert ask("plot", "xy").status == 2


def test_the_tree_joins_the_nearest_cases_and_the_map_places_every_group(ask: Ask, city: Path) -> None:
    tree = ask("plot", "dendrogram", "--format", "html").out
    alike = rows(ask("query", "case-similarity", "--format", "csv").out)
    best = max(alike, key=lambda row: float(row["jaccard"]))
    assert {best["case_a"], best["case_b"]} == {"education", "health-care"}
    cells = re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", tree)
    at = cells.index("distance") + 1
    assert cells[at : at + 2] == ["Education", "Health care"]
    assert float(cells[at + 2]) == pytest.approx(1 - float(best["jaccard"]), abs=1e-3)
    found = ask("plot", "map", "--format", "html", "--lang", "nl").out
    for name in ("Zorg: opleidingspartner", "Economie: werkveldpartner", "Werven van personeel"):
        assert name in found
    assert "38 % en 28 %" in found
    own = ask("plot", "map", "--study", city)
    assert "Street trees: company" in own.out
    assert "Without a place, having nothing: Energy coaches: municipality" in own.out
    assert ask("plot", "dendrogram", "--study", city).out.count(">Green roofs</text>") == 1


def test_an_unknown_picture_is_told_with_the_nearest_of_all(ask: Ask) -> None:
    found = ask("plot", "dendogram")
    assert found.status == 2
    assert "unknown picture 'dendogram': did you mean 'dendrogram'?" in found.err


@pytest.mark.parametrize("name", ["dendrogram", "map"])
def test_pictures_of_likeness_of_a_file_or_of_nothing(ask: Ask, tmp_path: Path, name: str) -> None:
    path = tmp_path / "some.csv"
    path.write_text("who,a,b\nx,1,0\ny,1,1\nz,1,0\n", encoding="utf-8")
    assert ask("plot", name, "--data", path).status == 0
    path.write_text("who,a,b\nx,0,0\n", encoding="utf-8")
    found = ask("plot", name, "--data", path)
    assert found.status == 2
    assert "there is nothing to draw" in found.err


def test_a_lattice_too_large_to_read_is_the_iceberg_and_says_so(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    names = [f"m{place}" for place in range(8)]
    lines = [",".join(["case", *names])]
    lines += [f"o{at}," + ",".join(str(int(at != place)) for place in range(8)) for at in range(8)]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = ask("plot", "lattice", "--data", path)
    assert found.status == 0
    assert "Drawn are the 37 concepts with at least 6 objects" in found.out


def test_the_share_of_respondents_is_a_membership(ask: Ask) -> None:
    city, call = "tests/data/city", ("query", "cross-case-matrix", "--format", "csv")
    cells = [row for row in rows(ask(*call, "--study", city).out) if row["n"] and row["total"] != "0"]
    motive = cells[0]["motive"]
    mine = [row for row in cells if row["motive"] == motive]
    share = f"{motive}=n/N"
    found = ask("qca", motive, "--conditions", "role", "--study", city, "--calibrate", share,
                "--show", "table", "--format", "csv")  # fmt: skip
    assert found.status == 0
    table = {row["role"]: row for row in rows(found.out)}
    for role, row in table.items():
        shares = [int(each["n"]) / int(each["total"]) for each in mine if each["role"] == role]
        assert float(row["consistency"]) == pytest.approx(sum(shares) / len(shares), abs=0.0006)
    wrong = ask("qca", motive, "--conditions", "role", "--study", city, "--calibrate", "nothing=n/N")
    assert (wrong.status, "unknown motive 'nothing'" in wrong.err) == (2, True)


def test_robustness_moves_every_anchor_and_leaves_every_case_out(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "raw.csv"
    path.write_text("case,A,Y\na,90,1\nb,80,1\nc,20,0\nd,10,0\n", encoding="utf-8")
    found = ask("qca", "Y", "--conditions", "A", "--data", path, "--calibrate", "A=10,50,90",
                "--show", "robustness", "--format", "csv")  # fmt: skip
    assert found.status == 0
    changes = {(row["change"], row["value"]) for row in rows(found.out)}
    assert {("A", "2,50,90"), ("A", "10,58,90"), ("A", "10,50,98"), ("without", "d")} <= changes
    assert {row["same"] for row in rows(found.out) if row["change"] == "without"} == {"true"}
