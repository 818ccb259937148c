"""Levels and phases that codes tell of what is coded at their place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lcgraph.interviews.level_phase import values_around
from lcgraph.interviews.project import Coding
from lcgraph.say import Place

Said = list[tuple[Coding, str]]


def coding(
    start: int | None, end: int | None, *, coder: str = "av", source: str = "b1", segment: str = ""
) -> Coding:
    return Coding("x", source, segment, start, end, coder, "", "", Place("p.qdpx", 1))


def told(codings: list[Coding], said: Said) -> tuple[list[list[str]], int]:
    values, idle = values_around(codings, said)
    return [sorted(each) for each in values], idle


def test_a_value_at_the_same_segment_counts() -> None:
    assert told([coding(5, 9)], [(coding(5, 9), "collective")]) == ([["collective"]], 0)


def test_a_value_around_a_segment_counts_and_one_within_it_does_not() -> None:
    around, within, across = coding(0, 50), coding(6, 8), coding(7, 20)
    assert told([coding(5, 9)], [(around, "start")]) == ([["start"]], 0)
    assert told([coding(5, 9)], [(within, "start"), (across, "now")]) == ([[]], 2)


def test_positions_are_compared_where_they_count_the_same() -> None:
    text, sound = coding(5, 9), replace(coding(0, 50), measure="audio")
    assert told([text], [(sound, "start")]) == ([[]], 1)
    assert told([replace(text, measure="audio")], [(sound, "start")]) == ([["start"]], 0)


def test_the_innermost_of_several_counts() -> None:
    said = [
        (coding(0, 50), "start"),
        (coding(5, 20), "now"),
        (coding(5, 30), "start"),
        (coding(0, 9), "start"),
    ]
    assert told([coding(6, 9)], said) == ([["now"]], 3)


def test_two_values_at_one_place_are_both_told() -> None:
    assert told([coding(5, 9)], [(coding(0, 9), "a"), (coding(0, 9), "b"), (coding(0, 9), "a")]) == (
        [["a", "b"]],
        0,
    )


def test_another_coder_or_another_source_says_nothing() -> None:
    said = [(coding(5, 9, coder="bk"), "a"), (coding(5, 9, source="b2"), "b")]
    assert told([coding(5, 9)], said) == ([[]], 2)


def test_without_positions_the_same_words_of_the_same_source_count() -> None:
    said = [(coding(None, None, segment="Ja."), "a"), (coding(None, None), "b")]
    asked = [coding(None, None, segment=words) for words in ("Ja.", "Nee.", "")]
    assert told(asked, said) == ([["a"], [], []], 1)


spans = st.tuples(st.integers(0, 9), st.integers(1, 9)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(asked=st.lists(spans, max_size=6), said=st.lists(st.tuples(spans, st.sampled_from("ab")), max_size=8))
def test_it_is_what_trying_every_pair_gives(
    asked: list[tuple[int, int]], said: list[tuple[tuple[int, int], str]]
) -> None:
    expected = []
    for start, end in asked:
        around = [span for span, _ in said if span[0] <= start and end <= span[1]]
        best = max(around, key=lambda span: (span[0], -span[1]), default=None)
        expected.append(sorted({value for span, value in said if span == best}))
    found = told([coding(*span) for span in asked], [(coding(*span), value) for span, value in said])
    assert found[0] == expected


def test_a_project_made_to_be_slow_is_not(computing: Any) -> None:
    """50,000 passages that all lie around each other, and as many codings in the middle."""
    count = 50_000
    said = [(coding(number, 4 * count - number), "start") for number in range(count)]
    asked = [coding(count + number, count + number + 1) for number in range(count)]
    with computing(20):
        values, idle = values_around(asked, said)
    assert set(values) == {frozenset(["start"])}
    assert idle == count - 1
