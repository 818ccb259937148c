"""What the bundled study answers: literal rows, equal on Oxigraph and rdflib, checked against tables 1-6."""

from __future__ import annotations

import pytest

CASES = ("ict", "technology", "education", "economics", "health-care")

# Tables 3-6 as printed: a pair of letters a case, in the order of CASES; practice partners, then education
# partners; x is reported, a point is a cell left blank.
MATRIX = """
legitimacy  image                         x. x. .. .. x.
legitimacy  recruitment                   x. x. xx .. x.
development student-perspectives          x. .. .. x. ..
development learning-community            .. .. xx .. xx
development practice-partner-development  x. x. .. x. ..
development teacher-development           .x .. .. .. ..
development student-development           xx xx xx xx xx
capital     network                       xx x. .. .. ..
capital     innovative-solutions          x. xx xx x. xx
capital     cost-reduction                x. .x .. x. ..
capital     up-to-date-curriculum         xx .x .. .. ..
societal    better-education-and-care     .. .. xx .. xx
societal    social-responsibility         x. .. .. x. ..
"""
CELLS = [
    (cluster, motive, case, role, {"x": "reported", ".": "blank"}[mark], None, None, "bos-2023")
    for cluster, motive, *pairs in (line.split() for line in MATRIX.split("\n") if line)
    for case, pair in zip(CASES, pairs, strict=True)
    for role, mark in zip(("practice-partner", "education-partner"), pair, strict=True)
]


def rows(text: str) -> list[str]:
    """Expected rows, one a line; runs of spaces are only for the eye."""
    return [" ".join(line.split()) for line in text.strip().split("\n")]


def test_the_matrix_has_the_130_cells_of_the_four_tables(bundled):
    assert len(CELLS) == 130
    assert bundled.rows("cross-case-matrix") == CELLS
    assert sum(cell[4] == "reported" for cell in CELLS) == 51


@pytest.mark.parametrize(
    ("column", "value", "count"),
    [
        (0, "capital", 40),
        (1, "recruitment", 10),
        (2, "health-care", 26),
        (3, "education-partner", 65),
        (4, "reported", 51),
        (4, "not-asked", 0),
    ],
)
def test_the_matrix_narrows_by_each_parameter(bundled, column, value, count):
    name = ("cluster", "motive", "case", "role", "status")[column]
    found = bundled.rows("cross-case-matrix", **{name: value})
    assert found == [cell for cell in CELLS if cell[column] == value]
    assert len(found) == count


def test_a_part_of_a_cluster_narrows_to_its_motives_under_the_top_cluster(bundled):
    found = bundled.rows("cross-case-matrix", cluster="social-capital")
    assert {row[:2] for row in found} == {("capital", "network")}
    assert len(found) == 10


def test_the_matrix_narrows_by_several_parameters_together(bundled):
    assert bundled.lines(
        "cross-case-matrix", cluster="legitimacy", role="education-partner", status="reported"
    ) == ["legitimacy recruitment education education-partner reported - - bos-2023"]


def test_motive_coverage(bundled):
    assert bundled.lines("motive-coverage") == rows("""
        image                        legitimacy   3 10  3 5
        recruitment                  legitimacy   5 10  4 5
        student-perspectives         development  2 10  2 5
        learning-community           development  4 10  2 5
        practice-partner-development development  3 10  3 5
        teacher-development          development  1 10  1 5
        student-development          development 10 10  5 5
        network                      capital      3 10  2 5
        innovative-solutions         capital      8 10  5 5
        cost-reduction               capital      3 10  3 5
        up-to-date-curriculum        capital      3 10  2 5
        better-education-and-care    societal     4 10  2 5
        social-responsibility        societal     2 10  2 5""")


def test_only_student_development_is_reported_by_all_groups(bundled):
    assert bundled.lines("motives-reported-by-all") == ["student-development development 10"]


