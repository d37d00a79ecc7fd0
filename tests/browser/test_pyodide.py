"""`check` in a page of a browser, by Pyodide: what it returns is shown as any notebook in a browser would show it.

Needs Chromium, and Pyodide, which `make test-wasm` fetches. The screenshot stays in build/screenshots/hosts.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from support import keys

if os.name != "posix":
    pytest.skip("the pipe to Chromium needs POSIX", allow_module_level=True)

import hosts
from chromium import Chromium, find_chromium

ROOT = Path(__file__).parents[2]
PYODIDE = ROOT / ".cache" / "wasm" / "pyodide"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium: apt-get install chromium"),
    pytest.mark.skipif(not PYODIDE.exists(), reason="no Pyodide: make test-wasm"),
]
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Homework</title><link rel="icon" href="data:,">
<main></main>
<script type="module">
import { loadPyodide } from "./pyodide/pyodide.mjs"
const pyodide = await loadPyodide()
await pyodide.loadPackage(["numpy", "matplotlib"])
for (const name of ["packages.zip", "homework.zip"])
  pyodide.unpackArchive(await (await fetch(name)).arrayBuffer(), "zip")
document.querySelector("main").innerHTML = pyodide.runPython(`
KEY = "small.key"
exec(open("notebook.py").read())
check("gradient_descent", key=KEY)._repr_mimebundle_()["text/html"]
`)
</script></html>"""


@pytest.fixture
def address(tmp_path) -> Iterator[str]:
    """A server of the page, of Pyodide, of the grader with autograd, and of a homework."""
    import autograd

    (site := tmp_path / "site").mkdir()
    (site / "pyodide").symlink_to(PYODIDE)
    (site / "index.html").write_text(PAGE, encoding="utf-8")
    shutil.copytree(ROOT / "grader", tmp_path / "packages" / "grader")
    shutil.copytree(Path(autograd.__file__).parent, tmp_path / "packages" / "autograd")
    (homework := tmp_path / "homework").mkdir()
    shutil.copy(ROOT / "tests" / "wasm" / "notebook.py", homework)
    (homework / "small.key").write_text(keys.key(keys.gradient_descent()).to_json(), encoding="utf-8")
    for name in ("packages", "homework"):
        shutil.make_archive(str(site / name), "zip", tmp_path / name)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=site))
    threading.Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_browser_checks_and_shows_the_picture(address, tmp_path):
    """Nothing is asked of another machine, and nothing fails in the page."""
    with Chromium(tmp_path / "profile") as browser:
        page = browser.open(address, 800)
        hosts.until(page, "!!document.querySelector('main table')")
        page.screenshot(ROOT / "build" / "screenshots" / "hosts" / "pyodide.png")
        text = page.value("document.body.innerText")
        assert "Likely cause: the step goes up the gradient" in text and "first difference" in text
        assert page.value("[...document.images].length > 0 && [...document.images].every(i => i.naturalWidth > 0)")
        assert [url for url in page.requests if not url.startswith((address, "blob:"))] == []
        assert page.errors == []
