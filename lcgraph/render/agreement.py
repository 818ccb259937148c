"""The agreement of coders as rows: coefficients to four decimals, and in words why one is undefined."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Literal

from lcgraph.analysis.agreement import Agreement
from lcgraph.answers import Rows
from lcgraph.quads import integer
from lcgraph.say import Text
from lcgraph.vocab import XSD

COLUMNS = ("motive", "units", "coders", "given", "agreed", "kappa", "alpha", "remark", "study")
NO_CODERS = Text(
    nl="geen codering hier noemt haar codeur (kolom coder) en haar fragment (kolom segment)",
    en="no coding here names its coder (column coder) and its segment (column segment)",
)
_NO_UNITS = Text(
    nl="niet bepaald: niets is door twee of meer codeurs gecodeerd",
    en="undefined: nothing was coded by two or more coders",
)
_NEVER = Text(
    nl="niet bepaald: geen codeur gaf dit motief in deze eenheden",
    en="undefined: no coder gave this motive in these units",
)
_ALWAYS = Text(
    nl="niet bepaald: elke codeur gaf dit motief in al deze eenheden",
    en="undefined: every coder gave this motive in all of these units",
)
_PAIR = Text(
    nl="kappa niet bepaald: een paar codeurs besloot overal hetzelfde",
    en="kappa undefined: a pair of coders decided the same throughout",
)


def agreement_rows(found: Sequence[tuple[str, Agreement]], lang: str) -> Rows:
    """One row a motive and study, in the given order."""
    return Rows(
        COLUMNS,
        tuple(
            (
                Literal(each.motive),
                *(integer(count) for count in (each.units, each.coders, each.given, each.agreed)),
                _decimal(each.kappa),
                _decimal(each.alpha),
                Literal(remark(each).in_(lang)),
                Literal(study),
            )
            for study, each in found
        ),
    )


def remark(found: Agreement) -> Text:
    """Why a coefficient is undefined; empty when both are known."""
    if not found.units:
        return _NO_UNITS
    if found.alpha is None:
        return _ALWAYS if found.given else _NEVER
    return _PAIR if found.kappa is None else Text()


def _decimal(number: float | None) -> Literal | None:
    """A coefficient to four decimals."""
    return None if number is None else Literal(f"{round(number, 4) + 0:.4f}", datatype=XSD.decimal)
