"""What the bundled study cannot show: counts, other rules, derived cells, and two studies at once."""

from __future__ import annotations

import pytest


def rows(text: str) -> list[str]:
    """Expected rows, one a line; runs of spaces are only for the eye."""
    return [" ".join(line.split()) for line in text.strip().split("\n")]


def test_the_published_cell_goes_before_the_derived_one_and_studies_stay_apart(boundaries):
    assert boundaries.lines("cross-case-matrix") == rows("""
        legitimacy image                 north practice-partner  reported        3 4 alpha
        legitimacy image                 north education-partner reported        2 3 alpha
        legitimacy image                 south practice-partner  blank           - - alpha
        legitimacy image                 north practice-partner  blank           - - beta
        legitimacy image                 west  practice-partner  blank           - - beta
        legitimacy recruitment           north practice-partner  below-threshold 2 4 alpha
        legitimacy recruitment           north education-partner not-asked       0 0 alpha
        legitimacy recruitment           south practice-partner  reported        4 4 alpha
        legitimacy prestige              north practice-partner  reported        4 4 alpha
        -          expertise-of-partners north practice-partner  reported        3 4 alpha
        -          expertise-of-partners north education-partner not-coded       - - alpha""")


def test_a_motive_without_a_cluster_is_left_out_when_a_cluster_is_asked_for(boundaries):
    assert len(boundaries.rows("cross-case-matrix", cluster="legitimacy")) == 9
    assert boundaries.rows("cross-case-matrix", cluster="capital") == []


def test_a_parameter_finds_what_a_study_brings_itself(boundaries):
    assert boundaries.lines("cross-case-matrix", motive="prestige") == [
        "legitimacy prestige north practice-partner reported 4 4 alpha"
    ]


def test_who_was_not_asked_or_not_coded_is_in_no_denominator(boundaries):
    assert boundaries.lines("motive-coverage") == rows("""
        image                 legitimacy 2 5 1 4
        recruitment           legitimacy 1 2 1 2
        prestige              legitimacy 1 1 1 1
        expertise-of-partners -          1 1 1 1""")
    assert boundaries.lines("role-contrast") == rows("""
        image                 1 1 4 1
        recruitment           1 0 2 0
        prestige              1 0 1 0
        expertise-of-partners 1 0 1 0""")


def test_a_group_that_was_not_asked_does_not_make_it_all_groups(boundaries):
    assert boundaries.rows("motives-reported-by-all") == []


def test_the_other_role_is_told_apart_from_a_role_without_a_cell(boundaries):
    assert boundaries.lines("role-contrast-by-case") == rows("""
        north prestige              practice-partner -         alpha
        north expertise-of-partners practice-partner not-coded alpha
        south recruitment           practice-partner -         alpha""")
    assert boundaries.lines("shared-within-case") == ["north image alpha"]


def test_only_in_a_setting_takes_another_setting_that_could_have(boundaries):
    assert boundaries.lines("setting-contrast") == rows("""
        image                 2 0 public-public  3 2
        recruitment           0 1 public-private 1 1
        prestige              1 0 -              1 0
        expertise-of-partners 1 0 -              1 0""")


def test_a_case_code_of_two_studies_gives_the_profile_of_both(boundaries):
    assert boundaries.lines("case-profile", case="north") == rows("""
        legitimacy image                 reported        reported  alpha
        legitimacy recruitment           below-threshold not-asked alpha
        legitimacy prestige              reported        -         alpha
        -          expertise-of-partners reported        not-coded alpha
        legitimacy image                 blank           -         beta""")
    assert boundaries.lines("cluster-profile") == rows("""
        north legitimacy 2 3 alpha
        north -          1 1 alpha
        south legitimacy 1 2 alpha
        north legitimacy 0 1 beta
        west  legitimacy 0 1 beta""")


def test_pairs_stand_in_table_order_with_what_has_no_cluster_last(boundaries):
    assert boundaries.lines("motive-co-occurrence") == rows("""
        image    prestige              1
        image    expertise-of-partners 1
        prestige expertise-of-partners 1""")


def test_two_cases_that_report_nothing_have_no_similarity(boundaries):
    assert boundaries.lines("case-similarity") == rows("""
        north south 0 0 4 alpha alpha
        north north 0 0 3 alpha beta
        north west  0 0 3 alpha beta
        south north 0 0 1 alpha beta
        south west  0 0 1 alpha beta
        north west  - 0 0 beta  beta""")


