"""Programs that solve nothing run on every question, and rehearse says what each of them earns."""

from __future__ import annotations

import pytest
from support.compiled import underived_key
from support.tables import read_written

from grader.authoring.cache import Cache
from grader.authoring.proving.runs import Runner
from grader.authoring.proving.trials.check_trials import check_findings
from grader.authoring.proving.trials.simple_programs import simple_findings
from grader.authoring.reading.assignment_file import load_assignment

TOML = read_written(__file__, "simple_programs.toml")
MASTER = read_written(__file__, "simple_programs.py")
DRIVERS = """
def compares(root, a, want):
    return abs(root(a) - want) < 1e-3


def squares(square_root, a, far):
    return abs(square_root(a) ** 2 - a) < 1e-3
"""
CHECKED = read_written(__file__, "simple_programs_checked.toml")
CHECKS = read_written(__file__, "simple_programs_checks.py")


def write(folder, toml):
    for name, text in {
        "assignment.toml": toml,
        "simple.py": MASTER,
        "drivers.py": DRIVERS,
        "checks.py": CHECKS,
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load_assignment(folder)


@pytest.fixture(scope="module")
def findings(tmp_path_factory):
    """What rehearse says of the simple programs, and of the frames of drivers."""
    key = underived_key(write(tmp_path_factory.mktemp("simple"), TOML))
    with Runner(Cache(), lambda text: None) as runner:
        return list(simple_findings(key, runner))


def test_what_comes_back_as_it_went_is_paid_and_said(findings):
    """Doing nothing earned 4 of 10 points where arguments come back, and the assignment was ready for students."""
    simple, _ = findings
    assert not simple.ok and simple.figure == "at most 75 % of a question", simple
    shrink = next(line for line in simple.troubles if line.startswith("shrink"))
    assert shrink == (
        "shrink: a program that returns an argument as it came earns 2 of 3 points (shrink.1, shrink.2). Pay its parts "
        "`together`, or add cases in which each part is another value."
    )


def test_zeros_that_are_right_in_most_cases_are_refused(findings):
    simple, _ = findings
    assert (
        "is_convex: a program that returns zeros earns 3 of 4 points (is_convex.1, is_convex.2, is_convex.3). Add "
        "cases in which that is wrong."
    ) in simple.troubles
    assert any(
        line.startswith("is_convex: a program that returns the first visible answer in every case earns 2 of 3 points")
        for line in simple.troubles
    ), "its own case, in which it is right, counts for nothing"


def test_a_right_answer_in_the_frame_of_a_driver_is_found_and_refused(findings):
    """A submission that walks the frames earned 6 of 6 points of an imported homework that rehearse had passed."""
    _, frames = findings
    assert not frames.ok and frames.figure == "in 2 questions with a driver"
    row = "root: a program that returns a value that stands in a row beside the arguments earns 2 of 2 points"
    (line,) = [line for line in frames.troubles if line.startswith(row)]
    assert "students' code can read right answers in root.1, root.2." in line and "into a `check`" in line


def test_a_driver_that_holds_no_answer_pays_nothing(findings):
    _, frames = findings
    assert not [line for line in frames.troubles if line.startswith("square_root")]


def test_written_answers_are_no_matter_of_programs(tmp_path):
    toml = TOML.split("[[question]]")[0] + (
        '[[question]]\nname = "schedule"\ntitle = "Which?"\nreturns = "choice"\noptions = ["a", "b"]\nanswer = "a"\n'
        "points = 1\n"
    )
    master = 'schedule = None\n### BEGIN SOLUTION\nschedule = "a"\n### END SOLUTION\n'
    (tmp_path / "simple.py").write_text(master, encoding="utf-8")
    (tmp_path / "assignment.toml").write_text(toml, encoding="utf-8")
    assert not list(simple_findings(underived_key(load_assignment(tmp_path)), Runner(Cache(), lambda text: None)))


@pytest.mark.parametrize(
    ("check", "places"),
    [
        ("of_w", ["as the first entry of `v`", "as the last entry of `v`"]),
        ("of_first_entries", ["as the last entry of `w`", "as the last entry of `v`"]),
        ("of_everything", []),
    ],
)
def test_nan_where_a_check_does_not_look_is_refused(check, places, tmp_path):
    """One component was tested, and rehearse said that the check refuses wrong results."""
    assignment = write(tmp_path, CHECKED.format(check=check))
    (finding,) = check_findings(assignment, underived_key(assignment))
    way_out = "Test this part in the check, or take it out of the result."
    assert finding.troubles == tuple(f"shrink: nan {place} passes. {way_out}" for place in places)
    assert finding.figure == ("0 of 1" if places else "1 of 1")
