"""What the bundled study cannot show: counts, other rules, derived cells, and two studies at once."""

from __future__ import annotations

import pytest


def rows(text: str) -> list[str]:
    """Expected rows, one a line; runs of spaces are only for the eye."""
    return [" ".join(line.split()) for line in text.strip().split("\n")]


def test_the_published_cell_goes_before_the_derived_one_and_studies_stay_apart(boundaries):
    assert boundaries.lines("cross-case-matrix") == rows("""
        legitimacy  image                 north practice-partner  reported        3 4 alpha
        legitimacy  image                 north education-partner reported        2 3 alpha
        legitimacy  image                 south practice-partner  blank           - - alpha
        legitimacy  image                 north practice-partner  blank           - - beta
        legitimacy  image                 west  practice-partner  blank           - - beta
        legitimacy  image                 east  practice-partner  reported        - - beta
        legitimacy  recruitment           north practice-partner  below-threshold 2 4 alpha
        legitimacy  recruitment           north education-partner not-asked       0 0 alpha
        legitimacy  recruitment           south practice-partner  reported        4 4 alpha
        legitimacy  prestige              north practice-partner  reported        4 4 alpha
        legitimacy  prestige              north education-partner blank           - - alpha
        development student-development   north education-partner not-asked       0 0 alpha
        capital     cost-reduction        north practice-partner  blank           - - alpha
        capital     cost-reduction        north education-partner reported        - - alpha
        capital     risk-spreading        west  practice-partner  blank           - - beta
        -           expertise-of-partners north practice-partner  reported        3 4 alpha
        -           expertise-of-partners north education-partner not-coded       - - alpha""")


def test_a_motive_without_a_cluster_is_left_out_when_a_cluster_is_asked_for(boundaries):
    assert len(boundaries.rows("cross-case-matrix", cluster="legitimacy")) == 11
    assert len(boundaries.rows("cross-case-matrix", cluster="capital")) == 3
    assert boundaries.rows("cross-case-matrix", cluster="societal") == []


def test_a_parameter_finds_what_a_study_brings_itself(boundaries):
    assert boundaries.lines("cross-case-matrix", motive="prestige") == [
        "legitimacy prestige north practice-partner reported 4 4 alpha",
        "legitimacy prestige north education-partner blank - - alpha",
    ]


def test_who_was_not_asked_or_not_coded_is_in_no_denominator(boundaries):
    assert boundaries.lines("motive-coverage") == rows("""
        image                 legitimacy  3 6 2 5
        recruitment           legitimacy  1 2 1 2
        prestige              legitimacy  1 2 1 1
        student-development   development 0 0 0 0
        cost-reduction        capital     1 2 1 1
        risk-spreading        capital     0 1 0 1
        expertise-of-partners -           1 1 1 1""")
    assert boundaries.lines("contrast") == rows("""
        image                        role practice-partner   2  5 False legitimacy
        image                        role education-partner  1  1 False legitimacy
        recruitment                  role practice-partner   1  2 True  legitimacy
        recruitment                  role education-partner  0  0 False legitimacy
        prestige                     role practice-partner   1  1 True  legitimacy
        prestige                     role education-partner  0  1 False legitimacy
        student-development          role practice-partner   0  0 False development
        student-development          role education-partner  0  0 False development
        cost-reduction               role practice-partner   0  1 False capital
        cost-reduction               role education-partner  1  1 True  capital
        risk-spreading               role practice-partner   0  1 False capital
        risk-spreading               role education-partner  0  0 False capital
        expertise-of-partners        role practice-partner   1  1 True  -
        expertise-of-partners        role education-partner  0  0 False -""")


def test_a_group_that_was_not_asked_does_not_make_it_all_groups(boundaries):
    assert boundaries.rows("motives-reported-by-all") == []


def test_a_role_that_does_not_report_is_told_apart_from_one_without_a_cell(boundaries):
    """A case with one role only cannot differ within itself: beta has none of two."""
    assert boundaries.lines("differs-within-case") == rows("""
        north prestige              practice-partner  reported  alpha
        north prestige              education-partner blank     alpha
        north cost-reduction        practice-partner  blank     alpha
        north cost-reduction        education-partner reported  alpha
        north expertise-of-partners practice-partner  reported  alpha
        north expertise-of-partners education-partner not-coded alpha
        south recruitment           practice-partner  reported  alpha
        south recruitment           education-partner -         alpha""")
    assert boundaries.lines("shared-within-case") == ["north image alpha"]


