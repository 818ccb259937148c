"""What a study expects of its cells when it concludes something: the column `expect` of `claims.csv`.

Goes in: the text of a cell. Comes out: an `Expectation`, or the `Text` of what is wrong with it. Whether a
claim holds is asked in `lcgraph.analysis.claims`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from lcgraph.errors import nearest
from lcgraph.say import Text

PATTERNS: Final = (
    "all",
    "some",
    "none",
    "only",
    "mainly",
    "most",
    "at-least",
    "at-most",
    "more",
    "query",
)
"""What can be expected of the groups that are meant; `lcgraph.analysis.claims` says what each asks."""

SHARED: Final = ("at-least", "at-most")
"""The patterns that need a share."""

COMPARING: Final = ("some", "only", "mainly", "most", "more")
"""The patterns for which `than` says against which groups those meant are set."""

_SHARE: Final = re.compile(r"(?P<part>[0-9]{1,9})/(?P<whole>[0-9]{1,9})")


@dataclass(frozen=True)
class Expectation:
    """A pattern, and the share that `at-least` and `at-most` are about."""

    pattern: str
    share: Fraction | None = None

    def __str__(self) -> str:
        share = self.share
        return self.pattern if share is None else f"{self.pattern} {share.numerator}/{share.denominator}"


def expectation(text: str) -> Expectation | Text:
    """What `expect` says, or what is wrong with it.

    >>> expectation("at-least 4/5")
    Expectation(pattern='at-least', share=Fraction(4, 5))
    >>> expectation("All")
    Expectation(pattern='all', share=None)
    """
    words = text.casefold().split()
    pattern = words[0] if words else ""
    if pattern not in PATTERNS:
        return _unknown_pattern(pattern)
    if pattern not in SHARED:
        return Expectation(pattern) if len(words) == 1 else _not_alone(pattern)
    share = _SHARE.fullmatch(words[1]) if len(words) == 2 else None
    if share is None or not int(share["whole"]) or int(share["part"]) > int(share["whole"]):
        return Text(
            nl=f"{pattern} vraagt een deel van de groepen als breuk van 0 tot 1, zoals `{pattern} 4/5`",
            en=f"{pattern} needs a share of the groups as a fraction from 0 to 1, such as `{pattern} 4/5`",
        )
    return Expectation(pattern, Fraction(int(share["part"]), int(share["whole"])))


def _unknown_pattern(pattern: str) -> Text:
    close, valid = nearest(pattern, PATTERNS), ", ".join(PATTERNS)
    return Text(
        nl=f"{pattern!r} is geen verwachting; " + (f"bedoelde u {close!r}?" if close else f"geldig: {valid}"),
        en=f"{pattern!r} is not an expectation; "
        + (f"did you mean {close!r}?" if close else f"valid: {valid}"),
    )


def _not_alone(pattern: str) -> Text:
    return Text(nl=f"na {pattern} staat niets meer", en=f"nothing follows after {pattern}")
