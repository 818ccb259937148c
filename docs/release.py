"""A release: raise the version wherever it stands, and see whether it stands the same everywhere.

    python docs/release.py                     say what disagrees, and leave with 1 if anything does
    python docs/release.py 0.2.0 2027-03-01    write version and day into every file that has them
    python docs/release.py 0.2.0 2027-03-01 10.5281/zenodo.1    and the DOI that an archive has reserved

Goes in: the files of `FILES`. Comes out: the same files, with `owl:priorVersion` in the ontology where the
version was another one. `docs/generate.py` writes what is generated from them; docs/release.md has the rest.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
ONTOLOGY: Final = "https://w3id.org/lcgraph/ontology"
VERSIONS: Final = {
    "lcgraph/__init__.py": r'^__version__ = "([^"]+)"',
    "pyproject.toml": r'^version = "([^"]+)"',
    "CITATION.cff": r"^version: (\S+)",
    **dict.fromkeys(
        (
            f"ontology/{name}.ttl"
            for name in ("lcgraph", "core", "motives", "literature", "crosswalk", "alignments", "shapes")
        ),
        r'owl:versionInfo "([^"]+)"',
    ),
}
"""Where a version stands: a file, and the expression whose group is the version."""
CHANGES: Final = "CHANGELOG.md"
HEADER: Final = "ontology/lcgraph.ttl"
FILES: Final = (*VERSIONS, CHANGES)

Files = Mapping[str, str]


def read() -> dict[str, str]:
    """The text of every file in which a version stands."""
    return {name: (ROOT / name).read_text(encoding="utf-8") for name in FILES}


def versions(files: Files) -> dict[str, str]:
    """The version that each file gives; "" where none is found."""
    found = {name: re.search(pattern, files[name], re.MULTILINE) for name, pattern in VERSIONS.items()}
    return {name: match[1] if match else "" for name, match in found.items()}


def problems(files: Files) -> list[str]:
    """What does not fit together; empty when a release can be made."""
    said = versions(files)
    version = said["lcgraph/__init__.py"]
    found = [
        f"{name}: version {each or 'missing'}, not {version}"
        for name, each in said.items()
        if each != version
    ]
    for name, text in files.items():
        if name.startswith("ontology/") and not re.search(
            rf"owl:versionIRI <[^>]+/{re.escape(version)}> ;", text
        ):
            found.append(f"{name}: owl:versionIRI does not end in {version}")
    if not re.search(
        rf"^## \[{re.escape(version)}\] - (?:unreleased|\d{{4}}-\d\d-\d\d)$", files[CHANGES], re.MULTILINE
    ):
        found.append(f"{CHANGES}: nothing under ## [{version}] - DAY")
    if f"version {version}. {ONTOLOGY}/{version}" not in files[HEADER]:
        found.append(f"{HEADER}: dcterms:bibliographicCitation names another version")
    days = {
        "CITATION.cff": r"^date-released: '([^']+)'",
        HEADER: r'dcterms:issued "([^"T]+)',
        CHANGES: r"^## \[[^]]+\] - (\d\S+)$",
    }
    told = {
        name: match[1]
        for name, pattern in days.items()
        if (match := re.search(pattern, files[name], re.MULTILINE))
    }
    if len(told) == len(days) and len(set(told.values())) > 1:
        found.append("days differ: " + ", ".join(f"{name} {day}" for name, day in told.items()))
    return found


def raised(files: Files, version: str, day: str, doi: str = "") -> dict[str, str]:
    """The files with this version, day and DOI; `ValueError` for what is none, or not in the changelog."""
    before = versions(files)["lcgraph/__init__.py"]
    if not re.fullmatch(r"\d+\.\d+\.\d+", version) or _numbers(version) < _numbers(before):
        raise ValueError(f"{version}: give a version such as 1.2.3 that is not below {before}")
    if date.fromisoformat(day).isoformat() != day:
        raise ValueError(f"{day}: write the day as 2027-01-31")
    if doi and not re.fullmatch(r"10\.\d{4,9}/\S+", doi):
        raise ValueError(f"{doi}: write the DOI as 10.5281/zenodo.1, without https://doi.org/")
    made = dict(files)
    for name, pattern in VERSIONS.items():
        made[name] = _put(made[name], pattern, version)
    for name in VERSIONS:
        if name.startswith("ontology/"):
            made[name] = _ontology(made[name], before, version)
    made[HEADER] = _header(made[HEADER], version, day, doi)
    made["CITATION.cff"] = _citation(made["CITATION.cff"], day, doi)
    made[CHANGES] = _changes(made[CHANGES], version, day)
    return made


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _put(text: str, pattern: str, value: str) -> str:
    """The text with another value in the group of the first match."""
    found = re.search(pattern, text, re.MULTILINE)
    if not found:
        raise ValueError(f"nothing looks like {pattern}")
    return text[: found.start(1)] + value + text[found.end(1) :]


def _ontology(text: str, before: str, version: str) -> str:
    """Another version IRI, and the one that it comes after."""
    text = _put(text, r"owl:versionIRI <[^>]+/([^/>]+)>", version)
    if before == version:
        return text
    text = re.sub(r"\n +owl:priorVersion <[^>]+> ;", "", text)
    return re.sub(
        r"\n( +)owl:versionIRI <([^>]+)/[^/>]+> ;",
        rf"\g<0>\n\1owl:priorVersion <\2/{before}> ;",
        text,
        count=1,
    )


def _header(text: str, version: str, day: str, doi: str) -> str:
    """The days, the citation and the DOI in the header."""
    for term in ("issued", "modified"):
        text = _put(text, rf'dcterms:{term} "([^"T]+)T', day)
    text = _put(text, r"contributors \((\d{4})\)\. The lcgraph ontology", day[:4])
    text = _put(text, rf"version ([^ ]+)\. {ONTOLOGY}/", version)
    text = _put(text, rf"version [^ ]+\. {ONTOLOGY}/([^ \"]+)", version)
    text = re.sub(r"\n +dcterms:identifier \"[^\"]+\" ;", "", text)
    if doi:
        text = text.replace(
            "\n    dcterms:source ",
            f'\n    dcterms:identifier "https://doi.org/{doi}" ;\n    dcterms:source ',
            1,
        )
    return text


def _citation(text: str, day: str, doi: str) -> str:
    """The day and the DOI, which stand under the version; the DOI of the article, further in, stays."""
    text = re.sub(r"^(?:date-released|doi): .*\n", "", text, flags=re.MULTILINE)
    more = f"date-released: '{day}'\n" + (f"doi: {doi}\n" if doi else "")
    return re.sub(r"^version: .*\n", lambda found: found[0] + more, text, count=1, flags=re.MULTILINE)


def _changes(text: str, version: str, day: str) -> str:
    """The heading of this version with its day, and the link to which it points."""
    heading = rf"^## \[(?:{re.escape(version)}|Unreleased)\].*$"
    if not re.search(heading, text, re.MULTILINE):
        raise ValueError(f"{CHANGES}: tell what changes under ## [Unreleased] first")
    text = re.sub(heading, f"## [{version}] - {day}", text, count=1, flags=re.MULTILINE)
    link = f"[{version}]: {ONTOLOGY}/{version}\n"
    return (
        text
        if link in text
        else re.sub(r"^\[\d+\.\d+\.\d+\]: ", lambda found: link + found[0], text, count=1, flags=re.MULTILINE)
    )


def main() -> int:
    """Raise the version, or say what disagrees."""
    files = read()
    if not sys.argv[1:]:
        found = problems(files)
        sys.stderr.write("".join(f"{problem}\n" for problem in found))
        return int(bool(found))
    try:
        made = raised(files, *sys.argv[1:])
    except (TypeError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for name, text in made.items():
        (ROOT / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