def test_only_one_setting_reports_it_whether_or_not_another_could_have(boundaries):
    assert boundaries.lines("contrast", by="setting") == rows("""
        image                        setting public-public      3  4 True  legitimacy
        image                        setting public-private     0  2 False legitimacy
        recruitment                  setting public-public      0  1 False legitimacy
        recruitment                  setting public-private     1  1 True  legitimacy
        prestige                     setting public-public      1  2 True  legitimacy
        prestige                     setting public-private     0  0 False legitimacy
        student-development          setting public-public      0  0 False development
        student-development          setting public-private     0  0 False development
        cost-reduction               setting public-public      1  2 True  capital
        cost-reduction               setting public-private     0  0 False capital
        risk-spreading               setting public-public      0  1 False capital
        risk-spreading               setting public-private     0  0 False capital
        expertise-of-partners        setting public-public      1  1 True  -
        expertise-of-partners        setting public-private     0  0 False -""")


def test_a_case_code_of_two_studies_gives_the_profile_of_both(boundaries):
    assert boundaries.lines("case-profile", case="north") == rows("""
        legitimacy  image                 practice-partner  reported        alpha
        legitimacy  image                 education-partner reported        alpha
        legitimacy  recruitment           practice-partner  below-threshold alpha
        legitimacy  recruitment           education-partner not-asked       alpha
        legitimacy  prestige              practice-partner  reported        alpha
        legitimacy  prestige              education-partner blank           alpha
        development student-development   education-partner not-asked       alpha
        capital     cost-reduction        practice-partner  blank           alpha
        capital     cost-reduction        education-partner reported        alpha
        -           expertise-of-partners practice-partner  reported        alpha
        -           expertise-of-partners education-partner not-coded       alpha
        legitimacy  image                 practice-partner  blank           beta""")
    assert boundaries.lines("cluster-profile") == rows("""
        north legitimacy  2 3 alpha
        north development 0 1 alpha
        north capital     1 1 alpha
        north -           1 1 alpha
        south legitimacy  1 2 alpha
        north legitimacy  0 1 beta
        west  legitimacy  0 1 beta
        west  capital     0 1 beta
        east  legitimacy  1 1 beta""")


def test_pairs_stand_in_table_order_with_what_has_no_cluster_last(boundaries):
    assert boundaries.lines("motive-co-occurrence") == rows("""
        image    prestige              1
        image    cost-reduction        1
        image    expertise-of-partners 1
        prestige expertise-of-partners 1""")


def test_two_cases_that_report_nothing_have_no_similarity(boundaries):
    assert boundaries.lines("case-similarity") == rows("""
        north south 0    0 5 alpha alpha
        north north 0    0 4 alpha beta
        north west  0    0 4 alpha beta
        north east  0.25 1 4 alpha beta
        south north 0    0 1 alpha beta
        south west  0    0 1 alpha beta
        south east  0    0 2 alpha beta
        north west  -    0 0 beta  beta
        north east  0    0 1 beta  beta
        west  east  0    0 1 beta  beta""")


def test_a_case_without_starting_year_is_neither_old_nor_young(boundaries):
    assert boundaries.lines("age-contrast", year=2015) == rows("""
        image                 1 1 2 2
        recruitment           0 0 1 0
        prestige              1 0 1 0
        student-development   0 0 0 0
        cost-reduction        1 0 1 0
        risk-spreading        0 0 1 0
        expertise-of-partners 1 0 1 0""")


def test_what_is_reported_anywhere_is_not_absent(boundaries):
    absent = {row[0]: row[2] for row in boundaries.rows("absent-motives")}
    assert len(absent) == 34 - 5
    assert not {"image", "recruitment", "prestige", "cost-reduction", "expertise-of-partners"} & set(absent)
    assert [motive for motive, cells in absent.items() if cells] == ["risk-spreading"]


def test_a_group_without_respondents_has_no_minimum_and_a_threshold_of_nothing_takes_one(boundaries):
    assert boundaries.lines("rule-minimums") == rows("""
        north practice-partner  4 2/3 3 alpha
        north education-partner 3 1/2 2 alpha
        south practice-partner  4 0/1 1 alpha
        south education-partner 0 2/3 - alpha
        north practice-partner  5 1/1 5 beta
        west  practice-partner  5 1/1 5 beta
        east  practice-partner  5 1/1 5 beta""")
    assert boundaries.lines("respondent-totals") == [
        "practice-partner 23 5",
        "education-partner 3 2",
        "all 26 7",
    ]


