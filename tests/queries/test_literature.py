"""What the literature of the bundled study answers: literal rows, equal on Oxigraph and rdflib."""

from __future__ import annotations

from collections import Counter

import pytest

from lcgraph.vocab import CODES

FRAME = "Theoretisch kader, "
FOUR = FRAME + "Vier motivatieclusters voor interorganisationele samenwerking"
LEVELS = FRAME + "Strategische motieven op collectief, organisatorisch en individueel niveau, alinea "
LEGITIMACY, DEVELOPMENT = FRAME + "Legitimerende motieven", FRAME + "Ontwikkelingsgerichte motieven"
CAPITAL, SOCIETAL = FRAME + "Kapitaalgerelateerde motieven", FRAME + "Maatschappelijke motieven"

BY_CLUSTER = [
    ("legitimacy", "brown-2008", LEGITIMACY, "defines"),
    ("legitimacy", "deephouse-carter-2005", LEGITIMACY, "supports"),
    ("legitimacy", "gray-purdy-2018", "Conclusie en discussie, alinea 3", "places"),
    ("legitimacy", "gray-purdy-2018", FOUR, "supports"),
    ("legitimacy", "kramer-kania-2006", LEGITIMACY, "supports"),
    ("legitimacy", "lafrance-lehmann-2005", LEGITIMACY, "supports"),
    ("development", "akkerman-bakker-2012", DEVELOPMENT, "supports"),
    ("development", "gray-purdy-2018", FOUR, "supports"),
    ("development", "kaats-opheij-2021", DEVELOPMENT, "supports"),
    ("development", "leach-et-al-2014", DEVELOPMENT, "supports"),
    ("capital", "gray-purdy-2018", FOUR, "supports"),
    ("innovative-capacity", "holmes-moir-2007", CAPITAL, "supports"),
    ("innovative-capacity", "innes-booher-2010", CAPITAL, "supports"),
    ("innovative-capacity", "plantz-greenway-hendricks-1997", CAPITAL, "supports"),
    ("innovative-capacity", "snoeren-2021", CAPITAL, "supports"),
    ("financial-capital", "clarke-fuller-2010", CAPITAL, "supports"),
    ("societal", "bryson-crosby-stone-2006", SOCIETAL, "supports"),
    ("societal", "bryson-crosby-stone-2015", SOCIETAL, "supports"),
    ("societal", "gray-purdy-2018", FOUR, "supports"),
    ("societal", "kaats-opheij-2021", SOCIETAL, "supports"),
]
TOP = {"innovative-capacity": "capital", "financial-capital": "capital"}

BY_LEVEL = [
    ("collective", "bryson-crosby-stone-2015", LEVELS + "1", "supports"),
    ("collective", "emerson-nabatchi-balogh-2011", LEVELS + "1", "supports"),
    ("collective", "gray-purdy-2018", LEVELS + "1", "supports"),
    ("collective", "huxham-vangen-eden-2000", LEVELS + "1", "supports"),
    ("collective", "kaats-opheij-2014", LEVELS + "1", "defines"),
    ("collective", "koschmann-kuhn-pfarrer-2012", LEVELS + "1", "defines"),
    ("collective", "vangen-hayes-cornforth-2015", LEVELS + "1", "supports"),
    ("organisational", "austin-reficco-2005", LEVELS + "2", "defines"),
    ("organisational", "clarke-fuller-2010", LEVELS + "2", "defines"),
    ("organisational", "rycroft-malone-et-al-2016", LEVELS + "2", "defines"),
    ("organisational", "thompson-2001", LEVELS + "2", "supports"),
    ("individual", "kaats-opheij-2008", LEVELS + "3", "supports"),
    ("individual", "seitanidi-2009", LEVELS + "3", "supports"),
]

BY_AUTHOR = """
    legitimacy 1: brown-l carter-s deephouse-d gray-b kania-j kramer-m lafrance-j lehmann-m purdy-j
    development 1: akkerman-s bakker-a calanni-j gray-b kaats-e leach-w opheij-w purdy-j
    development 1: siddiki-s vince-s weible-c
    capital 1: gray-b purdy-j
    innovative-capacity 1: booher-d greenway-m hendricks-m holmes-s innes-j moir-l plantz-m snoeren-m
    financial-capital 1: clarke-a fuller-m
    societal 2: bryson-j crosby-b stone-m
    societal 1: gray-b kaats-e opheij-w purdy-j"""

