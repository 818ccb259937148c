"""What tests of the site share: whole sites in memory and on disk, and a reader of their pages."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import zip_longest
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest

import lcgraph
from lcgraph.web.folder import write
from lcgraph.web.site import Site

Files = Mapping[str, bytes]

EMPTY = frozenset({"br", "hr", "img", "input", "link", "meta"})


@dataclass(frozen=True)
class Element:
    """An element of a page: its name, attributes, and the text in it."""

    name: str
    attributes: Mapping[str, str]
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


class Reader(HTMLParser):
    """The elements of a page in the order in which they begin; what is inside counts for all around it."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in EMPTY:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1].name == tag, f"<{self.open[-1].name}> is closed by </{tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.words.append(data)


def read(page: bytes) -> list[Element]:
    """The elements of a page; every one that is opened must be closed, in order."""
    reader = Reader(page.decode())
    assert reader.open == []
    return reader.elements


LINKS = {"a": "href", "link": "href", "img": "src", "script": "src", "form": "action"}
"""Where a page names another file."""


def named(elements: list[Element]) -> Iterator[tuple[Element, str]]:
    """What a page names, each with the element that names it."""
    for each in elements:
        name = LINKS.get(each.name, "")
        if name in each.attributes:
            yield each, each.attributes[name]


def is_page(path: str) -> bool:
    """Whether a file is a page of the site: the forms of a conversation stand by themselves."""
    return path.endswith(".html") and not path.startswith("conversation/")


def followed(files: Files) -> tuple[int, list[tuple[str, str, str]]]:
    """How many links within a site were followed, and those that lead to no file or no place in it."""
    pages = {path: read(data) for path, data in files.items() if is_page(path)}
    places = {path: {each.attributes.get("id") for each in elements} for path, elements in pages.items()}
    count, dead = 0, []
    for path, elements in pages.items():
        for element, address in named(elements):
            parts = urlsplit(address)
            if parts.scheme:
                continue
            target = normpath(join(dirname(path), unquote(parts.path))) if parts.path else path
            count += 1
            if target not in files or (parts.fragment and unquote(parts.fragment) not in places[target]):
                dead.append((path, element.name, address))
    return count, dead


@pytest.fixture(scope="session")
def addresses() -> Callable[[list[Element]], Iterator[tuple[Element, str]]]:
    """What tells the addresses that a page names."""
    return named


@pytest.fixture(scope="session")
def links() -> Callable[[Files], tuple[int, list[tuple[str, str, str]]]]:
    """What follows the links of a site."""
    return followed


def made(*studies: Path) -> dict[str, bytes]:
    """All files of the site of these studies, or of the bundled one."""
    return dict(Site(lcgraph.open(studies=studies)).made())


@pytest.fixture(scope="session")
def read_page() -> Callable[[bytes], list[Element]]:
    """The reader of pages."""
    return read


@pytest.fixture(scope="session")
def make_site() -> Callable[..., dict[str, bytes]]:
    """The maker of sites: of the studies in the folders that are given."""
    return made


@pytest.fixture(scope="session")
def bundled() -> Files:
    """The site of the bundled study."""
    return made()


@pytest.fixture(scope="session")
def pages(bundled: Files) -> dict[str, list[Element]]:
    """The elements of every page of the site of the bundled study."""
    return {path: read(data) for path, data in bundled.items() if is_page(path)}


@pytest.fixture(scope="session")
def folder(bundled: Files, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the bundled study on disk."""
    place = tmp_path_factory.mktemp("site") / "out"
    write(place, bundled.items())
    return place


HOSTILE = {
    "script": '<script>document.title="owned"</script>',
    "quotes": "\"'><img src=x onerror=alert(1)>",
    "right_to_left": "\u202e\u05d0\u05d1\u05d2 abc",
    "long": "a" * 300,
    "template": "{{ 7 * 7 }}{% raw %}",
    "address": "javascript:alert(1)",
}
"""Words of a stranger who wishes us ill."""


@pytest.fixture(scope="session")
def words() -> Mapping[str, str]:
    """The words that are in the hostile study."""
    return HOSTILE


@pytest.fixture(scope="session")
def hostile(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The site of the tiny study with hostile words, and with codes that differ in case only."""

    def table(name: str, *changes: Mapping[str, str]) -> str:
        with (tiny / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        rows = [row | dict(change) for row, change in zip_longest(rows, changes, fillvalue={})]
        out = io.StringIO()
        writer = csv.DictWriter(out, [*rows[0]], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return out.getvalue()

    bad = HOSTILE
    title = f"title.en = {json.dumps(bad['script'])}"
    toml = (tiny / "study.toml").read_text(encoding="utf-8")
    files = {
        "study.toml": re.sub("^title.en = .*$", title, toml, flags=re.MULTILINE),
        "cases.csv": table(
            "cases.csv",
            {
                "label_nl": bad["script"],
                "label_en": bad["quotes"],
                "practice_partners_en": bad["template"],
            },
            {"label_nl": bad["long"], "label_en": bad["right_to_left"]},
        ),
        "motives.csv": table(
            "motives.csv",
            {"label_en": bad["script"], "definition_en": bad["quotes"]},
            {"code": "Fresh-Bread", "cluster": "capital", "label_en": bad["address"]},
            {"code": "fresh-bread.nl", "cluster": "capital", "label_en": bad["long"]},
        ),
        "mentions.csv": (tiny / "mentions.csv").read_text(encoding="utf-8")
        + "b4,Fresh-Bread,,now,,,,,\nb4,fresh-bread.nl,,now,,,,,\n",
    }
    study = tmp_path_factory.mktemp("hostile") / "study"
    shutil.copytree(tiny, study)
    for name, text in files.items():
        (study / name).write_text(text, encoding="utf-8")
    return made(study)
