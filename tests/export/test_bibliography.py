"""The works of a graph as BibTeX, CSL-JSON, RIS and references; each is read back to the same works."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path

import pyoxigraph as ox
import pytest

from lcgraph.errors import CallError
from lcgraph.export.bibliography import bibtex, csl_json, literature, ris_text, works_of
from lcgraph.export.references import in_text, references
from lcgraph.literature import bibtex as bibtex_reader
from lcgraph.literature import csl as csljson
from lcgraph.literature import ris
from lcgraph.literature.bibtex import Library
from lcgraph.literature.works import work_of
from lcgraph.resources import bundled_data
from lcgraph.study.model import Agent, Work
from lcgraph.study.quads import study_quads
from lcgraph.study.read import read_study

Make = Callable[[Mapping[str, str | bytes | None]], Path]
LIST = r"""@article{vaart-2011, author = {van der Vaart, Rob and King, Jr., Martin L. and {R\&D Inc.}},
  author+an:orcid = {1="0000-0002-1825-0097"}, title = {Bread \& {DNA}: 5\% -- a \textbraceleft{}study},
  year = 2011, journal = {Oven}, volume = 3, number = {1--2}, pages = {10--19}, doi = {10.99999/a_b<c>},
  issn = {9999-9994}}
@incollection{bree-2014, author = {de Bree, Elise and others}, title = {A chapter?}, booktitle = {A book},
  editor = {De Laat, M. and Ros, Anje}, pages = {37--66}, edition = {2}, publisher = {Press}, year = 2014}
@book{edited-2014, editor = {De Laat, M. and others}, title = {Edited}, publisher = {Press},
  isbn = {978-99999-9999-1, 080442957X}, year = 2014}
@phdthesis{crust-nd, author = {Crust, Jean-Paul}, title = {Why crust}, school = {Invented University}}
@mastersthesis{crumb-2019, author = {Crumb, A.}, title = {Why crumb},
  school = {Invented University}, year = 2019}
