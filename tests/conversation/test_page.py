"""The form in a real browser: three people, offline, hand over codes and see what comes of them."""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import lcgraph
from lcgraph.conversation.findings import find
from lcgraph.conversation.form import Form, make_form
from lcgraph.conversation.handover import LEVELS, Answer, Mark, decode, encode
from lcgraph.conversation.page import page
from lcgraph.say import Text

CHROMIUM = os.environ.get("LCGRAPH_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
MOTIVES = ("image", "recruitment", "network", "student-development", "cost-reduction")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser without a network."""
    api = pytest.importorskip("playwright.sync_api", reason="pip install 'lcgraph[browser]'")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: install it, or name it in LCGRAPH_CHROMIUM")
    rooted = ["--no-sandbox"] if os.geteuid() == 0 else []
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=rooted)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def form() -> Form:
    return make_form(
        lcgraph.open().schemes,
        title=Text(nl="Proef", en="Try"),
        motives=MOTIVES,
        partners=["Bakery", "School", "Town"],
    )


Device = Callable[..., Any]


@pytest.fixture
def device(chromium: Any, form: Form, tmp_path: Path) -> Iterator[Device]:
    """A phone with the file on it, and nothing to reach; whatever goes wrong or out is a failure."""
    file, wrong, contexts = tmp_path / "form.html", [], []
    file.write_bytes(page(form, "en"))

    def take(**options: Any) -> Any:
        settings = {
            "viewport": {"width": 360, "height": 740},
            "offline": True,
            "accept_downloads": True,
            **options,
        }
        context = chromium.new_context(**settings)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: wrong.append(message.text))
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.on(
            "request",
            lambda asked: None if asked.url.startswith(("file:", "blob:")) else wrong.append(asked.url),
        )
        tab.goto(file.as_uri())
        return tab

    yield take
    for context in contexts:
        context.close()
    assert wrong == []


def fill(tab: Any, partner: str, answer: dict[str, Any]) -> str:
    """Go through the form as a person does; the code that it shows."""
    tab.get_by_label(partner, exact=True).check()
    tab.click("#begin")
    for code, (weight, level) in answer["marks"].items():
        tab.locator(f"#m-{code} input[name=w-{code}]").nth(weight).check()
        tab.locator(f"#m-{code}").get_by_label(level, exact=True).check()
    for code in answer.get("brings", ()):
        tab.locator(f"#m-{code}").get_by_label("we can bring this").check()
    tab.click("#next")
    for code in answer.get("top", ()):
        tab.click(f"[data-code={code}]")
    tab.click("#next")
    for other, codes in answer.get("guesses", {}).items():
        for code in codes:
            tab.locator(f"[name='g-{other}-{code}']").check()
    tab.click("#next")
    for code in answer.get("held", ()):
        tab.locator(f"#c-{code}").get_by_label("hold back").check()
    tab.click("#next")
    return str(tab.inner_text("#code"))


def fill_other(tab: Any) -> None:
    """A second partner on the same device, who leaves all as it is."""
    tab.locator("[name=partner]").nth(1).check()
    tab.click("#begin")
    for _ in range(4):
        tab.click("#next")
    tab.click("#keep")


BAKERY = {
    "marks": {"recruitment": (3, "for ourselves"), "network": (2, "together"), "image": (3, "for ourselves")},
    "brings": ["student-development"],
    "top": ["recruitment", "network"],
    "guesses": {1: ["student-development"], 2: ["image"]},
    "held": ["image"],
}
SCHOOL = {
    "marks": {"student-development": (3, "for ourselves"), "network": (2, "for ourselves")},
    "brings": ["recruitment"],
    "top": ["student-development"],
    "guesses": {0: ["image"], 2: ["network"]},
}
TOWN = {
    "marks": {"network": (3, "together"), "cost-reduction": (2, "for ourselves")},
    "guesses": {0: ["network"]},
}


def under(tab: Any, key: str) -> list[str]:
    """The lines below a heading of the reveal."""
    found = tab.locator(f"[aria-labelledby='r-{key}'] li")
    return [found.nth(at).inner_text() for at in range(found.count())]


def revealed(tab: Any, codes: list[str]) -> Any:
    tab.click("#to-codes")
    tab.fill("#codes", "\n".join(codes))
    tab.click("#show")
    return tab


def test_three_people_find_out_what_they_want_from_each_other(device: Device, form: Form) -> None:
    codes = [
        fill(device(), name, said) for name, said in (("Bakery", BAKERY), ("School", SCHOOL), ("Town", TOWN))
    ]
    tab = revealed(device(), codes)
    assert under(tab, "shared") == ["strengthening the network"]
    assert tab.inner_text("#chance") == "By chance alone about 0.3 of the 5 would be shared."
    assert under(tab, "match") == [
        "Bakery wants recruitment; School can bring it (both ways)",
        "School wants developing students; Bakery can bring it (both ways)",
    ]
    assert under(tab, "unseen") == ["Bakery: recruitment", "Town: cost reduction"]
    assert under(tab, "imagined") == [
        "Bakery thinks that Town wants image",
        "School thinks that Bakery wants image",
    ]
    assert under(tab, "levels") == ["strengthening the network: for themselves School; together Bakery, Town"]
    assert under(tab, "mixed") == []
    assert "Under" not in tab.inner_text("main")
    assert "a measure of agreement says nothing" in tab.inner_text("main")


def test_the_browser_and_lcgraph_find_the_same(device: Device, form: Form) -> None:
    """Random answers of five people for three partners, by the script of the page and by `find`."""
    lottery = random.Random(2026)
    tab = device()
    for _ in range(60):
        answers = [
            someone(lottery, partner, person) for partner, person in ((0, 0), (0, 1), (1, 0), (2, 0), (2, 1))
        ]
        shown = tab.evaluate(
            """codes => {
                const answers = codes.map(each => read(each, FORM.partners)), found = find(answers);
                const text = answers.map(each => code({...each, held: []}, FORM.partners));
                return {...found, weight: null, text};
            }""",
            codes := [encode(form, answer) for answer in answers],
        )
        found = find(form, answers)
        assert shown["text"] == codes
        assert shown["shared"] == [line.motive for line in found.of("shared")]
        assert abs(shown["chance"] - found.chance) < 1e-9
        assert sorted(
            (each["a"], each["b"], each["motive"], each["mutual"]) for each in shown["match"]
        ) == sorted((line.partner, line.other, line.motive, line.mutual) for line in found.of("match"))
        for kind in ("unseen", "mixed", "alone"):
            assert [(each["a"], each["motive"]) for each in shown[kind]] == [
                (line.partner, line.motive) for line in found.of(kind)
            ]
        assert sorted((each["b"], each["a"], each["motive"]) for each in shown["imagined"]) == sorted(
            (line.partner, line.other, line.motive) for line in found.of("imagined")
        )
        for kind in ("own", "together"):
            assert [(at, each["motive"]) for each in shown["levels"] for at in each[kind]] == [
                (line.partner, line.motive) for line in found.of(kind)
            ]


def someone(lottery: random.Random, partner: int, person: int) -> Answer:
    """Any answer."""
    marks = {
        code: Mark(lottery.randint(0, 3), lottery.choice(LEVELS), lottery.random() < 0.4) for code in MOTIVES
    }
    marks = {code: mark if mark.weight else Mark(bring=mark.bring) for code, mark in marks.items()}
    top = lottery.sample([code for code in MOTIVES if marks[code].weight], 0 if lottery.random() < 0.3 else 1)
    others = [each for each in range(3) if each != partner]
    guesses = {each: tuple(lottery.sample(MOTIVES, lottery.randint(0, 3))) for each in others}
    alone = {code: lottery.choice(("yes", "no")) for code in top}
    return Answer(partner, person, "room", marks, top, alone, guesses)


def test_the_browser_and_lcgraph_make_the_same_code(device: Device, form: Form) -> None:
    text = fill(device(), "Bakery", BAKERY)
    handed = Answer(
        partner=0,
        marks={
            "recruitment": Mark(3, "organisational"),
            "network": Mark(2, "collective"),
            "student-development": Mark(bring=True),
        },
        top=["recruitment", "network"],
        guesses={1: ("student-development",), 2: ("image",)},
    )
    assert decode(form, text) == handed
    assert encode(form, handed) == text


def test_a_phone_reads_the_picture_of_the_code(device: Device) -> None:
    zxing = pytest.importorskip("zxingcpp", reason="pip install 'lcgraph[browser]'")
    image = pytest.importorskip("PIL.Image", reason="pip install 'lcgraph[browser]'")
    for name, answer in (("Bakery", BAKERY), ("School", SCHOOL)):
        tab = device()
        text = fill(tab, name, answer)
        seen = zxing.read_barcodes(image.open(io.BytesIO(tab.screenshot(full_page=True))))
        assert [found.text for found in seen] == [text.replace("-", "")]


def test_what_is_held_back_can_be_found_nowhere(device: Device, form: Form) -> None:
    bakery = device()
    text = fill(bakery, "Bakery", BAKERY)
    assert "image" not in decode(form, text).marks
    tab = revealed(device(), [text, fill(device(), "School", SCHOOL)])
    assert not any("Bakery wants image" in line for line in under(tab, "match"))
    with tab.expect_download() as told:
        tab.click("#save")
    saved = json.loads(Path(told.value.path()).read_text(encoding="utf-8"))
    assert [sorted(answer["marks"]) for answer in saved["answers"]] == [
        ["network", "recruitment", "student-development"],
        ["network", "recruitment", "student-development"],
    ]


def test_two_partners_on_one_device_with_a_curtain_between(device: Device) -> None:
    tab = device()
    fill(tab, "Bakery", BAKERY)
    tab.click("#keep")
    assert "The answers of Bakery are put away" in tab.inner_text("main")
    assert "recruitment" not in tab.inner_text("main")
    tab.click("#mine")
    fill(tab, "School", SCHOOL)
    tab.click("#keep")
    tab.click("#to-codes")
    assert "2 codes kept on this device" in tab.inner_text("main")
    tab.click("#show")
    assert under(tab, "shared") == ["strengthening the network"]


def test_what_was_filled_in_is_there_after_the_page_was_closed(device: Device) -> None:
    tab = device()
    tab.get_by_label("Town", exact=True).check()
    tab.click("#begin")
    tab.locator("#m-image input[name=w-image]").nth(2).check()
    tab.reload()
    assert tab.locator("#m-image input[name=w-image]").nth(2).is_checked()


def test_a_wrong_code_is_told_with_its_line(device: Device) -> None:
    text = fill(device(), "Bakery", BAKERY)
    wrong = text[:-1] + ("0" if text[-1] != "0" else "1")
    tab = revealed(device(), [text, wrong, text[2:], "UUUU"])
    assert [each.strip() for each in tab.inner_text("#wrong").split("\n") if each.strip()] == [
        "Line 2: there is a mistake in this code. Compare it character by character.",
        f"Line 3: this code has {len(text.replace('-', '')) - 2} characters; it must have "
        f"{len(text.replace('-', ''))}.",
        "Line 4: a code has no U.",
    ]
    assert tab.locator("#r-shared").count() == 0


def test_a_year_later_the_file_says_what_moved(device: Device, tmp_path: Path) -> None:
    first = revealed(device(), [fill(device(), "Bakery", BAKERY), fill(device(), "School", SCHOOL)])
    first.click("#agree")
    first.get_by_label("What", exact=True).fill("A visit in May")
    with first.expect_download() as told:
        first.click("#save")
    last = tmp_path / "last.json"
    last.write_bytes(Path(told.value.path()).read_bytes())

    changed = {**BAKERY, "marks": {**BAKERY["marks"], "network": (0, "together")}, "top": ["recruitment"]}
    changed["marks"].pop("network")
    codes = [fill(device(), "Bakery", changed), fill(device(), "School", SCHOOL)]
    later = device()
    later.set_input_files("#last", str(last))
    tab = revealed(later, codes)
    assert re.findall("Bakery, .*", tab.inner_text("#moved")) == [
        "Bakery, strengthening the network: from clearly to no role"
    ]
    assert tab.get_by_label("What", exact=True).input_value() == "A visit in May"


def test_a_foreign_file_is_refused_as_last_year(device: Device, tmp_path: Path) -> None:
    tab = device()
    for content in ("{", "[]", '{"lcgraph": "conversation", "answers": 3}'):
        tmp_path.joinpath("x.json").write_text(content)
        tab.set_input_files("#last", str(tmp_path / "x.json"))
        tab.get_by_text("This file is not the result of such a conversation.").wait_for()


def test_every_screen_is_accessible_and_fits_a_phone(device: Device) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="pip install 'lcgraph[browser]'"
    ).Axe()
    for lang in ("en", "nl"):
        for scheme in ("light", "dark"):
            tab = device(color_scheme=scheme)
            if lang == "nl":
                tab.click("#lang")
            steps = [lambda tab=tab: tab.locator("[name=partner]").nth(0).check() or tab.click("#begin")]
            steps += [
                lambda tab=tab: tab.locator("[name=w-image]").nth(3).check() or tab.click("#next"),
                lambda tab=tab: tab.click("[data-code=image]") or tab.click("#next"),
                *[lambda tab=tab: tab.click("#next")] * 2,
                lambda tab=tab: tab.click("#keep"),
                lambda tab=tab: tab.click("#mine") or fill_other(tab),
                lambda tab=tab: tab.click("#to-codes") or tab.click("#show"),
            ]
            for step in [lambda: None, *steps]:
                step()
                found = axe.run(tab)
                assert found.response["violations"] == [], found.generate_report()
                assert tab.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_file_is_small_and_asks_nothing(form: Form) -> None:
    graph = lcgraph.open()
    whole = make_form(graph.schemes, title=Text(nl="Alles", en="All"))
    made = page(whole, "nl").decode()
    assert len(whole.motives) == 33
    assert len(made.encode()) < 60_000
    assert re.findall(r"https?://[^\"' ]+", made) == ["http://www.w3.org/2000/svg"]
    assert "default-src &#x27;none&#x27;" in made
