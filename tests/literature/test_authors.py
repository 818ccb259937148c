"""Names of one family and initial: who is one person, who are two, and what is in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from lcgraph.literature.authors import Listed, authors, contradict
from lcgraph.literature.names import names, organisation, person
from lcgraph.say import Place, Problems

ONE, TWO = "https://orcid.org/0000-0002-1825-0097", "https://orcid.org/0000-0002-1694-233X"


def slugs(*fields: str) -> tuple[list[str], list[str]]:
    """The slugs in each list of authors, and what is told."""
    problems = Problems()
    found = authors([(Place("f", row), names(field).agents) for row, field in enumerate(fields, 1)], problems)
    assert {problem.severity for problem in problems.found} <= {"warning"}
    return [" ".join(agent.slug for agent in agents) for agents in found], [
        f"{problem.row}: {problem.message.en}" for problem in problems.found
    ]


@pytest.mark.parametrize(
    ("one", "other", "two_persons"),
    [
        ("P.", "Peter", False),
        ("Peter", "P. A.", False),
        ("PA", "P. A.", False),
        ("PA", "Peter Anton", False),
        ("Th.", "Theo", False),
        ("Th.", "Tom", True),
        ("Wei", "WEI", False),
        ("Wei-Ling", "Weiling", False),
        ("Émile", "Emile", False),
        ("", "P.", False),
        ("Wei", "Wen", True),
        ("J. M.", "J. A.", True),
        ("Jan", "Johanna", True),
        ("Martin, Jr.", "Martin", False),
        ("Martin, Jr.", "Martin, Sr.", True),
    ],
)
def test_given_names_contradict_each_other_or_not(one: str, other: str, two_persons: bool) -> None:
    first, second = person("Bos", one), person("Bos", other)
    assert contradict(first, second) == contradict(second, first) == two_persons


def test_an_organisation_is_no_person() -> None:
    assert contradict(organisation("Bos P"), person("Bos", "P."))


@pytest.mark.parametrize(
    ("fields", "expected", "told"),
    [
        (["Bos, P.", "Bos, Peter", "Bos, P. A."], ["bos-p", "bos-p", "bos-p"], []),
        (["Wang, Wei", "Wang, Wen"], ["wang-wei", "wang-wen"], []),
        (["Jansen, J. M.", "Jansen, J. A."], ["jansen-j-m", "jansen-j-a"], []),
        (["Wang, W. and Wang, Wen"], ["wang-w wang-wen"], []),
        (
            ["Wang, Wei", "Wang, Wen", "Wang, W.", "Wang, W. and Wang, Wen"],
            ["wang-wei", "wang-wen", "wang-w", "wang-w wang-wen"],
            [
                "3: 'Wang, W.' may be 'Wang, Wei' or 'Wang, Wen' and is kept apart: write the given name "
                "in full, or give the ORCID iDs"
            ],
        ),
        (
            [r"M\"uller, J. and Mueller, J. and Muller, J."],
            ["muller-j mueller-j muller-j-2"],
            [
                "1: 'Müller, J.' and 'Muller, J.' stand in one list and are kept as two persons: write the "
                "given names in full, or remove one"
            ],
        ),
        (["Wang, Wei", "Wang, Wen", "{Wang Wei}"], ["wang-w", "wang-wen", "wang-wei"], []),
    ],
)
def test_names_that_clash_have_slugs_of_their_own(
    fields: Sequence[str], expected: list[str], told: list[str]
) -> None:
    assert slugs(*fields) == (expected, told)


def test_who_a_name_is_does_not_depend_on_the_order_of_the_list() -> None:
    fields = ["Wang, W.", "Wang, Wei", "Wang, Wen", "Wang, Wei M."]
    there, back = slugs(*fields)[0], slugs(*reversed(fields))[0]
    assert there == list(reversed(back)) == ["wang-w", "wang-wei-m", "wang-wen", "wang-wei-m"]


def test_one_id_is_one_person_under_any_name_and_two_are_two() -> None:
    def known(given: str, link: str) -> Listed:
        return Place("f"), (replace(person("Jansen", given), same_as=link),)

    lists = [known("Jan", ONE), known("J.", TWO), known("Johannes", ONE), known("J.", ONE)]
    found = authors(lists, Problems())
    assert [agents[0].slug for agents in found] == [
        "jansen-johannes", "jansen-j", "jansen-johannes", "jansen-johannes",
    ]  # fmt: skip


def test_many_who_share_a_slug_take_seconds(computing: Any) -> None:
    field = " and ".join(f"Wang, W{chr(97 + at % 26)}{chr(97 + at // 26)}" for at in range(600))
    with computing(20):
        (found,), told = slugs(field)
    assert len(set(found.split())) == 600
    assert told == []
