"""A check is proven by the changes of the solution: one that lets most of them through is refused."""

from __future__ import annotations

import pytest
from support.compiled import underived_key
from support.tables import read_written

from grader.authoring.derived.exercises import read_exercises
from grader.authoring.derived.runs import Workshop
from grader.authoring.facts.assignment import BadAssignment
from grader.authoring.proving.trials.accepted_changes import accepted_changes
from grader.authoring.reading.assignment_file import load_assignment

RIDGE = read_written(__file__, "accepted_changes_ridge.toml")
DESCENT = read_written(__file__, "accepted_changes_descent.toml")
LINE = read_written(__file__, "accepted_changes_line.toml")
MASTER = read_written(__file__, "accepted_changes.py")
CHECKS = read_written(__file__, "accepted_changes_checks.py")


SLOW = pytest.mark.slow


@pytest.fixture
def finding(tmp_path):
    """What rehearse says of the changes of a solution that go through a check."""

    def finding(question, check, also=""):
        head = 'name = "weak"\ntitle = "Weak checks"\nnotebook = "weak.py"\n'
        toml = head + question.format(check=check, also=also)
        for name, text in {"assignment.toml": toml, "weak.py": MASTER, "checks.py": CHECKS}.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        key = underived_key(assignment := load_assignment(tmp_path))
        (exercise,) = read_exercises(assignment, {each.name: each for each in key.questions})
        return accepted_changes(Workshop(assignment), exercise, key.checks)

    return finding


@pytest.mark.parametrize(
    ("question", "check", "fault", "line"),
    [
        (RIDGE, "has_shape", "changes that give another result", "a term with `lam` and `np` is missing (line 3"),
        pytest.param(
            DESCENT, "cost_falls", "changes that give another result", "the result is twice as large", marks=SLOW
        ),
        (LINE, "slope_alone", "changes of `offset` alone", "`slope` is missing (line 5 of the function) [line.factor_"),
    ],
)
def test_a_weak_check_is_refused_with_the_changes_that_got_through(finding, question, check, fault, line):
    """Its author read "every check refuses wrong results" when only a shape, a fall, or one component was tested."""
    result = finding(question, check)
    assert not result.ok
    assert ": the check accepts " in result.troubles[0] and result.troubles[0].endswith(f"{fault}.")
    assert "also_right" in result.troubles[1], "the way out for an author who means it"
    assert any(": accepted: " in trouble and line in trouble for trouble in result.troubles)


@pytest.mark.parametrize(
    ("question", "check"),
    [pytest.param(RIDGE, "solves", marks=SLOW), (DESCENT, "is_minimal"), pytest.param(LINE, "both", marks=SLOW)],
)
def test_a_check_of_what_is_asked_is_proven_and_other_right_results_are_listed_alone(finding, question, check):
    """A minimum that was found with one step less is right, too: it refuses no release."""
    result = finding(question, check)
    assert result.ok, result.troubles
    assert all(": accepted: " in trouble for trouble in result.troubles)
    if question is DESCENT:
        assert any("one pass too few" in trouble for trouble in result.troubles)


def test_an_author_accepts_what_is_listed_by_its_id(finding):
    all_of_them = finding(DESCENT, "cost_falls", 'also_right = ["minimize."]')
    assert all_of_them.ok and all_of_them.figure.startswith("none has another result; ")
    assert all_of_them.figure.endswith(" more may pass, as also_right says")
    one = finding(DESCENT, "is_minimal", 'also_right = ["minimize.pass_less"]')
    assert one.ok and not any("one pass too few" in trouble for trouble in one.troubles)


@pytest.mark.parametrize("also", ['also_right = ["ridge."]', 'also_right = ["line"]'])
def test_the_ids_are_those_of_the_question(finding, also):
    with pytest.raises(BadAssignment, match=r"also_right names '\w+\.?'; .*such as line\.factor_1, or line\. for all"):
        finding(LINE, "both", also)
