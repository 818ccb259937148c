"""What comes of answers, from the definitions; and that the browser shows the same."""

from __future__ import annotations

from fractions import Fraction

from lcgraph.conversation.findings import Line, find
from lcgraph.conversation.form import Form, Motive
from lcgraph.conversation.handover import Answer, Mark
from lcgraph.say import Text

CODES = tuple("abcdefghijklm")
FORM = Form(Text(), tuple(Motive(code, Text(en=code), Text(), Text()) for code in CODES), ("P", "Q", "R"))


def wanting(partner: int, *codes: str, **more: object) -> Answer:
    """A partner that wants these motives for itself, clearly."""
    return Answer(partner, marks={code: Mark(2) for code in codes}, **more)  # type: ignore[arg-type]


def test_two_partners_with_five_of_thirteen_share_1_9_motives_by_accident() -> None:
    found = find(FORM, [wanting(0, *"abcde"), wanting(1, *"defgh")])
    assert found.chance == Fraction(25, 13)
    assert round(float(found.chance), 1) == 1.9
    assert [line.motive for line in found.of("shared")] == ["d", "e"]


def test_a_little_is_not_wanting() -> None:
    found = find(FORM, [Answer(0, marks={"a": Mark(1)}), wanting(1, "a")])
    assert found.of("shared") == ()


def test_who_can_bring_what_another_wants() -> None:
    both = [
        Answer(0, marks={"a": Mark(3), "b": Mark(bring=True)}),
        Answer(1, marks={"b": Mark(2), "a": Mark(bring=True)}),
        Answer(2, marks={"a": Mark(bring=True)}),
    ]
    assert find(FORM, both).of("match") == (
        Line("match", "a", 0, 1, mutual=True),
        Line("match", "a", 0, 2, mutual=False),
        Line("match", "b", 1, 0, mutual=True),
    )


def test_what_one_wants_and_nobody_guessed_needs_somebody_who_guessed() -> None:
    silent = [wanting(0, "a"), wanting(1, "b")]
    assert find(FORM, silent).of("unseen") == ()
    guessing = [wanting(0, "a", guesses={1: ("b",)}), wanting(1, "b", guesses={0: ("c",)})]
    assert find(FORM, guessing).of("unseen") == (Line("unseen", "a", 0),)
    assert find(FORM, guessing).of("imagined") == (Line("imagined", "c", 0, 1),)


def test_people_of_one_partner_are_not_of_one_mind_from_two_steps_on() -> None:
    people = [
        Answer(0, 0, marks={"a": Mark(3), "b": Mark(2)}),
        Answer(0, 1, marks={"a": Mark(1), "b": Mark(3)}),
        wanting(1, "a"),
    ]
    assert find(FORM, people).of("mixed") == (Line("mixed", "a", 0),)
    assert find(FORM, people).of("shared") == (Line("shared", "a"),)


def test_levels_are_told_where_partners_differ() -> None:
    apart = [Answer(0, marks={"a": Mark(2, "collective"), "b": Mark(2)}), wanting(1, "a", "b")]
    assert find(FORM, apart).of("own") == (Line("own", "a", 1),)
    assert find(FORM, apart).of("together") == (Line("together", "a", 0),)


def test_agreement_is_told_from_five_partners_on() -> None:
    four = [wanting(partner, "a", "b") for partner in range(4)]
    assert find(FORM, four).kappa is None
    five = [*four, wanting(4, "a", "c")]
    # Fleiss: P_e = (10/65)^2 + (55/65)^2; of 13 motives eleven are alike, one is 4 to 1 and one is 1 to 4
    expected = Fraction(10, 65) ** 2 + Fraction(55, 65) ** 2
    seen = (11 + Fraction(6, 10) * 2) / 13
    assert find(FORM, five).kappa == (seen - expected) / (1 - expected)
    assert find(FORM, [wanting(partner, *CODES) for partner in range(5)]).kappa is None
