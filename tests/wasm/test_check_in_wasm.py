"""`check()` on NumPy and autograd alone, natively and in WebAssembly, says what it says beside JAX.

`make test-wasm` fetches Pyodide, CPython for WebAssembly and a Node that runs both; else the tests say that they are
skipped.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support import keys

ROOT = Path(__file__).parents[2]
NOTEBOOK = Path(__file__).with_name("notebook.py").read_text(encoding="utf-8")
FETCHED = ROOT / ".cache" / "wasm"
ABSENT = ("jax", "jaxlib", "matplotlib", "fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty")


def code(key: str, absent: tuple[str, ...] = ()) -> str:
    """The notebook's code, for a Python without these modules."""
    return f"import sys\nsys.modules.update(dict.fromkeys({absent}))\nKEY = {key!r}\nexec({NOTEBOOK!r})"


@pytest.fixture(scope="module")
def key(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("homework") / "small.key"
    path.write_text(keys.key(keys.gradient_descent()).to_json(), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def without_jax(key) -> list[str]:
    return natively(code(str(key), ABSENT))


def natively(code: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_without_jax_and_posix_right_work_is_right_and_a_mistake_is_named(without_jax):
    right, wrong = without_jax
    assert right.startswith("RIGHT")
    assert "Likely cause: the step goes up the gradient" in wrong and "<- first difference" in wrong


@pytest.mark.slow
def test_the_words_are_those_beside_jax(without_jax, key):
    assert natively(code(str(key))) == without_jax


@pytest.fixture
def folders(key, tmp_path) -> list[str]:
    """What WebAssembly sees: the grader and autograd, and the homework."""
    import autograd

    shutil.copytree(ROOT / "grader", tmp_path / "packages" / "grader")
    shutil.copytree(Path(autograd.__file__).parent, tmp_path / "packages" / "autograd")
    return [f"/packages={tmp_path / 'packages'}", f"/homework={key.parent}"]


def in_wasm(script: str, runtime: Path, code: str, folders: list[str]) -> list[str]:
    inside = f"import sys\nsys.path.insert(1, '/packages')\n{code}"
    run = [FETCHED / "node", "--no-warnings", Path(__file__).with_name(script), runtime, inside, *folders]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line[:1] in "[{"]


@pytest.mark.skipif(not (FETCHED / "node").exists(), reason="make test-wasm fetches what it needs")
def test_webassembly_says_the_same(without_jax, key, folders):
    """CPython 3.15 with NumPy 2.5, as a browser would run them: no processes, threads or signals."""
    assert in_wasm("run.mjs", FETCHED, code(f"/homework/{key.name}", ABSENT), folders) == [without_jax]


@pytest.mark.slow
@pytest.mark.skipif(not (FETCHED / "pyodide").exists(), reason="make test-wasm fetches what it needs")
def test_pyodide_says_the_same_and_draws_the_picture(without_jax, key, folders):
    """The Python of JupyterLite and of marimo's pages, with its NumPy and matplotlib; nothing is hidden from it."""
    shown = "\nprint(json.dumps(check('gradient_descent', key=KEY)._repr_mimebundle_()))"
    words, bundle = in_wasm("pyodide.mjs", FETCHED / "pyodide", code(f"/homework/{key.name}") + shown, folders)
    assert words == without_jax
    assert "data:image/" in bundle["text/html"] and "the step goes up the gradient" in bundle["text/html"]
