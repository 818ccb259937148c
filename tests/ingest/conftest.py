"""Problems are told in two languages; a test reads the English lines, and this the Dutch ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest

from lcgraph.model import Problem


@pytest.fixture(scope="session")
def in_both_languages() -> Callable[[Sequence[Problem]], list[str]]:
    """The English lines, once it is certain that the Dutch ones differ and name the same codes."""

    def lines(problems: Sequence[Problem]) -> list[str]:
        for problem in problems:
            dutch, english = (set(re.findall(r"'([^']+)'", problem.in_(lang))) for lang in ("nl", "en"))
            assert problem.message.nl
            assert problem.message.nl != problem.message.en
            assert {word for word in english if " " not in word} <= dutch, problem
        return [str(problem) for problem in problems]

    return lines