def test_an_article_is_literature_to_another_study_but_not_to_its_own(boundaries):
    assert boundaries.rows("works-by-cluster") == [
        ("legitimacy", "gray-purdy-2018", "p. 1", "supports", "legitimacy", "alpha"),
        ("legitimacy", "gray-purdy-2018", "p. 3", "supports", "legitimacy", "alpha"),
        ("legitimacy", "gray-purdy-2018", "p. 9", "supports", "legitimacy", "beta"),
        ("development", "alpha-2020", "p. 10", "supports", "development", "beta"),
        ("capital", "gray-purdy-2018", "p. 11", "disputes", "capital", "beta"),
        ("capital", "other-2001", "p. 5", "places", "capital", "alpha"),
        ("social-capital", "gray-purdy-2018", "p. 5", "places", "capital", "alpha"),
        ("social-capital", "other-2001", "p. 6", "places", "capital", "alpha"),
        ("societal", "other-2001", "p. 7", "places", "societal", "alpha"),
    ]
    assert boundaries.lines("works-by-level") == [
        "individual gray-purdy-2018 p. 14 supports alpha",
        "individual gray-purdy-2018 p. 4 disputes alpha",
    ]
    assert boundaries.lines("listed-not-cited") == ["unread-1999 alpha"]


def test_a_work_in_two_studies_counts_once_under_the_fullest_name_of_its_author(boundaries):
    assert boundaries.lines("authors-by-cluster") == rows("""
        gray-b  legitimacy     1 Gray, Barbara 1
        alpha-a development    1 Alpha, A. 1
        other-o capital        1 Other, O. 1
        gray-b  social-capital 1 Gray, Barbara 1
        other-o social-capital 1 Other, O. 1
        other-o societal       1 Other, O. 1""")


def test_a_work_is_missing_from_the_list_of_the_study_that_cites_it_not_of_another(boundaries):
    assert boundaries.lines("cited-not-listed") == ["gray-purdy-2018 alpha", "other-2001 beta"]


def test_a_cluster_and_its_part_are_no_disagreement(boundaries):
    assert boundaries.rows("contested-motives", motive="network") == []
    assert boundaries.rows("contested-motives") == [
        ("image", "legitimacy", "alpha-2020", True),
        ("image", "development", "alpha-2020", False),
        ("image", "social-capital", "other-2001", False),
        ("image", "societal", "other-2001", False),
    ]


@pytest.mark.parametrize(
    ("work", "clusters"),
    [
        ("other-2001", ["capital", "societal"]),  # in two clusters: the cells stand under each
        ("alpha-2020", ["development"]),  # in two clusters, and its tables use the other one
        ("gray-purdy-2018", ["legitimacy"]),  # not at all: the tables' own
    ],
)
def test_a_work_moves_the_cells_of_the_motives_it_places(boundaries, work, clusters):
    found = boundaries.rows("reclassified-matrix", work=work)
    images = [row for row in found if row[1] == "image"]
    assert [row[0] for row in images] == [cluster for cluster in clusters for _ in range(6)]
    assert {row[8] for row in images} == {"legitimacy"}
    assert {row[9] for row in images} == {None if work == "gray-purdy-2018" else work}
    others = [row[:8] for row in found if row[1] != "image"]
    assert others == [row for row in boundaries.rows("cross-case-matrix") if row[1] != "image"]


def test_works_on_a_motive_count_without_the_study_itself(boundaries):
    with_either = [row for row in boundaries.rows("literature-versus-evidence") if row[1] or row[3]]
    assert with_either == [
        ("image", 1, 3, 6, "legitimacy", 1, 2, 2, 1),  # gray-purdy-2018 disputes it
        ("recruitment", 0, 1, 2, "legitimacy", 0, 1, 1, 0),
        ("prestige", 0, 1, 2, "legitimacy", 0, 1, 1, 0),
        ("network", 2, 0, 0, "capital", 1, 0, 0, 2),  # beta has gray-purdy-2018 dispute it
        ("cost-reduction", 0, 1, 2, "capital", 0, 1, 1, 0),
        ("risk-spreading", 0, 0, 1, "capital", 0, 0, 1, 0),
        ("expertise-of-partners", 0, 1, 1, None, 0, 1, 1, 0),
    ]


def test_what_a_study_does_not_state_is_empty_and_it_stands_once(boundaries):
    assert boundaries.lines("studies") == [
        "alpha - - alpha-2020 - 2/3 - -",
        "beta - - beta-2021 - 1/1 - -",
    ]
    assert boundaries.lines("cases") == [
        "north - public-public 2010 2 alpha",
        "south - public-private - 2 alpha",
        "north - public-private 2015 1 beta",
        "west - public-public 2010 1 beta",
        "east - public-public 2016 1 beta",
    ]


def test_a_work_without_a_year_is_listed_without_one(boundaries):
    works = ["alpha-2020", "beta-2021", "gray-purdy-2018", "other-2001", "unread-1999"]
    assert boundaries.lines("work-years") == [f"{work} -" for work in works]
