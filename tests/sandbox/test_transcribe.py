"""A whole notebook, through reader, sandbox and judge: what stands around the functions changes nothing."""

import copy
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support.program import forked

from grader.extraction import reader
from grader.frontends.student.key_choice import with_questions
from grader.judging.judge import judge
from grader.sandbox.transcribe import MIN_ANSWER_BYTES, expected_numbers, kept_bytes, requests, transcribe

OF_R = '{"nbformat": 4, "cells": [], "metadata": {"kernelspec": {"language": "R", "name": "ir"}}}'
HOMEWORK = Path(__file__).parents[2] / "assignments" / "first_order"


@pytest.fixture(scope="module")
def key(first_order_key):
    return first_order_key


@pytest.fixture(scope="module")
def right():
    return json.loads((HOMEWORK / "examples" / "right.ipynb").read_text("utf-8"))


def code(source: str) -> dict:
    return {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": source}


def with_a_plot_that_crashes(cells):
    return [
        code("import matplotlib.pyplot as plt\nplt.plot([1, 2], [1, 2, 3])\nraise RuntimeError('no display')"),
        *cells,
    ]


def with_a_training_loop_of_minutes(cells):
    return [*cells, code("import time\nfor epoch in range(10**9):\n    time.sleep(1)")]


def with_cells_in_another_order(cells):
    return cells[::-1]


def with_input_magics_and_a_syntax_error(cells):
    return [
        code("name = input('your name? ')"),
        code("%matplotlib inline\n!pip install nothing"),
        code("def ("),
        *cells,
    ]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(with_a_plot_that_crashes, marks=pytest.mark.slow),
        pytest.param(with_a_training_loop_of_minutes, marks=pytest.mark.slow),
        pytest.param(with_cells_in_another_order, marks=pytest.mark.slow),
        with_input_magics_and_a_syntax_error,
    ],
)
def test_right_work_keeps_every_point(changed, right, key, tmp_path):
    """Only what the requested functions need is run, and the file's name does not matter."""
    notebook = copy.deepcopy(right)
    notebook["cells"] = changed(notebook["cells"])
    path = tmp_path / "Kopie von hw (3) — Ångström.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    asked = with_questions(key, ["quartic_minimizer", "coordinate_descent", "gradient"])
    report = judge(asked, transcribe(path, asked, forked()))
    assert {q.name: q.status for q in report.questions} == dict.fromkeys((q.name for q in asked.questions), "right")


def test_ten_megabytes_in_every_case_leave_a_small_transcript(key, tmp_path):
    """What is kept is bounded by what the question expects; the student reads how much it was."""
    functions = [q for q in key.questions if q.calls]
    lines = ["import numpy as np", *(f"def {q.function}(*_, **__): return np.zeros(1_250_000)" for q in functions)]
    path = tmp_path / "huge.py"
    path.write_text("\n".join(lines), encoding="utf-8")
    transcript = transcribe(path, with_questions(key, ["classify", "adam", "multi_start"]), forked())
    assert len(transcript.to_json()) < 20_000
    assert "1,250,000 numbers, where 78 are expected" in str(transcript.calls["adam.2"])


def test_every_right_answer_and_every_known_mistake_fits_into_what_is_kept(key):
    for question in key.questions:
        for case in question.cases:
            bound = kept_bytes(question, case.id)
            answers = [case.expected, *(mistake.answers.get(case.id) for mistake in question.mistakes)]
            for answer in filter(None, answers):
                assert 10 * sum(8 * np.size(part) for part in answer.values()) <= bound


def test_the_bound_of_an_answer_does_not_depend_on_it(key):
    """The student's process learns the bound: it is the same for every set of points, whatever their number."""
    question = next(q for q in key.questions if q.kind == "points")
    assert {kept_bytes(question, case.id) for case in question.cases} == {MIN_ANSWER_BYTES}
    assert {expected_numbers(question, case) for case in question.cases} == {0}


def test_hidden_cases_are_asked_last(key):
    """So that nothing that a hidden case hands over can reach a message that a student reads."""
    from grader.extraction.extract import extract
    from grader.extraction.notebook import Cell

    cells = (Cell(1, "def adam(*a): return a\ndef momentum(*a): return a"),)
    questions = [q for q in key.questions if q.name in ("adam", "momentum")]
    extraction = extract(cells, [q.function for q in questions])
    hidden = {c.id: c.hidden for q in questions for c in q.cases}
    order = [hidden[request.case] for request in requests(questions, extraction)]
    assert order == sorted(order) and True in order and False in order
    bare = [replace(q, cases=tuple(replace(c, arguments={}, seed=7) for c in q.cases)) for q in questions]
    order = [hidden[request.case] for request in requests(bare, extraction)]
    assert order == sorted(order)  # without arguments, a seed can still be read from the state of a generator


def test_a_module_handed_in_beside_the_notebook_is_imported(key, tmp_path):
    """Right work in two files: without the second one nothing of it would run."""
    (tmp_path / "roots.py").write_text("import numpy as np\ndef roots():\n    return np.roots([2, 0, 1, 5])")
    (tmp_path / "broken.py").write_text("\0")
    source = "import roots\ndef quartic_minimizer():\n    return min(roots.roots().real)"
    (tmp_path / "hw.ipynb").write_text(json.dumps({"nbformat": 4, "cells": [code(source)]}))
    files = [tmp_path / name for name in ("hw.ipynb", "broken.py", "roots.py")]
    transcript = transcribe(files, with_questions(key, ["quartic_minimizer"]), forked())
    statuses = {question.name: question.status for question in judge(key, transcript).questions}
    assert statuses["quartic_minimizer"] == "right"


