"""A file of `wrong/` with a docstring is a known mistake: students' programs with it read its name and its hint."""

from __future__ import annotations

import json

import pytest
from support.program import forked
from support.rows import few
from support.tables import read_written

from grader.authoring.cache import Cache
from grader.authoring.compiler import compile_key
from grader.authoring.facts.assignment import BadAssignment
from grader.authoring.reading.assignment_file import load_assignment
from grader.judging.judge import judge
from grader.model.key import parse_key
from grader.sandbox.transcribe import transcribe

FACTS = read_written(__file__, "wrong_files.toml")
MASTER = """
import numpy as np


def spread(x):
    ### BEGIN SOLUTION
    return np.std(x)
    ### END SOLUTION
"""
QUARTILES = '''"""half the distance between the quartiles

A few numbers that lie far out change nothing of your result. Look at the formula with the squares in the handout.
"""
import numpy as np


def spread(x):
    return (np.quantile(x, 0.75) - np.quantile(x, 0.25)) / 2
'''
IN_OTHER_WORDS = """
def spread(x):
    x = sorted(x)
    at = lambda part: x[int(part)] + (part % 1) * (x[min(int(part) + 1, len(x) - 1)] - x[int(part)])
    return at(0.75 * (len(x) - 1)) / 2 - at(0.25 * (len(x) - 1)) / 2
"""


@pytest.fixture
def report(tmp_path):
    """Compile a key with these files of `wrong/`, and judge the student's program by it."""

    def compiled(wrong: dict[str, str], credit: str = "{}", cache: Cache | None = None):
        (folder := tmp_path / "hw" / "wrong").mkdir(parents=True, exist_ok=True)
        (tmp_path / "hw" / "assignment.toml").write_text(FACTS.replace("CREDIT", credit))
        (tmp_path / "hw" / "small.py").write_text(MASTER)
        for name, text in wrong.items():
            (folder / name).write_text(text, encoding="utf-8")
        (student := tmp_path / "student.py").write_text(IN_OTHER_WORDS)
        key = parse_key(compile_key(load_assignment(tmp_path / "hw"), cache).to_json()).for_students()
        return judge(key, transcribe(student, key, forked())).questions[0]

    return compiled


def test_a_student_with_an_authors_mistake_reads_its_name_and_hint(report):
    question = report({"spread_quartiles.py": QUARTILES})
    assert question.mistake == "spread.quartiles"
    assert "cause: half the distance between the quartiles." in question.message
    assert "A few numbers that lie far out change nothing of your result." in question.message


def test_it_may_earn_credit(report):
    assert report({"quartiles.py": QUARTILES}, '{ "spread.quartiles" = 0.5 }').earned == pytest.approx(0.75)
    with pytest.raises(BadAssignment, match=r"unknown mistake 'spread.quartile'. Did you mean 'spread.quartiles'"):
        report({}, '{ "spread.quartile" = 0.5 }')


NO_HINT = QUARTILES.replace(QUARTILES.split("\n")[2], "")


SILENT = {
    "wrong in a hidden case": QUARTILES.replace("return", "return np.std(x) if len(x) == 5 else"),
    "no Python": QUARTILES.replace("return", "return ("),
    "for staff alone": NO_HINT,
    "no docstring": QUARTILES.rpartition('"""')[2],
    "another function": QUARTILES.replace("spread(", "other("),
    "right": QUARTILES.replace("return", "return np.std(x) +  0 *"),
}


@pytest.mark.parametrize("name", few(SILENT, {"wrong in a hidden case", "for staff alone"}))
def test_other_files_tell_students_nothing(report, name):
    assert report({"quartiles.py": SILENT[name]}).mistake == ""


def test_a_change_of_the_file_changes_the_cached_key(report, tmp_path):
    cache = Cache(tmp_path / "cache")
    (tmp_path / "cache").mkdir()
    first = report({"quartiles.py": QUARTILES}, cache=cache)
    again = report({"quartiles.py": QUARTILES.replace("half the", "a half of the")}, cache=cache)
    assert json.dumps([first.mistake, again.mistake]) == '["spread.quartiles", "spread.quartiles"]'
    assert "a half of the distance" in again.message and "a half of the distance" not in first.message