def test_a_case_without_starting_year_is_neither_old_nor_young(boundaries):
    assert boundaries.lines("age-contrast", year=2015) == rows("""
        image                 1 0 2 1
        recruitment           0 0 1 0
        prestige              1 0 1 0
        expertise-of-partners 1 0 1 0""")


def test_what_is_reported_anywhere_is_not_absent(boundaries):
    absent = [row[0] for row in boundaries.rows("absent-motives")]
    assert len(absent) == 30
    assert not {"image", "recruitment", "prestige", "expertise-of-partners"} & set(absent)


def test_a_group_without_respondents_has_no_minimum_and_a_threshold_of_nothing_takes_one(boundaries):
    assert boundaries.lines("rule-minimums") == rows("""
        north practice-partner  4 2/3 3 alpha
        north education-partner 3 1/2 2 alpha
        south practice-partner  4 0/1 1 alpha
        south education-partner 0 2/3 - alpha""")
    assert boundaries.lines("respondent-totals") == [
        "practice-partner 18 4",
        "education-partner 3 2",
        "all 21 6",
    ]


def test_an_article_is_literature_to_another_study_but_not_to_its_own(boundaries):
    assert boundaries.rows("works-by-cluster") == [
        ("legitimacy", "gray-purdy-2018", "p. 1", "supports", "legitimacy", "alpha"),
        ("legitimacy", "gray-purdy-2018", "p. 3", "supports", "legitimacy", "alpha"),
        ("legitimacy", "gray-purdy-2018", "p. 9", "supports", "legitimacy", "beta"),
        ("development", "alpha-2020", "p. 10", "supports", "development", "beta"),
        ("capital", "other-2001", "p. 5", "places", "capital", "alpha"),
        ("social-capital", "gray-purdy-2018", "p. 5", "places", "capital", "alpha"),
        ("social-capital", "other-2001", "p. 6", "places", "capital", "alpha"),
        ("societal", "other-2001", "p. 7", "places", "societal", "alpha"),
    ]
    assert boundaries.lines("works-by-level") == ["individual gray-purdy-2018 p. 4 disputes alpha"]
    assert boundaries.lines("listed-not-cited") == ["unread-1999 alpha"]


def test_a_work_in_two_studies_counts_once_under_the_fullest_name_of_its_author(boundaries):
    assert boundaries.lines("authors-by-cluster") == rows("""
        gray-b  legitimacy     1 Gray, Barbara
        alpha-a development    1 Alpha, A.
        other-o capital        1 Other, O.
        gray-b  social-capital 1 Gray, Barbara
        other-o social-capital 1 Other, O.
        other-o societal       1 Other, O.""")


def test_a_work_cited_by_two_studies_is_missing_from_the_list_of_one(boundaries):
    assert boundaries.lines("cited-not-listed") == ["gray-purdy-2018 alpha"]


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
        ("alpha-2020", ["legitimacy"]),  # in two clusters, and its tables use one
        ("gray-purdy-2018", ["legitimacy"]),  # not at all: the tables' own
    ],
)
def test_a_work_moves_the_cells_of_the_motives_it_places(boundaries, work, clusters):
    found = boundaries.rows("reclassified-matrix", work=work)
    images = [row for row in found if row[1] == "image"]
    assert [row[0] for row in images] == [cluster for cluster in clusters for _ in range(5)]
    assert {row[8] for row in images} == {"legitimacy"}
    assert {row[9] for row in images} == {None if work == "gray-purdy-2018" else work}
    others = [row[:8] for row in found if row[1] != "image"]
    assert others == [row for row in boundaries.rows("cross-case-matrix") if row[1] != "image"]


def test_works_on_a_motive_count_without_the_study_itself(boundaries):
    with_either = [row for row in boundaries.rows("literature-versus-evidence") if row[1] or row[3]]
    assert with_either == [
        ("image", 2, 2, 5, "legitimacy"),
        ("recruitment", 0, 1, 2, "legitimacy"),
        ("prestige", 0, 1, 1, "legitimacy"),
        ("network", 2, 0, 0, "capital"),
        ("expertise-of-partners", 0, 1, 1, None),
    ]
