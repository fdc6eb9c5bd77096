"""manage.py judge and manage.py deadline: facts in, verdict out."""

import json

import pytest
from django.core.management import CommandError, call_command

CASE = """
act: branch_vote
on: 2026-08-03
route: [branch, section, base_committee, superior]
decides: superior
person: {born: 2000-05-05, education: upper_secondary, youth_union: true}
facts:
  certificate_on: 2023-01-10
  application_on: 2026-01-05
  sponsors: [{full: true, together_months: 12}]
  introduced_by: [youth_union]
  votes: {all: 9, exempt_absent: 0, present: 8, for: 6, against: 2}
"""


@pytest.fixture
def judge(tmp_path, capsys):
    def run(text, *options):
        path = tmp_path / "case.yaml"
        path.write_text(text, "utf-8")
        call_command("judge", str(path), *options)
        return capsys.readouterr().out

    return run


def judged(judge, text):
    return json.loads(judge(text, "--json"))


def test_judge_allows_the_lawful_case_and_tells_what_is_due(judge):
    verdict = judged(judge, CASE)
    assert (verdict["allowed"], verdict["unmet"]) == (True, [])
    assert {"AGE_18", "BRANCH_TWO_THIRDS", "CERTIFICATE_60_MONTHS"} <= set(verdict["met"])
    (due,) = verdict["due"]
    assert (due["by"], due["working_days"]) == ("2026-10-28", 60)


def test_judge_names_what_is_not_met_with_its_source_and_remedy(judge):
    verdict = judged(judge, CASE.replace("for: 6, against: 2", "for: 5, against: 3"))
    assert verdict["allowed"] is False
    assert verdict["unmet"] == [
        {
            "code": "BRANCH_TWO_THIRDS",
            "sentence": "Chưa đủ hai phần ba tổng số đảng viên chính thức của chi bộ tán thành.",
            "instrument": "Điều lệ Đảng",
            "clause": "khoản 3 Điều 4",
            "remedy": "Chi bộ không ra nghị quyết đề nghị; tiếp tục bồi dưỡng, giúp đỡ rồi xét lại.",
        }
    ]
    assert verdict["due"] == []


def test_judge_names_a_missing_fact(judge):
    verdict = judged(judge, CASE.replace("  certificate_on: 2023-01-10\n", ""))
    sentences = {reason["code"]: reason["sentence"] for reason in verdict["unmet"]}
    assert sentences == {
        "CERTIFICATE_60_MONTHS": "Chưa có ngày giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng."
    }


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("act: branch_vote", "act: vote", "act: “vote” không hợp lệ."),
        ("  votes:", "  colour: red\n  votes:", "facts.colour: không có khóa này."),
        ("{born:", "{height: 170, born:", "person.height: không có khóa này."),
        ("all: 9", "all: nine", "facts.votes.all: phải là một số nguyên không âm."),
        ("all: 9", "all: -9", "facts.votes.all: phải là một số nguyên không âm."),
        ("together_months: 12", "months: 12", "facts.sponsors[0].months: không có khóa này."),
        ("on: 2026-08-03", "on: 2026-02-30", "on: phải là một ngày"),
        ("on: 2026-08-03", "", "on: chưa ghi."),
        ("full: true", "full: 1", "facts.sponsors[0].full: phải là true hoặc false."),
        ("section,", "hamlet,", "route[1]: “hamlet” không hợp lệ."),
        ("act: branch_vote", "act: [", "sai cú pháp YAML"),
    ],
)
def test_judge_refuses_what_it_does_not_know_and_says_where(judge, old, new, error):
    with pytest.raises(CommandError) as refusal:
        judge(CASE.replace(old, new))
    assert error in str(refusal.value)


def test_judge_of_a_list_or_a_missing_file(judge, tmp_path):
    with pytest.raises(CommandError):
        judge("- 1\n- 2\n")
    with pytest.raises(CommandError):
        call_command("judge", str(tmp_path / "none.yaml"))


def test_judge_in_words(judge):
    assert judge(CASE).startswith("Được.")
    refused = judge(CASE.replace("for: 6, against: 2", "for: 5, against: 3"))
    assert "khoản 3 Điều 4, Điều lệ Đảng" in refused


def test_deadline_prints_the_end_and_the_days_skipped(capsys):
    call_command("deadline", "--from", "2026-02-06", "--working-days", "10", "--json")
    answer = json.loads(capsys.readouterr().out)
    assert answer["end"] == "2026-02-27"
    assert [day for day in answer["skipped"] if "-16" <= day[-3:] <= "-20"] == [
        "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20",
    ]  # fmt: skip
    assert answer["why"]["2026-02-17"] == "Tết Nguyên Đán"
    assert len(answer["skipped"]) == 11


@pytest.mark.parametrize(
    "arguments", [("06/02/2026", "10"), ("2026-02-06", "-1"), ("2026-02-06", "9999"), ("1900-01-01", "5")]
)
def test_deadline_refuses_what_it_cannot_count(arguments):
    with pytest.raises(CommandError):
        call_command("deadline", "--from", arguments[0], f"--working-days={arguments[1]}")