@pytest.mark.parametrize(
    ("path", "cell"),
    [
        ("tools.py", "exec(open('tools.py').read())"),
        ("tools.py", "from pathlib import Path\nexec(compile(Path('tools.py').read_text(), 'tools.py', 'exec'))"),
        ("lib/tools.py", "import os\nexec(open(os.path.join(os.path.dirname(__file__), 'lib', 'tools.py')).read())"),
        ("my-tools.py", "import runpy\nroots = runpy.run_path('my-tools.py')['roots']"),
        ("tools.py", "import importlib.util as util\nspec = util.spec_from_file_location('t', './tools.py')\n"
         "t = util.module_from_spec(spec)\nspec.loader.exec_module(t)\nroots = t.roots"),
        ("tools.py", "from importlib.machinery import SourceFileLoader\n"
         "roots = SourceFileLoader('tools', 'tools.py').load_module().roots"),
        (None, "%%writefile tools.py\nimport numpy as np\ndef roots(): return np.roots([2, 0, 1, 5])"),
    ],
)  # fmt: skip
def test_a_file_handed_in_beside_the_notebook_can_be_opened(key, tmp_path, path, cell):
    """Not everybody imports: each of these works where the notebook was written, and so it does here."""
    cells = [code(cell)]
    if path is None:
        cells.append(code("exec(open('tools.py').read())"))
    else:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("import numpy as np\ndef roots():\n    return np.roots([2, 0, 1, 5])\n")
    cells.append(code("def quartic_minimizer():\n    return min(roots().real)"))
    (tmp_path / "hw.ipynb").write_text(json.dumps({"nbformat": 4, "cells": cells}))
    files = [tmp_path / name for name in ("hw.ipynb", path) if name]
    transcript = transcribe(files, with_questions(key, ["quartic_minimizer"]), forked())
    statuses = {question.name: (question.status, question.message) for question in judge(key, transcript).questions}
    assert statuses["quartic_minimizer"][0] == "right", statuses


def test_what_one_notebook_leaves_open_another_one_answers(key, tmp_path):
    """Two notebooks for two parts of the homework, and a third that one of them runs; hidden cases are still last."""
    sources = {
        "part1": "def momentum(*a): return 5\ndef quartic_minimizer(): pass\nx = 1\ny = 2\nz = 3",
        "broken": "def quartic_minimizer(): return (",
        "part2": "%run roots.ipynb\ndef momentum(*a): return 1 / 0\ndef quartic_minimizer(): return smallest()\n"
        "def adam(*a):\n    return 1 / 0",
        "roots": "import numpy as np\ndef smallest(): return min(np.roots([2, 0, 1, 5]).real)",
    }
    for name, source in sources.items():
        (tmp_path / f"{name}.ipynb").write_text(json.dumps({"nbformat": 4, "cells": [code(source)]}))
    files = [tmp_path / f"{name}.ipynb" for name in sources]
    transcript = transcribe(files, with_questions(key, ["momentum", "quartic_minimizer", "adam"]), forked())
    questions = {question.name: question for question in judge(key, transcript).questions}
    assert questions["quartic_minimizer"].status == "right", questions["quartic_minimizer"].message
    assert "    return 1 / 0\n" in questions["adam"].message  # and not that line of the first notebook's cell
    assert questions["momentum"].status == "malformed"  # as the first notebook has it
    hidden = {case.id: case.hidden for question in key.questions for case in question.cases}
    order = [hidden[case] for case in transcript.calls]
    assert order == sorted(order) and len(order) > 4


def test_no_other_file_is_asked_once_reading_has_taken_as_long_as_one_file_may(key, tmp_path, monkeypatch):
    """Five files of nineteen seconds each would outlast Gradescope's patience before any of their code runs."""
    for name in ("momentum", "adam"):
        (tmp_path / f"{name}.py").write_text(f"def {name}(*a): return 1\n")
    files = [tmp_path / "momentum.py", tmp_path / "adam.py"]
    asked = with_questions(key, ["momentum", "adam"])
    assert transcribe(files, asked, forked()).definitions["adam"].status == "found"
    monkeypatch.setattr(reader, "limits", reader.ReadingLimits(cpu_seconds=0))
    assert transcribe(files, asked, forked()).definitions["adam"].status == "missing"


@pytest.mark.parametrize(
    ("file", "source", "says"),
    [
        ("hw.ipynb", "no JSON", ("", "notebook")),
        ("hw.ipynb", OF_R, ("", "This does not look like")),
        ("hw.py", "def adam(g) return g\n", ("broken", "")),
        ("hw.py", "def adams(g): return g\n", ("missing", "")),
    ],
)
def test_a_file_without_the_function_says_so_and_runs_nothing(key, tmp_path, file, source, says):
    """So whoever handed in another file, or half a function, reads of that and not of a crash."""
    (tmp_path / file).write_text(source)
    transcript = transcribe(tmp_path / file, with_questions(key, ["adam"]), forked())
    status, words = says
    assert not transcript.calls
    assert words in transcript.unreadable
    assert not status or transcript.definitions["adam"].status == status