@techreport{guild-2019, author = {{Invented Guild}}, title = {Agenda},
  institution = {Invented Guild}, year = 2019, number = {7}, url = {https://example.org/a~b?c=1&d=%20}}
@online{no-author, title = {A page}, url = {https://example.org/x_y}}
@article{mag, author = {Bos, P.}, title = {In a magazine}, journal = {Weekly},
  entrysubtype = {magazine}, year = 2020}
@article{news, author = {Bos, P.}, title = {In a newspaper}, journal = {Daily},
  entrysubtype = {newspaper}, year = 2020}
@inproceedings{talk, author = {Bos, P. and Ros, A.}, title = {A paper}, booktitle = {Proceedings},
  year = 2020}
@unpublished{draft, author = {Bos, P.}, title = {A draft}, year = 2020}
@misc{rest, author = {Bos, P. and Ros, A. and Aarts, Z.}, title = {The rest}, year = 2020,
  keywords = {study}}
"""


@pytest.fixture
def quads(study_with: Make) -> list[ox.Quad]:
    study, problems = read_study(study_with({"references.bib": LIST, "claims.csv": None}))
    assert [str(problem) for problem in problems] == []
    assert study is not None
    return list(study_quads(study))


@pytest.fixture(scope="module")
def bundled() -> list[ox.Quad]:
    return list(ox.parse(path=str(bundled_data()), format=ox.RdfFormat.TRIG))


def told(work: Work, *without: str) -> dict[str, object]:
    """What a work says, but for its place in a file and what a format is known to lose."""

    def name(agent: Agent) -> tuple[str, ...]:
        known = () if "same_as" in without else (agent.same_as,)
        return (agent.family, agent.given, str(agent.corporate), *known)

    lost = {"place", "citation", *without}
    said = {field.name: getattr(work, field.name) for field in fields(work) if field.name not in lost}
    for role in ("authors", "editors"):
        said[role] = [name(agent) for agent in said[role]]
    return said


def made(library: Library) -> list[Work]:
    assert library.refused == ()
    works = [work_of(entry) for entry in library.entries]
    return [work for work in works if isinstance(work, Work)]


@pytest.mark.parametrize("which", ["quads", "bundled"])
def test_bibtex_is_read_back_to_the_same_works(which: str, request: pytest.FixtureRequest) -> None:
    given = request.getfixturevalue(which)
    again = made(bibtex_reader.parse(bibtex(given)))
    assert len(again) == {"quads": 12, "bundled": 36}[which]
    assert [told(work) for work in again] == [told(work) for work in works_of(given)]


@pytest.mark.parametrize("which", ["quads", "bundled"])
def test_csl_json_is_read_back_to_the_same_works(which: str, request: pytest.FixtureRequest) -> None:
    """But for their keys, which an import makes anew, and the mark of the study's own publication."""
    given = request.getfixturevalue(which)
    lost = ("key", "listed")
    again = made(csljson.read(csl_json(given)))
    assert [told(work, *lost) for work in again] == [told(work, *lost) for work in works_of(given)]


@pytest.mark.parametrize("which", ["quads", "bundled"])
def test_ris_is_read_back_to_the_same_works(which: str, request: pytest.FixtureRequest) -> None:
    """RIS has no identifiers of people besides."""
    given = request.getfixturevalue(which)
    lost = ("key", "listed", "same_as")
    again = made(ris.read(ris_text(given)))
    assert [told(work, *lost) for work in again] == [told(work, *lost) for work in works_of(given)]


CLASHING = r"""@book{wei, author = {Wang, Wei and Jansen, Jan}, title = {A}}
@book{wen, author = {Wang, Wen and Jansen, Joke}, title = {B}}
@book{both, author = {Wang, W. and Wang, Wen}, title = {C}}
@book{three, author = {M\"uller, J. and Mueller, J. and Muller, J.}, title = {D}}
@book{short, author = {Bos, P.}, editor = {Bos, Peter}, title = {E}}
"""


@pytest.mark.parametrize(
    ("write", "read"), [(bibtex, bibtex_reader.parse), (csl_json, csljson.read), (ris_text, ris.read)]
)
def test_names_come_out_as_each_reference_writes_them(
    write: Callable[[list[ox.Quad]], str], read: Callable[[str], Library], study_with: Make
) -> None:
    study, _ = read_study(study_with({"references.bib": CLASHING, "claims.csv": None}))
    assert study is not None
    works = made(read(write(list(study_quads(study)))))
    assert {work.title: [agent.name for agent in (*work.authors, *work.editors)] for work in works} == {
        "A": ["Wang, Wei", "Jansen, Jan"],
        "B": ["Wang, Wen", "Jansen, Joke"],
        "C": ["Wang, W.", "Wang, Wen"],
        "D": ["Müller, J.", "Mueller, J.", "Muller, J."],
        "E": ["Bos, P.", "Bos, Peter"],
    }


@pytest.mark.parametrize("write", [bibtex, csl_json, ris_text, references])
def test_the_same_works_give_the_same_text(
    write: Callable[[list[ox.Quad]], str], quads: list[ox.Quad]
) -> None:
    shuffled = random.Random(1).sample(quads, len(quads))
    assert write(shuffled) == write(quads)


def test_bibtex_is_written_as_people_write_it(quads: list[ox.Quad]) -> None:
    assert r"""@article{vaart-2011,
  author          = {van der Vaart, Rob and King, Jr., Martin L. and {R\&D Inc.}},
  author+an:orcid = {1="0000-0002-1825-0097"},
  title           = {Bread \& DNA: 5\% – a \textbraceleft{}study},
  journal         = {Oven},
  year            = {2011},
  volume          = {3},
  number          = {1–2},
  pages           = {10--19},
  doi             = {10.99999/a_b<c>},
  issn            = {9999-9994}
}
""" in bibtex(quads)


def test_csl_json_has_particles_and_suffixes_apart(quads: list[ox.Quad]) -> None:
    items = {item["id"]: item for item in json.loads(csl_json(quads))}
    assert items["vaart-2011"] == {
        "id": "vaart-2011",
        "citation-key": "vaart-2011",
        "type": "article-journal",
        "author": [
            {"family": "Vaart", "given": "Rob", "non-dropping-particle": "van der"},
            {"family": "King", "given": "Martin L.", "suffix": "Jr."},
            {"literal": "R&D Inc."},
        ],
        "title": "Bread & DNA: 5% – a {study",
        "container-title": "Oven",
        "issued": {"date-parts": [[2011]]},
        "volume": "3",
        "issue": "1–2",
        "page": "10–19",
        "DOI": "10.99999/a_b<c>",
        "ISSN": "9999-9994",
        "custom": {"same-as": {"author": {"1": "https://orcid.org/0000-0002-1825-0097"}}},
    }


def test_ris_is_written_as_its_specification_says(quads: list[ox.Quad]) -> None:
    records = ris_text(quads).split("\r\n\r\n")
    assert records[-1] == ""
    assert (
        "TY  - CHAP\r\nID  - bree-2014\r\nAU  - de Bree, Elise\r\nAU  - et al.\r\nA2  - De Laat, M.\r\n"
        in records[0]
    )
    assert all(record.startswith("TY  - ") and record.endswith("\r\nER  - ") for record in records[:-1])


def test_a_work_that_stands_in_no_list_has_nothing_to_write(bundled: list[ox.Quad]) -> None:
    assert "thompson-2001" not in bibtex(bundled)


def test_what_the_graph_does_not_hold_is_told(study_with: Make) -> None:
    bib = """@book{a, author = {Bos, P.}, title = {A}, publisher = {Press}, address = {Town}, year = 2000,
      author+an:orcid = {1="0000-0002-1825-0097"}}
    @article{b, author = {Ros, A.}, title = {B}, journal = {C}, volume = 1, number = 2, pages = {3--4}}"""
    study, _ = read_study(study_with({"references.bib": bib, "claims.csv": None}))
    assert study is not None
    found = list(study_quads(study))
    place = (
        "place of publication, series or manner of publication of a: only in the reference list of the study"
    )
    assert [loss.en for loss in literature(found, "bibtex").losses] == [place]
    assert [loss.en for loss in literature(found, "ris").losses] == [
        place, "ORCID iDs and ROR iDs with a: RIS has none",
    ]  # fmt: skip
    assert literature(found, "csl-json").data == csl_json(found)


# ---- References

EN = """A page. (n.d.). https://example.org/x_y

Bos, P. (2020a). *A draft*.

Bos, P. (2020b). In a magazine. *Weekly*.

Bos, P. (2020c). In a newspaper. *Daily*.

Bos, P., & Ros, A. (2020). A paper. In *Proceedings*.

Bos, P., Ros, A., & Aarts, Z. (2020). *The rest*.

Crumb, A. (2019). *Why crumb* [Master's thesis, Invented University].

Crust, J.-P. (n.d.). *Why crust* [Doctoral dissertation, Invented University].

de Bree, E., et al. (2014). A chapter? In M. De Laat & A. Ros (Eds.), *A book* (2nd ed., pp. 37–66). Press.

De Laat, M., et al. (Eds.). (2014). *Edited*. Press.

Invented Guild. (2019). *Agenda*. https://example.org/a~b?c=1&d=%20

van der Vaart, R., King, M. L., Jr., & R&D Inc. (2011). Bread & DNA: 5% – a {study. *Oven*, *3*(1–2), \
10–19. https://doi.org/10.99999/a_b%3Cc%3E
"""
NL = {
    "(n.d.)": "(z.d.)",
    "Master's thesis": "Masterscriptie",
    "Doctoral dissertation": "Proefschrift",
    "(Eds.)": "(Red.)",
    "2nd ed.": "2e druk",
}


def dutch(text: str) -> str:
    for english, words in NL.items():
        assert english in text
        text = text.replace(english, words)
    return text


@pytest.mark.parametrize(("lang", "expected"), [("en", EN), ("nl", dutch(EN))])
def test_references_are_in_the_style_of_the_apa(quads: list[ox.Quad], lang: str, expected: str) -> None:
    assert references(quads, lang=lang) == expected.replace("*", "")


def test_references_in_markdown_and_html_have_titles_in_italics_and_links(quads: list[ox.Quad]) -> None:
    markdown = references(quads, form="markdown").splitlines()
    assert markdown[-1] == (
        "van der Vaart, R., King, M. L., Jr., & R&D Inc. (2011). Bread & DNA: 5% – a {study. "
        "*Oven*, *3*(1–2), 10–19. <https://doi.org/10.99999/a_b%3Cc%3E>"
    )
    html = references(quads, form="html").splitlines()
    assert html[0] == '<ul class="references">'
    assert html[-2] == (
        '<li id="vaart-2011">van der Vaart, R., King, M. L., Jr., &amp; R&amp;D Inc. (2011). Bread &amp; '
        "DNA: 5% – a {study. <i>Oven</i>, <i>3</i>(1–2), 10–19. "
        '<a href="https://doi.org/10.99999/a_b%3Cc%3E">https://doi.org/10.99999/a_b%3Cc%3E</a></li>'
    )


def test_hostile_titles_and_addresses_stay_text(study_with: Make) -> None:
    bib = "@misc{x, title = {<script>*x* [y](javascript:1)}, url = {javascript:alert(1)}}"
    study, _ = read_study(study_with({"references.bib": bib, "claims.csv": None}))
    assert study is not None
    found = list(study_quads(study))
    assert references(found, form="html").splitlines()[1] == (
        '<li id="x"><i>&lt;script&gt;*x* [y](javascript:1)</i>. (n.d.). javascript:alert(1)</li>'
    )
    assert references(found, form="markdown") == (
        "*\\<script\\>\\*x\\* \\[y\\](javascript:1)*. (n.d.). javascript:alert(1)\n"
    )


def test_more_than_twenty_authors_are_cut_short(study_with: Make) -> None:
    people = " and ".join(f"Name{number:02}, A." for number in range(1, 23))
    study, _ = read_study(study_with({"references.bib": f"@book{{x, author = {{{people}}}, title = {{X}}}}",
                                      "claims.csv": None}))  # fmt: skip
    assert study is not None
    (line,) = references(study_quads(study)).splitlines()
    assert line.endswith("Name18, A., Name19, A., … Name22, A. (n.d.). X.")


@pytest.mark.parametrize(
    ("key", "en", "nl"),
    [
        ("talk", "Bos and Ros (2020)", "Bos en Ros (2020)"),
        ("rest", "Bos et al. (2020)", "Bos et al. (2020)"),
        ("edited-2014", "De Laat et al. (2014)", "De Laat et al. (2014)"),
        ("crust-nd", "Crust (n.d.)", "Crust (z.d.)"),
        ("no-author", "A page (n.d.)", "A page (z.d.)"),
    ],
)
def test_a_work_in_running_text(quads: list[ox.Quad], key: str, en: str, nl: str) -> None:
    (work,) = (work for work in works_of(quads) if work.key == key)
    assert (in_text(work, "en"), in_text(work, "nl")) == (en, nl)


def test_a_form_that_does_not_exist_is_refused(quads: list[ox.Quad]) -> None:
    with pytest.raises(CallError, match="unknown form 'htm': did you mean 'html'"):
        references(quads, form="htm")


def test_the_references_of_the_article(bundled: list[ox.Quad]) -> None:
    lines = references(bundled, lang="nl").splitlines()[::2]
    assert len(lines) == 36
    assert lines[3] == (
        "Bos, P., & Snoeren, M. (2021). Het ontwikkelen van een impactvolle hybride leeromgeving: vijf "
        "aanbevelingen. In A. Ros, M. Thunissen, & H. Van Beelen (Red.), Duurzaam leren en werken in een "
        "veranderende samenleving. Praktijk gericht onderzoek en tools voor praktijk en onderzoek "
        "(pp. 26–32). Fontys "
        "University of Applied Sciences. https://indd.adobe.com/view/8ffbc142-47c7-4cae-9689-fa3b127e507a"
    )
    assert lines[28] == (
        "Schipper, T., Vos, M., & Wallner, C. (Red.). (2022). Landelijk position paper Learning Communities "
        "(in opdracht van nwo). hogeschool Windesheim."
    )
