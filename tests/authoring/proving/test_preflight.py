"""What must not reach students stops `release`, which then leaves nothing behind."""

from __future__ import annotations

import nbformat
import pytest
from support import small

from grader.authoring.compiler import compile_key
from grader.authoring.facts.assignment import BadAssignment
from grader.authoring.proving.proof import to_text
from grader.authoring.proving.rehearsal import rehearse
from grader.authoring.reading.assignment_file import load_assignment
from grader.authoring.release import release
from grader.base.errors import UserError

SOLUTION = "    ### BEGIN SOLUTION\n    return -1.2347728250533\n    ### END SOLUTION\n"
ROOT = f"def quartic_minimizer():\n{SOLUTION}"


@pytest.fixture
def out(tmp_path):
    """A folder that is not there yet, in one that is not there either."""
    return tmp_path / "new" / "dist"


def homework(folder, *cells, questions=(small.ROOT_QUESTION,)):
    """The small assignment whose master has these cells, after a cell of prose."""
    small.write(folder, *questions)
    prose = nbformat.v4.new_markdown_cell("# A homework")
    code = [nbformat.v4.new_code_cell(cell) for cell in cells]
    nbformat.write(nbformat.v4.new_notebook(cells=[prose, *code]), folder / "small.ipynb")
    return load_assignment(folder)


def refused(error, folder, out, *cells, questions=(small.ROOT_QUESTION,)) -> str:
    """The message with which `release` refuses; nothing new lies in the folder."""
    facts = homework(folder, *cells, questions=questions)
    before = sorted(folder.rglob("*"))
    with pytest.raises(error) as caught:
        release(facts, compile_key(facts), out)
    assert sorted(folder.rglob("*")) == before
    return str(caught.value)


@pytest.mark.parametrize(
    "solved",
    [
        "    return -1.2347728250533\n",
        "    # MY SECRET PART\n    return -1.2347728250533\n    # OVER\n",
        "    pass\n    ### BEGIN SOLUTION\n    ### END SOLUTION\n    return -1.2347728250533\n".replace(
            "    pass\n", ""
        ),
    ],
    ids=["no markers", "markers of nobody", "an empty region above it"],
)
def test_a_solution_that_would_be_handed_out_stops_the_release(solved, tmp_path, out):
    """Without its markers the whole solution went into the student zip, and nobody was told."""
    message = refused(UserError, tmp_path, out, "x = 1", f"def quartic_minimizer():\n{solved}")
    assert "small is not ready for students, and nothing was written." in message


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("x = 1", "no cell defines `quartic_minimizer` at the top level"),
        (f"### BEGIN SOLUTION\n{ROOT.replace(SOLUTION, '    return -1.2347728250533')}\n### END SOLUTION",
         "cell 2, line 2: `quartic_minimizer` is defined inside the solution alone"),
        (f"def _root():\n{SOLUTION}\n\ndef quartic_minimizer():\n    return _root()",
         "cell 2, line 7: `quartic_minimizer` is handed out as it is solved"),
    ],
    ids=["not defined", "no stub", "a helper alone is cut out"],
)  # fmt: skip
def test_every_question_has_a_stub_that_is_not_its_solution(cell, sentence, tmp_path, out):
    assert sentence in refused(UserError, tmp_path, out, cell)


def test_statements_that_are_handed_out_with_their_answers_stop_the_release(tmp_path, out):
    message = refused(
        UserError, tmp_path, out, ROOT, "answers = {'first': True}", questions=(small.ROOT_QUESTION, small.STATEMENT)
    )
    assert "question 'answers': cell 3, line 1: `answers` is handed out as it is solved" in message


ESSAY = """
[[question]]
name = "essay"
title = "Why does it converge?"
returns = "manual"
points = 3
"""
CHOICE = """
[[question]]
name = "kind"
title = "The kind of the point"
returns = "choice"
options = ["minimum", "maximum"]
answer = "minimum"
points = 1
"""
CHOSEN = "kind = None\n### BEGIN SOLUTION\nkind = 'minimum'\n### END SOLUTION"


