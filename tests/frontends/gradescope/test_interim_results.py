"""What stands in results.json while the grading runs is valid, and promises no more than the end."""

from __future__ import annotations

from datetime import timedelta

from autograder_root import DUE, KEY, answered, with_options
from gradescope_contract import Results

from grader.frontends.gradescope.deadlines import SubmissionMetadata
from grader.frontends.gradescope.interim_results import InterimResults


def test_the_state_after_each_case_promises_no_more_than_the_end(tmp_path):
    calls = answered(double=2.0, triple=3.0, half=1.0)
    interim = InterimResults(KEY, tmp_path / "results.json")
    scores = []
    for hidden in ("0", "1"):
        for case in [c for c in calls if c.endswith(hidden)]:
            interim.record(case, calls[case])
            scores.append(Results.model_validate_json((tmp_path / "results.json").read_text()).score)
    assert scores == [3, 6, 6, 8, 10, 10] and scores == sorted(scores)
    assert {t["visibility"] for t in interim.state()["tests"] if t["number"].endswith(".2")} == {"after_published"}


def test_an_unfinished_late_submission_has_the_late_score(tmp_path):
    late = SubmissionMetadata(created=DUE + timedelta(days=1), due=DUE)
    calls = answered(double=2.0)
    interim = InterimResults(with_options(late="zero"), tmp_path / "results.json", late, calls)
    assert interim.state()["score"] == 0
