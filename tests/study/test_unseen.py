"""What nobody sees, and what looks like something else, is told with its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from lcgraph.say import Problem
from lcgraph.study.read import read_study

Make = Callable[..., Path]
Lines = Callable[[Sequence[Problem]], list[str]]
CASES = "id,label_nl,label_en,sector,setting\n"
MOTIVES = "code,cluster,label_nl,label_en\n"


def warned(folder: Path, in_both_languages: Lines) -> list[str]:
    _, problems = read_study(folder)
    found = [each for each in problems if "looks like" in each.message.en or "U+" in each.message.en]
    assert {each.severity for each in found} <= {"warning"}
    return in_both_languages(found)


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("\u202e", "U+202E (RIGHT-TO-LEFT OVERRIDE)"),
        ("\u2066", "U+2066 (LEFT-TO-RIGHT ISOLATE)"),
        ("\u200b", "U+200B (ZERO WIDTH SPACE)"),
        ("\u00ad", "U+00AD (SOFT HYPHEN)"),
        ("\ufeff", "U+FEFF (ZERO WIDTH NO-BREAK SPACE)"),
        ("\U000e0041", "U+E0041 (TAG LATIN CAPITAL LETTER A)"),
        ("\x9b", "U+009B"),
    ],
)
def test_a_character_that_nobody_sees_is_told(
    study_with: Make, in_both_languages: Lines, char: str, name: str
) -> None:
    folder = study_with({"motives.csv": f"{MOTIVES}fresh-bread,capital,brood,fresh{char} bread\n"})
    line = f"motives.csv:2 label_en: holds the invisible character {name}: take it out"
    assert warned(folder, in_both_languages) == [line]


def test_a_word_of_two_scripts_is_told(study_with: Make, in_both_languages: Lines) -> None:
    folder = study_with({"motives.csv": f"{MOTIVES}fresh-bread,capital,brood,fresh br\u0435ad\n"})
    assert warned(folder, in_both_languages) == [
        "motives.csv:2 label_en: the word 'br\u0435ad' mixes letters of different scripts, such as U+0435 "
        "(CYRILLIC SMALL LETTER IE): type it anew"
    ]


def test_two_names_that_look_alike_are_told(study_with: Make, in_both_languages: Lines) -> None:
    folder = study_with(
        {
            "motives.csv": f"{MOTIVES}fresh-bread,capital,brood,coco\nb10,capital,b,"
            "\u0441\u043e\u0441\u043e\nblO,capital,c,d\n"
        }
    )
    assert warned(folder, in_both_languages) == [
        "motives.csv:3 label_en: '\u0441\u043e\u0441\u043e' looks like 'coco' in row 2, but is written "
        "otherwise: write them alike, or clearly different",
        "motives.csv:4 code: 'blO' looks like 'b10' in row 3, but is written otherwise: write them alike, or "
        "clearly different",
    ]


@pytest.mark.parametrize(
    "label",
    [
        "שלום",
        "سلام",
        "می\u200cخواهم",
        "Чай",
        "μm and α-helix",
        "👩\u200d💻",
        "Ĳsselmeer",
        "naïve",
        "日本語とASCII",
    ],
)
def test_words_of_every_script_are_words(study_with: Make, in_both_languages: Lines, label: str) -> None:
    folder = study_with({"motives.csv": f"{MOTIVES}fresh-bread,capital,brood,{label}\n"})
    assert warned(folder, in_both_languages) == []


def test_settings_and_works_are_looked_at_too(study_with: Make, in_both_languages: Lines, tiny: Path) -> None:
    toml = (tiny / "study.toml").read_text(encoding="utf-8").replace("Why bakers", "Why\u200b bakers", 1)
    bib = (tiny / "references.bib").read_text(encoding="utf-8")
    bib = bib.replace("{Bread", "{\u202eBread")
    told = warned(study_with({"study.toml": toml, "references.bib": bib}), in_both_languages)
    assert [line.partition(": ")[0] for line in told] == ["study.toml title.en", "references.bib:9"]
