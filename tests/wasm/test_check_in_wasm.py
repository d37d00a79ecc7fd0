"""`check()` on NumPy and autograd alone, natively and in WebAssembly, says what it says beside JAX.

`make test-wasm` fetches CPython for WebAssembly and a Node that runs it; without them that test is skipped.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import keys
import pytest

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


@pytest.mark.skipif(not (FETCHED / "node").exists(), reason="make test-wasm fetches what it needs")
def test_webassembly_says_the_same(without_jax, key, tmp_path):
    """CPython 3.15 with NumPy, as a browser would run them: no processes, threads or signals."""
    import autograd

    shutil.copytree(ROOT / "grader", tmp_path / "packages" / "grader")
    shutil.copytree(Path(autograd.__file__).parent, tmp_path / "packages" / "autograd")
    folders = [f"/packages={tmp_path / 'packages'}", f"/homework={key.parent}"]
    inside = "import sys\nsys.path.insert(1, '/packages')\n" + code(f"/homework/{key.name}", ABSENT)
    run = [FETCHED / "node", "--no-warnings", Path(__file__).with_name("run.mjs"), FETCHED, inside, *folders]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == without_jax
