"""The short code by which a partner hands over answers: written, read aloud, typed or scanned.

Goes in: an `Answer` to a `Form`. Comes out: letters and digits of Crockford's base 32 in groups of four,
always as many for one form, whatever was answered; and back. What is held back is not in it: it looks like
"no role".

The answers are one whole number in a mixed radix: the number of the form, the partner, the person, the
consent, then for every motive one of 14 states (no role, or a weight of 1 to 3 at one of two levels; and
whether the partner can bring something), the top three, whether those could be reached alone, and for every
other partner a guess of up to three motives. Two check characters follow: the sum of each character's value
times its place, modulo the prime 1021. Since no difference of values and no difference of places is a
multiple of that prime, one wrong character or two that changed places never pass. `static/converse.js` does
the same in a browser; a test holds both against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import comb, prod
from pathlib import Path
from typing import Final

from lcgraph.conversation.form import PARTNERS, Form
from lcgraph.errors import CallError, InputError
from lcgraph.say import Problems
from lcgraph.untrusted.text import read_text

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U; I and L are read as 1, O as 0."""
LEVELS: Final = ("organisational", "collective")
SCOPES: Final = ("room", "study", "public")
"""How far an answer may go: the people in the room, the study, or everybody."""
ALONE: Final = ("", "yes", "no")
PERSONS: Final = 4
TOP: Final = 3
_PRIME = 1021
_CHECKS = 2
_MOST = 100_000  # characters of a file with codes
_STATES = 14  # bring or not, times no role or three weights at two levels


@dataclass(frozen=True)
class Mark:
    """What one motive means to a partner: a weight from 0 (no role) to 3, at which level, and whether it can
    bring it.
    """

    weight: int = 0
    level: str = "organisational"
    bring: bool = False


@dataclass(frozen=True)
class Answer:
    """What one person answered for a partner, as far as it is handed over.

    `partner` and `person` count from 0; `marks` by motive, those without any role left out; `top` are up to
    three motives in order; `alone` says of them whether the partner could reach them alone; `guesses` are,
    by other partner, up to three motives.
    """

    partner: int
    person: int = 0
    consent: str = "room"
    marks: Mapping[str, Mark] = field(default_factory=dict)
    top: Sequence[str] = ()
    alone: Mapping[str, str] = field(default_factory=dict)
    guesses: Mapping[int, Sequence[str]] = field(default_factory=dict)


def held_back(answer: Answer, motives: Sequence[str]) -> Answer:
    """The answer without these motives: as if they played no role. Guesses about others stay."""
    away = set(motives)
    return Answer(
        answer.partner,
        answer.person,
        answer.consent,
        {code: mark for code, mark in answer.marks.items() if code not in away},
        [code for code in answer.top if code not in away],
        {code: said for code, said in answer.alone.items() if code not in away},
        answer.guesses,
    )


def encode(form: Form, answer: Answer) -> str:
    """The code of an answer, in groups of four."""
    value = 0
    for digit, radix in zip(_digits(form, answer), _radices(form), strict=True):
        value = value * radix + digit
    values = [(value >> (5 * place)) & 31 for place in reversed(range(_length(form)))]
    values += divmod(_checked(values), 32)
    text = "".join(ALPHABET[each] for each in values)
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def decode(form: Form, text: str) -> Answer:
    """The answer in a code; `CallError` says what is wrong with one that cannot be of this form."""
    plain = text.upper().translate(str.maketrans("ILO", "110", " -\t\r\n"))
    if strange := sorted(set(plain) - set(ALPHABET)):
        signs = ", ".join(strange)
        raise CallError(
            nl=f"in een code staat geen {signs}: alleen cijfers, en letters zonder I, L, O en U",
            en=f"a code has no {signs}: digits only, and letters except I, L, O and U",
        )
    whole = _length(form) + _CHECKS
    if len(plain) != whole:
        raise CallError(
            nl=f"deze code heeft {len(plain)} tekens: het moeten er {whole} zijn",
            en=f"this code has {len(plain)} characters: it must have {whole}",
        )
    values = [ALPHABET.index(sign) for sign in plain]
    if values[-2] * 32 + values[-1] != _checked(values[:-_CHECKS]):
        raise CallError(
            nl="er staat een fout in deze code: vergelijk haar teken voor teken",
            en="there is a mistake in this code: compare it character by character",
        )
    return _answer(form, values[:-_CHECKS])


