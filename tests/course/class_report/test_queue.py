"""Everything that needs eyes is in the queue, on the class page and in the last line of `grade`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support import small_class, small_results
from support.seen_html import text
from support.small_class import Raised, judged, transcript

from grader.course.class_report.class_page import class_page
from grader.course.class_report.queue import class_queue, open_line, queue
from grader.course.classroom import deciding, reporting
from grader.course.decisions.decision import Decision, Decisions
from grader.course.results import Results
from grader.model.encoding.values import Text
from grader.model.transcript import Fault, Returned, Stopped

KEY = small_class.key()
CASES = [f"descent_{n}" for n in range(4)]
KINDS = {
    "could not check": transcript(root_0=Fault("sandbox")),
    "unexplained": transcript(rule=lambda alpha, k: alpha * 0.83),
    "wrong form": transcript(root_0=Returned(Text("-1.2"))),
    "out of time": transcript(**dict.fromkeys(CASES, Stopped("timed_out", "slow", 10.0))),
    "out of memory": transcript(**dict.fromkeys(CASES, Stopped("out_of_memory", "large"))),
    "stopped": transcript(**dict.fromkeys(CASES, Raised("TypeError", "x", 3, 1, "y"))),
}


def of_class(kinds):
    return small_class.statistics(KEY, [(replace(judged(t)[0], submission=name), None, t) for name, t in kinds.items()])


def test_each_answer_that_is_not_explained_is_in_the_queue_and_on_the_class_page():
    """The class page said "To look at first: Nothing" where answers were out of time or had no known cause."""
    seen = of_class(KINDS | {"right": transcript(), "named": transcript(rule=small_class.shrinking)})
    assert {item.reason: list(item.ids) for item in queue(seen)} == {reason: [reason] for reason in KINDS}
    page = text(class_page(seen)).split("To look at first")[2].split("Scores")[0]
    for words in ("Wrong, and no known cause", "Out of time", "Out of memory", "Stopped by TypeError", "wrong form"):
        assert words in page
    assert "named" not in page.split()


def test_who_earned_nothing_is_looked_at_and_who_handed_in_nothing_is_not():
    """A file of another course earns 0 without a wrong answer."""
    missing = replace(transcript(), definitions={}, calls={})
    stub = {q.name: small_class.Definition("not_attempted") for q in KEY.questions}
    seen = of_class({"other": missing, "stub": replace(transcript(), definitions=stub, calls={})})
    assert [(item.reason, item.question, item.ids) for item in queue(seen)] == [("nothing earned", "", ("other",))]


def test_equal_answers_are_one_group_and_answers_that_stopped_are_one_by_error():
    stop = [Raised(kind, "x", 3, 1, "y") for kind in ("TypeError", "TypeError", "IndexError")]
    seen = of_class({f"s{n}": transcript(**dict.fromkeys(CASES, each)) for n, each in enumerate(stop)})
    assert [(item.cause, item.ids) for item in queue(seen)] == [("!TypeError", ("s0", "s1")), ("!IndexError", ("s2",))]


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        ([], "Every answer was checked and explained. Next: grader report hw"),
        (["unexplained"], "1 answer in 1 group has no known cause: grader review hw"),
        (["out of time", "stopped"], "1 answer ran out of time; 1 answer was stopped by an error: grader review hw"),
    ],
)
def test_one_line_says_what_comes_next(reasons, said):
    items = queue(of_class({reason: KINDS[reason] for reason in reasons}))
    assert open_line(items, Decisions(), Path("hw")) == said


def test_what_staff_decided_is_open_no_more_on_no_page_and_in_no_line(tmp_path):
    results = small_results.write(tmp_path / "results", 4)
    said = "4 answers wait for points by hand; 2 answers in 2 groups have no known cause: "
    assert reporting.what_next(results).startswith(said)
    deciding.decide(results, Decision("override", "s2", "descent", 3.0, because="half"), "ta")
    deciding.decide(results, Decision("comment", "s3", "descent", text="Look at the loop."), "ta")
    assert "no known cause" not in reporting.what_next(results)
    reporting.report(results, jobs=1, similar=False)
    page = text((results / "class.html").read_text(encoding="utf-8"))
    assert "Answers that staff read" in page and "Wrong, and no known cause" not in page
    with Results(results) as opened:
        assert [item.reason for item in class_queue(opened)] == ["by hand", "unexplained", "unexplained"]
