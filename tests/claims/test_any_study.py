"""Claims of a study that shares nothing with the bundled one: every pattern, counted without lcgraph.

The expected rows are made by `tests/city/oracle.py`, which reads the tables of the study by itself.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

import lcgraph
from lcgraph.analysis.claims import Judgement, Verdict

CITY = Path(__file__).parents[1] / "data" / "city"
EXPECTED = Path(__file__).parents[1] / "city" / "expected" / "claims.csv"


@pytest.fixture(scope="module")
def claims() -> list[Verdict]:
    return lcgraph.open(studies=CITY).claims()


def _rows(claim: str, number: int, judged: Judgement) -> Iterator[list[str]]:
    start = [claim, str(number), judged.verdict]
    if judged.reading.query:
        yield [*start, "", *map(str, judged.numbers.values()), "", ""]
    for count in judged.counts:
        numbers = (
            len(count.meant.reporting),
            count.meant.known,
            len(count.others.reporting),
            count.others.known,
        )
        yield [*start, count.motive, *map(str, numbers)]


def test_every_reading_has_the_verdict_and_the_numbers_that_were_counted_apart(claims: list[Verdict]) -> None:
    found = [
        row
        for claim in claims
        for number, judged in enumerate(claim.readings, start=1)
        for row in _rows(claim.id, number, judged)
    ]
    with EXPECTED.open(encoding="utf-8") as file:
        assert found == list(csv.reader(file))[1:]
    assert len(found) == 22


def test_studies_together_have_their_claims_each(claims: list[Verdict]) -> None:
    bundled = Path(__file__).parents[2] / "data" / "bos-2023"
    both = lcgraph.open(studies=[bundled, CITY]).claims()
    assert [verdict for verdict in both if verdict.study == "city-synthetic"] == claims
    assert [verdict for verdict in both if verdict.study == "bos-2023"] == lcgraph.open().claims()
