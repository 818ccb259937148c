"""Names and e-mail addresses in columns of ids are flagged; pseudonyms are not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from lcgraph.study.pseudonyms import looks_personal
from lcgraph.study.read import read_study

Make = Callable[[Mapping[str, str | bytes | None]], Path]


@pytest.mark.parametrize(
    "text",
    [
        "j.jansen@school.nl", "Interview met J.Jansen@school.nl", "Jan Jansen", "jan.jansen", "jan_jansen",
        "Marieke", "JanJansen", "Bos, P.", "Bos, Peter", "P. Bos", "P.A. de Vries", "J.K. Müller",
        "Pieternel van der Vaart", "interview Fatima.docx", "R01 (Femke)",
    ],
)  # fmt: skip
def test_a_name_or_an_address_is_recognised(text: str) -> None:
    assert looks_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "R01", "r1", "ict-3", "P12-werkveld", "b1", "b1.txt", "practice-partner-1", "Bakery One", "av", "AV",
        "School Noord", "coder1", "coder-a", "interview 3.docx", "interview jan 2021", "WP2.3", "HBO-ICT", "",
        "Zorg_04", "respondent", "opleider-2", "Focus group, Utrecht", "2024-02-12", "NL-BE",
    ],
)  # fmt: skip
def test_a_pseudonym_is_not(text: str) -> None:
    assert not looks_personal(text)


def test_each_name_is_told_once_where_it_stands_first(study_with: Make) -> None:
    folder = study_with(
        {
            "respondents.csv": "id,case,role\nR01,bakery,practice-partner\n"
            "Jan.Jansen,bakery,practice-partner\n",
            "mentions.csv": "respondent,motive,source,coder\n"
            "R01,image,interview R01.docx,k@uni.example\n"
            "Jan.Jansen,image,s2,k@uni.example\nJan.Jansen,network,s2,K\n",
        }
    )
    _, problems = read_study(folder)
    assert [(each.where, each.severity, each.message.en.partition(" looks")[0]) for each in problems] == [
        ("respondents.csv:3 id", "warning", "'Jan.Jansen'"),
        ("mentions.csv:2 coder", "warning", "'k@uni.example'"),
        ("mentions.csv:3 respondent", "warning", "'Jan.Jansen'"),
    ]
    assert "lijkt op een naam: gebruik een pseudoniem" in problems[0].in_("nl")


def test_the_tiny_study_names_nobody(tiny: Path) -> None:
    assert read_study(tiny)[1] == []
