"""The literature map beyond the contract: who argues for what, where sources part, what meets the interviews.

What the bundled study answers is worked out from the article; what it cannot show is asked of the two
small studies of `boundaries.trig`. Every answer is the one that Oxigraph and rdflib share.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

import lcgraph
from lcgraph.schemes import shared

FRAME = "Theoretisch kader, "
LEVELS = FRAME + "Strategische motieven op collectief, organisatorisch en individueel niveau, alinea "
PLACES = {
    "I": "Inleiding, alinea 1",
    "N1": LEVELS + "1",
    "N2": LEVELS + "2",
    "N3": LEVELS + "3",
    "V": FRAME + "Vier motivatieclusters voor interorganisationele samenwerking",
    "L": FRAME + "Legitimerende motieven",
    "O": FRAME + "Ontwikkelingsgerichte motieven",
    "K": FRAME + "Kapitaalgerelateerde motieven",
    "M": FRAME + "Maatschappelijke motieven",
    "C1": "Conclusie en discussie, alinea 1",
    "C3": "Conclusie en discussie, alinea 3",
}
TOP = dict.fromkeys(("social-capital", "innovative-capacity", "financial-capital"), "capital")


def rows(text: str) -> list[str]:
    """Expected rows, one a line; runs of spaces are only for the eye."""
    return [" ".join(line.split()) for line in text.strip().split("\n")]


def cited(bundled, name, **values):
    """Rows of which the third cell is a place, with the short name that `PLACES` gives it."""
    short = {place: name for name, place in PLACES.items()}
    return [
        " ".join(str(cell) for cell in (*row[:2], short[row[2]], *row[3:]) if cell is not None)
        for row in bundled.rows(name, **values)
    ]


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
    gray-purdy-2018                C3 places recruitment@legitimacy
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

# Where the article itself places its motives; image in two places (table 3, and the framework).
PLACED = """
    legitimacy: image image recruitment damage-control employer-branding value-fit-recruitment
    legitimacy: mandate-to-act
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
            cluster = cluster or (motive if motive in shared().codes("cluster") else "")
            level = motive if motive in shared().codes("level") else ""
            motive = motive if motive in shared().codes("motive") else ""
            top = TOP.get(cluster, cluster)
            cells = (cluster, level, motive, PLACES[place], "bos-2023", top)
            expected.append((work, relation, *(cell or None for cell in cells), False))
    found = bundled.rows("citations")
    assert [row for row in found if not row[8]] == expected
    assert [row for row in found if row[0] == "gray-purdy-2018"] == bundled.rows(
        "citations", work="gray-purdy-2018"
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


def test_a_claim_has_a_row_for_each_place_and_the_study_itself_is_marked(boundaries):
    assert boundaries.lines("citations") == rows("""
        alpha-2020      supports development    collective -       p. 2    alpha development True
        alpha-2020      places   legitimacy     -          image   Table 1 alpha legitimacy  True
        alpha-2020      places   development    -          image   p. 8    alpha development True
        alpha-2020      supports development    -          -       p. 10   beta  development False
        gray-purdy-2018 supports -              individual -       p. 14   alpha -           False
        gray-purdy-2018 supports legitimacy     -          -       p. 1    alpha legitimacy  False
        gray-purdy-2018 supports legitimacy     -          -       p. 3    alpha legitimacy  False
        gray-purdy-2018 places   social-capital -          network p. 5    alpha capital     False
        gray-purdy-2018 disputes -              individual image   p. 4    alpha -           False
        gray-purdy-2018 supports legitimacy     -          -       p. 9    beta  legitimacy  False
        gray-purdy-2018 disputes capital        -          network p. 11   beta  capital     False
        other-2001      places   capital        -          network p. 5    alpha capital     False
        other-2001      places   social-capital -          image   p. 6    alpha capital     False
        other-2001      places   societal       -          image   p. 7    alpha societal    False
        other-2001      mentions -              -          -       -       beta  -           False""")
    assert boundaries.lines("authorships") == rows("""
        alpha-2020      alpha-a Alpha, A.
        gray-purdy-2018 gray-b  Gray, Barbara
        other-2001      other-o Other, O.""")


def test_works_by_motive(bundled):
    assert cited(bundled, "works-by-motive") == rows("""
        recruitment                   gray-purdy-2018                C3 places legitimacy bos-2023
        innovative-solutions          holmes-moir-2007               K  supports bos-2023
        innovative-solutions          plantz-greenway-hendricks-1997 K  supports bos-2023
        innovative-solutions          snoeren-2021                   I  mentions bos-2023
        innovative-solutions          snoeren-2021                   K  supports bos-2023
        innovative-solutions          vereniging-hogescholen-2019    I  mentions bos-2023
        up-to-date-curriculum         snoeren-2021                   I  mentions bos-2023
        up-to-date-curriculum         vereniging-hogescholen-2019    I  mentions bos-2023
        mandate-to-act                lafrance-lehmann-2005          L  supports bos-2023
        learning-from-others          akkerman-bakker-2012           O  supports bos-2023
        learning-from-others          leach-et-al-2014               O  supports bos-2023
        joint-insight                 akkerman-bakker-2012           O  supports bos-2023
        joint-insight                 leach-et-al-2014               O  supports bos-2023
        staff-professionalisation     snoeren-2021                   I  mentions bos-2023
        staff-professionalisation     vereniging-hogescholen-2019    I  mentions bos-2023
        learning-from-ways-of-working kaats-opheij-2021              O  supports bos-2023
        joint-product-development     innes-booher-2010              K  supports bos-2023
        new-markets                   innes-booher-2010              K  supports bos-2023
        joint-strategies              innes-booher-2010              K  supports bos-2023
        shared-perspectives           holmes-moir-2007               K  supports bos-2023
        shared-perspectives           plantz-greenway-hendricks-1997 K  supports bos-2023
        shared-perspectives           snoeren-2021                   K  supports bos-2023
        risk-spreading                clarke-fuller-2010             K  supports bos-2023
        complex-societal-issues       bryson-crosby-stone-2015       M  supports bos-2023
        sector-failures               bryson-crosby-stone-2006       M  defines  bos-2023
        moral-appeal                  kaats-opheij-2021              M  supports bos-2023""")
    assert cited(bundled, "works-by-motive", motive="moral-appeal") == [
        "moral-appeal kaats-opheij-2021 M supports bos-2023"
    ]
    assert bundled.rows("works-by-motive", motive="image") == []


def test_works_by_motive_tell_who_places_it_and_leave_the_study_itself_out(boundaries):
    assert boundaries.lines("works-by-motive") == rows("""
        image   gray-purdy-2018 p. 4 disputes -              alpha
        image   other-2001      p. 6 places   social-capital alpha
        image   other-2001      p. 7 places   societal       alpha
        network gray-purdy-2018 p. 11 disputes capital       beta
        network gray-purdy-2018 p. 5 places   social-capital alpha
        network other-2001      p. 5 places   capital        alpha""")


# One line a motive, in the order of the tables; each author has one work on it, those in brackets in passing.
AUTHORS_BY_MOTIVE = """
    recruitment: gray-b purdy-j
    innovative-solutions: greenway-m hendricks-m holmes-s moir-l plantz-m snoeren-m (vereniging-hogescholen)
    up-to-date-curriculum: (snoeren-m) (vereniging-hogescholen)
    mandate-to-act: lafrance-j lehmann-m
    learning-from-others: akkerman-s bakker-a calanni-j leach-w siddiki-s vince-s weible-c
    joint-insight: akkerman-s bakker-a calanni-j leach-w siddiki-s vince-s weible-c
    staff-professionalisation: (snoeren-m) (vereniging-hogescholen)
    learning-from-ways-of-working: kaats-e opheij-w
    joint-product-development: booher-d innes-j
    new-markets: booher-d innes-j
    joint-strategies: booher-d innes-j
    shared-perspectives: greenway-m hendricks-m holmes-s moir-l plantz-m snoeren-m
    risk-spreading: clarke-a fuller-m
    complex-societal-issues: bryson-j crosby-b stone-m
    sector-failures: bryson-j crosby-b stone-m
    moral-appeal: kaats-e opheij-w"""


def test_authors_by_motive(bundled):
    expected = [
        (author.strip("()"), motive, 1, int(not author.startswith("(")))
        for motive, _, authors in (
            line.strip().partition(": ") for line in AUTHORS_BY_MOTIVE.strip().split("\n")
        )
        for author in authors.split()
    ]
    found = bundled.rows("authors-by-motive")
    assert [(*row[:3], row[4]) for row in found] == expected
    assert bundled.lines("authors-by-motive", motive="risk-spreading") == [
        "clarke-a risk-spreading 1 Clarke, A. 1",
        "fuller-m risk-spreading 1 Fuller, M. 1",
    ]


def test_an_author_by_motive_counts_a_work_once_though_it_places_the_motive_twice(boundaries):
    assert boundaries.lines("authors-by-motive") == rows("""
        other-o image   1 Other, O. 1
        gray-b  network 1 Gray, Barbara 1
        other-o network 1 Other, O. 1""")


def test_four_authors_span_clusters(bundled):
    assert bundled.lines("authors-across-clusters") == rows("""
        gray-b   legitimacy  gray-purdy-2018   4 1 Gray, B.
        gray-b   development gray-purdy-2018   4 1 Gray, B.
        gray-b   capital     gray-purdy-2018   4 1 Gray, B.
        gray-b   societal    gray-purdy-2018   4 1 Gray, B.
        purdy-j  legitimacy  gray-purdy-2018   4 1 Purdy, J.
        purdy-j  development gray-purdy-2018   4 1 Purdy, J.
        purdy-j  capital     gray-purdy-2018   4 1 Purdy, J.
        purdy-j  societal    gray-purdy-2018   4 1 Purdy, J.
        kaats-e  development kaats-opheij-2021 2 1 Kaats, E. A. P.
        kaats-e  societal    kaats-opheij-2021 2 1 Kaats, E. A. P.
        opheij-w development kaats-opheij-2021 2 1 Opheij, W.
        opheij-w societal    kaats-opheij-2021 2 1 Opheij, W.""")


def test_a_part_of_a_cluster_is_no_second_cluster(boundaries):
    # other-o stands with capital and with social-capital, which is a part of it, and with societal
    assert boundaries.lines("authors-across-clusters") == rows("""
        gray-b  legitimacy gray-purdy-2018 2 1 Gray, Barbara
        gray-b  capital    gray-purdy-2018 2 1 Gray, Barbara
        other-o capital    other-2001      2 1 Other, O.
        other-o societal   other-2001      2 1 Other, O.""")


def test_placements(bundled):
    found = bundled.rows("placements")
    recruitment = [
        ("legitimacy", "bos-et-al-2023", "places", "Tabel 3", "bos-2023", "legitimacy", True, True),
        ("legitimacy", "gray-purdy-2018", "places", PLACES["C3"], "bos-2023", "legitimacy", False, True),
        ("capital", "bos-et-al-2023", "places", PLACES["C3"], "bos-2023", "capital", False, True),
    ]
    assert [row[1:] for row in found if row[0] == "recruitment"] == recruitment
    assert [row[1:] for row in bundled.rows("placements", motive="recruitment")] == recruitment
    others = [row for row in found if row[0] != "recruitment"]
    assert {row[2] for row in others} == {"bos-et-al-2023"}
    assert {row[7:] for row in others} == {(True, False)}
    assert sorted((row[1], row[0]) for row in others) == sorted(
        (cluster, motive)
        for cluster, _, motives in (line.strip().partition(": ") for line in PLACED.strip().split("\n"))
        for motive in motives.split()
        if motive != "recruitment"
    )
    assert bundled.rows("placements", motive="expertise-of-partners") == []  # the article places it nowhere


def test_two_main_clusters_are_a_contest_and_so_is_a_dispute(boundaries):
    # network stands in capital and in a part of it, which is none; but beta says that it is disputed
    assert boundaries.lines("placements") == rows("""
        image   legitimacy     alpha-2020      places Table 1 alpha legitimacy  True  True
        image   development    alpha-2020      places p. 8    alpha development False True
        image   social-capital other-2001      places p. 6    alpha capital     False True
        image   societal       other-2001      places p. 7    alpha societal    False True
        network capital        other-2001      places p. 5    alpha capital     False True
        network capital        gray-purdy-2018 disputes p. 11 beta capital      False True
        network social-capital gray-purdy-2018 places p. 5    alpha capital     False True""")


def test_the_article_s_own_doubt_would_move_the_ten_cells_of_recruitment(bundled):
    assert bundled.lines("reclassified-cells", work="bos-et-al-2023") == rows("""
        recruitment ict         practice-partner  reported legitimacy capital bos-2023
        recruitment ict         education-partner blank    legitimacy capital bos-2023
        recruitment technology  practice-partner  reported legitimacy capital bos-2023
        recruitment technology  education-partner blank    legitimacy capital bos-2023
        recruitment education   practice-partner  reported legitimacy capital bos-2023
        recruitment education   education-partner reported legitimacy capital bos-2023
        recruitment economics   practice-partner  blank    legitimacy capital bos-2023
        recruitment economics   education-partner blank    legitimacy capital bos-2023
        recruitment health-care practice-partner  reported legitimacy capital bos-2023
        recruitment health-care education-partner blank    legitimacy capital bos-2023""")
    assert bundled.lines("reclassified-clusters", work="bos-et-al-2023") == rows("""
        legitimacy  2 1 20 10  8  3
        development 5 5 50 50 20 20
        capital     4 5 40 50 17 22
        societal    2 2 20 20  6  6""")


@pytest.mark.parametrize("work", ["gray-purdy-2018", "brown-2008"])
def test_a_work_that_places_as_the_tables_do_moves_nothing(bundled, work):
    assert bundled.rows("reclassified-cells", work=work) == []
    assert bundled.lines("reclassified-clusters", work=work) == rows("""
        legitimacy  2 2 20 20  8  8
        development 5 5 50 50 20 20
        capital     4 4 40 40 17 17
        societal    2 2 20 20  6  6""")


def test_a_motive_in_two_clusters_moves_to_both(boundaries):
    assert boundaries.lines("reclassified-cells", work="other-2001") == rows("""
        image north practice-partner  reported legitimacy capital  alpha
        image north education-partner reported legitimacy capital  alpha
        image south practice-partner  blank    legitimacy capital  alpha
        image north practice-partner  blank    legitimacy capital  beta
        image west  practice-partner  blank    legitimacy capital  beta
        image east  practice-partner  reported legitimacy capital  beta
        image north practice-partner  reported legitimacy societal alpha
        image north education-partner reported legitimacy societal alpha
        image south practice-partner  blank    legitimacy societal alpha
        image north practice-partner  blank    legitimacy societal beta
        image west  practice-partner  blank    legitimacy societal beta
        image east  practice-partner  reported legitimacy societal beta""")
    assert boundaries.lines("reclassified-clusters", work="other-2001") == rows("""
        legitimacy  3 2 11 5 5 2
        development 1 1  1 1 0 0
        capital     2 3  3 9 1 4
        societal    0 1  0 6 0 3
        -           1 1  2 2 1 1""")


def test_expected_from_the_literature_but_reported_by_nobody(bundled):
    # of none of them does the article print a cell: it does not say whether anybody named it. For staff
    # professionalisation no work argues: two are cited for what learning communities may yield
    assert bundled.lines("expected-not-reported") == rows("""
        mandate-to-act                1 legitimacy  0
        learning-from-others          2 development 0
        joint-insight                 2 development 0
        learning-from-ways-of-working 1 development 0
        joint-product-development     1 capital     0
        new-markets                   1 capital     0
        joint-strategies              1 capital     0
        shared-perspectives           3 capital     0
        risk-spreading                1 capital     0
        complex-societal-issues       1 societal    0
        sector-failures               1 societal    0
        moral-appeal                  1 societal    0""")


def test_reported_without_literature(bundled):
    assert bundled.lines("reported-not-expected") == rows("""
        image                         3 10 legitimacy
        student-perspectives          2 10 development
        learning-community            4 10 development
        practice-partner-development  3 10 development
        teacher-development           1 10 development
        student-development          10 10 development
        network                       3 10 capital
        cost-reduction                3 10 capital
        up-to-date-curriculum         3 10 capital
        better-education-and-care     4 10 societal
        social-responsibility         2 10 societal""")


def test_what_one_study_expects_and_another_reports_is_neither(boundaries):
    # image: cited in alpha, reported in both; network: cited, no cells; cost reduction: a cell, no work
    assert boundaries.lines("expected-not-reported") == ["network 2 capital 0"]
    assert boundaries.lines("reported-not-expected") == rows("""
        recruitment           1 2 legitimacy
        prestige              1 2 legitimacy
        cost-reduction        1 2 capital
        expertise-of-partners 1 1 -""")


def test_literature_and_evidence_of_one_study(bundled):
    found = bundled.rows("literature-evidence-by-study")
    pooled = [row for row in bundled.rows("literature-versus-evidence") if row[1] or row[3]]
    assert [(row[0], *row[2:]) for row in found] == [(*row[:4], row[8]) for row in pooled]
    assert {row[1] for row in found} == {"bos-2023"}
    assert bundled.lines("literature-evidence-by-study", motive="innovative-solutions") == [
        "innovative-solutions bos-2023 4 8 10 3"
    ]


def test_each_study_has_its_own_literature_and_its_own_evidence(boundaries):
    expected = rows("""
        image                 alpha 1 2 3 1
        image                 beta  0 1 3 0
        recruitment           alpha 0 1 2 0
        prestige              alpha 0 1 2 0
        student-development   alpha 0 0 0 0
        network               alpha 2 0 0 2
        cost-reduction        alpha 0 1 2 0
        risk-spreading        beta  0 0 1 0
        expertise-of-partners alpha 0 1 1 0""")
    assert boundaries.lines("literature-evidence-by-study") == expected
    assert boundaries.lines("literature-evidence-by-study", study="beta") == [
        row for row in expected if " beta " in row
    ]


def test_levels_by_cluster(bundled):
    assert bundled.lines("levels-by-cluster") == rows("""
        legitimacy  collective     gray-purdy-2018          bos-2023
        development collective     gray-purdy-2018          bos-2023
        capital     collective     gray-purdy-2018          bos-2023
        capital     organisational clarke-fuller-2010       bos-2023
        societal    collective     bryson-crosby-stone-2015 bos-2023
        societal    collective     gray-purdy-2018          bos-2023""")
    assert len(bundled.rows("levels-by-cluster", cluster="capital")) == 2


def test_a_level_and_a_cluster_meet_within_one_study_only(boundaries):
    # gray-purdy-2018 has its level in alpha and a cluster in beta too: alpha's clusters count
    assert boundaries.lines("levels-by-cluster") == rows("""
        legitimacy individual gray-purdy-2018 alpha
        capital    individual gray-purdy-2018 alpha""")


def test_works_by_decade(bundled):
    assert bundled.lines("works-by-decade") == rows("""
        1990  1  1  1
        2000 12 10 12
        2010 17 12 17
        2020  5  5  5
        -     1  1  0""")  # thompson-2001 stands in no list that would give its year


def test_a_work_without_a_year_has_no_decade(boundaries):
    assert boundaries.lines("works-by-decade") == ["- 4 3 4"]


def test_works_without_claims(bundled):
    assert bundled.lines("works-without-citations") == rows("""
        bos-snoeren-2021            bos-2023 True
        crosby-bryson-2005          bos-2023 False
        dahan-et-al-2010            bos-2023 False
        demirag-et-al-2012          bos-2023 False
        emanuel-et-al-2022          bos-2023 True
        macke-vallejos-toss-2010    bos-2023 False
        schipper-vos-wallner-2022   bos-2023 True
        schruijer-2011              bos-2023 False
        schruijer-vansina-2007      bos-2023 False
        wenger-trayner-de-laat-2011 bos-2023 False""")


def test_a_work_may_have_claims_in_one_study_and_none_in_another(boundaries):
    assert boundaries.lines("works-without-citations") == [
        "other-2001 beta True",
        "unread-1999 alpha False",
    ]


def test_claims_without_a_place(bundled, boundaries):
    assert bundled.rows("citations-without-place") == []
    assert boundaries.lines("citations-without-place") == ["other-2001 mentions - - - beta"]


def test_the_crosswalk_has_the_three_correspondences_that_the_article_gives(bundled):
    # which categories of the overview by Gray and Purdy the other clusters rest on, it does not say
    expected = [
        ("legitimacy", None, None, "close", "gray-purdy-2018", "legitimacy"),
        (None, None, "recruitment", "narrow", "gray-purdy-2018", "recruitment"),
        (None, None, "sector-failures", "close", "bryson-crosby-stone-2006", "sector-failures"),
    ]
    found = bundled.rows("crosswalk")
    assert [row[:6] for row in found] == expected
    assert [row[6:] for row in found] == [
        ("legitimiteit", "legitimacy", PLACES["C3"], "bos-2023", "lcgraph-contributors"),
        (
            "werven van nieuw personeel",
            "recruiting new staff",
            PLACES["C3"],
            "bos-2023",
            "lcgraph-contributors",
        ),
        ("tekortkomingen van sectoren", "sector failures", PLACES["M"], "bos-2023", "lcgraph-contributors"),
    ]
    assert [row[:6] for row in bundled.rows("crosswalk", work="gray-purdy-2018")] == expected[:2]


def test_a_correspondence_has_a_row_for_each_who_judged_it_and_one_without(boundaries):
    assert boundaries.lines("crosswalk") == rows("""
        - collective -        related other-2001 purpose  -       common purpose p. 12 alpha alpha-a
        - collective -        related other-2001 purpose  -       common purpose p. 12 alpha gray-b
        - -          prestige exact   other-2001 standing aanzien standing       p. 13 beta  -""")


def test_a_match_is_the_skos_mapping_that_it_stands_for(bundled):
    """A reader of SKOS sees the same three without knowing lcgraph."""
    _, found = bundled.ask_oxigraph(
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?of ?match ?with WHERE { "
        "VALUES ?match { skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch "
        "skos:relatedMatch } "
        "?of ?match ?with } ORDER BY ?of"
    )
    assert [tuple(term[0].rpartition("lcgraph/")[2].rpartition("#")[2] for term in row) for row in found] == [
        ("cluster/legitimacy", "closeMatch", "work/gray-purdy-2018/concept/legitimacy"),
        ("motive/recruitment", "narrowMatch", "work/gray-purdy-2018/concept/recruitment"),
        ("motive/sector-failures", "closeMatch", "work/bryson-crosby-stone-2006/concept/sector-failures"),
    ]


# ---- who disputes something, and who is cited in passing ---------------------------------------------

WORKS = """
@book{quarrel-2012, author = {Quarrel, D. Q.}, title = {Against}, year = {2012}}
@book{doubt-2015, author = {Doubt, E.}, title = {Not here}, year = {2015}}
"""
CLAIMS = """quarrel-2012,disputes,motive:image,Theory,,
quarrel-2012,disputes,cluster:societal,Theory,,
quarrel-2012,disputes,motive:risk-spreading,Theory,,
quarrel-2012,supports,level:collective,Theory,,
doubt-2015,supports,cluster:legitimacy,Theory,,
doubt-2015,disputes,motive:recruitment@cluster:capital,Theory,,
doubt-2015,supports,level:organisational,Theory,,
doubt-2015,disputes,level:individual,Theory,,
doubt-2015,mentions,cluster:development,Theory,,
doubt-2015,mentions,motive:student-development,Theory,,
"""


@pytest.fixture(scope="module")
def disputing(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny study with a work that disputes much, and one that argues, disputes and is mentioned."""
    folder = tmp_path_factory.mktemp("disputes") / "study"
    shutil.copytree(tiny, folder)
    for name, more in [("references.bib", WORKS), ("citations.csv", CLAIMS)]:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(more)
    return folder


@pytest.fixture(scope="module")
def disputed(disputing, engines):
    """That study in both engines."""
    path = disputing.parent / "study.trig"
    ox.serialize(lcgraph.open(studies=[disputing]).quads(), path, format=ox.RdfFormat.TRIG)
    return engines(path)


def test_a_list_of_claims_says_which_are_disputes(disputed):
    assert disputed.lines("works-by-cluster") == rows("""
        legitimacy  doubt-2015           Theory supports legitimacy  tiny-synthetic
        development doubt-2015           Theory mentions development tiny-synthetic
        development mueller-de-laat-2011 Theory supports development tiny-synthetic
        capital     doubt-2015           Theory disputes capital     tiny-synthetic
        capital     mueller-de-laat-2011 Theory places   capital     tiny-synthetic
        societal    quarrel-2012         Theory disputes societal    tiny-synthetic""")
    assert disputed.lines("works-by-level") == rows("""
        collective     quarrel-2012 Theory supports tiny-synthetic
        organisational doubt-2015   Theory supports tiny-synthetic
        individual     doubt-2015   Theory disputes tiny-synthetic""")
    assert disputed.lines("works-by-motive") == rows("""
        image               quarrel-2012         Theory disputes -       tiny-synthetic
        recruitment         doubt-2015           Theory disputes capital tiny-synthetic
        recruitment         mueller-de-laat-2011 Theory places   capital tiny-synthetic
        student-development doubt-2015           Theory mentions -       tiny-synthetic
        network             oven-and-others-2003 Theory supports -       tiny-synthetic
        risk-spreading      quarrel-2012         Theory disputes -       tiny-synthetic""")


def test_who_disputes_is_not_counted_and_who_is_mentioned_does_not_argue(disputed):
    assert disputed.lines("authors-by-cluster") == rows("""
        doubt-e   legitimacy  1 Doubt, E. 1
        de-laat-m development 1 De Laat, M. 1
        doubt-e   development 1 Doubt, E. 0
        muller-j  development 1 Müller, J. 1
        de-laat-m capital     1 De Laat, M. 1
        muller-j  capital     1 Müller, J. 1""")
    assert disputed.lines("authors-by-motive") == rows("""
        de-laat-m recruitment         1 De Laat, M. 1
        muller-j  recruitment         1 Müller, J. 1
        doubt-e   student-development 1 Doubt, E. 0""")
    assert disputed.lines("literature-evidence-by-study") == rows("""
        recruitment         tiny-synthetic 1 1 3 1
        student-development tiny-synthetic 1 3 3 0
        network             tiny-synthetic 1 1 2 1
        cost-reduction      tiny-synthetic 0 1 3 0
        fresh-bread         tiny-synthetic 0 0 3 0""")
    assert [row for row in disputed.rows("literature-versus-evidence") if row[1]] == [
        ("recruitment", 1, 1, 3, "legitimacy", 1, 1, 1, 1),
        ("student-development", 1, 3, 3, "development", 1, 1, 1, 0),
        ("network", 1, 1, 2, "capital", 1, 1, 1, 1),
    ]


def test_who_disputes_a_cluster_does_not_span_it(disputed, disputing):
    assert disputed.lines("authors-across-clusters") == rows("""
        de-laat-m development mueller-de-laat-2011 2 1 De Laat, M.
        de-laat-m capital     mueller-de-laat-2011 2 1 De Laat, M.
        muller-j  development mueller-de-laat-2011 2 1 Müller, J.
        muller-j  capital     mueller-de-laat-2011 2 1 Müller, J.""")
    assert disputed.lines("levels-by-cluster") == ["legitimacy organisational doubt-2015 tiny-synthetic"]
    # the networks say the same
    network = lcgraph.open(studies=[disputing]).network("author-cluster")
    assert sorted(network.edges()) == [
        ("author:de-laat-m", "cluster:capital"),
        ("author:de-laat-m", "cluster:development"),
        ("author:doubt-e", "cluster:legitimacy"),
        ("author:muller-j", "cluster:capital"),
        ("author:muller-j", "cluster:development"),
    ]


def test_who_disputes_a_motive_or_is_mentioned_with_it_does_not_expect_it(disputed):
    assert disputed.lines("expected-not-reported") == []  # image and risk spreading are disputed only
    assert disputed.lines("reported-not-expected") == rows("""
        student-development 3 3 development
        cost-reduction      1 3 capital""")


def test_a_dispute_is_a_citation_and_a_claim(disputed):
    assert disputed.lines("works-by-decade") == rows("""
        1990 1 0 1
        2010 3 3 3
        -    1 1 0""")
    assert disputed.lines("works-without-citations") == ["bakers-guild-1999 tiny-synthetic False"]
