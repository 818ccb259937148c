"""Works as quads: kinds, people in order, what a work is in, known identifiers, and citations in CiTO."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest

from lcgraph.privacy.rule import public_quads
from lcgraph.resources import bundled_data
from lcgraph.schemes import shared
from lcgraph.study.quads import study_quads
from lcgraph.study.read import read_study
from lcgraph.vocab import BASE, CITATIONS, PREFIXES, WORK_KINDS

Make = Callable[[Mapping[str, str | bytes | None]], Path]
Facts = set[tuple[str, str]]
LIST = """@incollection{chapter-2014,
  author = {de Bree, Elise and Bos, P. and others},
  author+an:orcid = {1="0000-0002-1825-0097"},
  editor = {Ros, A. and {Invented Guild} and Aarts, Z.},
  editor+an:ror = {2="https://ror.org/02mhbdp94"},
  title = {A chapter}, booktitle = {A book}, year = 2014, volume = {2}, pages = {1--9}, edition = {3},
  publisher = {Press}, isbn = {978-99999-9999-1}, doi = {10.99999/A<1>#2}
}
@article{article-2015, author = {Bos, Peter}, title = {An article}, journal = {Oven}, number = {4},
  issn = {9999-9994, 9999-8882}, url = {https://example.org/a_b}}
"""


@pytest.fixture
def facts(study_with: Make) -> Callable[[str, str], Callable[[str], Facts]]:
    """What a tiny study says about a thing when its list is this text."""

    def of(bib: str, citations: str = "work,relation,about,locator\n") -> Callable[[str], Facts]:
        study, problems = read_study(study_with({"references.bib": bib, "citations.csv": citations}))
        assert not [problem for problem in problems if problem.severity == "violation"]
        assert study is not None
        quads = list(study_quads(study))
        assert not any(
            isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object)
        )

        def about(path: str) -> Facts:
            return {
                (short(quad.predicate.value), short(quad.object.value))
                for quad in quads
                if quad.subject == ox.NamedNode(BASE + path) and quad.graph_name.value.endswith("/asserted")
            }

        return about

    return of


def short(iri: str) -> str:
    if iri.startswith(BASE) and "#" not in iri:
        return iri.removeprefix(BASE)
    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri


def test_a_chapter_with_all_that_a_reference_can_have(facts: Callable[..., Callable[[str], Facts]]) -> None:
    about = facts(LIST)
    assert about("work/chapter-2014") == {
        ("rdf:type", "lcg:Work"),
        ("rdf:type", "bibo:Chapter"),
        ("rdf:type", "fabio:BookChapter"),
        ("skos:notation", "chapter-2014"),
        ("lcg:listedIn", "study/tiny-synthetic"),
        ("lcg:andOthers", "true"),
        ("rdfs:label", "de Bree et al. (2014)"),
        ("dcterms:title", "A chapter"),
        ("dcterms:issued", "2014"),
        ("dcterms:bibliographicCitation", "A book, 2, 1–9, Press"),
        ("dcterms:creator", "agent/de-bree-e"),
        ("dcterms:creator", "agent/bos-p"),
        ("bibo:authorList", "work/chapter-2014/authors"),
        ("lcg:writtenName", "work/chapter-2014/authors/2"),
        ("bibo:editor", "agent/ros-a"),
        ("bibo:editor", "agent/invented-guild"),
        ("bibo:editor", "agent/aarts-z"),
        ("bibo:editorList", "work/chapter-2014/editors"),
        ("dcterms:isPartOf", "work/chapter-2014/container"),
        ("bibo:doi", "10.99999/a<1>#2"),
        ("owl:sameAs", "https://doi.org/10.99999/a%3C1%3E%232"),
        ("bibo:isbn13", "9789999999991"),
        ("bibo:volume", "2"),
        ("bibo:pages", "1–9"),
        ("bibo:edition", "3"),
        ("dc:publisher", "Press"),
        ("dcterms:publisher", "publisher/press"),
    }


def test_authors_and_editors_keep_their_order(facts: Callable[..., Callable[[str], Facts]]) -> None:
    about = facts(LIST)
    assert about("work/chapter-2014/authors") == {
        ("rdf:type", "rdf:Seq"), ("rdf:_1", "agent/de-bree-e"), ("rdf:_2", "agent/bos-p"),
    }  # fmt: skip
    assert about("work/chapter-2014/editors") == {
        ("rdf:type", "rdf:Seq"), ("rdf:_1", "agent/ros-a"), ("rdf:_2", "agent/invented-guild"),
        ("rdf:_3", "agent/aarts-z"),
    }  # fmt: skip


def test_a_work_without_authors_goes_by_its_editors(facts: Callable[..., Callable[[str], Facts]]) -> None:
    about = facts("@book{x, editor = {Ros, A. and Bos, P.}, title = {X}, year = 2000}")("work/x")
    assert {
        ("rdfs:label", "Ros & Bos (2000)"), ("dcterms:creator", "agent/ros-a"),
        ("dcterms:creator", "agent/bos-p"), ("bibo:editor", "agent/ros-a"),
        ("bibo:editor", "agent/bos-p"), ("bibo:editorList", "work/x/editors"),
    } <= about  # fmt: skip
    assert "bibo:authorList" not in {name for name, _ in about}


def test_what_a_work_is_in_carries_the_numbers_of_the_journal(
    facts: Callable[..., Callable[[str], Facts]],
) -> None:
    about = facts(LIST)
    assert about("work/chapter-2014/container") == {("rdf:type", "bibo:Book"), ("dcterms:title", "A book")}
    assert about("journal/oven") == {
        ("rdf:type", "lcg:Journal"),
        ("rdf:type", "bibo:Journal"),
        ("dcterms:title", "Oven"),
        ("bibo:issn", "9999-9994"),
        ("bibo:issn", "9999-8882"),
        ("rdfs:seeAlso", "https://portal.issn.org/resource/ISSN/9999-9994"),
        ("rdfs:seeAlso", "https://portal.issn.org/resource/ISSN/9999-8882"),
    }
    assert {
        ("rdf:type", "bibo:AcademicArticle"), ("rdf:type", "fabio:JournalArticle"),
        ("dcterms:isPartOf", "journal/oven"), ("prism:publicationName", "Oven"), ("prism:issn", "9999-9994"),
        ("prism:issueIdentifier", "4"), ("bibo:uri", "https://example.org/a_b"),
    } <= about("work/article-2015")  # fmt: skip


TWO = """@article{a, author = {Bos, P.}, title = {A}, journal = {The Oven & Bread}, issn = {9999-9994}}
@article{b, author = {Bos, P.}, title = {B}, journal = {Oven and bread}, publisher = {Press}}
@article{c, author = {Bos, P.}, title = {C}, journal = {Oven and bread}}
@book{d, author = {Bos, P.}, title = {D}, publisher = {press}}
@incollection{e, author = {Bos, P.}, title = {E}, booktitle = {Oven and bread}}
"""


def test_a_journal_and_a_publisher_are_one_thing_for_all_works_that_name_them(
    facts: Callable[..., Callable[[str], Facts]],
) -> None:
    about = facts(TWO)
    for key in ("a", "b", "c"):
        assert ("dcterms:isPartOf", "journal/oven-and-bread") in about(f"work/{key}")
    assert about("journal/oven-and-bread") == {
        ("rdf:type", "lcg:Journal"),
        ("rdf:type", "bibo:Journal"),
        ("dcterms:title", "Oven and bread"),  # as most write it
        ("bibo:issn", "9999-9994"),
        ("rdfs:seeAlso", "https://portal.issn.org/resource/ISSN/9999-9994"),
    }
    assert ("prism:publicationName", "The Oven & Bread") in about("work/a")  # as this one writes it
    for key in ("b", "d"):
        assert ("dcterms:publisher", "publisher/press") in about(f"work/{key}")
    assert {("rdf:type", "lcg:Publisher"), ("foaf:name", "Press")} <= about("publisher/press")
    assert ("dcterms:isPartOf", "work/e/container") in about(
        "work/e"
    )  # a book of that title is another thing


def test_known_identifiers_are_linked_beside_the_agent(facts: Callable[..., Callable[[str], Facts]]) -> None:
    about = facts(LIST)
    assert about("agent/de-bree-e") == {
        ("rdf:type", "foaf:Person"),
        ("foaf:name", "de Bree, Elise"),
        ("foaf:familyName", "de Bree"),
        ("foaf:givenName", "Elise"),
        ("owl:sameAs", "https://orcid.org/0000-0002-1825-0097"),
    }
    assert about("agent/invented-guild") == {
        ("rdf:type", "foaf:Organization"),
        ("foaf:name", "Invented Guild"),
        ("owl:sameAs", "https://ror.org/02mhbdp94"),
    }
    assert ("foaf:name", "Bos, Peter") in about("agent/bos-p")


JANSENS = """@book{a, author = {Jansen, J.}, title = {A}, author+an:orcid = {1="0000-0002-1825-0097"}}
@book{b, author = {Jansen, Jan}, title = {B}, author+an:orcid = {1="0000-0002-1694-233X"}}
@book{c, author = {Jansen, Johanna}, title = {C}, author+an:orcid = {1="0000-0002-1825-0097"}}
@book{d, author = {Jansen, J.}, title = {D}}
"""


def test_two_persons_of_one_name_with_different_orcids_are_two(
    facts: Callable[..., Callable[[str], Facts]],
) -> None:
    """A name that may be either is neither, and keeps the plain link."""
    about = facts(JANSENS)
    creators = {
        key: {value for name, value in about(f"work/{key}") if name == "dcterms:creator"} for key in "abcd"
    }
    assert creators == {
        "a": {"agent/jansen-johanna"},
        "b": {"agent/jansen-jan"},
        "c": {"agent/jansen-johanna"},
        "d": {"agent/jansen-j"},
    }
    assert {
        ("foaf:name", "Jansen, Johanna"),
        ("owl:sameAs", "https://orcid.org/0000-0002-1825-0097"),
    } <= about("agent/jansen-johanna")
    assert {("foaf:name", "Jansen, Jan"), ("owl:sameAs", "https://orcid.org/0000-0002-1694-233X")} <= about(
        "agent/jansen-jan"
    )
    assert about("agent/jansen-j") == {
        ("rdf:type", "foaf:Person"),
        ("foaf:name", "Jansen, J."),
        ("foaf:familyName", "Jansen"),
        ("foaf:givenName", "J."),
    }


def test_a_name_is_kept_as_the_reference_writes_it(facts: Callable[..., Callable[[str], Facts]]) -> None:
    about = facts(LIST)
    assert ("lcg:writtenName", "work/chapter-2014/authors/2") in about("work/chapter-2014")
    assert about("work/chapter-2014/authors/2") == {
        ("rdf:type", "lcg:WrittenName"),
        ("lcg:nameOf", "agent/bos-p"),
        ("lcg:writtenFamily", "Bos"),
        ("lcg:writtenGiven", "P."),
    }
    assert about("work/article-2015/authors/1") == set()


CITED = """work,relation,about,locator
bakers-guild-1999,supports,cluster:development,"Theory, page 2"
bakers-guild-1999,places,motive:recruitment@cluster:capital,Theory
bakers-guild-1999,disputes,motive:network,Discussion
bakers-guild-1999,defines,level:collective,Theory
bakers-guild-1999,mentions,motive:image,Theory
bakers-guild-1999,mentions,background,Introduction
van-der-verzonnen-2024,places,motive:recruitment@cluster:legitimacy,Table 1
"""


def test_the_publication_of_a_study_cites_works_as_its_citations_say(
    facts: Callable[..., Callable[[str], Facts]], tiny: Path
) -> None:
    about = facts((tiny / "references.bib").read_text(encoding="utf-8"), CITED)
    cited = "work/bakers-guild-1999"
    assert {fact for fact in about("work/van-der-verzonnen-2024") if fact[0].startswith("cito:")} == {
        ("cito:citesAsEvidence", cited),
        ("cito:cites", cited),
        ("cito:disagreesWith", cited),
        ("cito:citesAsAuthority", cited),
        ("cito:citesForInformation", cited),
        ("cito:obtainsBackgroundFrom", cited),
    }
    citation = about("study/tiny-synthetic/citation/bakers-guild-1999-supports-cluster-development-18c0ed")
    assert {
        ("cito:hasCitingEntity", "work/van-der-verzonnen-2024"),
        ("cito:hasCitationCharacterization", "cito:citesAsEvidence"),
        ("lcg:citesWork", cited),
        ("lcg:locator", "Theory, page 2"),
    } <= citation
    own = about(
        "study/tiny-synthetic/citation/van-der-verzonnen-2024-places-motive-recruitment-cluster-legitimacy-ec9ba4"
    )
    assert not {fact for fact in own if fact[0].startswith("cito:")}


def test_every_relation_has_its_citation() -> None:
    assert set(CITATIONS) == {*shared().codes("relation"), "background"}


def test_each_kind_of_work_can_be_told_from_its_class_in_fabio() -> None:
    assert len({fabio for _, fabio in WORK_KINDS.values()}) == len(WORK_KINDS) == 13


def test_the_bundled_article_cites_its_literature() -> None:
    store = ox.Store()
    store.bulk_load(path=str(bundled_data()), format=ox.RdfFormat.TRIG)
    rows = store.query(
        "PREFIX cito: <http://purl.org/spar/cito/> "
        "SELECT ?how (COUNT(DISTINCT ?work) AS ?works) WHERE { "
        "<https://w3id.org/lcgraph/work/bos-et-al-2023> ?how ?work . "
        "FILTER(STRSTARTS(STR(?how), STR(cito:))) } GROUP BY ?how ORDER BY ?how",
        use_default_graph_as_union=True,
    )
    counts = {row["how"].value.rpartition("/")[2]: int(row["works"].value) for row in rows}
    assert counts == {
        "cites": 1,
        "citesAsAuthority": 7,
        "citesAsEvidence": 20,
        "citesForInformation": 2,
        "obtainsBackgroundFrom": 9,
    }


def test_a_public_export_carries_works_whole() -> None:
    quads = list(ox.parse(path=str(bundled_data()), format=ox.RdfFormat.TRIG))
    kept, withheld = public_quads(quads)
    assert not withheld
    assert len(kept) == len(quads)