INTRODUCTION, CONCLUSION = "Inleiding, alinea 1", "Conclusie en discussie, alinea "
PLACES = {
    "I": INTRODUCTION,
    "N1": LEVELS + "1",
    "N2": LEVELS + "2",
    "N3": LEVELS + "3",
    "V": FOUR,
    "L": LEGITIMACY,
    "O": DEVELOPMENT,
    "K": CAPITAL,
    "M": SOCIETAL,
    "C": CONCLUSION + "3",
}

# All that the article cites: work, place, and for each relation what it is about (`-` is background).
CITED = """
    akkerman-bakker-2012           O  supports learning-from-others joint-insight development
    austin-reficco-2005            N2 defines organisational
    austin-reficco-2005            V  mentions -
    bos-snoeren-2021               I  mentions -
    brown-2008                     L  defines legitimacy
    bryson-crosby-stone-2006       M  supports societal
    bryson-crosby-stone-2006       M  defines sector-failures
    bryson-crosby-stone-2015       M  supports complex-societal-issues
    bryson-crosby-stone-2015       N1 supports collective
    bryson-crosby-stone-2015       M  supports societal
    bryson-crosby-stone-2015       V  mentions -
    clarke-fuller-2010             K  supports risk-spreading financial-capital
    clarke-fuller-2010             N2 defines organisational
    deephouse-carter-2005          L  supports legitimacy
    emanuel-et-al-2022             I  mentions -
    emerson-nabatchi-balogh-2011   N1 supports collective
    gray-purdy-2018                N1 supports collective
    gray-purdy-2018                V  supports legitimacy development capital societal
    gray-purdy-2018                C  places recruitment@legitimacy
    gray-purdy-2018                I  mentions -
    holmes-moir-2007               K  supports innovative-solutions shared-perspectives innovative-capacity
    huxham-vangen-eden-2000        N1 supports collective
    innes-booher-2010              K  supports joint-product-development new-markets joint-strategies
    innes-booher-2010              K  supports innovative-capacity
    kaats-opheij-2008              N3 supports individual
    kaats-opheij-2014              N1 defines collective
    kaats-opheij-2021              O  supports learning-from-ways-of-working
    kaats-opheij-2021              M  supports moral-appeal
    kaats-opheij-2021              O  supports development
    kaats-opheij-2021              M  supports societal
    kaats-opheij-2021              V  mentions -
    koschmann-kuhn-pfarrer-2012    N1 defines collective
    kramer-kania-2006              L  supports legitimacy
    lafrance-lehmann-2005          L  supports mandate-to-act legitimacy
    leach-et-al-2014               O  supports learning-from-others joint-insight development
    plantz-greenway-hendricks-1997 K  supports innovative-solutions shared-perspectives innovative-capacity
    rycroft-malone-et-al-2016      N2 defines organisational
    schipper-vos-wallner-2022      I  mentions -
    seitanidi-2009                 N3 supports individual
    snoeren-2021                   K  supports innovative-solutions shared-perspectives innovative-capacity
    snoeren-2021                   I  mentions innovative-solutions up-to-date-curriculum
    snoeren-2021                   I  mentions staff-professionalisation
    thompson-2001                  N2 supports organisational
    thompson-2001                  I  mentions -
    vangen-hayes-cornforth-2015    N1 supports collective
    vereniging-hogescholen-2019    I  mentions - innovative-solutions up-to-date-curriculum
    vereniging-hogescholen-2019    I  mentions staff-professionalisation"""

# Where the article itself places its motives.
PLACED = """
    legitimacy: image recruitment damage-control employer-branding value-fit-recruitment mandate-to-act
    development: student-perspectives learning-community practice-partner-development teacher-development
    development: student-development learning-from-others joint-insight staff-professionalisation
    development: learning-from-ways-of-working
    capital: recruitment scarce-resources
    social-capital: network
    innovative-capacity: innovative-solutions up-to-date-curriculum joint-product-development new-markets
    innovative-capacity: joint-strategies shared-perspectives
    financial-capital: cost-reduction new-funding risk-spreading
    societal: better-education-and-care social-responsibility complex-societal-issues sector-failures
    societal: external-pressure moral-appeal"""


