"""A mistake in a study folder is told with its file, row and column, and with the code that was meant."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from lcgraph.resources import bundled_data, bundled_study
from lcgraph.say import Problem, Text
from lcgraph.validate import conforms, shacl, to_json, validate

Make = Callable[[Mapping[str, str | bytes | None]], Path]

# file, what to write, in place of what, then the row and column that are told, and words of the message
MISTAKES = [
    ("mentions.csv", "b1,recruitmnt,org", "b1,recruitment,org", 2, "motive", "Did you mean 'recruitment'?"),
    ("mentions.csv", "b4,fresh-braed", "b4,fresh-bread", 15, "motive", "Did you mean 'fresh-bread'?"),
    ("mentions.csv", "b9,recruitment,,now", "b3,recruitment,,now", 6, "respondent", "found 'b9'"),
    ("mentions.csv", "organizational,now,Fl", "organisational,now,Fl", 19, "level", "mean 'organisational'?"),
    ("mentions.csv", ",then,Some", ",now,Some", 23, "phase", "found 'then'. Valid: start, now"),
    ("mentions.csv", "t2,cost-reduction", "t1,cost-reduction", 19, "motive", "was not asked about"),
    ("respondents.csv", "b1,bakry", "b1,bakery", 2, "case", "found 'bakry'. Did you mean 'bakery'?"),
    ("respondents.csv", "practise-partner,H", "practice-partner,H", 8, "role", "mean 'practice-partner'?"),
    ("groups.csv", "bakery,practice-partner,5", "bakery,practice-partner,4", 2, "respondents", "'5 <> 4'"),
    ("groups.csv", "hospitl,education", "hospital,education", 5, "case", "Did you mean 'hospital'?"),
    ("groups.csv", "hospital,educational-p", "hospital,education-p", 5, "role", "mean 'education-partner'?"),
    ("cases.csv", "public-privat,", "public-private,", 2, "setting", "Did you mean 'public-private'?"),
    ("cases.csv", "12,circa,", "12,exactly,", 2, "students_qualifier", "found 'circa'"),
    ("cases.csv", ",,more-than,", ",30,more-than,", 3, "partners", "a qualifier without a number"),
    ("cases.csv", "private,1066,", "private,2019,", 2, "start_year", "between 1900 and 2099"),
    ("findings.csv", "network,reportd", "network,reported", 3, "status", "Did you mean 'reported'?"),
    ("findings.csv", "partner,recruiting", "partner,recruitment", 2, "motive", "Did you mean 'recruitment'?"),
    ("motives.csv", "bread,captial", "bread,capital", 2, "cluster", "Did you mean 'capital'?"),
    ("cases.csv", "Bakery,fod,", "Bakery,food,", 2, "sector", "found 'fod'. Did you mean 'food'?"),
    ("cases.csv", "Bakery,voedng,", "Bakery,food,", 2, "sector", "found 'voedng'. Did you mean 'food'?"),
    ("cases.csv", "public-private,2019,many,", "public-private,2019,12,", 2, "students", "many"),
    ("schemes.csv", "sectr,food", "sector,food", 2, "scheme", "sector"),
    ("schemes.csv", "ict,voeding", "food,voeding", 2, "code", "cannot redefine"),
    ("citations.csv", "2011,support,cl", "2011,supports,cl", 2, "relation", "Did you mean 'supports'?"),
    (
        "citations.csv",
        "cluster:developement",
        "cluster:development",
        2,
        "about",
        "Did you mean 'development'?",
    ),
    ("citations.csv", "motive:recruting@", "motive:recruitment@", 3, "about", "Did you mean 'recruitment'?"),
    ("citations.csv", "@cluster:captial", "@cluster:capital", 3, "about", "Did you mean 'capital'?"),
    ("crosswalk.csv", "development,brood,", "development,broad,", 2, "match", "Did you mean 'broad'?"),
    ("crosswalk.csv", "cluster:developement", "cluster:development", 2, "about", "mean 'development'?"),
    ("crosswalk.csv", "motive:fresh-bred,", "motive:fresh-bread,", 3, "about", "mean 'fresh-bread'?"),
    ("study.toml", '"5/4"', '"3/4"', None, "rule.threshold", "no group can reach it"),
    ("study.toml", '"0/1"', '"3/4"', None, "rule.threshold", "a fraction above 0"),
    ("study.toml", 'case = "bakry"', 'case = "bakery"', None, "rule.exception.case", "mean 'bakery'?"),
    ("study.toml", 'role = "teacher"', 'role = "education-partner"', None, "rule.exception.role", "Valid:"),
    ("study.toml", 'from = "2025-02"', 'from = "2024-02"', None, "collected.to", "ends before it starts"),
]
OF_THE_CITY = [
    ("groups.csv", "roofs,municpality,2", "roofs,municipality,2", 2, "role", "mean 'municipality'?"),
    ("groups.csv", "green-roofs,gemente,2", "green-roofs,municipality,2", 2, "role", "mean 'municipality'?"),
    ("groups.csv", "green-roofs,greening,2", "green-roofs,municipality,2", 2, "role", "found 'greening'"),
    ("groups.csv", "residents,3,veel,", "residents,3,40,", 4, "volunteers", "veel"),
    ("cases.csv", "greening,cofunded,2016", "greening,co-funded,2016", 2, "setting", "mean 'co-funded'?"),
    ("cases.csv", "roofs,warmth,co", "roofs,greening,co", 2, "sector", "found 'warmth'"),
    ("cases.csv", "2016,perhaps", "2016,yes", 2, "governance", "perhaps"),
    ("schemes.csv", "without gas.,enery", "without gas.,energy", 11, "broader", "did you mean 'energy'?"),
    ("motives.csv", "streets,shde,koele", "streets,shade,koele", 6, "cluster", "Did you mean 'shade'?"),
    ("motives.csv", "network,trust,gehoord", "being-heard,trust,gehoord", 9, "code", "network"),
    (
        "mentions.csv",
        "network,collective,explortion",
        "network,collective,exploration",
        2,
        "phase",
        "'exploration'?",
    ),
    ("mentions.csv", "neighborhood,", "neighbourhood,", 7, "level", "Did you mean 'neighbourhood'?"),
    (
        "citations.csv",
        "supports,cluster:trsut",
        "supports,cluster:trust",
        2,
        "about",
        "Did you mean 'trust'?",
    ),
    ("citations.csv", "network@cluster:trsut", "network@cluster:trust", 4, "about", "Did you mean 'trust'?"),
    ("citations.csv", "level:neighborhood", "level:neighbourhood", 7, "about", "mean 'neighbourhood'?"),
    ("claims.csv", "result,more-gren,", "result,more-green,", 3, "motives", "Did you mean 'more-green'?"),
    ("claims.csv", "at-least 80%", "at-least 4/5", 5, "expect", "at-least 4/5"),
    ("claims.csv", "role=residnts,at-least", "role=residents,at-least", 5, "groups", "'residents'"),
    ("claims.csv", "opinion,more-green,", "result,more-green,", 3, "kind", "method, result"),
]
"""The same in a study whose roles, settings, clusters, levels, phases and attributes are its own."""

WARNINGS = {"work": "found 'oven-and-others-2003'"}


def edit(tiny: Path, file: str, new: str, old: str) -> dict[str, str]:
    """The file with the first `old` replaced."""
    text = (tiny / file).read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    return {file: text.replace(old, new, 1)}


def violations(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == "violation"]


def test_the_tiny_study_conforms_with_one_warning(tiny: Path) -> None:
    problems = validate(tiny)
    assert conforms(problems)
    assert {problem.column: problem.message.en.partition("; ")[2] for problem in problems} == WARNINGS
    assert [(problem.file, problem.row) for problem in problems] == [
        (str(tiny / "citations.csv"), 5),
    ]


def test_the_bundled_study_conforms_and_cites_one_work_that_it_does_not_list() -> None:
    (problem,) = validate(bundled_study())
    assert (problem.severity, problem.column) == ("warning", "work")
    assert "thompson-2001" in problem.message.en
    (problem,) = validate(bundled_data())
    assert (problem.file, problem.row, problem.column) == (str(bundled_data()), None, None)
    assert problem.focus == "https://w3id.org/lcgraph/work/thompson-2001"


@pytest.mark.ci(every=5)
@pytest.mark.parametrize(("file", "new", "old", "row", "column", "words"), MISTAKES)
def test_a_mistake_is_told_where_it_was_made(
    file: str, new: str, old: str, row: int | None, column: str, words: str, tiny: Path, study_with: Make
) -> None:
    folder = study_with(edit(tiny, file, new, old))
    problems = violations(validate(folder))
    there = [p for p in problems if (p.file, p.row, p.column) == (str(folder / file), row, column)]
    assert any(words in problem.message.en for problem in there), [str(problem) for problem in problems]


@pytest.mark.ci(every=5)
@pytest.mark.parametrize(("file", "new", "old", "row", "column", "words"), OF_THE_CITY)
def test_codes_of_a_study_are_held_to_its_own_schemes(
    file: str, new: str, old: str, row: int, column: str, words: str, city: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "city"
    shutil.copytree(city, folder)
    (folder / file).write_text(edit(city, file, new, old)[file], encoding="utf-8")
    problems = violations(validate(folder))
    there = [p for p in problems if (p.file, p.row, p.column) == (str(folder / file), row, column)]
    assert any(words in problem.message.en for problem in there), [str(problem) for problem in problems]


def test_the_study_of_the_city_conforms_with_two_warnings(city: Path) -> None:
    assert [(Path(problem.file or "").name, problem.row, problem.column) for problem in validate(city)] == [
        ("cases.csv", 10, "id"),
        ("citations.csv", 12, "work"),
    ]
    assert conforms(validate(city))


def test_an_attribute_that_is_not_declared_is_told_with_the_one_that_is(turtle: Callable[[str], Any]) -> None:
    quads = turtle("""<attribute/governance> a lcg:Attribute . <case/mill> <attribute/goverance> true .
                      <group/mill/ngo> <attribute/x> 3 .""")
    told = {problem.message.en for problem in shacl(quads)}
    assert "goverance is not an attribute of the study: did you mean 'governance'?" in told
    assert "x is not an attribute of the study: write [attribute.x] in study.toml" in told


def test_all_mistakes_are_told_at_once_in_the_order_of_the_rows(tiny: Path, study_with: Make) -> None:
    text = (tiny / "mentions.csv").read_text(encoding="utf-8")
    text = text.replace("b1,network", "b1,netwrok").replace("h1,recruitment", "h1,recruitmnt")
    folder = study_with({"mentions.csv": text})
    told = [(problem.row, problem.column) for problem in violations(validate(folder))]
    assert told == [(7, "motive"), (8, "motive"), (23, "motive")]


def test_motives_that_were_not_asked_about_must_exist(tiny: Path, study_with: Make) -> None:
    folder = study_with(edit(tiny, "respondents.csv", "2024-02-13,imge image", "2024-02-13,"))
    (problem,) = violations(validate(folder))
    assert (problem.row, problem.column) == (3, "motives_not_asked")
    assert "found 'imge'. Did you mean 'image'?" in problem.message.en


def test_one_wrong_cell_is_told_once(tiny: Path, study_with: Make) -> None:
    """What reading the folder has told about a cell, the shapes do not tell again."""
    folder = study_with(edit(tiny, "study.toml", "threshold = 0.75", 'threshold = "3/4"'))
    told = [problem.column for problem in violations(validate(folder))]
    assert told == ["rule.threshold"]


def test_a_work_that_is_cited_under_a_wrong_key_gives_a_warning_with_the_right_one(
    tiny: Path, study_with: Make
) -> None:
    folder = study_with(edit(tiny, "citations.csv", "muller-de-laat-2011,sup", "mueller-de-laat-2011,sup"))
    problems = validate(folder)
    assert conforms(problems)
    messages = [problem.message.en for problem in problems if problem.row == 2 and problem.column == "work"]
    assert ["Did you mean 'mueller-de-laat-2011'?" in message for message in messages] == [True]


def test_a_folder_without_study_toml_is_checked_all_the_same(study_with: Make) -> None:
    folder = study_with(
        {
            "study.toml": None,
            "cases.csv": "id,label_en,sector,setting\nbakery,Bakery,,\n",
            "groups.csv": "case,role,respondents\nmill,practice-partner,1\n",
        }
    )
    told = {(problem.file, problem.row) for problem in validate(folder) if problem.severity == "violation"}
    assert (str(folder / "study.toml"), None) in told
    assert (str(folder / "groups.csv"), 2) in told


def test_a_misspelt_class_or_property_is_told_with_the_right_one(turtle: Callable[[str], Any]) -> None:
    quads = turtle("<mention/x> a lcg:Menton ; lcg:mentionsMotif motive:image .")
    told = {problem.message.en for problem in shacl(quads)}
    assert "lcg:Menton is not a term of the ontology: did you mean lcg:Mention?" in told
    assert "lcg:mentionsMotif is not a term of the ontology: did you mean lcg:mentionsMotive?" in told


def test_data_without_a_term_of_lcgraph_are_told_to_be_unchecked(turtle: Callable[[str], Any]) -> None:
    (problem,) = shacl(turtle("<x> skos:prefLabel 'x' ."))
    assert problem.severity == "warning"
    assert "nothing was checked" in problem.message.en
    assert "niets gecontroleerd" in problem.message.nl


def test_json_has_the_keys_of_the_contract_and_null_where_there_is_nothing(tiny: Path) -> None:
    told = to_json([*validate(tiny), Problem(Text(nl="nl", en="en"))], "nl")
    keys = ["severity", "message", "file", "row", "column", "focus", "shape"]
    assert [list(entry) for entry in told] == [keys] * 2
    assert json.loads(json.dumps(told))[1] == {
        "severity": "violation",
        "message": "nl",
        **dict.fromkeys(keys[2:]),
    }
    assert "niet in de literatuurlijst" in str(told[0]["message"])


def test_the_command_leaves_with_0_1_or_2(tiny: Path, study_with: Make, ask: Callable[..., Any]) -> None:
    assert ask("validate", tiny).status == 0
    folder = study_with(edit(tiny, "mentions.csv", "b1,recruitmnt", "b1,recruitment"))
    outcome = ask("validate", folder, "--format", "json", "--lang", "nl")
    assert outcome.status == 1
    (told,) = [entry for entry in json.loads(outcome.out) if entry["severity"] == "violation"]
    assert told["message"].endswith("gevonden: 'recruitmnt'. Bedoelde u 'recruitment'?")
    assert told["shape"].endswith("shapes#Mention-motive")
    broken = folder / "broken.ttl"
    broken.write_text("<a> <b> <c> .\n<a> <b> ")
    outcome = ask("validate", broken, "--format", "json")
    assert outcome.status == 2
    assert [(entry["file"], entry["row"]) for entry in json.loads(outcome.out)] == [(str(broken), 2)]


def test_a_text_of_rdf_that_no_format_can_hold_or_nobody_sees_is_told_by_its_thing(tmp_path: Path) -> None:
    path = tmp_path / "a.nt"
    label = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
    path.write_text(
        f'<urn:a> {label} "soft\\u000Bbreak"@en .\n<urn:b> {label} "over\\u202Eride"@en .\n'
        f'<urn:c> {label} "im\\u0430ge"@en .\n<urn:d> {label} "line\\nbreak"@en .\n'
    )
    found = [each for each in validate(path) if each.focus]
    assert [(each.focus, each.severity, each.message.en) for each in found] == [
        ("urn:a", "violation", r"holds the control character '\x0b', which is no text: take it out"),
        ("urn:b", "warning", "holds the invisible character U+202E (RIGHT-TO-LEFT OVERRIDE): take it out"),
        ("urn:c", "warning", "the word 'im\u0430ge' mixes letters of different scripts, such as U+0430 "
         "(CYRILLIC SMALL LETTER A): type it anew"),
    ]  # fmt: skip
