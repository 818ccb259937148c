"""The pages: everything has one in two languages, every link leads somewhere, nothing is from elsewhere."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import urlsplit

import html5rdf
import pytest

import lcgraph
from lcgraph import queries
from lcgraph.errors import CallError
from lcgraph.render.rows import render_rows
from lcgraph.say import clean
from lcgraph.vocab import BASE, LCG
from lcgraph.web.addresses import stem
from lcgraph.web.site import Site

Files = Mapping[str, bytes]
Pages = Mapping[str, list[Any]]
OUTWARD = {"cite-as", "type", "license", "author"}
"""What a `link` may name that is not in the folder: identities, no files that are loaded."""


def one_of_each(files: Files) -> list[str]:
    """A page of every kind, and of every type of thing."""
    first: dict[str, str] = {}
    for path in sorted(files):
        if path.endswith(".html") and not path.startswith("conversation/"):
            steps = path.split("/")
            kind = "/".join(
                step for step in (steps[0], steps[2] if steps[0] == "study" and len(steps) > 2 else "")
            )
            first.setdefault(kind if len(steps) > 1 else path, path)
    return sorted(first.values())


def test_every_thing_has_a_page_in_two_languages_and_data_in_three_formats(bundled: Files) -> None:
    quads, _ = lcgraph.open().public(ontology=True)
    things = {quad.subject.value for quad in quads if str(quad.subject).startswith(f"<{BASE}")}
    assert sum("/finding/" in iri for iri in things) == 130
    for iri in things:
        for ending in (".html", ".nl.html", ".ttl", ".jsonld", ".nt"):
            assert stem(iri) + ending in bundled
    for path in (
        "study/bos-2023",
        "study/bos-2023/case/ict",
        "study/bos-2023/group/ict/practice-partner",
        "study/bos-2023/finding/ict/practice-partner/image",
        "study/bos-2023/rule/reporting",
        "study/bos-2023/claim/image-practice-partners",
        "motive/image",
        "cluster/capital",
        "level/collective",
        "role/practice-partner",
        "setting/public-private",
        "sector/ict",
        "status/blank",
        "work/brown-2008",
        "agent/gray-b",
        "ontology",
    ):
        assert f"{path}.html" in bundled
    for name in LCG.names:
        kind = "class" if name[0].isupper() else "property"
        assert f"ontology/{kind}/{re.sub('(?<=[a-z])(?=[A-Z])', '-', name).lower()}.html" in bundled
    for name in queries.catalogue():
        assert f"query/{name}.html" in bundled
    for claim in lcgraph.open().claims():
        assert f"study/bos-2023/claim/{claim.id}.nl.html" in bundled


def test_every_link_and_fragment_leads_somewhere(
    bundled: Files, links: Callable[[Files], tuple[int, list[Any]]]
) -> None:
    checked, dead = links(bundled)
    assert checked > 70_000
    assert dead == []


def test_nothing_is_loaded_from_elsewhere(
    pages: Pages, addresses: Callable[[list[Any]], Iterator[tuple[Any, str]]]
) -> None:
    for path, elements in pages.items():
        for element, address in addresses(elements):
            if urlsplit(address).scheme:
                rel = set(element.attributes.get("rel", "").split())
                assert address.startswith(("https://", "http://")), (path, address)
                assert (element.name == "a" and "external" in rel) or (
                    element.name == "link" and rel <= OUTWARD
                ), (path, address)
        policy = next(
            each for each in elements if each.attributes.get("http-equiv") == "Content-Security-Policy"
        )
        assert policy.attributes["content"].startswith("default-src 'none'; ")
        assert "unsafe" not in policy.attributes["content"]
        assert not any(
            name.startswith("on") or name == "style" for each in elements for name in each.attributes
        )
        assert not any(each.name in ("style", "iframe", "object", "base") for each in elements)


def test_stylesheet_and_script_name_no_other_host(bundled: Files) -> None:
    for name in ("static/site.css", "static/search.js", "static/compare.js"):
        assert b"//" not in bundled[name].replace(b"http://www.w3.org/2000/svg", b"")
        assert b"@import" not in bundled[name]


def test_pages_are_well_formed(bundled: Files) -> None:
    """By the algorithm of the HTML standard, in which any error of form raises."""
    chosen = one_of_each(bundled)
    assert len(chosen) > 40
    for path in chosen:
        html5rdf.HTMLParser(strict=True).parse(bundled[path].decode())


def test_pages_have_landmarks_headings_in_order_and_one_of_each_id(pages: Pages) -> None:
    for path, elements in pages.items():
        names = [each.name for each in elements]
        assert [names.count(name) for name in ("h1", "main", "header", "footer")] == [1] * 4, path
        assert names[: names.index("body")].count("title") == 1, path  # marks of pictures have theirs
        ids = [each.attributes["id"] for each in elements if "id" in each.attributes]
        assert len(ids) == len(set(ids)), path
        levels = [int(name[1]) for name in names if re.fullmatch("h[1-6]", name)]
        assert all(after <= before + 1 for before, after in pairwise(levels)), path
        root = elements[0]
        assert root.attributes["lang"] == ("nl" if path.endswith(".nl.html") else "en")
        skip = next(each for each in elements if each.attributes.get("class") == "skip")
        assert skip.attributes["href"] == "#content"
        assert all(each.attributes.get("scope") for each in elements if each.name == "th"), path
        assert all(each.attributes.get("alt") for each in elements if each.name == "img"), path
        labelled = {name for each in elements for name in each.attributes.get("aria-labelledby", "").split()}
        assert labelled <= set(ids), path


def test_each_language_links_to_the_other(pages: Pages) -> None:
    for path, elements in pages.items():
        (other,) = [each for each in elements if each.attributes.get("rel") == "alternate"]
        dutch = path.endswith(".nl.html")
        assert other.attributes["hreflang"] == ("en" if dutch else "nl")
        expected = path.replace(".nl.html", ".html") if dutch else path.replace(".html", ".nl.html")
        assert normpath(join(dirname(path), other.attributes["href"])) == expected


def test_pages_speak_their_language(bundled: Files) -> None:
    assert "<bdi>Werven van personeel</bdi></h1>" in bundled["motive/recruitment.nl.html"].decode()
    assert "<bdi>Recruitment</bdi></h1>" in bundled["motive/recruitment.html"].decode()
    data = "study/bos-2023/dataset"
    assert "Which groups in the role practice partner name recruitment" in bundled[f"{data}.html"].decode()
    assert (
        "Welke groepen in de rol werkveldpartner noemen werven van personeel"
        in bundled[f"{data}.nl.html"].decode()
    )


def text_of(elements: list[Any], name: str) -> list[str]:
    return [each.text for each in elements if each.name == name]


def test_the_page_of_a_finding_says_why_and_where(pages: Pages) -> None:
    elements = pages["study/bos-2023/finding/education/education-partner/recruitment.html"]
    heads, values = text_of(elements, "dt"), text_of(elements, "dd")
    told = dict(zip(heads, values, strict=True))
    assert told["Status"] == "× reported (published)"
    assert told["Rule"] == "at least 3/4 of the respondents: 3 of 4; Onderzoeksaanpak, alinea 2"
    assert told["Counts"] == "the source prints none for this cell; the group has 4 respondents"
    assert told["Place"] == "Tabel 3; Resultaten, Legitimerende motieven, Bos et al. (2023)"
    assert told["Note"].startswith("The table has a cross here")
    assert told["Written in"] == "findings.csv, row 17"


def test_the_conversation_is_offered_ready_made_in_both_languages(
    bundled: Files, ask: Callable[..., Any], tmp_path: Path
) -> None:
    """The files are those that the commands write; nothing needs to be installed to talk."""
    for name, command in (("form", "new"), ("paper", "paper")):
        for lang in ("nl", "en"):
            out = tmp_path / f"{name}.{lang}.html"
            assert ask("converse", command, out, "--lang", lang).status == 0
            assert bundled[f"conversation/{name}.{lang}.html"] == out.read_bytes()
    home = bundled["index.nl.html"].decode()
    assert 'href="conversation/form.nl.html"' in home
    assert 'href="conversation/paper.nl.html"' in home


def test_the_home_page_answers_its_title(pages: Pages) -> None:
    home = pages["index.html"]
    assert (
        "5 cases, 10 groups, 41 respondents · Bos, P., Ros, A., Snoeren, M., & Thunnissen, M. (2023)"
        in text_of(home, "p")
    )
    assert text_of(home, "h2")[:6] == [
        "Why they collaborate", "What groups name most", "Where roles differ", "Where settings differ",
        "What hardly anyone names", "All motives, by case and role",
    ]  # fmt: skip
    cells = {
        each.attributes["href"]
        for each in home
        if each.name == "a" and each.attributes.get("href", "").startswith("study/bos-2023/finding/")
    }
    assert len(cells) == 130
    assert "4 of 48 claims fail, 2 cannot be checked." in text_of(home, "p")
    assert "PP = practice partner; EP = education partner" in text_of(home, "p")
    told = text_of(pages["index.nl.html"], "p")
    assert any(
        each.startswith("De aangehaalde literatuur verwacht het, maar de tabellen hebben er geen rij voor:")
        for each in told
    )
    assert "SELECT" not in home[0].text


def test_a_page_can_be_shared_and_a_wrong_address_is_told(bundled: Files, pages: Pages) -> None:
    told = {
        each.attributes["property"]: each.attributes["content"]
        for each in pages["motive/recruitment.nl.html"]
        if "property" in each.attributes
    }
    assert told["og:title"] == "Werven van personeel"
    assert told["og:url"] == "https://w3id.org/lcgraph/motive/recruitment.nl.html"
    assert bundled[told["og:image"].removeprefix(BASE)].startswith(b"\x89PNG")
    assert text_of(pages["404.html"], "h1") == ["There is no such page"]
    places = re.findall("<loc>(.*?)</loc>", bundled["sitemap.xml"].decode())
    assert len(places) == len(set(places)) == len(pages) - 4
    assert f"{BASE}index.nl.html" in places


@pytest.mark.ci
def test_with_a_base_url_addresses_are_those_of_the_site(tiny: Path) -> None:
    files = dict(Site(lcgraph.open(studies=[tiny]), base_url="https://example.org/motives").made())
    assert b"<https://example.org/motives/download/study.ttl> a dcat:Distribution" in files["catalogue.ttl"]
    assert b"<loc>https://example.org/motives/index.html</loc>" in files["sitemap.xml"]
    assert b'href="/motives/index.html"' in files["404.html"]
    assert b'href="/motives/static/site.css"' in files["404.html"]
    with pytest.raises(CallError, match="give an address such as"):
        Site(lcgraph.open(studies=[tiny]), base_url="javascript:alert(1)")


def test_every_cell_of_the_tables_links_to_its_finding(pages: Pages) -> None:
    marks = [
        each.attributes["href"]
        for each in pages["tables.html"]
        if each.name == "a" and each.attributes.get("href", "").startswith("study/bos-2023/finding/")
    ]
    assert len(marks) == len(set(marks)) == 130


def test_the_page_of_a_motive_says_who_names_it_and_what_is_claimed_of_it(pages: Pages) -> None:
    page = pages["motive/recruitment.html"]
    assert "5 of the 10 groups that could have named this motive do." in text_of(page, "p")
    bars = [each for each in text_of(page, "li") if each.endswith(("/4", "/5", "/6"))]
    assert bars == [
        "practice partner 4/5",
        "education partner 1/5",
        "public-public 3/4",
        "public-private 2/6",
    ]
    assert "Claims about this" in text_of(page, "h2")
    assert "What is stated" in text_of([each for each in page if each.name == "details"][0:1], "details")[0]


def test_the_page_of_a_case_has_its_facts_as_numbers(pages: Pages) -> None:
    page = pages["study/bos-2023/case/ict.html"]
    facts = dict(zip(text_of(page, "dt"), text_of(page, "dd"), strict=False))
    assert facts["Start year"] == "2015"
    assert facts["Students"] == "about 100"
    assert facts["Groups"] == "practice partner: 5 respondentseducation partner: 3 respondents"


def test_a_work_reads_as_a_reference_with_its_authors_in_order(pages: Pages) -> None:
    page = pages["work/gray-purdy-2018.html"]
    assert (
        "Gray, B. & Purdy, J. (2018). Collaborating for our future. Multistakeholder partnerships for "
        "solving complex problems. Oxford University Press." in text_of(page, "p")
    )


def test_motives_are_a_tree_by_cluster(pages: Pages) -> None:
    page = pages["motives.html"]
    assert text_of(page, "h2")[:4] == [
        "legitimacy motives", "development motives", "capital motives", "societal motives",
    ]  # fmt: skip
    assert "recruitment 5/10" in text_of(page, "li")


def test_what_refers_to_a_thing_is_on_its_page(pages: Pages) -> None:
    elements = pages["work/gray-purdy-2018.html"]
    heads = text_of(elements, "h3")
    assert "cites work ← claim 4" in heads or any(head.startswith("cites work ←") for head in heads)
    quads, _ = lcgraph.open().public(ontology=True)
    referring = {quad.subject.value for quad in quads if str(quad.object) == f"<{BASE}work/gray-purdy-2018>"}
    linked = {
        normpath(join("work", each.attributes.get("href", ""))) for each in elements if each.name == "a"
    }
    assert len(referring) > 5
    assert {f"{iri.removeprefix(BASE)}.html" for iri in referring} <= linked


def test_the_answers_are_those_of_the_command_line(bundled: Files) -> None:
    graph = lcgraph.open()
    for name in ("contrast", "cross-case-matrix", "works-by-cluster", "contested-motives"):
        assert bundled[f"query/{name}.csv"].decode() == render_rows(graph.query(name), "csv")
        assert bundled[f"query/{name}.rq"].decode() == graph.text(name)
    assert bundled["query/case-profile/ict.csv"].decode() == render_rows(
        graph.query("case-profile", case="ict"), "csv"
    )
    assert bundled["query/age-contrast/2015.csv"].decode() == render_rows(
        graph.query("age-contrast", year=2015), "csv"
    )


def test_every_claim_has_its_verdict_and_place(bundled: Files, pages: Pages) -> None:
    verdicts = Counter(
        each.text for each in pages["claims.html"] if "verdict" in each.attributes.get("class", "").split()
    )
    assert verdicts == {"holds": 42, "fails": 4, "not checkable": 2}
    heads = text_of(pages["claims.html"], "h2")
    assert heads[:3] == ["What fails", "What cannot be checked", "What holds"]
    assert "4 of 48 claims fail, 2 cannot be checked." in text_of(pages["claims.html"], "p")
    page = pages["study/bos-2023/claim/education-partners-image-recruitment.html"]
    told = dict(zip(text_of(page, "dt"), text_of(page, "dd"), strict=True))
    assert told["Numbers"].startswith(
        "image: 0 of 5 groups; of all 3 of 10; reported by ICT (practice partner)"
    )
    assert "; recruitment: 1 of 5 groups" in told["Numbers"]
    assert told["Place"] == "Resultaten, Legitimerende motieven, Bos et al. (2023)"
    assert told["Read as"] == "Not named: none of the groups reports it."


def test_the_ontology_page_says_that_there_is_no_earlier_version(bundled: Files) -> None:
    assert "There is no earlier version: this is the first." in bundled["ontology.html"].decode()
    assert "Een eerdere versie is er niet: dit is de eerste." in bundled["ontology.nl.html"].decode()
    assert "There is no earlier version" in bundled["study/bos-2023/dataset.html"].decode()


def test_the_diagram_draws_what_the_ontology_states(bundled: Files) -> None:
    svg = bundled["picture/ontology.en.svg"].decode()
    for label in ("Finding", "Motive cluster", "about motive", "cites work"):
        assert f">{label}</text>" in svg
    heads = re.findall(r'<polygon points="[^"]*" fill="(#[0-9a-f]+)"', svg)
    assert heads.count("#555555") == 15
    assert heads.count("#ffffff") == 1  # a placement is a kind of citation


@pytest.mark.ci
def test_hostile_words_stay_words(
    hostile: Files, words: Mapping[str, str], read_page: Callable[[bytes], list[Any]]
) -> None:
    seen = Counter[str]()
    for path, data in hostile.items():
        if not path.endswith(".html") or path.startswith("conversation/"):
            continue
        elements = read_page(data)
        for each in elements:
            assert (
                each.name != "script"
                or "src" in each.attributes
                or each.attributes["type"] == "application/ld+json"
            )
            assert not any(name.startswith("on") for name in each.attributes)
            assert not each.attributes.get("href", "").lower().startswith("javascript:")
            assert each.name != "img" or each.attributes["src"].endswith(".svg")
        text = "".join(elements[0].words)
        seen.update(name for name, word in words.items() if clean(word) in text)
    assert set(seen) == set(words)
    assert b"<script>document" not in b"".join(
        hostile[path] for path in hostile if path.endswith((".html", ".svg"))
    )
    assert "study/tiny-synthetic/motive/~fresh-~bread.html" in hostile
    assert "study/tiny-synthetic/motive/fresh-bread~46~nl.html" in hostile
    assert len({path.lower() for path in hostile}) == len(hostile)
    for path in one_of_each(hostile):
        html5rdf.HTMLParser(strict=True).parse(hostile[path].decode())


def test_data_in_a_script_element_cannot_end_it(hostile: Files, words: Mapping[str, str]) -> None:
    page = hostile["index.html"].decode()
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert words["script"] in json.loads(data)["name"]


@pytest.mark.parametrize("name", ["matrix", "contrast", "literature", "co-occurrence", "timeline"])
def test_pictures_stand_beside_their_data(bundled: Files, pages: Pages, name: str) -> None:
    assert bundled[f"picture/{name}.en.svg"].startswith(b"<?xml")
    files = [each.attributes.get("href") for each in pages["pictures.nl.html"] if each.name == "a"]
    assert f"picture/{name}.nl.svg" in files
    assert bundled[f"picture/{name}.1.en.csv"].count(b"\n") > 1


def test_every_mark_of_a_picture_says_what_it_is_and_leads_there(bundled: Files) -> None:
    page = bundled["pictures.html"].decode()
    marks = re.findall(r'<a href="([^"]+)"><title>([^<]+)</title><rect', page)
    assert len(marks) == page.count("<title>") - 1  # that of the page
    assert not re.findall(r"<g><title>", page)  # each leads somewhere
    cells = {told: href for href, told in marks if "/finding/" in href}
    assert len(cells) == 130
    (said,) = (told for told in cells if told.startswith("Recruitment – Education, education partner: "))
    assert cells[said] == "study/bos-2023/finding/education/education-partner/recruitment.html"
    assert said.split("\n")[0].endswith(": reported")
    assert "\nRule: at least 3/4 of the respondents: " in said
    assert "\nPlace: Tabel 3" in said
    assert {href for href, _ in marks} <= set(bundled)


def test_a_mark_says_no_number_that_is_withheld(make_site: Callable[..., Files], leaky: Path) -> None:
    """What a mark says of a cell is what the page of its finding says."""
    files = make_site(leaky)
    page = files["pictures.html"].decode()
    marks = re.findall(r'<a href="([^"]+/finding/[^"]+)"><title>([^<]+)</title>', page)
    assert marks
    for href, told in marks:
        finding = unescape(files[href].decode())
        for line in unescape(told).split("\n")[1:]:
            assert line.partition(": ")[2] in finding


def test_a_picture_that_the_data_lack_is_not_spoken_of(
    make_site: Callable[..., Files], synthetic: Path
) -> None:
    page = make_site(synthetic)["pictures.html"].decode()
    assert 'id="matrix"' in page
    assert 'id="literature"' not in page


def line(page: bytes) -> str:
    """What a thing comes to, as the top of its page says it."""
    (found,) = re.findall(r'<p class="line">(.*?)</p>', page.decode())
    return unescape(found)


def test_cases_and_works_begin_with_what_they_come_to(bundled: Files) -> None:
    assert line(bundled["study/bos-2023/case/economics.html"]) == (
        "The groups of this case name 6 of 13 motives between them; all of them name: developing students."
    )
    assert (
        line(bundled["work/austin-reficco-2005.html"]) == "Cited here: defines organisational; as background."
    )
    assert line(bundled["work/gray-purdy-2018.nl.html"]).endswith("; plaatst werven van personeel.")


def test_a_case_with_a_withheld_group_says_nothing_that_the_group_could_deny(
    make_site: Callable[..., Files], leaky: Path
) -> None:
    files = make_site(leaky)
    assert b'class="line"' not in files["study/leaky/case/bakery.html"]


def test_cases_and_roles_have_the_claims_about_them(bundled: Files) -> None:
    claims = re.compile(r'<li><span class="verdict [a-z]+">.*?href="[^"]*claim/([^"]+)\.html"')
    role = claims.findall(bundled["role/practice-partner.html"].decode())
    assert "image-practice-partners" in role
    case = claims.findall(bundled["study/bos-2023/case/ict.html"].decode())
    assert case
    assert set(case) != set(role)


def test_a_journal_and_a_publisher_have_one_page_with_their_works(bundled: Files) -> None:
    journal = bundled["journal/public-administration-review.html"].decode()
    assert "<h1><bdi>Public Administration Review</bdi></h1>" in journal
    assert journal.count('href="../work/bryson') >= 2
    assert "journal/public-administration-review" in bundled["work/bryson-crosby-stone-2006.html"].decode()
    assert "work/brown-2008" in bundled["publisher/kumarian-press.nl.html"].decode()
    listed = bundled["literature.nl.html"].decode()
    assert "journal/public-administration-review.nl.html" in listed
    assert "publisher/kumarian-press.nl.html" in listed


def test_every_property_has_a_name_in_the_language_of_the_page(pages: Pages) -> None:
    for path, elements in pages.items():
        heads = [each.text for each in elements if each.name == "dt"]
        assert not [head for head in heads if re.fullmatch(r"[a-z]+:\w+|https?:.*", head)], path


def test_a_contrast_is_a_cross_table_and_its_rows_stand_below(pages: Pages) -> None:
    elements = pages["query/contrast.nl.html"]
    heads = [each.text for each in elements if each.name == "th" and each.attributes.get("scope") == "col"]
    assert heads[:3] == ["Motief", "werkveldpartner", "opleidingspartner"]
    rows = [each.text for each in elements if each.name == "tr"]
    assert "imago3/50/5" in [row.replace(" ", "") for row in rows[:3]]
    assert sum(each.name == "strong" for each in elements) == 5  # named by one role only


def test_the_literature_says_once_for_what_a_work_is_cited(bundled: Files) -> None:
    page = bundled["literature.html"].decode()
    (own,) = re.findall(r"<tr>(?:(?!</tr>).)*work/bos-et-al-2023(?:(?!</tr>).)*</tr>", page, re.DOTALL)
    assert own.count("motive/image.html") == 1