def test_every_claim_once_for_each_thing_it_is_about(bundled):
    expected = []
    for line in CITED.strip().split("\n"):
        work, place, relation, *things = line.split()
        for thing in things:
            motive, _, cluster = thing.partition("@")
            cluster = cluster or (motive if motive in CODES["cluster"] else "")
            level = motive if motive in CODES["level"] else ""
            motive = motive if motive in CODES["motive"] else ""
            top = TOP.get(cluster, cluster)
            cells = (cluster, level, motive, PLACES[place], "bos-2023", top)
            expected.append((work, relation, *(cell or None for cell in cells), False))
    found = bundled.rows("literature-claims")
    assert [row for row in found if not row[8]] == expected
    assert [row for row in found if row[0] == "gray-purdy-2018"] == bundled.rows(
        "literature-claims", work="gray-purdy-2018"
    )
    own = [row for row in found if row[8]]
    assert {(row[0], row[1], row[3], row[6]) for row in own} == {
        ("bos-et-al-2023", "places", None, "bos-2023")
    }
    assert [(row[2], row[4]) for row in own] == [
        (cluster, motive)
        for cluster, _, motives in (line.strip().partition(": ") for line in PLACED.strip().split("\n"))
        for motive in motives.split()
    ]


def test_authorships(bundled):
    found = bundled.rows("authorships")
    assert len(found) == 93
    assert [row[1:] for row in found if row[0] == "leach-et-al-2014"] == [
        ("calanni-j", "Calanni, J. C."),
        ("leach-w", "Leach, W. D."),
        ("siddiki-s", "Siddiki, S. N."),
        ("vince-s", "Vince, S. R."),
        ("weible-c", "Weible, C. M."),
    ]
    assert bundled.lines("authorships", work="gray-purdy-2018") == [
        "gray-purdy-2018 gray-b Gray, B.",
        "gray-purdy-2018 purdy-j Purdy, J.",
    ]
    assert [row[0] for row in found if row[1] == "snoeren-m"] == [
        "bos-et-al-2023",
        "bos-snoeren-2021",
        "snoeren-2021",
    ]
    assert {row[0] for row in found if row[1] == "snoeren-m" and row[2] == "Snoeren, Miranda"} == {
        "bos-et-al-2023",
        "bos-snoeren-2021",
        "snoeren-2021",
    }
    assert bundled.rows("authorships", work="thompson-2001") == []  # not listed: no authors are known


def test_works_by_cluster(bundled):
    found = bundled.rows("works-by-cluster")
    assert found == [(*row, TOP.get(row[0], row[0]), "bos-2023") for row in BY_CLUSTER]
    named = bundled.rows("works-by-cluster", cluster="capital")
    assert [row[:2] for row in named] == [("capital", "gray-purdy-2018")]


def test_works_by_level(bundled):
    assert bundled.rows("works-by-level") == [(*row, "bos-2023") for row in BY_LEVEL]
    assert [row[1] for row in bundled.rows("works-by-level", level="individual")] == [
        "kaats-opheij-2008",
        "seitanidi-2009",
    ]


def test_authors_by_cluster(bundled):
    expected = []
    for line in BY_AUTHOR.strip().split("\n"):
        head, _, authors = line.partition(":")
        cluster, works = head.split()
        expected += [(author, cluster, int(works)) for author in authors.split()]
    found = bundled.rows("authors-by-cluster")
    assert [row[:3] for row in found] == expected
    assert len(found) == 39
    assert {row[0]: row[3] for row in found}["weible-c"] == "Weible, C. M."
    assert [row[0] for row in bundled.rows("authors-by-cluster", cluster="financial-capital")] == [
        "clarke-a",
        "fuller-m",
    ]


def test_one_work_is_cited_but_not_listed(bundled):
    assert bundled.lines("cited-not-listed") == ["thompson-2001 bos-2023"]


