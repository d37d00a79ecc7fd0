"""The notebook runs, asks what the assignment asks, and states every rule; `make rehearse` proves its solution."""

import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from support.tables import tables

from grader.authoring.handout import extract_stubs, strip_notebook

HOMEWORK = Path(__file__).parents[2] / "assignments" / "first_order"
EXAMPLES = HOMEWORK / "examples"

SIGNATURES = {  # final: instructors' other material refers to them
    "stationary_points": "g, low, high",
    "classify": "g, v",
    "quartic_minimizer": "",
    "coordinate_descent": "a, b, C, max_its, w",
    "gradient": "w",
    "gradient_descent": "g, alpha, max_its, w",
    "multi_start": "g, alpha, max_its, starts",
    "momentum": "g, alpha, beta, max_its, w",
    "normalized_gradient_descent": "g, alpha, max_its, w, eps=1e-08",
    "adam": "g, alpha, beta1, beta2, eps, max_its, w",
}

TRUE = {"cd_without_derivatives", "cd_one_direction", "perpendicular_to_contour"}
FALSE = {
    "diminishing_unnecessary", "stationary_means_minimum", "descent_every_step", "small_step_cures_zigzag",
    "jax_differentiates_numpy",
}  # fmt: skip


RUNNER = """
import inspect, json, os, sys
os.environ["MPLBACKEND"] = "Agg"
names = {"__name__": "__main__"}
for number, source in json.load(sys.stdin):
    exec(compile(source, f"cell {number}", "exec"), names)
signatures = {n: str(inspect.signature(f)) for n, f in names.items() if inspect.isroutine(f)}
with open("result.json", "w") as file:
    json.dump({"signatures": signatures}, file)
"""


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def code(notebook):
    """(number, source) of the code cells. IPython's magics become comments: they change no value here."""
    texts = [(n, "".join(c["source"])) for n, c in enumerate(notebook["cells"], 1) if c["cell_type"] == "code"]
    return [(number, re.sub(r"^%", "# %", text, flags=re.MULTILINE)) for number, text in texts]


def run(folder, cells, *, grader):
    """Run the cells in a separate process with a stand-in for `grader`."""
    (folder / "grader").mkdir()
    (folder / "grader" / "__init__.py").write_text(grader)
    done = subprocess.run(
        [sys.executable, "-c", RUNNER], cwd=folder, input=json.dumps(cells), capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return json.loads((folder / "result.json").read_text()) | {"printed": done.stdout}


@pytest.fixture(scope="module")
def master():
    return load(HOMEWORK / "first_order.ipynb")


@pytest.fixture(scope="module")
def prose(master):
    """The handout's text, each run of blanks a single one, so that phrases may be wrapped anywhere."""
    cells = strip_notebook(master)["cells"]
    return re.sub(r"[\s>]+", " ", "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown"))


# --- the master ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", [HOMEWORK / "first_order.ipynb", *sorted(EXAMPLES.glob("*.ipynb"))], ids=lambda p: p.stem
)
def test_the_notebook_is_valid_and_holds_no_outputs(path):
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells)


def test_check_is_called_once_for_each_question_and_once_for_all(master):
    calls = [text.strip() for _, text in code(master) if text.strip().startswith("check(")]
    assert calls == [*(f'check("{name}")' for name in [*SIGNATURES, "answers"]), "check()"]


@pytest.mark.slow
def test_the_handout_runs_to_the_end_even_without_grader(master, tmp_path):
    result = run(tmp_path, code(strip_notebook(master)), grader="raise ImportError('no grader here')")
    assert "Put the folder `grader` from the homework's zip file beside this notebook" in result["printed"]
    assert {name: result["signatures"][name] for name in SIGNATURES} == {n: f"({a})" for n, a in SIGNATURES.items()}


def test_the_assignment_file_asks_the_same(master, prose):
    """Students read the notebook, and are graded by the TOML file."""
    assignment = tables(str(HOMEWORK / "first_order.ipynb"), "assignment.toml")
    questions = assignment["question"]
    assert [q["name"] for q in questions] == [*SIGNATURES, "answers"]
    assert sum(q["points"] for q in questions) == 100
    for number, question in enumerate(questions, 1):
        name, points = question["name"], question["points"]
        assert re.search(rf"\| {number} \| `{name}` \| {points} \|", prose), f"the table of points, {name}"
        assert re.search(rf"## {number}\. [^(]*\({points} points\)", prose), f"the heading of {name}"
        assert name == "answers" or f"`{question['signature']}`" in prose, f"the signature of {name}"
    assert {case["item"] for case in questions[-1]["case"]} == TRUE | FALSE
    for case in questions[-1]["case"]:
        assert case["item"] in extract_stubs(master)["answers"]
        assert f"`{case['item']}`: {case['statement']}" in prose
        assert case["truth"] == (case["item"] in TRUE)


RULES = tables(__file__, "first_order_rules.toml")


@pytest.mark.parametrize("rule", RULES)
def test_the_handout_says_every_rule_that_a_student_is_graded_by(rule, prose):
    assert RULES[rule] in prose
