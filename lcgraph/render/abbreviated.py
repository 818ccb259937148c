"""Labels that are too long for the head of a column, shortened so that no two look alike.

Goes in: the labels that stand beside each other. Comes out: a short one for each, to be told in a legend.
What a study or the ontology says of its own short labels goes before this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import count, islice
from typing import Final

_SHORT: Final = 4
"""Letters that a head may have without being shortened."""


def abbreviated(labels: Sequence[str], taken: Collection[str] = ()) -> dict[str, str]:
    """A short label for each label, different from the others and from those that are `taken`.

    A label of four letters stays; of several words the initials are taken, of one word its first letters;
    where two would look alike, both get more letters, and at last a number.

    >>> abbreviated(["municipality", "NGO", "practice partner", "company", "community"])
    {'municipality': 'Mun', 'NGO': 'NGO', 'practice partner': 'PP', 'company': 'Comp', 'community': 'Comm'}
    """
    different = dict.fromkeys(labels)
    used = {text.casefold() for text in taken}
    step = dict.fromkeys(different, 0)
    while True:
        short = {
            label: next(islice(_shorter(label, place), step[label], None))
            for place, label in enumerate(different, 1)
        }
        found = Counter(text.casefold() for text in short.values())
        alike = [
            label for label, text in short.items() if found[text.casefold()] > 1 or text.casefold() in used
        ]
        if not alike:
            return short
        for label in alike:
            step[label] += 1


def _shorter(label: str, place: int) -> Iterator[str]:
    """What the label at a place can be shortened to, the shortest first; endless."""
    words = [word.strip("()[],.;:/") for word in label.replace("-", " ").split()]
    words = [word for word in words if word]
    if len(label) <= _SHORT or not words:
        yield label or "-"
    elif len(words) > 1:
        yield "".join(word[0] for word in words[:_SHORT]).upper()
        yield "".join(word[:2].capitalize() for word in words[:3])
    for letters in range(3, len(label)):
        yield label[:letters].strip().capitalize()
    yield label
    for number in count(place):
        yield f"{label[:3].strip().capitalize()}{number}"