def test_seven_works_are_listed_but_not_cited(bundled):
    assert bundled.lines("listed-not-cited") == [
        "crosby-bryson-2005 bos-2023",
        "dahan-et-al-2010 bos-2023",
        "demirag-et-al-2012 bos-2023",
        "macke-vallejos-toss-2010 bos-2023",
        "schruijer-2011 bos-2023",
        "schruijer-vansina-2007 bos-2023",
        "wenger-trayner-de-laat-2011 bos-2023",
    ]


def test_recruitment_is_the_contested_motive(bundled):
    expected = [
        ("recruitment", "legitimacy", "bos-et-al-2023", True),
        ("recruitment", "legitimacy", "gray-purdy-2018", False),
        ("recruitment", "capital", "bos-et-al-2023", False),
    ]
    assert bundled.rows("contested-motives") == expected
    assert bundled.rows("contested-motives", motive="recruitment") == expected
    assert bundled.rows("contested-motives", motive="image") == []


@pytest.mark.parametrize(("work", "placed"), [("gray-purdy-2018", 10), ("brown-2008", 0)])
def test_a_work_that_places_as_the_tables_do_moves_no_cell(bundled, work, placed):
    found = bundled.rows("reclassified-matrix", work=work)
    assert [row[:8] for row in found] == bundled.rows("cross-case-matrix")
    assert all(row[8] == row[0] for row in found)
    assert Counter(row[9] for row in found) == Counter(
        {work: placed, None: 130 - placed} if placed else {None: 130}
    )


def test_the_article_itself_would_rather_see_recruitment_among_the_capital_motives(bundled):
    found = bundled.rows("reclassified-matrix", work="bos-et-al-2023")
    assert len(found) == 130
    moved = [row for row in found if row[8] != row[0]]
    assert [(row[0], row[1], row[8], row[9]) for row in moved] == [
        ("capital", "recruitment", "legitimacy", "bos-et-al-2023")
    ] * 10
    stayed = [row[:8] for row in found if row[1] != "recruitment"]
    assert stayed == [row for row in bundled.rows("cross-case-matrix") if row[1] != "recruitment"]


def test_literature_versus_evidence(bundled):
    found = bundled.rows("literature-versus-evidence")
    assert len(found) == 33
    assert all(row[5:] == (int(row[1] > 0), int(row[2] > 0), int(row[3] > 0)) for row in found)  # one study
    with_works = [row[:4] for row in found if row[1]]
    assert with_works == [
        ("recruitment", 1, 5, 10),
        ("mandate-to-act", 1, 0, 0),
        ("learning-from-others", 2, 0, 0),
        ("joint-insight", 2, 0, 0),
        ("staff-professionalisation", 2, 0, 0),
        ("learning-from-ways-of-working", 1, 0, 0),
        ("innovative-solutions", 4, 8, 10),
        ("up-to-date-curriculum", 2, 3, 10),
        ("joint-product-development", 1, 0, 0),
        ("new-markets", 1, 0, 0),
        ("joint-strategies", 1, 0, 0),
        ("shared-perspectives", 3, 0, 0),
        ("risk-spreading", 1, 0, 0),
        ("complex-societal-issues", 1, 0, 0),
        ("sector-failures", 1, 0, 0),
        ("moral-appeal", 1, 0, 0),
    ]
    without = [row for row in found if not row[1]]
    assert [row[0] for row in without if row[2]] == [
        "image",
        "student-perspectives",
        "learning-community",
        "practice-partner-development",
        "teacher-development",
        "student-development",
        "network",
        "cost-reduction",
        "better-education-and-care",
        "social-responsibility",
    ]
    assert [row[0] for row in without if not row[2]] == [
        "damage-control",
        "employer-branding",
        "value-fit-recruitment",
        "new-funding",
        "scarce-resources",
        "external-pressure",
        "expertise-of-partners",
    ]


def test_every_listed_work_has_its_year(bundled):
    found = dict(bundled.rows("work-years"))
    assert len(found) == 37
    assert [work for work, year in found.items() if year is None] == ["thompson-2001"]
    years = {work: year for work, year in found.items() if year is not None}
    assert (min(years.values()), max(years.values())) == (1997, 2023)
    assert all(work.endswith(str(year)) for work, year in years.items())