def test_a_contrast_is_of_roles_unless_something_else_is_asked_for(bundled):
    assert bundled.lines("contrast") == rows("""
        image                        role practice-partner   3  5 True  legitimacy
        image                        role education-partner  0  5 False legitimacy
        recruitment                  role practice-partner   4  5 False legitimacy
        recruitment                  role education-partner  1  5 False legitimacy
        student-perspectives         role practice-partner   2  5 True  development
        student-perspectives         role education-partner  0  5 False development
        learning-community           role practice-partner   2  5 False development
        learning-community           role education-partner  2  5 False development
        practice-partner-development role practice-partner   3  5 True  development
        practice-partner-development role education-partner  0  5 False development
        teacher-development          role practice-partner   0  5 False development
        teacher-development          role education-partner  1  5 True  development
        student-development          role practice-partner   5  5 False development
        student-development          role education-partner  5  5 False development
        network                      role practice-partner   2  5 False capital
        network                      role education-partner  1  5 False capital
        innovative-solutions         role practice-partner   5  5 False capital
        innovative-solutions         role education-partner  3  5 False capital
        cost-reduction               role practice-partner   2  5 False capital
        cost-reduction               role education-partner  1  5 False capital
        up-to-date-curriculum        role practice-partner   1  5 False capital
        up-to-date-curriculum        role education-partner  2  5 False capital
        better-education-and-care    role practice-partner   2  5 False societal
        better-education-and-care    role education-partner  2  5 False societal
        social-responsibility        role practice-partner   2  5 True  societal
        social-responsibility        role education-partner  0  5 False societal""")
    assert bundled.lines("contrast", by="role", broader="yes") == bundled.lines("contrast")


ONE_ROLE = """
    ict         image                        practice-partner blank bos-2023
    ict         recruitment                  practice-partner blank bos-2023
    ict         student-perspectives         practice-partner blank bos-2023
    ict         practice-partner-development practice-partner blank bos-2023
    ict         teacher-development          education-partner blank bos-2023
    ict         innovative-solutions         practice-partner blank bos-2023
    ict         cost-reduction               practice-partner blank bos-2023
    ict         social-responsibility        practice-partner blank bos-2023
    technology  image                        practice-partner blank bos-2023
    technology  recruitment                  practice-partner blank bos-2023
    technology  practice-partner-development practice-partner blank bos-2023
    technology  network                      practice-partner blank bos-2023
    technology  cost-reduction               education-partner blank bos-2023
    technology  up-to-date-curriculum        education-partner blank bos-2023
    economics   student-perspectives         practice-partner blank bos-2023
    economics   practice-partner-development practice-partner blank bos-2023
    economics   innovative-solutions         practice-partner blank bos-2023
    economics   cost-reduction               practice-partner blank bos-2023
    economics   social-responsibility        practice-partner blank bos-2023
    health-care image                        practice-partner blank bos-2023
    health-care recruitment                  practice-partner blank bos-2023"""


def test_where_one_role_reports_what_the_other_does_not_both_are_told(bundled):
    """Each line above is two rows: the role that reports, and the other one."""
    roles = ("practice-partner", "education-partner")
    expected = [
        f"{case} {motive} {role} {'reported' if role == reporting else status} {study}"
        for case, motive, reporting, status, study in (line.split() for line in rows(ONE_ROLE))
        for role in roles
    ]
    assert bundled.lines("differs-within-case") == expected
    assert bundled.lines("differs-within-case", case="health-care") == expected[-4:]
    assert bundled.lines("differs-within-case", case="education") == []
    assert bundled.lines("differs-within-case", case="technology", motive="network") == [
        "technology network practice-partner reported bos-2023",
        "technology network education-partner blank bos-2023",
    ]


SHARED = """
    ict         student-development       bos-2023
    ict         network                   bos-2023
    ict         up-to-date-curriculum     bos-2023
    technology  student-development       bos-2023
    technology  innovative-solutions      bos-2023
    education   recruitment               bos-2023
    education   learning-community        bos-2023
    education   student-development       bos-2023
    education   innovative-solutions      bos-2023
    education   better-education-and-care bos-2023
    economics   student-development       bos-2023
    health-care learning-community        bos-2023
    health-care student-development       bos-2023
    health-care innovative-solutions      bos-2023
    health-care better-education-and-care bos-2023"""


