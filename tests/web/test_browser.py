"""The site in a real browser, from a disk: search, policy, small screens, dark mode, keyboard, axe."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from lcgraph.web.folder import write

Files = Mapping[str, bytes]
CHROMIUM = os.environ.get("LCGRAPH_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
KINDS = (
    "index.html", "index.nl.html", "tables.nl.html", "cases.html", "motives.nl.html", "claims.html",
    "study/bos-2023/claim/image-practice-partners.html",
    "queries.html", "query/contrast.nl.html", "query/case-profile.html",
    "query/cross-case-matrix.html", "literature.html", "pictures.html", "ontology.html",
    "ontology/class/finding.html", "about.nl.html", "search.html",
    "all.html", "study/bos-2023.html", "study/bos-2023/dataset.html", "study/bos-2023/case/ict.html",
    "study/bos-2023/group/ict/practice-partner.html", "study/bos-2023/file/findings.csv.html",
    "study/bos-2023/finding/education/education-partner/recruitment.nl.html", "motive/recruitment.html",
    "cluster/capital.html", "work/gray-purdy-2018.html", "agent/gray-b.html", "status/blank.html",
)  # fmt: skip
"""A page of every kind."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser that may reach nothing but the disk and this machine."""
    api = pytest.importorskip("playwright.sync_api", reason="pip install 'lcgraph[browser]'")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: install it, or name it in LCGRAPH_CHROMIUM")
    rooted = ["--no-sandbox"] if os.geteuid() == 0 else []
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=rooted)
        yield browser
        browser.close()