def test_what_staff_read_needs_no_solution_and_answers_need_no_honest_style(tmp_path, out):
    """`essay = "..."` was handed out as it was solved, and a choice "not proven" without a style of it."""
    facts = homework(tmp_path, ROOT, "essay = '...'", CHOSEN, questions=(small.ROOT_QUESTION, ESSAY, CHOICE))
    (tmp_path / "honest").mkdir()
    (tmp_path / "honest" / "one.py").write_text("def quartic_minimizer():\n    return -1.2347728\n\nessay = None\n")
    key = compile_key(facts)
    proof = rehearse(facts, key)
    assert proof.passed and not [line for line in proof.unproven if "essay" in line or "kind" in line], to_text(proof)
    assert any("1 honest style earns every point" in finding.what for finding in proof.findings)
    assert release(facts, key, out)


def test_a_question_for_staff_must_stand_in_the_master(tmp_path, out):
    message = refused(UserError, tmp_path, out, ROOT, questions=(small.ROOT_QUESTION, ESSAY))
    assert "question 'essay': no cell defines `essay`" in message


def test_a_solution_left_beside_its_markers_stops_the_release(tmp_path, out):
    """The stub differs from the solution and is not attempted, and yet it holds what is right."""
    inner = SOLUTION.replace("    ", "        ")
    cell = f"def quartic_minimizer():\n    root = -1.2347728250533\n    if root > 0:\n{inner}    return root\n"
    message = refused(UserError, tmp_path, out, cell)
    assert "small.ipynb: cell 2, line 1: the code outside of the solution earns every point of quartic_min" in message


def test_a_solution_that_is_wrong_stops_the_release_with_its_cell(tmp_path, out):
    message = refused(UserError, tmp_path, out, "x = 1", ROOT.replace("-1.23", "1.23"))
    assert "small.ipynb: cell 3, line 1: the solution does not earn every point: quartic_minimizer.1: 0 of 5" in message


def test_a_question_that_shows_no_case_is_refused_unless_it_says_so(tmp_path):
    """`grader check` has nothing to say of it, and for a student's key died with StopIteration."""
    hidden = small.ROOT_QUESTION + "  hidden = true\n"
    with pytest.raises(BadAssignment, match="'quartic_minimizer': every case is hidden.*`all_hidden = true`"):
        load_assignment(small.write(tmp_path, hidden))
    small.write(tmp_path, hidden.replace("points = 5", "points = 5\nall_hidden = true"))
    assert load_assignment(tmp_path).question[0].all_hidden
    with pytest.raises(BadAssignment, match="there are cases that students see"):
        load_assignment(
            small.write(tmp_path, small.ROOT_QUESTION.replace("points = 5", "points = 5\nall_hidden = true"))
        )


def test_what_is_ready_is_written_and_an_older_release_is_replaced(tmp_path, out):
    statements = "answers = {'first': None}\n### BEGIN SOLUTION\nanswers = {'first': True}\n### END SOLUTION"
    facts = homework(tmp_path, ROOT, statements, questions=(small.ROOT_QUESTION, small.STATEMENT))
    key = compile_key(facts)
    out.mkdir(parents=True)
    (out / "small.key").write_text("an older key", encoding="utf-8")
    files = release(facts, key, out)
    assert sorted(path.name for path in out.iterdir()) == [
        "small-github.zip",
        "small-gradescope.zip",
        "small-student.zip",
        "small.key",
    ]
    assert files.key.read_text("utf-8") == key.to_json()


@pytest.mark.parametrize(("blocked", "words"), [("small.key", "this is a folder"), ("", "this is a file")])
def test_where_a_file_cannot_be_written_none_is(blocked, words, tmp_path, out):
    """A folder stands where the key should, or a file where the folder should."""
    facts = homework(tmp_path, ROOT)
    out.parent.mkdir()
    (out / blocked).mkdir(parents=True) if blocked else out.write_bytes(b"a file")
    with pytest.raises(UserError, match=words):
        release(facts, compile_key(facts), out)
    assert [path.name for path in out.parent.rglob("*")] == ["dist", *filter(None, [blocked])]