def test_shared_within_case(bundled):
    assert bundled.lines("shared-within-case") == rows(SHARED)
    assert bundled.lines("shared-within-case", case="economics") == ["economics student-development bos-2023"]
    assert bundled.lines("shared-within-case", motive="recruitment") == ["education recruitment bos-2023"]


def test_a_contrast_of_settings(bundled):
    assert bundled.lines("contrast", by="setting") == rows("""
        image                        setting public-public      1  4 False legitimacy
        image                        setting public-private     2  6 False legitimacy
        recruitment                  setting public-public      3  4 False legitimacy
        recruitment                  setting public-private     2  6 False legitimacy
        student-perspectives         setting public-public      0  4 False development
        student-perspectives         setting public-private     2  6 True  development
        learning-community           setting public-public      4  4 True  development
        learning-community           setting public-private     0  6 False development
        practice-partner-development setting public-public      0  4 False development
        practice-partner-development setting public-private     3  6 True  development
        teacher-development          setting public-public      0  4 False development
        teacher-development          setting public-private     1  6 True  development
        student-development          setting public-public      4  4 False development
        student-development          setting public-private     6  6 False development
        network                      setting public-public      0  4 False capital
        network                      setting public-private     3  6 True  capital
        innovative-solutions         setting public-public      4  4 False capital
        innovative-solutions         setting public-private     4  6 False capital
        cost-reduction               setting public-public      0  4 False capital
        cost-reduction               setting public-private     3  6 True  capital
        up-to-date-curriculum        setting public-public      0  4 False capital
        up-to-date-curriculum        setting public-private     3  6 True  capital
        better-education-and-care    setting public-public      4  4 True  societal
        better-education-and-care    setting public-private     0  6 False societal
        social-responsibility        setting public-public      0  4 False societal
        social-responsibility        setting public-private     2  6 True  societal""")


@pytest.mark.parametrize(
    ("by", "values"),
    [
        ("sector", ["ict", "technology", "education", "economics", "health-care"]),
        ("case", list(CASES)),
        ("start_year", ["2001", "2007", "2015", "2016", "2018"]),
        ("students", ["about 100", "108", "about 150", "all"]),
    ],
)
def test_a_contrast_has_a_row_for_each_motive_and_value_in_order(bundled, by, values):
    found = bundled.rows("contrast", by=by)
    assert [row[2] for row in found] == values * 13
    assert {row[1] for row in found} == {by}


@pytest.mark.parametrize("case", CASES)
def test_a_case_profile_is_its_part_of_the_matrix(bundled, case):
    profile = bundled.rows("case-profile", case=case)
    assert profile == [
        (cluster, motive, role, status, study)
        for cluster, motive, where, role, status, _, _, study in CELLS
        if where == case
    ]
    assert len(profile) == 26


def test_cluster_profile(bundled):
    assert bundled.lines("cluster-profile") == rows("""
        ict         legitimacy  2 2 bos-2023
        ict         development 4 5 bos-2023
        ict         capital     4 4 bos-2023
        ict         societal    1 2 bos-2023
        technology  legitimacy  2 2 bos-2023
        technology  development 2 5 bos-2023
        technology  capital     4 4 bos-2023
        technology  societal    0 2 bos-2023
        education   legitimacy  1 2 bos-2023
        education   development 2 5 bos-2023
        education   capital     1 4 bos-2023
        education   societal    1 2 bos-2023
        economics   legitimacy  0 2 bos-2023
        economics   development 3 5 bos-2023
        economics   capital     2 4 bos-2023
        economics   societal    1 2 bos-2023
        health-care legitimacy  2 2 bos-2023
        health-care development 2 5 bos-2023
        health-care capital     1 4 bos-2023
        health-care societal    1 2 bos-2023""")
    assert len(bundled.rows("cluster-profile", case="ict")) == 4


