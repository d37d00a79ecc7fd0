"""What staff see while a class is graded: a rate that is true, in a log too."""

from __future__ import annotations

from grader.course import summary
from grader.course.summary import Rate, changes_text, progress_bar


def test_a_rate_counts_what_this_run_did():
    """A run that goes on from 400 of 500 and did 2 more in 7 s does 17 a minute, not 3438."""
    rate = Rate(500, 400, began=100.0)
    assert rate.words(402, 107.0) == "17 a minute, about 6 min left"
    assert rate.words(498, 142.0) == "140 a minute, about 1 s left"
    assert rate.words(500, 142.0) == "143 a minute"


def test_a_slow_rate_is_no_zero():
    assert Rate(10, 0, began=0.0).words(1, 200.0) == "0.3 a minute, about 30 min left"


def test_before_the_first_there_is_no_rate():
    assert Rate(10, 4, began=0.0).words(4, 50.0) == ""


def test_a_regrade_that_changes_nothing_says_so_in_words():
    """A count of 0 reads like a fault."""
    assert changes_text([], dry_run=False) == "No submission has other points than before."
    assert changes_text([], dry_run=True).startswith("No submission would have other points than before.")


def test_a_log_gets_a_line_now_and_then(capsys, monkeypatch):
    """Piped into a file, an hour of grading must not look like one that hangs."""
    monkeypatch.setattr(summary, "QUIET_SECONDS", 0.0)
    with progress_bar("graded", 3, 1) as advance:
        advance()
    assert capsys.readouterr().err.startswith("graded: 2 of 3, ")
    with progress_bar("graded", 3) as advance:
        advance(0, ["ada", "b\x1bob"])
    assert capsys.readouterr().err == "graded: 0 of 3, waiting for ada, b\ufffdob\n"
    monkeypatch.setattr(summary, "QUIET_SECONDS", 3600.0)
    with progress_bar("graded", 3) as advance:
        advance()
    assert capsys.readouterr().err == ""
