"""Identifiers of works and of their authors, in the one form in which they are compared and linked.

Each function finds its identifier in a text, however people write it there, and checks its check digit.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

_ORCID: Final = re.compile(r"(?<![0-9X])(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])(?![0-9X])")
_ROR: Final = re.compile(r"ror\.org/(0[a-hj-km-np-tv-z0-9]{6}[0-9]{2})\b", re.IGNORECASE)


def normal_doi(text: str) -> str:
    """A DOI in lower case without resolver or label.

    >>> normal_doi("https://doi.org/10.1111/PUAR.12432")
    '10.1111/puar.12432'
    """
    found = re.search(r"10\.\d{4,9}(?:/|%2[fF])\S+", text)
    if not found:
        return ""
    doi = unquote(found.group()) if "%2f" in found.group().lower() or "doi.org/" in text else found.group()
    for open_, close in ("()", "<>", "[]", "{}"):
        if doi.count(close) > doi.count(open_):  # the bracket around it, not one in it
            doi = doi.rstrip(".,;").removesuffix(close)
    return doi.rstrip(".,;").lower()


def is_doi_link(address: str) -> bool:
    """Whether an address is that of a DOI, and says nothing besides."""
    return "doi.org/" in address.lower()


def doi_of_link(address: str) -> str:
    """The DOI that an address is the link of; "" for any other address."""
    return normal_doi(address) if is_doi_link(address) else ""


def isbns(text: str) -> tuple[str, ...]:
    """The ISBNs in a text whose check digit is right, digits only.

    >>> isbns("978-0-306-40615-7 (pbk), 0-8044-2957-X"), isbns("978-0-306-40615-8")
    (('9780306406157', '080442957X'), ())
    >>> isbns("9780306406157 080442957X"), isbns("978 0 306 40615 7 080442957X")
    (('9780306406157', '080442957X'), ('9780306406157', '080442957X'))
    """
    found: list[str] = []
    for run in re.findall(r"(?<![\w])\d[\d‐‑‒–— -]{8,}[\dXx]?(?!\w)|\d{9}[Xx]", text):
        words = re.sub("[‐‑‒–—-]", "", run).upper().split()
        while words:
            taken = next((at for at in range(1, 8) if _is_isbn("".join(words[:at]))), 0)
            if taken:
                found.append("".join(words[:taken]))
            words = words[taken or 1 :]
    return tuple(dict.fromkeys(found))


def addresses(text: str) -> list[str]:
    """The web addresses in a field; a text that holds none is one itself.

    >>> addresses("https://a.example/1; https://b.example/2"), addresses("www.example.org")
    (['https://a.example/1', 'https://b.example/2'], ['www.example.org'])
    """
    parts = re.split(r"[\s;,|]+(?=(?:https?|ftp)://)", text.strip())
    return list(dict.fromkeys(part.strip(" ;,") for part in parts if part.strip(" ;,")))


def _is_isbn(isbn: str) -> bool:
    if re.fullmatch(r"\d{9}[\dX]", isbn):
        return (
            sum((10 - at) * (10 if digit == "X" else int(digit)) for at, digit in enumerate(isbn)) % 11 == 0
        )
    if re.fullmatch(r"97[89]\d{10}", isbn):
        return sum((3 if at % 2 else 1) * int(digit) for at, digit in enumerate(isbn)) % 10 == 0
    return False


def issns(text: str) -> tuple[str, ...]:
    """The ISSNs in a text whose check digit is right, as 1234-567X.

    >>> issns("00333352 (print); 1540-6210"), issns("0033-3353")
    (('0033-3352', '1540-6210'), ())
    """
    found = (
        f"{a}-{b.upper()}" for a, b in re.findall(r"(?<![\dXx-])(\d{4})-?(\d{3}[\dXx])(?![\dXx-])", text)
    )
    return tuple(dict.fromkeys(issn for issn in found if _is_issn(issn)))


def _is_issn(issn: str) -> bool:
    digits = issn.replace("-", "")
    return sum((8 - at) * (10 if digit == "X" else int(digit)) for at, digit in enumerate(digits)) % 11 == 0


def orcid(text: str) -> str:
    """The link of an ORCID iD, in whatever form it is written; "" when the text holds none that is valid.

    >>> orcid("http://orcid.org/0000-0002-1825-0097"), orcid("0000-0002-1825-0098")
    ('https://orcid.org/0000-0002-1825-0097', '')
    """
    found = _ORCID.search(text)
    if not found:
        return ""
    digits = "".join(found.groups()).upper()
    total = 0
    for digit in digits[:-1]:  # ISO 7064, mod 11-2
        total = (total + int(digit)) * 2
    if "0123456789X"[(12 - total % 11) % 11] != digits[-1]:
        return ""
    return "https://orcid.org/" + "-".join(digits[at : at + 4] for at in range(0, 16, 4))


def known_as(text: str) -> str:
    """The link of an ORCID iD or of a ROR iD; "" when the text holds neither."""
    ror = _ROR.search(text)
    return f"https://ror.org/{ror[1].lower()}" if ror else orcid(text)