# Each motive with those after it, and the number of groups that report both.
TOGETHER = """
    image: recruitment 3, student-perspectives 1, learning-community 1, practice-partner-development 2,
      student-development 3, network 2, innovative-solutions 3, cost-reduction 1, up-to-date-curriculum 1,
      better-education-and-care 1, social-responsibility 1
    recruitment: student-perspectives 1, learning-community 3, practice-partner-development 2,
      student-development 5, network 2, innovative-solutions 5, cost-reduction 1, up-to-date-curriculum 1,
      better-education-and-care 3, social-responsibility 1
    student-perspectives: practice-partner-development 2, student-development 2, network 1,
      innovative-solutions 2, cost-reduction 2, up-to-date-curriculum 1, social-responsibility 2
    learning-community: student-development 4, innovative-solutions 4, better-education-and-care 4
    practice-partner-development: student-development 3, network 2, innovative-solutions 3, cost-reduction 2,
      up-to-date-curriculum 1, social-responsibility 2
    teacher-development: student-development 1, network 1, up-to-date-curriculum 1
    student-development: network 3, innovative-solutions 8, cost-reduction 3, up-to-date-curriculum 3,
      better-education-and-care 4, social-responsibility 2
    network: innovative-solutions 2, cost-reduction 1, up-to-date-curriculum 2, social-responsibility 1
    innovative-solutions: cost-reduction 3, up-to-date-curriculum 2, better-education-and-care 4,
      social-responsibility 2
    cost-reduction: up-to-date-curriculum 2, social-responsibility 2
    up-to-date-curriculum: social-responsibility 1"""


def test_motive_co_occurrence(bundled):
    first, expected = "", []
    for word in TOGETHER.replace(",", "").split():
        if word.endswith(":"):
            first = word.removesuffix(":")
        elif word.isdigit():
            expected[-1] += f" {word}"
        else:
            expected.append(f"{first} {word}")
    assert len(expected) == 57
    assert bundled.lines("motive-co-occurrence") == expected


def test_case_similarity(bundled):
    assert bundled.lines("case-similarity") == rows("""
        ict        technology  0.7273 8 11 bos-2023 bos-2023
        ict        education   0.2308 3 13 bos-2023 bos-2023
        ict        economics   0.5455 6 11 bos-2023 bos-2023
        ict        health-care 0.3077 4 13 bos-2023 bos-2023
        technology education   0.3    3 10 bos-2023 bos-2023
        technology economics   0.4    4 10 bos-2023 bos-2023
        technology health-care 0.4    4 10 bos-2023 bos-2023
        education  economics   0.2222 2  9 bos-2023 bos-2023
        education  health-care 0.8333 5  6 bos-2023 bos-2023
        economics  health-care 0.2    2 10 bos-2023 bos-2023""")


def test_age_contrast_splits_the_cases_at_the_ten_years_of_the_article(bundled):
    assert bundled.lines("age-contrast", year=2010) == rows("""
        image                        1 2  2 3
        recruitment                  2 2  2 3
        student-perspectives         0 2  2 3
        learning-community           2 0  2 3
        practice-partner-development 0 3  2 3
        teacher-development          0 1  2 3
        student-development          2 3  2 3
        network                      0 2  2 3
        innovative-solutions         2 3  2 3
        cost-reduction               0 3  2 3
        up-to-date-curriculum        0 2  2 3
        better-education-and-care    2 0  2 3
        social-responsibility        0 2  2 3""")


@pytest.mark.parametrize(
    ("year", "recruitment"),
    [
        (2001, "0 4 0 5"),  # nobody started before 2001
        (2002, "1 3 1 4"),
        (2016, "3 1 3 2"),  # 2016 itself is young
        (2017, "4 0 4 1"),
        (2019, "4 0 5 0"),
    ],
)
def test_the_year_itself_is_on_the_young_side(bundled, year, recruitment):
    assert bundled.lines("age-contrast", year=year)[1] == f"recruitment {recruitment}"


