"""A name for an answer that nothing explained reaches every answer like it at the next regrade, and nobody else."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest
from support import small_results

from grader.base.errors import UserError
from grader.course import naming
from grader.course.classroom import grading, reporting
from grader.course.classroom.grading import GradingOptions
from grader.course.decisions.named_answers import BadNames, NamedAnswers, change_names, read_names
from grader.course.results import Results
from grader.reports.causes import cause_name, published_cause

MARK = "0.83 of alpha"  # what s2 and s6 have in common


@pytest.fixture(scope="module")
def fresh(tmp_path_factory) -> Path:
    return small_results.write(tmp_path_factory.mktemp("naming") / "results", 7).parent


@pytest.fixture
def results(fresh, tmp_path) -> Path:
    return Path(shutil.copytree(fresh, tmp_path / "class")) / "results"


def name_it(results: Path, submission: str = "s2", question: str = "descent", **words: object) -> str:
    named = NamedAnswers(**({"name": MARK, "hint": "Is `alpha` changed on the way?", "by": "ana"} | words))
    return naming.name_answers(results, submission, question, named)


def regrade(results: Path, key: str = "small.key") -> dict[str, str]:
    """What is named in each submission's first question."""
    grading.regrade(results, results.parent / key)
    with Results(results) as opened:
        return {r.submission: r.questions[0].mistake for r in opened.reports() if r.questions}


@pytest.mark.parametrize("students", [True, False])
def test_the_whole_group_gets_the_name_and_students_read_it_only_when_that_was_ticked(results, students):
    mistake = name_it(results, students=students)
    assert mistake == "descent.named_1"
    before = reporting.stored_report(results, "s6").questions[0]
    assert regrade(results) == {"s0": "", "s1": "descent.shrinks", "s2": mistake, "s3": "", "s4": "", "s6": mistake}
    with Results(results) as opened:
        question = opened.report("s6").questions[0]
        assert cause_name(opened.key, question.mistake) == MARK
        assert MARK not in " ".join(published_cause(opened.key, question))
    assert (MARK in question.message) == students and (question.message == before.message) != students
    assert question.earned == before.earned


def test_a_name_holds_for_a_corrected_key_and_is_changed_and_taken_out_by_hand(results):
    mistake = name_it(results)
    assert regrade(results, "other.key")["s6"] == mistake == regrade(results, "other.key")["s2"]
    path = results / "names.toml"
    path.write_text(path.read_text().replace(MARK, "another word"))
    assert read_names(path)[mistake].name == "another word" and regrade(results)["s6"] == mistake
    naming.forget_name(results, mistake)
    assert naming.names_of(results) == {} and regrade(results)["s6"] == ""


def test_a_name_that_was_given_when_runs_had_no_paths_still_holds(results):
    """Their answers were `weights` and `costs`; they are parts of a form today."""
    mistake, path = name_it(results), results / "names.toml"
    path.write_text(path.read_text().replace(".weights", "weights").replace(".costs", "costs"))
    assert ".weights" not in path.read_text() and regrade(results)["s6"] == mistake


def test_names_are_merged_with_the_books_that_they_judge(results, tmp_path):
    mistake = name_it(results)
    regrade(results)
    grading.merge(tmp_path / "merged", [results])
    assert list(naming.names_of(tmp_path / "merged")) == [mistake]


def test_after_a_name_grade_says_that_a_regrade_comes_first(results, tmp_path):
    """Else who comes later would be judged by another key than the others."""
    name_it(results)
    (tmp_path / "new.py").write_text("x = 1")
    grade = [tmp_path / "new.py"], results.parent / "small.key", results
    with pytest.raises(UserError, match="small.key with the names in .*names.toml is another one.* grader regrade"):
        grading.grade(*grade, GradingOptions())


@pytest.mark.parametrize(
    ("words", "docstring"),
    [
        ({"students": True}, f"{MARK}\n\nIs `alpha` changed on the way?"),
        ({}, MARK),
        ({"name": '"""\\u2028\u2028'}, '"""\\u2028'),
    ],
)
def test_the_code_behind_a_name_becomes_a_known_mistake_of_the_assignment(results, tmp_path, words, docstring):
    """Its docstring is the name and, where students may read it, the hint."""
    name_it(results, **words)
    (path,) = naming.write_wrong_examples(results, tmp_path / "hw" / "wrong")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert path.name == "descent_named_1.py" and ast.get_docstring(tree) == docstring
    assert isinstance(tree.body[1], ast.FunctionDef) and tree.body[1].name == "gradient_descent"


@pytest.mark.parametrize(
    ("about", "words", "message"),
    [
        (("s4", "descent"), {}, "could not tell these answers from a chance: they are too few numbers"),
        (("s5", "descent"), {}, "could not tell these answers from a chance"),
        (("s0", "descent"), {}, "could not tell these answers from a chance"),
        (("s1", "descent"), {}, "these answers have a name already: the steplength shrinks like alpha/k"),
        (("s2", "descnt"), {}, "no question 'descnt'. Did you mean 'descent'. This homework has: descent, root"),
        (("s22", "descent"), {}, "there is no submission 's22'"),
        (("s2", "descent"), {"name": " "}, "the name is empty"),
        (("s2", "descent"), {"hint": "", "students": True}, "students would read a name without a hint"),
    ],
)
def test_a_name_that_the_judge_could_not_give_is_refused_at_once(results, about, words, message):
    with pytest.raises(UserError, match=message):
        name_it(results, *about, **words)
    assert naming.names_of(results) == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[x]\nname = 1", "\\['x'\\].name: expected a text"),
        ("[x]\nname = 'a'", "answers: it is missing"),
        ("[x]\nname = 'a'\nanswers = '{'", "answers: .*Take this table out, or give the name again"),
        ("[x", "this is not TOML"),
    ],
)
def test_a_file_of_names_that_cannot_be_used_is_answered(results, text, words):
    (results / "names.toml").write_text(text)
    with pytest.raises(BadNames, match=words):
        grading.regrade(results, results.parent / "small.key")
    with pytest.raises(BadNames):
        change_names(results / "names.toml", lambda names: names)


@pytest.mark.parametrize(
    "sign", ["\N{SLIGHTLY SMILING FACE}", "\N{MATHEMATICAL BOLD SMALL A}", "\x7f", '"\\', "\u2028"]
)
def test_no_sign_in_a_students_code_makes_the_names_unreadable(results, sign):
    """`grader explain` writes the edited lines down. A smile in one of them ended every later command of the class."""
    mistake = name_it(results, edit=f"- print({sign!r})\n+ {sign}", lines=(f"print('{sign}')",))
    named = naming.names_of(results)[mistake]
    assert named.edit.endswith(sign) and sign in named.lines[0]
    assert regrade(results)["s2"] == mistake
