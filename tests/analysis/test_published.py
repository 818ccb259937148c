"""Published analyses, asked as a researcher would: tables of the literature, and what it prints of them.

- Lipset's conditions of democracy between the wars, in Rihoux & Ragin (2009), Configurational Comparative
  Methods: crisp in chapter 3 (Rihoux & De Meur), with several values in chapter 4 (Cronqvist &
  Berg-Schlosser), fuzzy in chapter 5 (Ragin).
- Women in parliaments of Western democracies: Krook (2010), Political Studies 58(5), 886-908.
- Strikes that succeed: Ragin (1987), The Comparative Method, chapter 6.
- The planets as a context: Davey & Priestley (2002), Introduction to Lattices and Order, chapter 3.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FUZZY = """case,DEV,URB,LIT,IND,STB,SURV
AU,0.81,0.12,0.99,0.73,0.43,0.05
BE,0.99,0.89,0.98,1,0.98,0.95
CZ,0.58,0.98,0.98,0.9,0.91,0.89
EE,0.16,0.07,0.98,0.01,0.91,0.12
FI,0.58,0.03,0.99,0.08,0.58,0.77
FR,0.98,0.03,0.99,0.81,0.95,0.95
DE,0.89,0.79,0.99,0.96,0.31,0.05
GR,0.04,0.09,0.13,0.36,0.43,0.06
HU,0.07,0.16,0.88,0.07,0.13,0.42
IE,0.72,0.05,0.98,0.01,0.95,0.92
IT,0.34,0.1,0.41,0.47,0.58,0.05
NL,0.98,1,0.99,0.94,0.99,0.95
PL,0.02,0.17,0.59,0,0,0.12
PT,0.01,0.02,0.01,0.11,0.01,0.05
RO,0.01,0.03,0.17,0,0.84,0.21
ES,0.03,0.3,0.09,0.21,0.2,0.06
SE,0.95,0.13,0.99,0.67,0.91,0.95
UK,0.98,0.99,0.99,1,0.98,0.95
"""
SEVERAL = """case,DEV,URB,LIT,IND,SURV
AU,1,0,1,1,0
BE,2,1,1,1,1
CZ,1,1,1,1,1
EE,0,0,1,0,0
FI,1,0,1,0,1
FR,2,0,1,1,1
DE,1,1,1,1,0
GR,0,0,0,0,0
HU,0,0,1,0,0
IE,1,0,1,0,1
IT,0,0,0,0,0
NL,2,1,1,1,1
PL,0,0,1,0,0
PT,0,0,0,0,0
RO,0,0,0,0,0
ES,0,0,0,0,0
SE,2,0,1,1,1
UK,2,1,1,1,1
"""
WOMEN = """country,ES,QU,WS,WM,LP,WNP
SE,1,1,1,0,0,1
FI,1,0,1,0,0,1
NO,1,1,1,1,1,1
IS,1,1,1,1,1,1
DK,1,0,1,1,1,1
NL,1,1,0,1,1,1
BE,1,1,0,1,1,1
ES,1,1,0,1,0,1
DE,0,1,0,1,1,1
NZ,0,0,0,1,1,1
AT,1,1,0,0,1,1
row-00010,0,0,0,1,0,0
row-01010,0,1,0,1,0,0
row-01000,0,1,0,0,0,0
row-11000,1,1,0,0,0,0
row-10001,1,0,0,0,1,0
"""
"""The countries with many women; of those with few one for each combination: no figure here counts them."""
STRIKES = "strike,A,B,C,S\n" + "".join(
    f"{row}-{number},{','.join(row)},{out}\n"
    for row, out, many in [
        ("101", 1, 6), ("010", 1, 5), ("110", 1, 2), ("111", 1, 3),
        ("100", 0, 9), ("001", 0, 6), ("011", 0, 3), ("000", 0, 4),
    ]
    for number in range(many)
)  # fmt: skip
"""A booming market (A), threat of sympathy strikes (B), a large strike fund (C): success (S)."""
PLANETS = """planet,small,medium,large,near,far,moon,no-moon
Mercury,1,0,0,1,0,0,1
Venus,1,0,0,1,0,0,1
Earth,1,0,0,1,0,1,0
Mars,1,0,0,1,0,1,0
Jupiter,0,0,1,0,1,1,0
Saturn,0,0,1,0,1,1,0
Uranus,0,1,0,0,1,1,0
Neptune,0,1,0,0,1,1,0
Pluto,1,0,0,0,1,1,0
"""
Ask = Callable[..., Any]


@pytest.fixture
def told(ask: Ask, tmp_path: Path) -> Callable[..., list[dict[str, str]]]:
    def rows(content: str, *words: str) -> list[dict[str, str]]:
        (tmp_path / "table.csv").write_text(content, encoding="utf-8")
        found = ask(*words, "--data", tmp_path / "table.csv", "--format", "csv")
        assert found.status == 0
        return list(csv.DictReader(found.out.splitlines()))

    return rows


def models(rows: list[dict[str, str]], outcome: str, solution: str) -> dict[str, dict[str, str]]:
    """The terms of each model of a solution, with their fits: consistency, PRI, raw and unique coverage."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        if (row["outcome"], row["solution"]) == (outcome, solution):
            fits = [row["consistency"], row["pri"], row["raw_coverage"], row["unique_coverage"]]
            found.setdefault(row["model"], {})[row["term"]] = " ".join(fits).strip()
    return found


