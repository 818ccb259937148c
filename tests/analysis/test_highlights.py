"""What stands out in the cells, and in which sentences it is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import lcgraph
from lcgraph.analysis.contrasts import Share, contrasts
from lcgraph.analysis.highlights import Counted, Spread, difference, highlights
from lcgraph.render.highlights import joined, shortened, told

Cells = list[dict[str, object]]


def cells(motive: str, **marks: str) -> Cells:
    """A row a group: its name is the case, `x` is reported, `o` is blank, `-` is not asked."""
    statuses = {"x": "reported", "o": "blank", "-": "not-asked"}
    return [
        {"study": "s", "cluster": "capital", "motive": motive, "case": f"{role}{number}", "role": role,
         "status": statuses[mark]}
        for role, given in marks.items()
        for number, mark in enumerate(given)
    ]  # fmt: skip


def by_role(rows: Cells) -> dict[tuple[str, str, str], str]:
    return {("s", str(row["case"]), str(row["role"])): str(row["role"]) for row in rows}


def sentences(graph: lcgraph.Graph, lang: str) -> list[str]:
    labels = graph.labels(lang)
    parts = told(graph.highlights(), lambda scheme, code: labels.get((scheme, code), code), lang)
    return [sentence for part in parts for sentence in part.sentences]


def test_the_bundled_study_says_why_and_where_roles_and_settings_differ() -> None:
    assert sentences(lcgraph.open(), "en") == [
        "Of the kinds of motives, groups name development motives most (10 of 10 groups name at least one), "
        "then capital motives (9 of 10), societal motives (6 of 10) and legitimacy motives (5 of 10).",
        "Groups most often name developing students (10 of 10 groups) and "
        "new innovative solutions (8 of 10).",
        "Roles differ most on image (practice partner 3 of 5 groups, education partner 0 of 5), recruitment "
        "(4 of 5, 1 of 5) and developing practice partners (3 of 5, 0 of 5).",
        "Named only by practice partner: image, new perspectives from students, developing practice partners "
        "and social responsibility through education.",
        "Settings differ most on learning community (public-public 4 of 4 groups, public-private 0 of 6) and "
        "better education and better care (4 of 4, 0 of 6).",
        "Named only in public-private: new perspectives from students, developing practice partners, "
        "strengthening the network, cost reduction and 2 more.",
        "Named only in public-public: learning community and better education and better care.",
        "Named least: developing teachers (1 of 10 groups).",
    ]


def test_any_study_says_it_in_dutch_too(city: Path) -> None:
    said = sentences(lcgraph.open(studies=[city]), "nl")
    assert said[3] == "Alleen genoemd door bewoners: veilige straten."
    assert said[-1] == "Geen enkele groep noemt rustige nachten (0 van de 20)."


def test_a_group_that_was_not_asked_counts_for_nothing() -> None:
    rows = cells("image", ngo="xx-", firm="-o")
    found = highlights(rows, {})
    assert found.most == (Counted("image", Share(2, 3)),)
    assert highlights(cells("image", ngo="--"), {}).nobody == ()


def test_what_one_group_says_is_no_difference_between_roles() -> None:
    lone = cells("image", ngo="x", firm="ooo")
    assert difference("role", contrasts(lone, by_role(lone))) is None
    close = cells("image", ngo="xxxxo", firm="xxxoo")  # 4/5 and 3/5 lie closer than a quarter
    assert difference("role", contrasts(close, by_role(close))) is None
    wide = cells("image", ngo="xx", firm="ooo")
    found = difference("role", contrasts(wide, by_role(wide)))
    assert found
    assert found.spreads == (Spread("image", "ngo", Share(2, 2), "firm", Share(0, 3)),)
    assert found.only == {"ngo": ("image",)}


def test_only_is_not_said_where_nobody_else_was_asked() -> None:
    rows = [*cells("image", ngo="xx", firm="--"), *cells("network", ngo="xx", firm="oo")]
    found = difference("role", contrasts(rows, by_role(rows)))
    assert found
    assert found.only == {"ngo": ("network",)}


def test_places_that_too_many_share_are_not_told_in_part() -> None:
    rows = cells("best", ngo="xxxx")
    for motive in ("a", "b", "c"):
        rows += cells(motive, ngo="xxxo")
    assert [each.code for each in highlights(rows, {}).most] == ["best"]


def test_without_cells_there_is_nothing_to_say() -> None:
    assert told(highlights([], {}), lambda scheme, code: code, "en") == []


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a en b"),
        (["a", "b", "c"], "a, b en c"),
        (["a", "b", "c", "d", "e"], "a, b, c, d en e"),
        (["a", "b", "c", "d", "e", "f"], "a, b, c, d en nog 2"),
    ],
)
def test_names_are_joined_as_in_a_sentence(names: Sequence[str], expected: str) -> None:
    assert shortened(names, "nl") == expected
    assert len(names) > 5 or joined(names, "nl") == expected
