"""Every exercise: the stub earns nothing, two honest styles everything, three mistakes less than that.

Exercises whose names differ are one assignment, and each style of all of them is one submission.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from field.collection import ALL, STYLES, CourseExercise, grouped, row, work, write_assignment, write_submission
from support.compiled import underived_key
from support.program import forked

from grader.authoring.compiler import compile_key
from grader.authoring.facts.assignment import Assignment
from grader.authoring.handout import handout_files
from grader.authoring.reading.assignment_file import load_assignment
from grader.judging.judge import judge
from grader.model.key import Key, parse_key
from grader.model.report import QuestionReport, Report
from grader.sandbox.environment import Environment, Limits
from grader.sandbox.transcribe import transcribe

IN_EVERY_RUN = (3, 47, 53, 59)  # a history, a class, chance and a function
FAST = grouped([each for each in ALL if each.number in IN_EVERY_RUN])
GROUPS = FAST + grouped(ALL)  # all of them are slow, and have derived mistakes
Reports = dict[str, dict[str, QuestionReport]]  # by style and question
every_exercise = pytest.mark.parametrize(
    ("group", "exercise"),
    [
        pytest.param(index, exercise, id=exercise.name)
        if index < len(FAST)
        else pytest.param(index, exercise, id=f"{exercise.name} with derived mistakes", marks=pytest.mark.slow)
        for index, group in enumerate(GROUPS)
        for exercise in group
    ],
)


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> Callable[[int], Reports]:
    """What the judge says of every style of the exercises of one assignment, which is compiled once."""

    @cache
    def grade(group: int) -> Reports:
        assignment = load_assignment(write_assignment(tmp_path_factory.mktemp("field"), GROUPS[group]))
        key = underived_key(assignment) if group < len(FAST) else parse_key(compile_key(assignment).to_json())
        return grade_all(assignment, key, GROUPS[group])

    return grade


def grade_all(assignment: Assignment, key: Key, exercises: list[CourseExercise]) -> Reports:
    """Grade the assignment's master, its handout and every style."""
    folder = assignment.folder
    paths = {style: write_submission(folder / f"{style}.py", exercises, style) for style in STYLES}
    for name, text in handout_files(assignment).items():
        (folder / f"handout_{name}").write_text(text, encoding="utf-8")
        paths["stub"] = folder / f"handout_{name}"
    environment = forked(limits=Limits(case_seconds=60, question_seconds=300))
    paths["solution"] = assignment.master
    return {style: by_question(graded(path, key, environment)) for style, path in paths.items()}


def graded(path: Path, key: Key, environment: Environment) -> Report:
    return judge(key, transcribe(path, key, environment))


def by_question(report: Report) -> dict[str, QuestionReport]:
    assert not report.message
    return {question.name: question for question in report.questions}


@pytest.fixture
def questions(reports, group, exercise) -> Callable[[str], list[QuestionReport]]:
    """What the judge says of the exercise's questions in a style."""
    return lambda style: [reports(group)[style][name] for name in exercise.functions]


@every_exercise
def test_the_stub_earns_nothing_and_is_not_attempted(questions):
    assert {(each.status, each.earned) for each in questions("stub")} == {("not_attempted", 0)}


@every_exercise
@pytest.mark.parametrize("style", ["solution", "honest 1", "honest 2"])
def test_right_work_in_any_style_keeps_every_point(questions, style):
    for each in questions(style):
        assert (each.status, each.earned) == ("right", each.possible), each.message


@every_exercise
@pytest.mark.parametrize("style", ["wrong 1", "wrong 2", "wrong 3"])
def test_a_mistake_loses_points_and_is_answered_without_the_solution(exercise, questions, style):
    for each in questions(style):
        assert each.earned < each.possible
        assert each.message
        secret = {line.strip() for line in exercise.solution.splitlines()} - lines(work(exercise, style))
        assert not [line for line in secret if len(line) > 8 and line in each.message]


def lines(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines()}


@pytest.mark.parametrize("exercise", ALL, ids=lambda exercise: exercise.name)
def test_an_exercise_is_one_short_table_and_six_pieces_of_work(exercise):
    assert max(map(len, exercise.question.split("[[question]]"))) < 2000
    assert exercise.question.startswith(f"# {exercise.number}. ")
    assert [len(exercise.of(kind)) for kind in ("solution", "honest", "wrong")] == [1, 2, 3]
    assert len({text for _, text in exercise.cells}) == len(exercise.cells)


def test_exercises_are_numbered_in_the_order_of_the_printed_table():
    assert [exercise.number for exercise in ALL] == list(range(1, len(ALL) + 1)) and len(ALL) >= 145
    assert all(row(exercise).startswith(f"| {exercise.number} | ") for exercise in ALL)
