"""`check()` in a real Jupyter kernel: the released handout, a right and a wrong notebook."""

import json
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from support.repaired import key, written

HOMEWORK = Path(__file__).parents[3] / "assignments" / "first_order"


@pytest.fixture(scope="module")
def unpacked(first_order_release, tmp_path_factory):
    """The student zip, unpacked."""
    folder = tmp_path_factory.mktemp("student")
    shutil.unpack_archive(first_order_release.student, folder)
    return folder


def run(folder: Path, *cells: str) -> list[dict]:
    """Run these cells in a kernel whose folder is the unpacked zip; each cell's outputs, as data by MIME type."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder)}}).execute()
    return [
        {k: v for output in cell.outputs if output.output_type != "stream" for k, v in output["data"].items()}
        for cell in notebook.cells
    ]


def solution(*names: str) -> str:
    """The master's code cells that define these names."""
    cells = json.loads((HOMEWORK / "first_order.ipynb").read_text("utf-8"))["cells"]
    code = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
    return "\n\n".join(text for text in code if any(f"def {name}(" in text for name in names))


IMPORTS = "import jax, jax.numpy as jnp, numpy as np\njax.config.update('jax_enable_x64', True)"
HEAVY_BALL = """
def momentum(g, alpha, beta, max_its, w):
    ws, cs, z = [w], [g(w)], 0.0
    for _ in range(max_its):
        z = beta * z + jax.grad(g)(w)
        w = w - alpha * z
        ws.append(w); cs.append(g(w))
    return ws, cs
"""


def test_right_and_wrong_work_in_a_real_kernel(unpacked):
    """Both kinds of output that a front end may show, in the words that Gradescope uses; matplotlib and JAX real."""
    outputs = run(
        unpacked,
        "from grader import check",
        "import sys; 'jax' in sys.modules",
        IMPORTS,
        solution("momentum"),
        "check('momentum')",
        HEAVY_BALL,
        "check('momentum')",
        "check('adam')",
        "check('momentum').plot()",
        "check('momentum').explore()",
        "def adam(g, alpha, beta1, beta2, eps, max_its, w):\n    while True: pass",
        "import grader.frontends.student.notebook_check as c; c.SECONDS = 1.0\ncheck('adam')",
    )
    assert outputs[1]["text/plain"] == "False", "importing grader must not import JAX"
    assert outputs[4]["text/plain"].startswith("RIGHT")
    wrong = outputs[6]
    assert "the heavy ball, without the factor 1 - beta" in wrong["text/plain"]
    assert "(9.700000, 0.415000)" in wrong["text/plain"]
    html = wrong["text/html"]
    assert "<script" not in html and "data:image/svg+xml;base64," in html and "alt=" in html and "<table" in html
    assert "There is no function `adam`" in outputs[7]["text/plain"]
    assert any(kind.startswith("image/") for kind in outputs[8])
    assert "Your variables after this step" in outputs[9]["text/html"], "a cell's own loop is watched"
    assert "longer than 1 seconds" in outputs[11]["text/plain"]


@pytest.mark.slow
def test_the_released_handout_runs_from_top_to_bottom_and_checks_itself(unpacked):
    """A student's first Run All: no error, and every question kindly called not attempted."""
    notebook = nbformat.read(unpacked / "first_order.ipynb", as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(unpacked)}}).execute()
    checks = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip().startswith("check(")]
    assert len(checks) >= 11
    texts = [output["data"]["text/plain"] for cell in checks for output in cell.outputs if "data" in output]
    assert len(texts) == len(checks)
    assert all("is still the template" in text or "0 of 8 statements" in text for text in texts[:-1])
    assert texts[-1].startswith("11 to do.")


STUB = "def path(x, rate, steps):\n    raise NotImplementedError"
DECORATED = {  # lines before the stub: whether it is a start
    "from functools import partial\nimport jax\n@partial(jax.jit, static_argnames=('steps',))": False,
    "names = ('steps',)\n@partial(jax.jit, static_argnames=names)": False,
    "import functools\n@functools.lru_cache(maxsize=None)": False,
    "size = 10\n@functools.lru_cache(maxsize=size)": False,
    "import sys\nsys.path.append('.venv/lib/site-packages')\nimport installed\n@installed.body(1)": False,
    "from installed import body\n@body(1)": False,
    "def body(rule):\n    return lambda stub: functools.wraps(stub)(rule)\n@body(lambda x, rate, steps: [x])": True,
    "def put(rule, stub):\n    return functools.wraps(stub)(rule)\nsolved_by = partial(partial, put)\n"
    "@solved_by(lambda x, rate, steps: [x])": True,
    "def rule(x, rate, steps):\n    return [x]\n@partial(put, rule)": True,
    "import helpers\n@helpers.body(1)": True,
    "from helpers import body as b\n@b(1)": True,
    "import folder.helpers\n@folder.helpers.body(1)": True,
    "from folder.helpers import body\n@body(1)": True,
}
BODY = """from functools import wraps
def body(number):
    return lambda stub: wraps(stub)(lambda *arguments: [number])
"""


@pytest.mark.slow
def test_a_decorator_of_a_library_over_an_empty_body_is_no_start(tmp_path):
    """One of the notebook's own, or of a file beside it, may give the stub its body; no library, and no number."""
    (tmp_path / "paths-student.key").write_text(key().for_students().to_json(), encoding="utf-8")
    for file in ("helpers.py", "folder/helpers.py", ".venv/lib/site-packages/installed.py"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(BODY, encoding="utf-8")
    status = "from grader import check\ncheck('path').report.questions[0].status"
    cells = [f"{lines}\n{STUB}\n{status}" for lines in DECORATED]
    statuses = [output["text/plain"] for output in run(tmp_path, *cells)]
    starts = dict(zip(DECORATED, [status != "'not_attempted'" for status in statuses], strict=True))
    assert starts == DECORATED


@pytest.mark.slow
def test_a_hint_finds_the_slip_in_the_cells_that_ran(tmp_path):
    """The newest ones, with what they need; a cell that is no Python is passed over. The next hint has not searched."""
    (tmp_path / "paths-student.key").write_text(key().for_students().to_json(), encoding="utf-8")
    helped = written(("x**2", "helper(x)"))
    ran = ["from grader import check", "def helper(x): return x", written(("x**2", "-x")), "oops = (", helped]
    cells = [nbformat.v4.new_code_cell(cell) for cell in [*ran, *["check('path').hint()"] * 4]]
    notebook = nbformat.v4.new_notebook(cells=cells)
    where = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, timeout=300, allow_errors=True, resources=where).execute()
    texts = ["".join(o.get("text", "") or o["data"]["text/plain"] for o in c.outputs) for c in notebook.cells[-4:]]
    assert ["Looking for" in text for text in texts] == [False, False, True, False]
    lines = "    def helper(x): return x\n    m = rate * m + helper(x)\n"
    assert f"a square is missing. One change in one of your lines\n{lines}makes both visible cases right." in texts[2]
