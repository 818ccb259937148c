"""PubMed's `.nbib` and the plain text of Web of Science, by way of the records of RIS.

Goes in: text in which a line begins with a tag, and goes on where the next is indented. Comes out: entries.
Tags: https://www.nlm.nih.gov/bsd/mms/medlineelements.html and the help of Web of Science Core Collection.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lcgraph.literature.entries import Library, Refused
from lcgraph.literature.ris import Tags, entry_of
from lcgraph.say import Text

_NBIB: Final = re.compile(r"([A-Z]{2,4}) {0,2}- (.*)")
_WOS: Final = re.compile(r"([A-Z][A-Z0-9])(?: (.*))?")
_GOES_ON: Final = re.compile(r"\s{2,}\S")
_FROM_NBIB: Final = {
    "TI": "TI", "BTI": "T2", "JT": "T2", "CTI": "T3", "DP": "PY", "VI": "VL", "IP": "IS", "PB": "PB",
    "FED": "ED",
}  # fmt: skip
_FROM_WOS: Final = {
    "TI": "TI", "SO": "T2", "PY": "PY", "VL": "VL", "IS": "IS", "BP": "SP", "EP": "EP", "AR": "SP",
    "DI": "DO", "SN": "SN", "EI": "SN", "BN": "SN", "PU": "PB", "PI": "CY", "SE": "T3",
}  # fmt: skip
_KINDS_OF_WOS: Final = {"J": "JOUR", "B": "BOOK", "S": "BOOK"}
_NO_RECORD: Final = Text(
    nl="deze tekst staat in geen verwijzing: exporteer de lijst opnieuw",
    en="this text is in no record: export the list again",
)


def is_nbib(text: str) -> bool:
    """Whether a text is what PubMed exports."""
    return bool(re.search(r"^\ufeff?PMID ?- ", text, re.MULTILINE))


def is_web_of_science(text: str) -> bool:
    """Whether a text is what Web of Science exports as plain text."""
    return bool(re.match(r"\ufeff?\s*(?:FN |VR 1|PT [JBSP]\s)", text))


def is_tagged(start: str) -> bool:
    """Whether the beginning of a text is that of a list of PubMed, of Web of Science or in RIS."""
    return (
        is_nbib(start) or is_web_of_science(start) or bool(re.search(r"^\ufeff?TY  - ", start, re.MULTILINE))
    )


def read_nbib(text: str) -> Library:
    """The records of a text of PubMed as entries, and what is refused."""
    return _library((line, _as_ris(tags)) for line, tags in _records(text, _NBIB, "PMID"))


def read_web_of_science(text: str) -> Library:
    """The records of a text of Web of Science as entries, and what is refused."""
    body = re.sub(r"^\ufeff?(?:FN|VR|EF)\b.*$", "", text, flags=re.MULTILINE)
    return _library((line, _wos_as_ris(tags)) for line, tags in _records(body, _WOS, "PT"))


def _library(records: Iterator[tuple[int, Tags]]) -> Library:
    entries, refused = [], []
    for line, tags in records:
        if tags:
            entries.append(entry_of(line, tags))
        else:
            refused.append(Refused(line, _NO_RECORD))
    return Library(tuple(entries), tuple(refused))


def _records(text: str, form: re.Pattern[str], first: str) -> Iterator[tuple[int, Tags]]:
    """Records with the line of their first tag; no tags for text before the first of them."""
    tags: Tags = {}
    start, last, astray = 0, "", False
    for number, line in enumerate(re.split(r"\r\n?|\n", text), 1):
        found = None if line[:1] == " " else form.fullmatch(line.strip("\ufeff").rstrip())
        tag = found[1] if found else ""
        if tag == first:
            if tags:
                yield start, tags
            tags, start, last = {first: [(found[2] or "").strip() if found else ""]}, number, first
        elif found and tags and tag != "ER":
            tags.setdefault(tag, []).append((found[2] or "").strip())
            last = tag
        elif tags and last and _GOES_ON.match(line):
            values = tags[last]
            if form is _WOS and last in ("AU", "AF", "ED", "BE", "CA", "CR", "C1", "RI", "OI"):
                values.append(line.strip())
            else:
                values[-1] = f"{values[-1]} {line.strip()}"
        elif line.strip() and not tags and not astray and tag != "ER":
            astray = True
            yield number, {}
    if tags:
        yield start, tags


def _as_ris(tags: Tags) -> Tags:
    """A record of PubMed under the tags of RIS."""
    types = " ".join(tags.get("PT", [])).lower()
    book = "BTI" in tags and "TI" not in tags
    found: Tags = {"TY": ["BOOK" if book else "CHAP" if "BTI" in tags else "JOUR"]}
    if "preprint" in types:
        found["TY"] = ["JOUR"]
    for tag, ris in _FROM_NBIB.items():
        if ris and (values := tags.get(tag)):
            found.setdefault("TI" if book and tag == "BTI" else ris, []).extend(values)
    if "T2" not in found and "TA" in tags:
        found["T2"] = tags["TA"]
    found["AU"] = [*(tags.get("FAU") or tags.get("AU", [])), *(f"{name}," for name in tags.get("CN", []))]
    pages = (tags.get("PG") or [""])[0]
    found["SP"] = [_whole(pages)] if pages else []
    dois = [value for tag in ("LID", "AID") for value in tags.get(tag, []) if value.endswith("[doi]")]
    found["DO"] = [value.removesuffix("[doi]").strip() for value in dois[:1]]
    found["SN"] = [re.sub(r"\s*\(.*", "", value) for tag in ("IS", "ISBN") for value in tags.get(tag, [])]
    found["AN"] = [f"pubmed:{value}" for value in tags.get("PMID", [])]
    found["TI"] = [_untitled(value) for value in found.get("TI", [])]
    return {tag: values for tag, values in found.items() if values}


def _whole(pages: str) -> str:
    """Pages as PubMed shortens them: `1123-9` is `1123-1129`."""
    short = re.fullmatch(r"(\d+)-(\d+)", pages)
    if not short or len(short[2]) >= len(short[1]):
        return pages
    return f"{short[1]}-{short[1][: len(short[1]) - len(short[2])]}{short[2]}"


def _untitled(title: str) -> str:
    """A title without what PubMed puts around it: brackets of a translation, and the full stop."""
    return re.sub(r"^\[(.*?)\.?\]$", r"\1", title.removesuffix(".")) if title else title


def _wos_as_ris(tags: Tags) -> Tags:
    """A record of Web of Science under the tags of RIS."""
    kind = _KINDS_OF_WOS.get((tags.get("PT") or [""])[0][:1], "GEN")
    types = " ".join(tags.get("DT", [])).lower()
    if "proceedings" in types and "CT" in tags and kind != "JOUR":
        kind = "CPAPER"
    elif "chapter" in types or (kind == "BOOK" and tags.get("SO") and tags.get("TI") != tags.get("SO")):
        kind = "CHAP"
    found: Tags = {"TY": [kind], "AU": tags.get("AF") or tags.get("AU", [])}
    found["AU"] = [*found["AU"], *(f"{name}," for name in tags.get("CA", []))]
    found["ED"] = tags.get("BE") or tags.get("ED", [])
    for tag, ris in _FROM_WOS.items():
        if values := tags.get(tag):
            found.setdefault(ris, []).extend(values)
    if kind == "BOOK":
        found.pop("T2", None)
    return {tag: values for tag, values in found.items() if values}