def test_lipset_fuzzy(told: Callable[..., list[dict[str, str]]]) -> None:
    asked = ("qca", "SURV", "--conditions", "DEV,URB,LIT,IND,STB", "--consistency", "7/10")
    rows = told(FUZZY, *asked)
    assert models(rows, "SURV", "conservative") == {
        "1": {
            "DEV*~URB*LIT*STB": "0.809 0.761 0.433 0.196",
            "DEV*LIT*IND*STB": "0.843 0.821 0.622 0.385",
            "M": "0.871 0.851 0.818",
        }
    }
    fits = "0.869 0.848 0.824"
    assert models(rows, "SURV", "parsimonious") == {"1": {"DEV*STB": f"{fits} 0.824", "M": fits}}
    expected = [
        word for name in ("DEV", "URB", "LIT", "IND", "STB") for word in ("--expect", f"{name}=present")
    ]
    rows = told(FUZZY, *asked, "--solution", "intermediate", *expected)
    assert models(rows, "SURV", "intermediate") == {"1": {"DEV*LIT*STB": f"{fits} 0.824", "M": fits}}
    rows = told(FUZZY, *asked, "--show", "table")
    assert {(row["cases"], row["out"]) for row in rows if row["out"] != "0"} == {
        ("FI IE", "1"), ("FR SE", "1"), ("BE CZ NL UK", "1"),
    }  # fmt: skip


def test_lipset_with_several_levels_of_development(told: Callable[..., list[dict[str, str]]]) -> None:
    rows = told(SEVERAL, "qca", "SURV", "--conditions", "DEV,URB,LIT,IND")
    assert models(rows, "SURV", "conservative") == {
        "1": {
            "DEV{2}*LIT*IND": "1.000 1.000 0.625 0.625",
            "DEV{1}*~URB*LIT*~IND": "1.000 1.000 0.250 0.250",
            "M": "1.000 1.000 0.875",
        }
    }
    assert models(rows, "SURV", "parsimonious") == {
        "1": {
            "DEV{2}": "1.000 1.000 0.625 0.625",
            "DEV{1}*~IND": "1.000 1.000 0.250 0.250",
            "M": "1.000 1.000 0.875",
        }
    }
    assert set(models(rows, "~SURV", "conservative")["1"]) == {
        "DEV{0}*~URB*~IND", "DEV{1}*~URB*LIT*IND", "M",
    }  # fmt: skip
    assert set(models(rows, "~SURV", "parsimonious")["1"]) == {"DEV{0}", "DEV{1}*~URB*IND", "M"}
    (contradiction,) = [
        row
        for row in told(SEVERAL, "qca", "SURV", "--conditions", "DEV,URB,LIT,IND", "--show", "table")
        if row["out"] == "C"
    ]
    assert (contradiction["cases"], contradiction["with"], contradiction["without"]) == ("CZ DE", "1", "1")


def test_krook_has_two_models_and_tells_both(told: Callable[..., list[dict[str, str]]]) -> None:
    rows = told(WOMEN, "qca", "WNP", "--conditions", "ES,QU,WS,WM,LP")
    assert set(models(rows, "WNP", "conservative")["1"]) == {
        "~ES*~WS*WM*LP", "ES*QU*~WS*WM", "ES*QU*~WS*LP", "ES*WS*~WM*~LP", "ES*WS*WM*LP", "M",
    }  # fmt: skip
    both = {
        "WS": "1.000 1.000 0.455 0.182",
        "ES*WM": "1.000 1.000 0.545 0.091",
        "QU*LP": "1.000 1.000 0.545 0.091",
        "M": "1.000 1.000 1.000",
    }
    assert models(rows, "WNP", "parsimonious") == {
        "1": both | {"~ES*LP": "1.000 1.000 0.182 0.091"},
        "2": both | {"WM*LP": "1.000 1.000 0.636 0.091"},
    }
    assert set(models(rows, "~WNP", "conservative")["1"]) == {
        "~ES*~WS*WM*~LP", "QU*~WS*~WM*~LP", "ES*~QU*~WS*~WM*LP", "M",
    }  # fmt: skip
    assumed = told(WOMEN, "qca", "WNP", "--conditions", "ES,QU,WS,WM,LP", "--show", "assumptions")
    mine = [row for row in assumed if (row["outcome"], row["solution"]) == ("WNP", "parsimonious")]
    assert sorted(sum(row["model"] == model for row in mine) for model in ("1", "2")) == [15, 16]


def test_strikes_need_a_fund_in_a_boom_or_sympathy_without_a_fund(
    told: Callable[..., list[dict[str, str]]],
) -> None:
    rows = told(STRIKES, "qca", "S", "--conditions", "A,B,C")
    assert set(models(rows, "S", "conservative")["1"]) == {"A*C", "B*~C", "M"}
    assert set(models(rows, "~S", "conservative")["1"]) == {"~A*C", "~B*~C", "M"}


def test_the_planets_have_twelve_concepts(told: Callable[..., list[dict[str, str]]]) -> None:
    rows = told(PLANETS, "concepts", "--show", "concepts")
    assert {(row["extent"], row["intent"]) for row in rows} >= {
        ("Mercury Venus Earth Mars Pluto", "small"),
        ("Earth Mars Jupiter Saturn Uranus Neptune Pluto", "moon"),
        ("Earth Mars Pluto", "small moon"),
        ("Jupiter Saturn Uranus Neptune Pluto", "far moon"),
        ("Pluto", "small far moon"),
    }
    assert len(rows) == 12
