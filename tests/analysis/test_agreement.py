"""How far coders agree, against published examples; what is undefined is said in words."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from lcgraph.analysis.agreement import agreement, alpha, kappa

pytest.importorskip("nltk", reason="the extra 'agreement' is not installed")

Ask = Callable[..., Any]
Make = Callable[[Mapping[str, str | bytes | None]], Path]
HEADER = "respondent,motive,source,segment,coder\n"


def decided(first: str, second: str) -> list[dict[str, int]]:
    """The decisions of two coders, a digit a unit."""
    return [{"meg": int(one), "owen": int(other)} for one, other in zip(first, second, strict=True)]


def test_alpha_of_two_observers_as_krippendorff_prints_it() -> None:
    # Krippendorff (2011), Computing Krippendorff's alpha-reliability, section A: alpha = .095
    assert alpha(decided("0100000010", "1110010000")) == pytest.approx(0.0952, abs=0.0001)


def test_kappa_of_a_two_by_two_table() -> None:
    # 20 both yes, 5 and 10 divided, 15 both no: observed 0.7, by chance 0.5
    assert kappa(decided("1" * 25 + "0" * 25, "1" * 20 + "0" * 5 + "1" * 10 + "0" * 15)) == pytest.approx(0.4)


def test_full_and_systematic_disagreement() -> None:
    assert kappa(decided("0011", "0011")) == alpha(decided("0011", "0011")) == 1
    assert kappa(decided("0011", "1100")) == pytest.approx(-1)
    assert kappa(decided("0000", "0011")) == 0


def test_no_variation_is_undefined_and_not_perfect() -> None:
    for digit in "01":
        assert kappa(decided(digit * 4, digit * 4)) is None
        assert alpha(decided(digit * 4, digit * 4)) is None
    assert kappa([]) is None
    assert alpha([{"meg": 1}, {"owen": 0}]) is None


def test_three_coders_have_the_mean_of_their_pairs() -> None:
    units = [
        dict(zip("abc", map(int, digits), strict=True)) for digits in ("110", "111", "000", "001", "100")
    ]
    pairs = [
        kappa([{one: unit[one], other: unit[other]} for unit in units]) for one, other in ("ab", "ac", "bc")
    ]
    assert kappa(units) == pytest.approx(sum(pair for pair in pairs if pair is not None) / 3)


def test_a_coder_who_coded_nothing_in_a_segment_has_no_say_in_it() -> None:
    codings = [
        ("s1", "a", "image"),
        ("s1", "b", "network"),
        ("s2", "a", "image"),
        ("s3", "a", "image"),
        ("s3", "b", "image"),
    ]
    (image,) = agreement(codings, ["image"])
    assert (image.units, image.coders, image.given, image.agreed) == (2, 2, 2, 1)


def coded(rows: str) -> dict[str, str | bytes | None]:
    return {"mentions.csv": HEADER + rows, "findings.csv": None}


def test_the_command_gives_both_coefficients_by_motive(ask: Ask, study_with: Make) -> None:
    both = "".join(f"b1,image,t,S{n},{coder}\n" for n in range(3) for coder in "ab")
    folder = study_with(
        coded(
            both
            + "b1,image,t,S4,a\nb1,network,t,S4,b\nb1,network,t,S5,a\nb1,network,t,S5,b\nb1,image,t,alone,a\n"
        )
    )
    assert ask("agreement", "--study", folder).out.split("\n") == [
        "motive,units,coders,given,agreed,kappa,alpha,remark,study",
        "image,6,2,5,4,0.3333,0.3125,,tiny-synthetic",
        "network,6,2,2,5,0.5714,0.5926,,tiny-synthetic",
        "",
    ]


def test_segments_are_the_same_but_for_white_space_and_belong_to_a_respondent(
    ask: Ask, study_with: Make
) -> None:
    folder = study_with(
        coded('b1,image,t,"so  we\n said",a\nb1,image,t,so we said,b\nb2,image,t,so we said,b\n')
    )
    assert (
        ask("agreement", "--study", folder)
        .out.split("\n")[1]
        .startswith("image,1,2,1,1,,,undefined: every coder gave")
    )


def test_a_whole_interview_can_be_the_unit(ask: Ask, study_with: Make) -> None:
    folder = study_with(coded("b1,image,t,one,a\nb1,image,t,two,b\nb2,network,t,,a\nb2,image,t,,b\n"))
    assert (
        ask("agreement", "--study", folder, "--unit", "respondent")
        .out.split("\n")[1]
        .startswith("image,2,2,2,1,0.0000,")
    )
    wrong = ask("agreement", "--study", folder, "--unit", "segmnt")
    assert (wrong.status, "did you mean 'segment'" in wrong.err) == (2, True)


def test_what_is_undefined_is_said_in_words(ask: Ask, tiny: Path, study_with: Make) -> None:
    assert ask("agreement", "--study", tiny).out.split("\n")[1] == (
        "recruitment,0,0,0,0,,,undefined: nothing was coded by two or more coders,tiny-synthetic"
    )
    none = ask("agreement")
    assert (none.status, none.out.count("\n")) == (0, 1)
    assert "no coding here names its coder" in none.err
    folder = study_with(coded("b1,image,t,s,a\nb1,image,t,s,b\nb2,network,t,s,a\n"))
    lines = ask("agreement", "--study", folder, "--lang", "nl").out.split("\n")
    assert lines[1].endswith("niet bepaald: elke codeur gaf dit motief in al deze eenheden,tiny-synthetic")
    assert lines[2].endswith("niet bepaald: geen codeur gaf dit motief in deze eenheden,tiny-synthetic")
    for form in ("table", "csv", "json", "xml", "markdown"):
        assert "nan" not in ask("agreement", "--study", folder, "--format", form).out.lower()


def test_without_the_extra_the_message_says_what_to_install(
    ask: Ask, study_with: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nltk.metrics.agreement", None)
    folder = study_with(coded("b1,image,t,s,a\nb1,image,t,s,b\nb1,network,t,u,a\nb1,image,t,u,b\n"))
    found = ask("agreement", "--study", folder)
    assert found.status == 2
    assert "pip install 'lcgraph[agreement]'" in found.err


def test_a_passage_that_one_coder_passed_over_was_before_both(ask: Ask, study_with: Make) -> None:
    """Kappa over all units of a double-coded interview: 4 of 5 decided the same, by chance 0.48."""
    folder = study_with(
        coded(
            "".join(f"b1,image,t,S{n},{coder}\n" for n in (1, 2) for coder in "ab")
            + "b1,image,t,S3,a\nb1,network,t,S4,a\nb1,network,t,S4,b\nb1,network,t,S5,b\n"
            "b2,image,u,only one coder read this,a\n"
        )
    )
    pairs = decided("11100", "11000")
    assert kappa(pairs) == pytest.approx((0.8 - 0.48) / (1 - 0.48))
    assert ask("agreement", "--study", folder).out.split("\n")[1].startswith("image,5,2,3,4,0.6154,")


def test_passages_that_overlap_are_one_unit(ask: Ask, study_with: Make) -> None:
    one, other = "we do it for our good image and name", "for our good image and name and no more"
    folder = study_with(
        coded(f"b1,image,t,{one},a\nb1,image,t,{other},b\nb1,network,t,else,a\nb1,network,t,else,b\n")
    )
    assert ask("agreement", "--study", folder).out.split("\n")[1].startswith("image,2,2,1,2,1.0000,")


# ---- What a coder read without finding a motive


CASES = "id,label_en,sector,setting\nalpha,Alpha,technology,public-private\n"
TOML = 'id = "s"\ntitle.en = "S"\n[rule]\nthreshold = "3/4"\n'


@pytest.fixture
def imported(ask: Ask, tmp_path: Path) -> Callable[..., Path]:
    """A study with the codings of a table taken over; the codes in `out` stand for no motive."""

    def of(table: str, *options: str, out: str = "Other") -> Path:
        folder, raw = tmp_path / "study", tmp_path / "raw.csv"
        folder.mkdir(exist_ok=True)
        (folder / "study.toml").write_text(TOML)
        (folder / "cases.csv").write_text(CASES)
        raw.write_text(table)
        ask("import", raw, "--study", folder)
        with (folder / "codes.csv").open(newline="") as file:
            codes = list(csv.DictReader(file))
        with (folder / "codes.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, list(codes[0]))
            writer.writeheader()
            for row in codes:
                writer.writerow(row | ({"motive": "-", "guess": ""} if row["code"] == out else {}))
        done = ask("import", raw, "--study", folder, "--accept-guesses", *options)
        assert done.status == 0, done.err
        assert ask("validate", folder).status == 0
        return folder

    return of


def units_of(ask: Ask, folder: Path, *options: str) -> dict[str, tuple[str, ...]]:
    """By motive its units, given, agreed and kappa."""
    done = ask("agreement", "--study", folder, "--format", "csv", *options)
    return {
        row["motive"]: (row["units"], row["given"], row["agreed"], row["kappa"])
        for row in csv.DictReader(done.out.splitlines())
    }


HEAD = "respondent,case,role,code,segment,coder\n"
GROUP = "alpha,practice-partner"


def test_passages_with_codes_that_stand_for_no_motive_are_units_too(
    ask: Ask, imported: Callable[..., Path]
) -> None:
    """Eight passages that both coders coded: image and image, image and other, and so on.

    Of 8: both image 3, one of the two 2, neither 3. Observed 6/8; by chance (4*4 + 4*4)/64; kappa 0.5.
    """
    first = ["Image", "Image", "Image", "Image", "Other", "Other", "Other", "Other"]
    second = ["Image", "Image", "Image", "Other", "Image", "Other", "Other", "Other"]
    rows = [
        f"w1,{GROUP},{code},passage number {at} of this interview,{coder}\n"
        for coder, codes in (("A", first), ("B", second))
        for at, code in enumerate(codes)
    ]
    folder = imported(HEAD + "".join(rows))
    assert units_of(ask, folder)["image"] == ("8", "5", "6", "0.5000")


def test_who_read_an_interview_and_found_nothing_says_so_with_a_row_without_a_code(
    ask: Ask, imported: Callable[..., Path]
) -> None:
    table = (
        f"w1,{GROUP},Image,our image,A\nw1,{GROUP},,,B\nw2,{GROUP},Image,the image,A\n"
        f"w2,{GROUP},Image,the image,B\nw3,{GROUP},Network,whom we know,A\nw3,{GROUP},-,,B\n"
    )
    folder = imported(HEAD + table)
    assert units_of(ask, folder, "--unit", "respondent") == {
        "image": ("3", "2", "2", "0.4000"),
        "network": ("3", "1", "2", "0.0000"),
    }
    assert units_of(ask, folder)["image"] == ("3", "2", "2", "0.4000")
    with (folder / "mentions.csv").open(newline="") as file:
        found = [(row["respondent"], row["motive"], row["coder"]) for row in csv.DictReader(file)]
    assert [row for row in found if row[1] == "-"] == [("w1", "-", "B"), ("w3", "-", "B")]


def test_what_was_read_counts_nowhere(ask: Ask, imported: Callable[..., Path]) -> None:
    folder = imported(HEAD + f"w1,{GROUP},Image,our image,A\nw1,{GROUP},,,B\nw2,{GROUP},,,B\n")
    done = ask("query", "cross-case-matrix", "--study", folder, "--format", "csv")
    assert "legitimacy,image,alpha,practice-partner,below-threshold,1,2,s" in done.out.splitlines()
    assert len(ask("query", "codings", "--study", folder, "--format", "csv").out.splitlines()) == 2


def test_a_row_that_says_what_was_read_must_say_by_whom(ask: Ask, imported: Callable[..., Path]) -> None:
    folder = imported(HEAD + f"w1,{GROUP},Image,our image,A\n")
    with (folder / "mentions.csv").open("a") as file:
        file.write("w1,-,,,,,,,,\n")
    done = ask("validate", folder, "--lang", "en")
    assert done.status == 1
    assert (
        "mentions.csv:3 coder: error: a row with - says what a coder read without finding a motive"
        in done.out
    )


def test_a_coder_that_a_program_does_not_name_is_named_by_an_option(
    ask: Ask, imported: Callable[..., Path], tmp_path: Path
) -> None:
    folder = imported(HEAD + f"w1,{GROUP},Image,our image,default\n", "--coder", "AB")
    with (folder / "mentions.csv").open(newline="") as file:
        assert [row["coder"] for row in csv.DictReader(file)] == ["AB"]
    two = tmp_path / "two.csv"
    two.write_text(HEAD + f"w1,{GROUP},Image,our image,A\nw1,{GROUP},Image,our image,B\n")
    done = ask("import", two, "--study", folder, "--coder", "AB", "--lang", "en")
    assert (done.status, "--coder is for a file with one coder; two.csv has A, B" in done.err) == (2, True)
