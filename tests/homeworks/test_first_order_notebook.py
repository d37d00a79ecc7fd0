"""The notebook runs, asks what the assignment asks, and states every rule; `make rehearse` proves its solution."""

import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from grader.authoring.handout import extract_stubs, strip_notebook

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

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
    assignment = tomllib.loads((HOMEWORK / "assignment.toml").read_text(encoding="utf-8"))
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


RULES = {
    "keep names and order": "Keep the names of the functions, and the names and the order of their arguments.",
    "time limits": "10 seconds for each case and 60 seconds for each question",
    "hidden cases": "hidden cases",
    "only needed definitions are run": "Only the definitions that your function needs are run",
    "the last definition wins": "If a name is defined twice, the last definition counts",
    "packages": "You can import `jax`, `numpy`, `scipy`, `matplotlib`, `autograd`",
    "K + 1 entries": "**$K + 1$ entries**",
    "entry 0": "Entry 0 is the starting point $w^0$ and its cost $g(w^0)$",
    "no stopping rule": "Take all `max_its` steps.",
    "more than two elements": "of more than two elements the first two count",
    "shapes of an entry": "`(N,)`, `(N, 1)` or `(1, N)`",
    "transposed": "an array of shape `(N, K + 1)` is transposed, and that is a mistake",
    "complex": "Complex numbers count only where the imaginary part is 0",
    "fresh copies": "Every call gets fresh copies",
    "floats": "Every number is a float",
    "float64 arrays": "NumPy array of float64",
    "precision": "so are float32 and float64",
    "autograd": "`autograd` cannot differentiate a cost written with `jax.numpy`",
    "in place": "JAX arrays cannot be changed in place",
    "tried once more with JAX arrays": "is called once more with JAX arrays, unless an index was past the end",
    "called by keyword or position": "otherwise by position, in the order of the handout",
    "float64 setting": "Compute in float64, as the setting above does",
    "1 touching zeros": "**Zeros where $g'$ only touches 0 count too!**",
    "1 accuracy": "Each point is to be right to $10^{-4}$",
    "1 assurances": "`high - low` is at most 10; two stationary points are at least 0.05 apart; none is within "
    "$10^{-3}$ of an end of the interval; $g$ has no kinks and no flat stretches there.",
    "2 the signs on both sides": "decide by the **sign of $g'$ on both sides**",
    "2 w^3 is a saddle": "the stationary point of $w^3$ is called a *saddle*",
    "2 Hessian": "decide by the **eigenvalues of the Hessian**",
    "2 words": '`"min"`, `"max"` and `"saddle point"` are accepted too',
    "3 accuracy": r"right to $2 \cdot 10^{-5}$",
    "4 entries": "**One entry per coordinate update**, not one per sweep: the histories have "
    r"$1 + N \cdot$ `max_its` entries",
    "4 newest values": "**with the newest values of the others**",
    "5 any right gradient": "Any right gradient counts",
    "6 1/k": r"$\alpha_k = 1/k$ **with $k$ from 1**",
    "7 shapes of starts": "`starts` is an array of shape `(S,)` for $N = 1$",
    "7 both are judged": "Both $w$ and the cost are judged; no case has a tie",
    "8 form": "**This is the exponential average, not the heavy ball.**",
    "9 component-wise": "does so **component-wise**",
    "9 eps": r"**$\varepsilon$ stands outside the square root.**",
    "9 several eps": "Cases use several values, also large ones, so the sign of the gradient alone is not the rule "
    "asked for",
    "10 t from 1": "**$k$ counts from 1**",
    "10 both corrected": "**Both averages start at 0 and both are bias-corrected.**",
    "10 eps": r"**$\varepsilon$ is added outside the square root.**",
    "11 None": "`None` means that you have not answered",
    "11 forms": 'NumPy booleans, 1 and 0, and the words `"true"` and `"false"` in any case are accepted too',
}


@pytest.mark.parametrize("rule", RULES)
def test_the_handout_says_every_rule_that_a_student_is_graded_by(rule, prose):
    assert RULES[rule] in prose