def _answer(form: Form, values: Sequence[int]) -> Answer:
    value = 0
    for each in values:
        value = value * 32 + each
    digits = []
    for radix in reversed(_radices(form)):
        value, digit = divmod(value, radix)
        digits.append(digit)
    number, partner, person, scope, *rest = reversed(digits)
    if value or number != form.number or partner >= (len(form.partners) or PARTNERS[1]):
        raise CallError(
            nl="deze code hoort bij een ander formulier (andere motieven of andere partners)",
            en="this code belongs to another form (other motives or other partners)",
        )
    codes = [motive.code for motive in form.motives]
    states, rest = rest[: len(codes)], rest[len(codes) :]
    top = [codes[place - 1] for place in rest[:TOP] if place]
    alone = {code: ALONE[said] for code, said in zip(top, rest[TOP : 2 * TOP], strict=False) if said}
    others = [each for each in range(max(len(form.partners), PARTNERS[0])) if each != partner]
    chosen = {
        other: _subset(codes, rank) for other, rank in zip(others, rest[2 * TOP :], strict=True) if rank
    }
    marks = {code: _mark(state) for code, state in zip(codes, states, strict=True) if state}
    return Answer(partner, person, SCOPES[scope], marks, top, alone, chosen)


def _digits(form: Form, answer: Answer) -> Iterator[int]:
    codes = [motive.code for motive in form.motives]
    yield from (form.number, answer.partner, answer.person, SCOPES.index(answer.consent))
    for code in codes:
        yield _state(answer.marks.get(code, Mark()))
    top = [codes.index(code) + 1 for code in answer.top[:TOP]]
    yield from (*top, *[0] * (TOP - len(top)))
    said = [ALONE.index(answer.alone.get(code, "")) for code in answer.top[:TOP]]
    yield from (*said, *[0] * (TOP - len(said)))
    for other in range(max(len(form.partners), PARTNERS[0])):
        if other != answer.partner:
            yield _rank(codes, answer.guesses.get(other, ()))


def _radices(form: Form) -> list[int]:
    many = len(form.motives)
    guesses = sum(comb(many, size) for size in range(TOP + 1))
    others = max(len(form.partners), PARTNERS[0]) - 1
    return [
        1024,
        PARTNERS[1],
        PERSONS,
        len(SCOPES),
        *[_STATES] * many,
        *[many + 1] * TOP,
        *[3] * TOP,
        *[guesses] * others,
    ]


def _length(form: Form) -> int:
    """How many characters every code of a form has, without the check."""
    return -(-(prod(_radices(form)) - 1).bit_length() // 5)


def _checked(values: Sequence[int]) -> int:
    return sum(place * value for place, value in enumerate(values, 1)) % _PRIME


def _state(mark: Mark) -> int:
    role = 1 + (mark.weight - 1) * len(LEVELS) + LEVELS.index(mark.level) if mark.weight else 0
    return role * 2 + mark.bring


def _mark(state: int) -> Mark:
    role, bring = divmod(state, 2)
    if not role:
        return Mark(bring=bool(bring))
    weight, level = divmod(role - 1, len(LEVELS))
    return Mark(weight + 1, LEVELS[level], bool(bring))


def _subsets(codes: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every choice of up to three motives: none, then single ones, pairs and threes, in the order of the
    form.
    """
    for size in range(TOP + 1):
        yield from combinations(codes, size)


def _rank(codes: Sequence[str], chosen: Sequence[str]) -> int:
    wanted = tuple(sorted(set(chosen), key=codes.index))
    return next(rank for rank, each in enumerate(_subsets(codes)) if each == wanted)


def _subset(codes: Sequence[str], rank: int) -> tuple[str, ...]:
    return next(each for number, each in enumerate(_subsets(codes)) if number == rank)


def read_codes(form: Form, path: Path) -> list[Answer]:
    """The answers of a file with one code a line; `InputError` says of each line what is wrong with it."""
    problems = Problems()
    text = read_text(path, path.name, problems) or ""
    found: dict[tuple[int, int], Answer] = {}
    for row, line in enumerate(text[:_MOST].splitlines(), 1):
        if not line.strip():
            continue
        try:
            answer = decode(form, line)
        except CallError as error:
            problems.add(path.name, row, None, nl=error.in_("nl"), en=error.in_("en"))
            continue
        if (answer.partner, answer.person) in found:
            name = form.partners[answer.partner] if form.partners else str(answer.partner + 1)
            problems.add(
                path.name,
                row,
                None,
                nl=f"van deze persoon van {name} is er al een code",
                en=f"there already is a code of this person of {name}",
            )
        found[answer.partner, answer.person] = answer
    if not problems.found and len({partner for partner, _ in found}) < PARTNERS[0]:
        problems.add(
            path.name,
            None,
            None,
            nl="er zijn codes van minstens twee partners nodig",
            en="codes of at least two partners are needed",
        )
    if problems.found:
        raise InputError(problems.found)
    return list(found.values())
