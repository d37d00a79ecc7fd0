"""The homework's notebook and examples: they run, are right where they should be, and state every rule."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest

from grader.authoring.handout import extract_stubs, strip_notebook

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HOMEWORK = Path(__file__).parents[2] / "assignments" / "first_order"
EXAMPLES = HOMEWORK / "examples"
FLOAT64 = 'jax.config.update("jax_enable_x64", True)'

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

# Each: an expression in the notebook's own names, and what it must be. A dict is a history: k -> entry k, the last
# key being K. The numbers are the lecture's and those of its book; every other one is explained.
PROBES = [
    ("np.sort(stationary_points(jit(sine), -3.0, 3.0))", np.pi * np.array([-3, -1, 1, 3]) / 4),
    ("stationary_points(jit(cubic), -2.0, 2.5)", [0]),  # touches
    ("stationary_points(jit(slow), -1.5, 2.0)", [0]),  # a threefold zero
    ("np.sort(stationary_points(jit(lambda w: w**3 * (w - 1) ** 2), -1.0, 2.0))", [0, 0.6, 1]),  # as the handout says
    ("stationary_points(jit(lambda w: w), -1.0, 1.0)", []),
    (
        "np.sort(stationary_points(jit(wavy), -3.0, 3.0))",
        [
            -2.56080693807354,
            -1.60656641486227,
            -0.512214028356113,
            0.535501334461219,
            1.53658988014775,
            2.67782172973662,
        ],
    ),
    ("[classify(jit(sine), v) for v in (-2.356194490192345, -0.7853981633974483)]", ["maximum", "minimum"]),
    ("[classify(jit(cubic), 0.0), classify(jit(slow), 0.0)]", ["saddle", "minimum"]),
    ("classify(jit(tilted), np.zeros(2))", "minimum"),
    ("classify(jit(lambda w: w[0] ** 2 - w[1] ** 2), np.zeros(2))", "saddle"),
    ("classify(jit(lambda w: -w @ w), np.zeros(3))", "maximum"),
    ("quartic_minimizer()", -1.2347728250533),
    (
        "coordinate_descent(20.0, np.zeros(2), np.array([[2.0, 1.0], [1.0, 2.0]]), 2, np.array([3.0, 4.0]))",
        (
            {0: [3, 4], 1: [-2, 4], 2: [-2, 1], 3: [-0.5, 1], 4: [-0.5, 0.25]},
            {0: 94, 1: 44, 2: 26, 3: 21.5, 4: 20.375},
        ),
    ),
    (
        "coordinate_descent(1.0, np.array([1.0, -2.0, 3.0]), "
        "np.array([[3.0, 1.0, 0.5], [1.0, 4.0, -1.0], [0.5, -1.0, 5.0]]), 2, np.array([1.0, -2.0, 0.5]))",
        (
            {
                0: [1, -2, 0.5],
                1: [5 / 12, -2, 0.5],
                3: [5 / 12, 13 / 48, -0.2875],
                6: [-0.2090278, 0.2303819, -0.2330208],
            },
            {6: 0.305783534674},
        ),
    ),
    ("gradient(np.array([1.0, 1.0]))", [0.357148464546200, 3.30724027099659]),
    ("gradient(np.array([-0.5, 1.2]))", [2.65715766462626, -1.14587241662469]),
    (
        "gradient_descent(jit(quartic), 1.0, 25, 2.5)",
        (
            {0: 2.5, 1: 0.95, 2: 0.64341, 3: 0.396365067, 4: 0.175528791, 25: -1.2345562804},
            {0: 1.40625, 25: -0.169969274947},
        ),
    ),
    (
        'gradient_descent(jit(absolute), "diminishing", 20, 1.75)',
        ({0: 1.75, 1: 0.75, 2: 0.25, 3: -1 / 12, 4: 1 / 6, 20: 0.0476750159}, {3: 1 / 12, 20: 0.0476750159}),
    ),
    (
        "gradient_descent(jit(bowl), 0.2, 10, np.array([1.5, 2.0]))",
        ({0: [1.5, 2], 1: [0.9, 1.2], 2: [0.54, 0.72], 10: [0.0090699264, 0.0120932352]}, {10: 2.0002285099}),
    ),
    ("multi_start(jit(wavy), 0.05, 10, np.array([4.5, -1.5]))", [-0.54778167, -0.967363021792]),
    (
        "multi_start(jit(bowl), 0.2, 10, np.array([[3.0, 4.0], [1.5, 2.0]]))[0]",
        [0.0090699264, 0.0120932352],
    ),
    (
        "momentum(jit(zigzag_1), 0.1, 0.7, 25, np.array([10.0, 1.0]))",
        (
            {
                0: [10, 1],
                1: [9.7, 0.415],
                2: [9.199, -0.237275],
                3: [8.57233, -0.555061625],
                25: [0.296273456, -0.00886035],
            },
            {25: 0.0446544119},
        ),
    ),
    (
        "normalized_gradient_descent(jit(slow), 0.1, 9, -1.0, 1e-8)",
        ({0: -1, 1: -0.9, 2: -0.8, 9: -0.1}, {0: 1.1, 9: 0.1001}),
    ),
    ("normalized_gradient_descent(jit(slow), 0.1, 1, -1.0, 0.1)[0]", {0: -1, 1: -1 + 0.4 / 4.1}),
    (
        "normalized_gradient_descent(jit(coupled), 0.13, 15, np.array([1.3, -0.7]), eps=1e-8)[0]",
        {0: [1.3, -0.7], 1: [1.17, -0.57], 15: [-0.649997778177, 0.210000089925]},
    ),
    (
        "adam(jit(zigzag_1), 0.1, 0.9, 0.999, 1e-8, 100, np.array([10.0, 1.0]))[0]",
        {0: [10, 1], 1: [9.9, 0.9], 2: [9.800027459, 0.800412228], 100: [2.2444604264, 0.0029366763]},
    ),
    (
        "adam(jit(coupled), 0.1, 0.7, 0.9, 0.1, 40, np.array([1.3, -0.7]))[0]",
        {1: [1.205271481286, -0.65], 2: [1.113314516176, -0.600877745086], 40: [-0.958145871769, 0.482603441879]},
    ),
    ("adam(jit(quartic), 0.1, 0.9, 0.999, 1e-8, 2, 2.5)[0]", {0: 2.5, 1: 2.4000000006, 2: 2.3003867813}),
    ("[key for key in answers if answers[key] is True]", sorted(TRUE)),
    ("[key for key in answers if answers[key] is False]", sorted(FALSE)),
]

RUNNER = """
import inspect, json, os, sys
os.environ["MPLBACKEND"] = "Agg"
cells, probes, go_on = json.load(sys.stdin)
failed, values, names = {}, [], {"__name__": "__main__"}
for number, source in cells:
    try:
        exec(compile(source, f"cell {number}", "exec"), names)
    except Exception as error:
        failed[number] = type(error).__name__
        if not go_on:
            raise
