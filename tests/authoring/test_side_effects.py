"""`unchanged` and `raises`: what a call does beside its result, from the file to the student's message."""

from __future__ import annotations

import pytest
from field import exercises
from support.compiled import reports_of, underived_key
from support.rows import few
from support.tables import read_written, tables

from grader.authoring.derived.exercises import read_exercises
from grader.authoring.derived.runs import Workshop
from grader.authoring.facts.assignment import BadAssignment
from grader.authoring.proving.cases.survivors import find_survivors
from grader.authoring.reading.assignment_file import load_assignment
from grader.frontends.student import notebook_check

QUESTION = read_written(__file__, "side_effects.toml")
MASTER = read_written(__file__, "side_effects.py")
RIGHT = MASTER.replace("    ### BEGIN SOLUTION\n", "").replace("    ### END SOLUTION\n", "")


@pytest.fixture(scope="module")
def assignment(tmp_path_factory):
    return load_assignment(exercises.write(tmp_path_factory.mktemp("scale"), QUESTION, master=MASTER))


@pytest.fixture(scope="module")
def key(assignment):
    return underived_key(assignment)


WORKS, REFUSED = tables(__file__, "side_effects.toml").values()


@pytest.mark.parametrize(("edits", "statuses", "words"), [tuple(work.values()) for work in WORKS])
def test_a_call_that_changes_an_argument_or_raises_nothing_loses_its_case(edits, statuses, words, key, tmp_path):
    source = RIGHT
    for old, new in edits:
        assert old in source
        source = source.replace(old, new)
    (report,) = reports_of(key, source, tmp_path)
    assert [case.status for case in report.cases] == statuses.split()
    assert report.earned == sum(status == "right" for status in statuses.split())
    assert words in "\n".join(case.message for case in report.cases if not case.hidden)
    hidden = "".join(case.message for case in report.cases if case.hidden)
    assert all(word not in hidden for word in ("Vanishing", "raise", "The call changes"))


@pytest.mark.parametrize("asked", few(["OSError", "IOError"]))
def test_an_exception_that_has_two_names_is_raised_by_either(asked, tmp_path):
    """Python's OSError is IOError too: `raises = "OSError"` was refused, whatever the solution raised."""
    question = QUESTION.replace('raises = "ValueError"', f'raises = "{asked}"')
    master = MASTER.replace("raise ValueError", "raise FileNotFoundError")
    key = underived_key(load_assignment(exercises.write(tmp_path, question, master=master)))
    for name, status in {
        "OSError": "right",
        "IOError": "right",
        "FileNotFoundError": "right",
        "KeyError": "crashed",
    }.items():
        source = RIGHT.replace("raise ValueError", f"raise {name}")
        assert reports_of(key, source, tmp_path)[0].cases[1].status == status, name


def test_arguments_that_do_not_fit_the_function_are_no_exception_that_it_raises(tmp_path):
    question = QUESTION.replace('raises = "ValueError"', 'raises = "TypeError"')
    master = MASTER.replace("raise ValueError", "raise TypeError")
    key = underived_key(load_assignment(exercises.write(tmp_path, question, master=master)))
    source = "def scale(x):\n    return x\n"
    assert [case.status for case in reports_of(key, source, tmp_path)[0].cases] == ["crashed"] * 4


def test_a_notebook_says_the_same(key, tmp_path, monkeypatch):
    """`check` runs in the student's own process, where a retry with JAX arrays would hide both."""
    path = tmp_path / "small.key"
    path.write_text(key.for_students().to_json(), encoding="utf-8")
    for old, new, statuses in (
        ("", "", ["right", "right"]), ("y = x.copy()", "y = x", ["wrong", "right"]),
        ("y = x.copy()", "x *= k; x = x.at[0].set(x[0]); y = x", ["crashed", "right"]),
        ("raise ValueError", "raise KeyError", ["right", "crashed"]),
    ):  # fmt: skip
        names = {"__name__": "__main__"}
        exec(RIGHT.replace(old, new) if old else RIGHT, names)
        monkeypatch.setattr(notebook_check, "_caller_variables", lambda names=names: names)
        report = notebook_check.check("scale", key=path).report.questions[0]
        assert [case.status for case in report.cases] == statuses, old


def test_rehearse_changes_what_the_solution_copies_changes_and_refuses(assignment, key):
    """Each of these changes returns the right numbers, and loses points."""
    (exercise,) = read_exercises(assignment, {"scale": key.questions[0]})
    source = exercise.extraction.statements[exercise.own[-1]].source
    kinds = {"not_copied", "argument_changed"}
    changes = [each for each in exercise.changes if each.change.kind in kinds or "pass" in each.change.source]
    assert kinds < {each.change.kind for each in changes} and "raise" in source
    assert {each.change.source.count("raise ") for each in changes} == {1, 2}, "tests that raise are left out"
    vars(exercise)["changes"] = changes
    assert find_survivors(Workshop(assignment), exercise).survivors == ()


@pytest.mark.parametrize(("edits", "words"), [tuple(each.values()) for each in REFUSED])
def test_keys_that_ask_for_what_cannot_be_are_refused(edits, words, tmp_path):
    question = QUESTION
    for old, new in edits:
        assert old in question
        question = question.replace(old, new)
    with pytest.raises(BadAssignment) as fault:
        underived_key(load_assignment(exercises.write(tmp_path, question, master=MASTER)))
    assert words in str(fault.value)


def test_a_solution_that_changes_an_argument_is_refused(tmp_path):
    written = exercises.write(tmp_path, QUESTION, master=MASTER.replace("y = x.copy()", "y = x"))
    with pytest.raises(BadAssignment) as fault:
        underived_key(load_assignment(written))
    assert "case 1: unchanged = ['x'], and the solution changes this argument. Let it work on a copy" in str(
        fault.value
    )


def test_runs_cannot_be_asked_to_leave_arguments_unchanged(tmp_path):
    (tmp_path / "checks.py").write_text("def f(result, *, arguments, expected):\n    return 1\n", encoding="utf-8")
    question = QUESTION.replace('returns = "array"', 'returns = "any"\ncheck = "checks.py:f"\nruns = 30')
    with pytest.raises(BadAssignment, match="unchanged is for single calls, and `runs` makes many"):
        load_assignment(exercises.write(tmp_path, question, master=MASTER))


def test_the_arguments_of_a_driver_are_compared_too(tmp_path):
    """An assert of this was the only reason for many drivers. What the driver raises by itself is no answer."""
    question = QUESTION.replace('signature = "scale(x, parts, k)"', 'signature = "scale"\ndriver = "drivers.py:run"')
    driver = "def run(scale, x, parts, k):\n    return scale(x, parts, k)\n"
    (tmp_path / "drivers.py").write_text(driver, encoding="utf-8")
    key = underived_key(load_assignment(exercises.write(tmp_path, question, master=MASTER)))
    for old, new, statuses in (
        ("", "", "right right right right"), ("y = x.copy()", "y = x", "wrong right wrong right"),
        ("def scale(x, parts, k)", "def scale(x)", "crashed crashed crashed crashed"),
    ):  # fmt: skip
        (report,) = reports_of(key, RIGHT.replace(old, new) if old else RIGHT, tmp_path)
        assert [case.status for case in report.cases] == statuses.split(), old