def test_absent_motives_are_those_of_the_framework(bundled):
    assert bundled.lines("absent-motives") == rows("""
        damage-control                legitimacy  0
        employer-branding             legitimacy  0
        value-fit-recruitment         legitimacy  0
        mandate-to-act                legitimacy  0
        learning-from-others          development 0
        joint-insight                 development 0
        staff-professionalisation     development 0
        learning-from-ways-of-working development 0
        joint-product-development     capital     0
        new-markets                   capital     0
        joint-strategies              capital     0
        shared-perspectives           capital     0
        new-funding                   capital     0
        risk-spreading                capital     0
        scarce-resources              capital     0
        complex-societal-issues       societal    0
        sector-failures               societal    0
        external-pressure             societal    0
        moral-appeal                  societal    0
        expertise-of-partners         -           0""")


def test_respondent_totals_are_those_of_table_2(bundled):
    assert bundled.lines("respondent-totals") == [
        "practice-partner 24 5",
        "education-partner 17 5",
        "all 41 10",
    ]
    per_case = {case: bundled.lines("respondent-totals", case=case)[-1] for case in CASES}
    assert per_case == {
        "ict": "all 8 2",
        "technology": "all 10 2",
        "education": "all 9 2",
        "economics": "all 7 2",
        "health-care": "all 7 2",
    }


MINIMUMS = """
    ict         practice-partner  5 3/4 4 bos-2023
    ict         education-partner 3 1/1 3 bos-2023
    technology  practice-partner  5 3/4 4 bos-2023
    technology  education-partner 5 3/4 4 bos-2023
    education   practice-partner  5 3/4 4 bos-2023
    education   education-partner 4 3/4 3 bos-2023
    economics   practice-partner  5 3/4 4 bos-2023
    economics   education-partner 2 1/1 2 bos-2023
    health-care practice-partner  4 3/4 3 bos-2023
    health-care education-partner 3 1/1 3 bos-2023"""


def test_rule_minimums_follow_the_rule_and_its_three_exceptions(bundled):
    assert bundled.lines("rule-minimums") == rows(MINIMUMS)
    assert bundled.lines("rule-minimums", case="ict", role="education-partner") == rows(MINIMUMS)[1:2]


@pytest.mark.parametrize(
    ("case", "role", "motive", "rule"),
    [
        ("ict", "education-partner", "teacher-development", (3, 1, 1, True)),
        ("ict", "practice-partner", "image", (5, 3, 4, False)),
    ],
)
def test_the_evidence_of_a_cell_has_the_rule_of_its_group(bundled, case, role, motive, rule):
    (found,) = bundled.rows("cell-evidence", case=case, role=role, motive=motive)
    assert found[2:8] == (motive, case, role, "reported", None, None)
    assert found[8:12] == rule
    assert found[12] == "Onderzoeksaanpak, alinea 2"
    assert bundled.rows("cell-mentions", case=case, role=role, motive=motive) == []


def test_the_study_with_its_article_and_rule(bundled):
    ((study, nl, en, work, citation, threshold, first, last),) = bundled.rows("studies")
    assert (study, work, threshold, first, last) == ("bos-2023", "bos-et-al-2023", "3/4", 2020, 2020)
    assert nl.startswith("Strategische motieven")
    assert en.startswith("Strategic motives")
    assert "Tijdschrift voor Hoger Onderwijs, 41(2)" in citation


def test_the_cases_as_table_1_describes_them(bundled):
    assert bundled.lines("cases") == rows("""
        ict         ict         public-private 2015 2 bos-2023
        technology  technology  public-private 2016 2 bos-2023
        education   education   public-public  2001 2 bos-2023
        economics   economics   public-private 2018 2 bos-2023
        health-care health-care public-public  2007 2 bos-2023""")


def test_what_the_study_says_of_its_cases_in_attributes_of_its_own(bundled):
    assert bundled.lines("attributes", attribute="students") == rows("""
        students ict         - 100 about   - - bos-2023
        students technology  - 100 about   - - bos-2023
        students education   - -   all     - - bos-2023
        students economics   - 108 exactly - - bos-2023
        students health-care - 150 about   - - bos-2023""")
    assert bundled.rows("attributes", attribute="other_partners")[0] == (
        *("other_partners", "technology", None, None, None),
        *("Diverse kennisinstellingen", "Various knowledge institutions", "bos-2023"),
    )
    assert len(bundled.rows("attributes")) == 22
