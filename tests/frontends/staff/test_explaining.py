"""`grader explain`: an answer that nothing explains gets the name of the edit that puts it right."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support.repaired import key, transcript, written
from support.tables import read_written
from typer.testing import CliRunner

import grader.frontends.staff.decision_commands  # noqa: F401  for its commands
from grader.authoring.cache import Cache
from grader.course import naming
from grader.course.decisions.named_answers import BadNames, NamedAnswers, with_names
from grader.course.gradebook.gradebook import Gradebook
from grader.course.gradebook.rows import JudgingKey, Record, questions_digest
from grader.course.results import Results
from grader.frontends.staff import explaining
from grader.frontends.staff.explaining import Explainer, explain
from grader.frontends.student.command_line import app
from grader.judging.judge import judge
from grader.model.encoding.values import Numbers, Text
from grader.model.key import Key, Mistake
from grader.model.transcript import Returned, Transcript
from grader.submissions.collection import Submission

EDIT = "+        m = rate * m + x ** 2"


def graded(results: Path, transcripts: dict[str, Transcript], judged_by: Key | None = None) -> Path:
    """A folder of results in which these were graded."""
    results.mkdir()
    of_class = judged_by or key()
    with Gradebook(results / "gradebook.sqlite") as book, book.transaction():
        book.judge_by(JudgingKey.of(of_class))
        for name, ran in transcripts.items():
            report = judge(of_class, ran).to_json().replace('"ada"', f'"{name}"')
            book.put(Record(Submission(name), name, ran.to_json(), report, questions_digest(of_class)))
    return results


@pytest.fixture(scope="module")
def explained(tmp_path_factory) -> tuple[Path, str]:
    """`ada` and `bob` make one slip, `eve` none, `tom` one that hidden cases show; and what the command printed."""
    wrong, right = transcript(written(("x**2", "x"))), transcript(written())
    wrong_if_negative = transcript(written(("x**2", "x * abs(x)")))
    ran = {"ada": wrong, "bob": wrong, "eve": right, "tom": wrong_if_negative}
    results = graded(tmp_path_factory.mktemp("explained") / "results", ran)
    return results, command("explain", results, "--students")


def command(*arguments: object) -> str:
    ran = CliRunner().invoke(app, [*map(str, arguments)], prog_name="grader")
    assert ran.exit_code == 0, ran.output
    return ran.output


def test_the_group_is_named_and_staff_read_the_edit(explained):
    results, printed = explained
    assert "path: ada and 1 more: a square is missing" in printed and EDIT in printed
    assert "Named: 2 of 2 groups.\n`grader regrade` gives the names." in printed
    named = naming.names_of(results)["path.named_1"]
    assert (named.by, named.students) == ("grader explain", True)
    assert EDIT in command("decide", "names", results)


def test_the_author_reads_of_the_own_line_and_of_no_edit(explained):
    results, _ = explained
    shown = command("show", results, "ada")
    assert "Look at your line `m = rate * m + x`: a square is missing." in shown and "x ** 2" not in shown
    assert "Look at your line" not in command("show", results, "eve")


def test_what_hidden_cases_alone_show_stays_with_staff(explained):
    results, _ = explained
    assert not naming.names_of(results)["path.named_2"].students
    assert "Look at your line" not in command("show", results, "tom")


@pytest.fixture(scope="module")
def beside_right_work(tmp_path_factory) -> tuple[Path, str]:
    """`ada` has a line that no edit puts right, `eve` is right with other names; and what the command printed."""
    eve = re.sub(r"\bm\b", "speed", written(("x**2", "x * x")))
    ran = {"ada": transcript(written(("x**2", "int(7 * x) % 3"))), "eve": transcript(eve)}
    results = graded(tmp_path_factory.mktemp("beside") / "results", ran)
    return results, command("explain", results, "--students", "--seconds", "1")


LINE = "m = rate * m + x * x"


def test_where_no_edit_does_staff_read_the_line_and_that_of_a_right_program(beside_right_work):
    results, printed = beside_right_work
    assert f"path: ada: `{LINE}` belongs in the place of `m = rate * m + int(7 * x) % 3`" in printed
    assert f"-        m = rate * m + int(7 * x) % 3\n    +        {LINE}\n" in printed
    assert LINE in command("decide", "names", results)


def test_students_read_the_place_alone_and_no_line_of_somebody_else(beside_right_work):
    """Neither in their text nor in any file for them, nor do others with the same answers."""
    results, _ = beside_right_work
    assert not naming.names_of(results)["path.named_1"].students
    shown = command("show", results, "ada")
    assert "Look at your line `m = rate * m + int(7 * x) % 3`." in shown and "x * x" not in shown
    with Results(results) as opened:
        (named,) = (
            q
            for q in judge(
                with_names(opened.key, naming.names_of(results)), next(opened.graded("ada")).transcript
            ).questions
        )
    assert named.mistake == "path.named_1" and "x * x" not in named.message


ASSIGNMENT = read_written(__file__, "explaining.toml")


def test_where_nobody_is_right_the_solution_is_the_right_program(tmp_path):
    """Its lines are for staff alone, as those of a classmate are."""
    results = graded(tmp_path / "results", {"ada": transcript(written(("x**2", "int(7 * x) % 3")))})
    folder = tmp_path / "assignment"
    folder.mkdir()
    (folder / "assignment.toml").write_text(ASSIGNMENT, encoding="utf-8")
    (folder / "paths.py").write_text(written(("x**2", "x * x")), encoding="utf-8")
    printed = command("explain", results, "--seconds", "1", "--assignment", folder, "--students")
    assert f"path: ada: `{LINE}` belongs in the place of `m = rate * m + int(7 * x) % 3`" in printed
    shown = command("show", results, "ada")
    assert "Look at your line `m = rate * m + int(7 * x) % 3`." in shown and "x * x" not in shown


@pytest.mark.parametrize(("missing", "used"), [({}, [written()]), ({"landlock": "no such call"}, [])])
def test_without_every_layer_of_isolation_no_right_program_is_used(tmp_path, monkeypatch, missing, used):
    """Student code and lines of somebody else are in one process."""
    handed = []
    monkeypatch.setattr(explaining, "require_layers", lambda _: missing)
    monkeypatch.setattr(explaining, "repairs", lambda *_, right: handed.append(right) or [])
    explainer = Explainer.of([], cache=Cache(tmp_path))
    explainer(key(), key().questions[0], transcript(written(("x**2", "x"))), [written()])
    assert handed == [used]


def test_a_second_run_searches_for_nothing_that_has_a_name(explained):
    printed = command("explain", explained[0])
    assert "Named: 0 of 0 groups.\n" in printed and "grader regrade" not in printed, "there is nothing to regrade"


def test_an_answer_whose_points_staff_set_is_named_as_not_searched(tmp_path):
    """Silence would read as if nothing of it were wrong."""
    results = graded(tmp_path / "results", {"ada": transcript(written(("x**2", "x")))})
    assert "path" in command("decide", "override", results, "ada", "path", "0.5", "--because", "nearly")
    printed = command("explain", results)
    assert printed == "Named: 0 of 0 groups.\nNot searched, since staff settled their points: ada path.\n"


class Found:
    """A search that names everything."""

    is_over = False

    def __call__(self, *_: object) -> NamedAnswers:
        return NamedAnswers("a text is returned", "Return an array.", edit="+    return values")


def test_what_explains_an_answer_of_another_form_is_printed_and_names_no_others(tmp_path):
    """There is nothing by which the judge could tell others like it."""
    ran = transcript(written())
    ran = replace(ran, calls=dict.fromkeys(ran.calls, Returned(Text("1, 2"))))
    results = graded(tmp_path / "results", {"ada": ran})
    first, edit, last = explain(results, Found())
    assert first.startswith("path: ada: a text is returned. No name for others: ") and edit == "    +    return values"
    assert last == "Named: 0 of 1 groups." and naming.names_of(results) == {}


def one_number(is_derived: bool = True, credit: float = 0.0) -> tuple[Key, Transcript]:
    """A wrong number with a name, and the key that gives it; all cases are visible."""
    case = replace(key().questions[0].cases[0], expected={".": np.array([2.0])})
    mistake = Mistake("path.term_1", "a term is missing", "Where?", {case.id: {".": np.array([3.0])}})
    mistakes = (replace(mistake, derived=is_derived),)
    question = replace(key().questions[0], cases=(case,), mistakes=mistakes, credit={"path.term_1": credit})
    ran = replace(transcript(written()), calls={case.id: Returned(Numbers(np.array([3.0])))})
    return replace(key(), questions=(question,)), ran


@pytest.mark.parametrize("is_derived", [True, False])
def test_a_name_that_a_change_of_the_solution_gives_to_one_number_is_searched_for(tmp_path, is_derived):
    """What is found goes before it for staff, and students read as before; what somebody has written stays."""
    of_class, ran = one_number(is_derived)
    results = graded(tmp_path / "results", {"ada": ran}, of_class)
    assert f"Named: {int(is_derived)} of {int(is_derived)} groups." in list(explain(results, Found()))
    before = judge(of_class, ran).questions[0]
    assert before.mistake == "path.term_1" and "Possible cause: a term is missing" in before.message
    names = naming.names_of(results)
    assert [named.name for named in names.values()] == ["a text is returned"] * is_derived
    if is_derived:
        after = judge(with_names(of_class, names), ran).questions[0]
        assert after == replace(before, mistake="path.named_1")


@pytest.mark.parametrize("students", [True, False])
def test_a_name_takes_no_credit_away(tmp_path, students):
    """Nothing is searched for where answers keep credit, and a name by hand leaves the points as they are."""
    of_class, ran = one_number(credit=0.5)
    results = graded(tmp_path / "results", {"ada": ran}, of_class)
    assert list(explain(results, Found())) == ["Named: 0 of 0 groups."]
    named = NamedAnswers("another slip", "Look there.", students)
    if students:
        with pytest.raises(BadNames, match="keep credit"):
            naming.name_answers(results, "ada", "path", named)
    else:
        naming.name_answers(results, "ada", "path", named)
    earned = [judge(each, ran).earned for each in (of_class, with_names(of_class, naming.names_of(results)))]
    assert earned == [0.5, 0.5]


def test_an_answer_that_cannot_be_judged_again_ends_nothing(tmp_path, monkeypatch):
    """It counts as explained where it has a name, and else its search has failed."""
    of_class, ran = one_number()
    results = graded(tmp_path / "results", {"ada": ran}, of_class)
    for module in (naming, explaining):
        monkeypatch.setattr(module, "uncertain_causes", lambda *_: 1 / 0)
    assert list(explain(results, Found())) == ["Named: 0 of 0 groups."]
    monkeypatch.setattr(Explainer, "_repairs", lambda *_: [])
    explainer = Explainer()
    assert explainer(of_class, of_class.questions[0], ran) is None
    assert explainer.why_nothing == "the search failed (ZeroDivisionError: division by zero)"


def test_a_search_that_fails_is_said_of_that_answer_and_the_others_are_searched_for(explained, tmp_path, monkeypatch):
    results = Path(shutil.copytree(explained[0], tmp_path / "results"))
    naming.forget_name(results, "path.named_1")
    naming.forget_name(results, "path.named_2")
    searched = explaining.repairs

    def failing(key, question, transcript, environment, right):
        if "x * abs(x)" in transcript.definitions["path"].source:
            raise KeyError("what nobody thought of")
        return searched(key, question, transcript, environment, right=right)

    monkeypatch.setattr(explaining, "repairs", failing)
    *lines, _, _ = explain(results, Explainer(cache=Cache(tmp_path / "cache")))
    assert "path: tom: the search failed (KeyError: 'what nobody thought of')" in lines
    assert "path: ada and 1 more: a square is missing" in lines


def test_no_search_begins_when_the_time_is_over(explained, tmp_path):
    results = Path(shutil.copytree(explained[0], tmp_path / "results"))
    naming.forget_name(results, "path.named_1")
    printed = command("explain", results, "--within", "0")
    assert "path: ada and 1 more: not searched: the time is over" in printed and "Named: 0 of 1 groups." in printed


def test_a_search_is_not_made_again_for_the_same_program_and_cases(explained, tmp_path):
    cache = Cache(tmp_path)
    search = Explainer(cache=cache)
    question, ran = key().questions[0], transcript(written(("x**2", "x")))
    cache_of_search = search(key(), question, ran)
    assert cache_of_search == search(key(), question, ran) and cache_of_search.name == "a square is missing"
    assert len(list(tmp_path.iterdir())) == 1 and cache.lookups == {"searches for edits": 1}


@pytest.mark.slow
def test_grade_names_what_it_can_explain_and_what_is_named_stands_in_the_reports(tmp_path):
    (tmp_path / "paths.key").write_text(key().to_json())
    (folder := tmp_path / "submissions").mkdir()
    for name, source in {"ada": written(("x**2", "x")), "eve": written()}.items():
        (folder / f"{name}.py").write_text(source)
    results = tmp_path / "results"
    printed = command("grade", folder, "--key", tmp_path / "paths.key", "-o", results, "--explain", "60")
    assert "path: ada: a square is missing" in printed and "Named: 1 of 1 groups." in printed
    with Results(results) as opened:
        assert {r.submission: r.questions[0].mistake for r in opened.reports()} == {"ada": "path.named_1", "eve": ""}