def plain(x):
    if isinstance(x, (str, bool, type(None))):
        return x
    return [plain(y) for y in x] if isinstance(x, (list, tuple)) else names["np"].asarray(x).tolist()
for probe in probes:
    try:
        values.append(plain(eval(probe, names | {"jit": names["jax"].jit})))
    except Exception as error:
        values.append(f"{type(error).__name__}: {error}")
signatures = {n: str(inspect.signature(f)) for n, f in names.items() if inspect.isroutine(f)}
with open("result.json", "w") as file:
    json.dump({"values": values, "signatures": signatures, "failed": failed}, file)
"""
STUB_GRADER = "def check(*questions):\n    print('checked', *questions)\n"


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def code(notebook):
    """(number, source) of the code cells. IPython's magics become comments: they change no value here."""
    texts = [(n, "".join(c["source"])) for n, c in enumerate(notebook["cells"], 1) if c["cell_type"] == "code"]
    return [(number, re.sub(r"^%", "# %", text, flags=re.MULTILINE)) for number, text in texts]


def run(folder, cells, *, grader=STUB_GRADER, go_on=False):
    """Run the cells in a separate process with a stand-in for `grader`, then evaluate the probes."""
    (folder / "grader").mkdir()
    (folder / "grader" / "__init__.py").write_text(grader)
    message = json.dumps([cells, [expression for expression, _ in PROBES], go_on])
    done = subprocess.run(
        [sys.executable, "-c", RUNNER], cwd=folder, input=message, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return json.loads((folder / "result.json").read_text()) | {"printed": done.stdout}


def differs(value, expected, tolerance):
    """Why the value differs from the expected one; empty if it does not."""
    if isinstance(value, str) and not isinstance(expected, str):
        return f"{value} instead of {expected}"
    if isinstance(expected, tuple):
        return "; ".join(filter(None, (differs(v, e, tolerance) for v, e in zip(value, expected, strict=True))))
    if isinstance(expected, dict):
        if len(value) != max(expected) + 1:
            return f"{len(value)} entries instead of {max(expected) + 1}"
        return differs([value[k] for k in expected], list(expected.values()), tolerance)
    if isinstance(expected, str) or (len(np.shape(expected)) and np.asarray(expected).dtype.kind == "U"):
        return "" if sorted(value) == sorted(expected) else f"{value} instead of {expected}"
    if np.shape(value) != np.shape(expected):
        return f"{value} instead of {expected}"
    return "" if np.allclose(value, expected, rtol=tolerance, atol=tolerance) else f"{value} instead of {expected}"


def wrong(result, tolerance):
    pairs = zip(PROBES, result["values"], strict=True)
    return {probe: why for (probe, expected), value in pairs if (why := differs(value, expected, tolerance))}


def questions_of(probes):
    return {name for probe in probes for name in [*SIGNATURES, "answers"] if re.search(rf"\b{name}\b", probe)}


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


@pytest.mark.slow  # a key's numbers are these in tests/authoring/test_release.py, and `grader release` runs the master
def test_the_solution_gives_the_lectures_numbers(master, tmp_path):
    assert wrong(run(tmp_path, code(master)), 1e-6) == {}


@pytest.mark.slow
def test_the_solution_gives_them_in_float32_too(master, tmp_path):
    """With JAX's default float32 a student keeps the points on every cost of the homework."""
    cells = [(number, source.replace(FLOAT64, "")) for number, source in code(master)]
    assert cells != code(master)
    assert wrong(run(tmp_path, cells), 2e-5) == {}


def test_check_is_called_once_for_each_question_and_once_for_all(master):
    calls = [text.strip() for _, text in code(master) if text.strip().startswith("check(")]
    assert calls == [*(f'check("{name}")' for name in [*SIGNATURES, "answers"]), "check()"]


@pytest.mark.slow
def test_the_handout_runs_to_the_end_even_without_grader_and_every_question_is_still_to_do(master, tmp_path):
    result = run(tmp_path, code(strip_notebook(master)), grader="raise ImportError('no grader here')")
    assert "Put the folder `grader` from the homework's zip file beside this notebook" in result["printed"]
    assert {name: result["signatures"][name] for name in SIGNATURES} == {n: f"({a})" for n, a in SIGNATURES.items()}
    for (probe, _), value in zip(PROBES, result["values"], strict=True):
        (name,) = questions_of([probe])
        assert value == ([] if name == "answers" else f"NotImplementedError: {name}: your code here")


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


# --- the example submissions --------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_right_example_is_right_and_not_the_solution_again(master, tmp_path):
    right = load(EXAMPLES / "right.ipynb")
    assert wrong(run(tmp_path, code(right)), 1e-6) == {}
    own = {text for _, text in code(right)} & {text for _, text in code(master) if "SOLUTION" in text}
    assert own == set()


@pytest.mark.slow
def test_typical_mistakes_break_their_questions_and_no_other(tmp_path):
    """Missed touching zero, second derivative at w^4, Jacobi, alpha = alpha / k, heavy ball, late cost, no bias
    correction, one concept; the rest of the notebook is right, and all of it runs."""
    result = run(tmp_path, code(load(EXAMPLES / "typical_mistakes.ipynb")))
    missed = wrong(result, 1e-6)
    assert questions_of(missed) == set(SIGNATURES) - {"quartic_minimizer", "gradient", "multi_start"} | {"answers"}
    assert not any("Error" in why for why in missed.values())
    assert {probe for probe in missed if "stationary" in probe or "classify" in probe} == {
        "stationary_points(jit(cubic), -2.0, 2.5)",
        "np.sort(stationary_points(jit(lambda w: w**3 * (w - 1) ** 2), -1.0, 2.0))",
        "[classify(jit(cubic), 0.0), classify(jit(slow), 0.0)]",
    }


@pytest.mark.slow
def test_the_half_finished_example_has_five_right_one_crash_one_syntax_error_and_stubs(master, tmp_path):
    half = load(EXAMPLES / "half_finished.ipynb")
    cells = [(number, text) for number, text in code(half) if "takes forever" not in text]
    assert len(cells) == len(code(half)) - 1
    result = run(tmp_path, cells, go_on=True)
    assert sorted(result["failed"].values()) == ["SyntaxError", "TracerArrayConversionError", "TypeError", "TypeError"]
    values = dict(zip([probe for probe, _ in PROBES], result["values"], strict=True))
    right = ["stationary_points", "quartic_minimizer", "coordinate_descent", "gradient"]
    assert not questions_of(wrong(result, 1e-6)) & set(right)
    assert values["[classify(jit(cubic), 0.0), classify(jit(slow), 0.0)]"] == ["saddle point", "min"]
    assert values["gradient_descent(jit(quartic), 1.0, 25, 2.5)"].startswith("TypeError: JAX arrays are immutable")
    broken = [text for _, text in cells if not _parses(text)]
    assert len(broken) == 1 and broken[0].startswith("def momentum(")
    untouched = {name for name, stub in extract_stubs(master).items() if stub in {text for _, text in cells}}
    assert untouched == {"multi_start", "normalized_gradient_descent", "adam"}


def _parses(text):
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True
