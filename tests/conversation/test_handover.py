"""Codes by which partners hand over answers: whole, of one length, and refused when one sign is wrong."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from lcgraph.conversation.form import Form, Motive
from lcgraph.conversation.handover import ALPHABET, Answer, Mark, decode, encode, held_back
from lcgraph.errors import CallError
from lcgraph.say import Text

CODES = ("image", "recruitment", "network", "cost-reduction", "better-care")
FORM = Form(
    Text(en="Try"), tuple(Motive(code, Text(en=code), Text(), Text()) for code in CODES), ("A", "B", "C")
)
ANSWER = Answer(
    partner=1,
    person=2,
    consent="study",
    marks={"image": Mark(3, "collective", True), "network": Mark(bring=True), "better-care": Mark(1)},
    top=["better-care", "image"],
    alone={"image": "no"},
    guesses={0: ("recruitment",), 2: ("image", "network", "better-care")},
)


def refused(text: str, form: Form = FORM) -> str:
    with pytest.raises(CallError) as told:
        decode(form, text)
    return told.value.in_("en")


def test_an_answer_comes_back_from_its_code() -> None:
    assert encode(FORM, ANSWER) == "0SWF-YQD8-6N0R-58"
    assert decode(FORM, encode(FORM, ANSWER)) == ANSWER


def test_any_answer_comes_back() -> None:
    lottery = random.Random(2026)
    for _ in range(300):
        marks = {
            code: Mark(
                lottery.randint(1, 3),
                lottery.choice(("organisational", "collective")),
                lottery.random() < 0.5,
            )
            for code in CODES
            if lottery.random() < 0.6
        }
        top = lottery.sample(list(marks), min(len(marks), lottery.randint(0, 3)))
        guesses = {
            other: tuple(sorted(lottery.sample(CODES, lottery.randint(1, 3)), key=CODES.index))
            for other in (0, 1)
            if lottery.random() < 0.7
        }
        alone = {code: lottery.choice(("yes", "no")) for code in top if lottery.random() < 0.5}
        answer = Answer(
            2, lottery.randint(0, 3), lottery.choice(("room", "study", "public")), marks, top, alone, guesses
        )
        assert decode(FORM, encode(FORM, answer)) == answer


def test_read_aloud_and_typed_by_hand_it_is_the_same_code() -> None:
    text = encode(FORM, ANSWER)
    assert decode(FORM, text.lower().replace("-", " ")) == ANSWER
    assert decode(FORM, text.replace("1", "l").replace("0", "o")) == ANSWER


def test_a_code_with_any_one_wrong_sign_is_refused() -> None:
    plain = encode(FORM, ANSWER).replace("-", "")
    tried = [
        plain[:at] + sign + plain[at + 1 :]
        for at in range(len(plain))
        for sign in ALPHABET
        if sign != plain[at]
    ]
    assert len(tried) == 14 * 31
    assert {refused(text) for text in tried} == {
        "there is a mistake in this code: compare it character by character"
    }


def test_a_code_with_any_two_signs_swapped_is_refused() -> None:
    plain = encode(FORM, ANSWER).replace("-", "")
    swaps = [(a, b) for a, b in combinations(range(len(plain)), 2) if plain[a] != plain[b]]
    assert len(swaps) > 80
    for a, b in swaps:
        signs = list(plain)
        signs[a], signs[b] = signs[b], signs[a]
        assert refused("".join(signs)) == "there is a mistake in this code: compare it character by character"


def test_a_code_says_what_is_wrong_with_it() -> None:
    text = encode(FORM, ANSWER)
    assert refused(text[:-1]) == "this code has 13 characters: it must have 14"
    assert refused(text.replace("W", "U")) == (
        "a code has no U: digits only, and letters except I, L, O and U"
    )
    others = Form(FORM.title, FORM.motives, ("A", "B", "D"))
    assert refused(text, others) == "this code belongs to another form (other motives or other partners)"


def test_every_code_of_a_form_is_as_long_as_the_next() -> None:
    """Whoever shares nothing is not betrayed by a short code."""
    nothing = Answer(0)
    assert len(encode(FORM, nothing)) == len(encode(FORM, ANSWER))


def test_what_is_held_back_is_the_same_as_no_role() -> None:
    silent = held_back(ANSWER, ["image", "network"])
    never = Answer(1, 2, "study", {"better-care": Mark(1)}, ["better-care"], {}, ANSWER.guesses)
    assert encode(FORM, silent) == encode(FORM, never)
    assert "image" not in decode(FORM, encode(FORM, silent)).marks
