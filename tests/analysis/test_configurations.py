"""Qualitative comparative analysis: published solutions, and small tables against every term tried out."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations, product

import pytest

from lcgraph.analysis.configurations.data import Condition, Data, Term, calibrated, data, written
from lcgraph.analysis.configurations.fits import necessity, sufficiency
from lcgraph.analysis.configurations.inquiry import Options, assumptions, inquire, model_text
from lcgraph.analysis.configurations.primes import minimal_hitting_sets
from lcgraph.analysis.configurations.solutions import SOLUTIONS, rows_of, solutions
from lcgraph.analysis.configurations.truth import Cuts, truth_table, within
from lcgraph.analysis.configurations.warnings import warnings

LIPSET = {
    "AU": "101100", "BE": "111111", "CZ": "111111", "EE": "001010", "FI": "101011", "FR": "101111",
    "DE": "111100", "GR": "000000", "HU": "001000", "IE": "101011", "IT": "000010", "NL": "111111",
    "PL": "001000", "PT": "000000", "RO": "000010", "ES": "000000", "SE": "101111", "UK": "111111",
}  # fmt: skip
"""Democracies between the wars, crisp (DEV, URB, LIT, IND, STB; SURV): Rihoux & De Meur (2009), chapter 3 of
Rihoux & Ragin, Configurational Comparative Methods."""
CONDITIONS = ("DEV", "URB", "LIT", "IND", "STB")


def crisp(rows: dict[str, str], conditions: Sequence[str], outcome: str) -> Data:
    columns = {
        name: [Fraction(int(row[place])) for row in rows.values()] for place, name in enumerate(conditions)
    }
    return data(list(rows), columns, (outcome, [Fraction(int(row[-1])) for row in rows.values()]))


def told(found: Data, kind: str, cuts: Cuts | None = None) -> list[str]:
    (solved,) = solutions(truth_table(found, cuts or Cuts()), [kind])
    return [model_text(model, found.conditions) for model in solved.models]


def test_lipset_as_published() -> None:
    lipset = crisp(LIPSET, CONDITIONS, "SURV")
    assert told(lipset, "conservative") == ["DEV*~URB*LIT*STB + DEV*LIT*IND*STB"]
    assert told(lipset, "parsimonious") == ["DEV*STB"]
    assert told(lipset.negated, "conservative") == ["~DEV*~URB*~IND + DEV*LIT*IND*~STB"]
    assert told(lipset.negated, "parsimonious") == ["~DEV + ~STB"]


def test_with_four_conditions_lipset_contradicts_itself() -> None:
    """Table 3.4 of the same chapter: without the stability of governments two rows contradict."""
    four = crisp({case: row[:4] + row[5] for case, row in LIPSET.items()}, CONDITIONS[:4], "SURV")
    rows = {
        row.cases: (row.out, row.having, row.lacking) for row in truth_table(four, Cuts(Fraction(1))).rows
    }
    assert rows["AU", "FR", "SE"] == ("C", 2, 1)
    assert rows["BE", "CZ", "DE", "NL", "UK"] == ("C", 4, 1)
    enough = {row.cases: row.out for row in truth_table(four, Cuts()).rows}
    assert enough["BE", "CZ", "DE", "NL", "UK"] == "1"


def of_chance(seed: int) -> tuple[Data, list[int], dict[int, int]]:
    chance = random.Random(seed)
    levels = [chance.choice([2, 2, 2, 3]) for _ in range(chance.randint(1, 4))]
    rows = [tuple(map(chance.randrange, levels)) for _ in range(chance.randint(1, 9))]
    columns: dict[str, Sequence[Fraction] | Sequence[str]] = {}
    values = {}
    for place, many in enumerate(levels):
        name = "ABCD"[place]
        if many > 2:
            values[name] = list(map(str, range(many)))
            columns[name] = [str(row[place]) for row in rows]
        else:
            columns[name] = [Fraction(row[place]) for row in rows]
    outcome = [Fraction(chance.randrange(2)) for _ in rows]
    expected = {place: chance.randrange(many) for place, many in enumerate(levels) if chance.random() < 0.6}
    return (
        data([f"c{number}" for number in range(len(rows))], columns, ("Y", outcome), values=values),
        levels,
        expected,
    )


def terms(levels: Sequence[int]) -> Iterable[Term]:
    return product(*[[None, *range(many)] for many in levels])


def implicants(on: set[Term], free: set[Term], levels: Sequence[int]) -> set[Term]:
    found = [
        term for term in terms(levels) if (rows := set(rows_of(term, levels))) <= on | free and rows & on
    ]
    return {term for term in found if not any(other != term and within(term, other) for other in found)}


def smallest(primes: set[Term], on: set[Term]) -> set[frozenset[Term]]:
    for size in range(len(primes) + 1):
        found = {
            frozenset(each)
            for each in combinations(primes, size)
            if all(any(within(row, term) for term in each) for row in on)
        }
        if found:
            return found
    return set()


@pytest.mark.parametrize("seed", range(80))
def test_every_solution_is_that_of_trying_everything(seed: int) -> None:
    found, levels, expected = of_chance(seed)
    table = truth_table(found, Cuts(Fraction(1)))
    on, off = set(table.levels("1")), set(table.levels("0", "C"))
    solved = {each.kind: each for each in solutions(table, SOLUTIONS, expected)}
    if not on:
        assert solved == {}
        return
    free = set(rows_of((None,) * len(levels), levels)) - on - off
    models = {}
    for kind, usable in (("conservative", set()), ("parsimonious", free)):
        primes = implicants(on, usable, levels)
        assert set(solved[kind].primes) == primes
        models[kind] = smallest(primes, on)
        assert {frozenset(model) for model in solved[kind].models} == models[kind]
    easy: set[Term] = set()
    for term in set().union(*models["conservative"]):
        for short in set().union(*models["parsimonious"]):
            if within(term, short):
                eased = tuple(
                    None if short[place] is None and expected.get(place, level) != level else level
                    for place, level in enumerate(term)
                )
                easy |= set(rows_of(eased, levels)) - on
    primes = implicants(on, easy, levels)
    assert set(solved["intermediate"].primes) == primes
    assert {frozenset(model) for model in solved["intermediate"].models} == smallest(primes, on)


def test_a_hitting_set_needs_each_of_its_members() -> None:
    assert minimal_hitting_sets([]) == [0]
    assert minimal_hitting_sets([0b11, 0]) == []
    assert sorted(minimal_hitting_sets([0b0011, 0b0110, 0b1100])) == [0b0101, 0b0110, 0b1010]


def test_two_models_that_fit_equally_well_are_both_told() -> None:
    """Six rows in a ring, the textbook case of a cyclic chart (McCluskey, 1956)."""
    ring = ["000", "001", "011", "111", "110", "100"]
    rows = {f"c{number}": f"{row}1" for number, row in enumerate(ring)}
    rows |= {"x": "0100", "y": "1010"}
    found = crisp(rows, "ABC", "Y")
    assert told(found, "conservative") == [
        "A*B + ~A*C + ~B*~C",
        "A*~C + ~A*~B + B*C",
    ]
    said = [each.en for each in warnings(inquire(found, Options()))]
    assert "Y, conservative: 2 models fit equally well; name none without the others" in said


def test_fuzzy_fits_by_hand() -> None:
    """x = .8 .6 .2, y = .9 .4 .3: consistency 1.4/1.6, coverage 1.4/1.6; PRI takes out min(x, y, 1 - y)."""
    x, y = (8, 6, 2), (9, 4, 3)
    fit = sufficiency(x, y, 10)
    assert fit.consistency == Fraction(14, 16)
    assert fit.coverage == Fraction(14, 16)
    assert fit.pri == Fraction(14 - (1 + 4 + 2), 16 - (1 + 4 + 2))
    needed = necessity(x, y, 10)
    assert (needed.consistency, needed.coverage) == (Fraction(14, 16), Fraction(14, 16))
    assert needed.ron == Fraction(30 - 16, 30 - 14)


def test_calibration_meets_its_anchors_upwards_and_downwards() -> None:
    anchors = (Fraction(20), Fraction(50), Fraction(80))
    assert [calibrated(Fraction(raw), anchors) for raw in (20, 50, 80)] == [
        Fraction(1, 20), Fraction(1, 2), Fraction(19, 20),
    ]  # fmt: skip
    down = (anchors[2], anchors[1], anchors[0])
    assert calibrated(Fraction(20), down) == Fraction(19, 20)


def test_a_case_exactly_half_in_a_condition_stands_in_no_row() -> None:
    half = data(["a", "b"], {"A": [Fraction(1, 2), Fraction(1)]}, ("Y", [Fraction(1), Fraction(1)]))
    table = truth_table(half, Cuts())
    assert table.nowhere == ("a",)
    assert [row.cases for row in table.rows] == [("b",)]


def test_assumptions_are_the_rows_nobody_saw() -> None:
    table = truth_table(crisp(LIPSET, CONDITIONS, "SURV"), Cuts())
    found, whole = assumptions(table, [(1, None, None, None, 1)])
    assert whole
    assert len(found) == 8 - 3


def test_nothing_consistent_and_no_variation_are_answers() -> None:
    nothing = crisp({"a": "11", "b": "10"}, "A", "Y")
    said = [each.en for each in warnings(inquire(nothing, Options()))]
    assert "Y: nothing is consistent enough (at least 4/5), so there is no model" in said
    assert "A is the same for all cases: it can explain nothing" in said
    same = [each.en for each in warnings(inquire(crisp({"a": "11", "b": "01"}, "A", "Y"), Options()))]
    assert same[0] == "Y: no variation, all 2 cases have it; there is nothing to compare"


def test_conditions_that_coincide_are_told() -> None:
    said = [
        each.nl
        for each in warnings(inquire(crisp({"a": "111", "b": "000", "c": "110"}, "AB", "Y"), Options()))
    ]
    assert "A en B vallen altijd samen: de gegevens houden ze niet uit elkaar" in said


def test_terms_are_written_as_the_contract_has_them() -> None:
    conditions = [Condition("A"), Condition("B"), Condition("C", ("0", "1", "2"))]
    assert written((1, 0, 2), conditions) == "A*~B*C{2}"