class Tab:
    """A page of a browser, and everything that went wrong or out while it was open."""

    def __init__(self, browser: Any, home: str, **options: Any) -> None:
        self.context = browser.new_context(**{"viewport": {"width": 1200, "height": 900}, **options})
        self.page = self.context.new_page()
        self.home = home
        self.wrong: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(message.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("requestfailed", self._failed)
        self.page.on("request", self._requested)

    def _failed(self, request: Any) -> None:
        if request.failure != "net::ERR_ABORTED":  # the tab went on before the icon was there
            self.wrong.append(f"{request.failure} {request.url}")

    def _requested(self, request: Any) -> None:
        if not request.url.startswith(self.home):
            self.wrong.append(request.url)

    def open(self, path: str) -> Any:
        self.page.goto(f"{self.home}{path}")
        return self.page

    @property
    def scrolls_sideways(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


Open = Callable[..., Tab]


@pytest.fixture
def tab(chromium: Any, folder: Path) -> Iterator[Open]:
    """Open a tab on the site of the bundled study, or on another."""
    opened: list[Tab] = []

    def make(home: str = f"{folder.as_uri()}/", **options: Any) -> Tab:
        opened.append(Tab(chromium, home, **options))
        return opened[-1]

    yield make
    for each in opened:
        each.context.close()


@pytest.fixture
def served(folder: Path) -> Iterator[str]:
    """The site of the bundled study below a path of a web host."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: Any) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(folder.parent))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{folder.name}/"
    server.shutdown()
    server.server_close()


def test_the_question_is_answered_by_clicking(tab: Open) -> None:
    here = tab()
    page = here.open("study/bos-2023/dataset.html")
    page.click("section.try a:has-text('recruitment')")
    page.click("td.reported a[href*='ict/practice-partner']")
    assert page.inner_text("h1") == "Recruitment – ICT, practice partner"
    assert page.inner_text(".facts .place dd") == "Tabel 3, Bos et al. (2023)"
    assert here.wrong == []


def test_every_page_can_be_searched_from_without_a_server(tab: Open) -> None:
    here = tab()
    page = here.open("motive/image.html")
    page.fill("#find", "purdy 2018")
    page.press("#find", "Enter")
    page.wait_for_selector("#found li")
    assert page.inner_text("#found li:first-child a") == "Gray & Purdy (2018)"
    page.fill("#words", "capital  MOTIVE")
    assert "capital motive" in page.inner_text("#found").lower()
    page.fill("#words", "werven van personeel")  # the other language leads to the same things
    assert page.inner_text("#found li:first-child a") == "Recruitment"
    page.fill("#words", "<img src=x onerror=alert(1)>")
    assert page.inner_text("#count") == "Nothing found."
    page.fill("#words", "recruitment")
    page.click("#found li:first-child a")
    assert page.url.endswith("/motive/recruitment.html")
    assert here.wrong == []


def test_a_typo_finds_what_was_meant_and_the_words_stay_in_the_other_language(tab: Open) -> None:
    page = tab().open("search.html?q=recruitmnet")
    assert page.inner_text("#found li:first-child a") == "Recruitment"
    assert page.inner_text("#count").startswith("Nothing is called exactly that; ")
    page.fill("#words", "image")
    page.click("nav a[hreflang=nl]")
    assert page.input_value("#words") == "image"
    assert page.locator("#found li").count() > 0


def test_cases_and_roles_are_chosen_compared_and_sorted_and_the_address_keeps_it(tab: Open) -> None:
    here = tab()
    page = here.open("tables.html")
    assert page.inner_text("#shown") == "10 of 10 groups in view"
    page.click("summary:has-text('Choose')")
    page.check("input[name=setting][value=public-private]")
    assert page.inner_text("#shown") == "6 of 10 groups in view"
    assert page.inner_text("tr:has(th a:has-text('Recruitment')) .total") == "2/6"
    page.select_option("select[name=sort]", "spread:role")
    first = page.locator(".matrix tbody tr:not(.cluster) th").first
    assert first.inner_text() == "Developing practice partners"
    page.select_option("select[name=a]", "role:practice-partner")
    page.select_option("select[name=b]", "role:education-partner")
    assert page.inner_text("#side tbody tr:first-child").split("\t") == [
        "Developing practice partners", "3/3", "0/3",
    ]  # fmt: skip
    page.click("nav a[hreflang=nl]")
    assert page.inner_text("#shown") == "6 van de 10 groepen in beeld"
    assert page.is_checked("input[name=setting][value=public-private]")
    page.click("button[type=reset]")
    page.wait_for_function("document.getElementById('shown').textContent.startsWith('10')")
    assert here.wrong == []


def test_the_search_speaks_dutch(tab: Open) -> None:
    page = tab().open("search.nl.html?q=imago")
    assert page.inner_text("#found li:first-child a") == "Imago"
    assert page.inner_text("#count").endswith("gevonden")


@pytest.mark.parametrize("width", [320, 1200])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways_errs_or_loads_from_elsewhere(tab: Open, width: int, scheme: str) -> None:
    here = tab(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for path in KINDS:
        here.open(path)
        assert not here.scrolls_sideways, path
    assert here.wrong == []


def test_it_works_from_a_web_host_below_any_path(tab: Open, served: str) -> None:
    here = tab(served)
    page = here.open("")
    page.click("nav a:has-text('Ontology')")
    page.click("a:has-text('Properties')")
    page.fill("#find", "image")
    page.press("#find", "Enter")
    page.wait_for_selector("#found li")
    page.click("#found li:first-child a")
    assert page.inner_text("h1") == "Image"
    assert here.wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1200])
def test_axe_finds_nothing(tab: Open, scheme: str, width: int) -> None:
    """axe-core by Deque: all of its rules for WCAG 2.2 A and AA and its best practices."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="pip install 'lcgraph[browser]'"
    ).Axe()
    here = tab(viewport={"width": width, "height": 800}, color_scheme=scheme)
    found = []
    for path in KINDS[:: 2 if (scheme, width) == ("light", 1200) else 6]:
        page = here.open(path)
        for each in axe.run(page).response["violations"]:
            found.append(
                (path, each["id"], each["impact"], [node["html"][:120] for node in each["nodes"][:2]])
            )
    assert found == []


def test_a_keyboard_reaches_the_content_first(tab: Open) -> None:
    page = tab().open("tables.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") == 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_pages_are_whole_without_scripts(tab: Open) -> None:
    here = tab(java_script_enabled=False)
    page = here.open("search.html")
    page.click("noscript a")
    assert page.locator("main a").count() > 500
    page = here.open("tables.html")
    assert page.locator("td.mark").count() == 130


def test_paper_has_the_content_and_not_the_menu(tab: Open) -> None:
    page = tab().open("tables.html")
    page.emulate_media(media="print")
    assert not page.is_visible("nav")
    assert not page.is_visible("form")
    assert page.is_visible("td.reported")
    assert page.evaluate("getComputedStyle(document.querySelector('.wide')).overflowX") == "visible"


def test_hostile_words_do_nothing_in_a_browser(
    tab: Open, hostile: Files, tmp_path: Path, words: Mapping[str, str]
) -> None:
    out = tmp_path / "site"
    write(out, hostile.items())
    here = tab(f"{out.as_uri()}/", viewport={"width": 320, "height": 800})
    for path in (
        "index.html", "tables.html", "tables.nl.html", "all.html", "study/tiny-synthetic.html",
        "pictures.html",
        "study/tiny-synthetic/case/bakery.html", "study/tiny-synthetic/case/hospital.nl.html",
        "study/tiny-synthetic/motive/fresh-bread.html", "study/tiny-synthetic/motive/fresh-bread~46~nl.html",
        "query/cross-case-matrix.html", "search.html?q=script",
    ):  # fmt: skip
        page = here.open(path)
        assert page.title() != "owned"
        assert not here.scrolls_sideways, path
    assert words["script"] in page.inner_text("#found")
    assert here.wrong == []


def test_a_mark_of_a_picture_is_reached_by_keyboard_and_says_what_it_is(tab: Open) -> None:
    here = tab()
    page = here.open("pictures.html")
    mark = page.locator(".live.broad a[href$='education-partner/recruitment.html']").first
    mark.focus()
    page.keyboard.press("Shift+Tab")
    assert page.locator("#tip").is_visible()
    page.keyboard.press("Tab")
    told = page.inner_text("#tip")
    assert told.startswith("Recruitment – ICT, education partner: blank")
    assert "Rule: all respondents: 3 of 3" in told
    page.keyboard.press("Escape")
    assert page.locator("#tip").is_hidden()
    page.locator(".live.broad a[href$='education/education-partner/recruitment.html']").first.hover()
    assert page.inner_text("#tip").startswith("Recruitment – Education, education partner: reported")
    page.keyboard.press("Enter")
    assert page.inner_text("h1") == "Recruitment – ICT, education partner"
    assert here.wrong == []


def test_a_phone_has_a_picture_of_its_own_that_fits(tab: Open) -> None:
    page = tab(viewport={"width": 390, "height": 800}).open("pictures.nl.html")
    assert page.locator(".live.broad svg").first.is_hidden()
    for picture in page.locator(".live.slim svg").all():
        assert picture.bounding_box()["width"] <= 390
        assert picture.evaluate("svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width") > 0.99


def test_paper_has_the_wide_picture_and_dark_pages_have_dark_ones(tab: Open) -> None:
    page = tab(color_scheme="dark", viewport={"width": 390, "height": 800}).open("pictures.html")
    ground = "getComputedStyle(document.querySelector('.live.slim rect')).fill"
    assert page.evaluate(ground) == page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(media="print")
    assert page.locator(".live.broad svg").first.is_visible()
    assert page.locator(".live.slim svg").first.is_hidden()
