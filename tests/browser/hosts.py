"""Notebooks' own programs, run as a student runs them: JupyterLab and marimo, with a browser in front.

`make test-hosts` installs both into .venvs/hosts, where this looks first.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import textwrap
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chromium import Chromium, Page

INSTALLED = Path(__file__).parents[2] / ".venvs" / "hosts" / "bin"


def find(program: str) -> str | None:
    """Where a host is installed, if it is."""
    return shutil.which(program, path=INSTALLED) or shutil.which(program)


@contextmanager
def serving(command: Sequence[str], folder: Path, log: str) -> Iterator[None]:
    """The program while it serves that folder, which is its home too; only what was started here is ended."""
    with (folder / log).open("wb") as output:
        server = subprocess.Popen(
            command, cwd=folder, env=at_home(folder), stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    try:
        yield
    finally:
        server.terminate()  # both end their kernels
        server.wait(120)


def at_home(folder: Path) -> dict[str, str]:
    """Variables by which a program keeps settings, histories and logs in that folder, and not with who tests."""
    elsewhere = ("XDG_", "JUPYTER", "IPYTHON", "MARIMO")
    return {name: value for name, value in os.environ.items() if not name.startswith(elsewhere)} | {"HOME": str(folder)}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def until(page: Page, expression: str, seconds: float = 120) -> None:
    """Wait until an expression is true; while a page is changing it may fail."""
    eventually(lambda: _is_true(page, expression), expression, seconds)


def eventually(holds: Callable[[], bool], what: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"{what}: not in {seconds:.0f} seconds"
        time.sleep(0.2)


def save(page: Page, path: Path) -> None:
    """Save the notebook in JupyterLab, and wait until its outputs are in the file."""
    page.value("jupyterapp.commands.execute('docmanager:save'); 0")  # its promise waits for dialogs that may come
    eventually(lambda: "text/html" in path.read_text(encoding="utf-8"), f"{path} with outputs")


def _is_true(page: Page, expression: str) -> bool:
    try:
        return bool(page.value(expression))
    except AssertionError:
        return False


def notebook(cells: Sequence[str]) -> str:
    """As Jupyter saves it, before it was run."""
    made = [
        {"cell_type": "code", "id": f"c{n}", "execution_count": None, "metadata": {}, "outputs": [], "source": cell}
        for n, cell in enumerate(cells)
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    return json.dumps({"cells": made, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5})


@contextmanager
def jupyterlab(folder: Path, cells: Sequence[str], browser: Chromium, dark: bool, run: bool = True) -> Iterator[Page]:
    """The notebook in JupyterLab, every cell run; without `run` as it was saved, by somebody else as it seems."""
    if run:
        (folder / "hw.ipynb").write_text(notebook(cells), encoding="utf-8")
    port = free_port()
    command = [
        find("jupyter-lab"), "--allow-root", "--no-browser", f"--ServerApp.port={port}", "--IdentityProvider.token=t",
        f"--ServerApp.root_dir={folder}", "--LabApp.expose_app_in_browser=True",
    ]  # fmt: skip
    with serving(command, folder, "jupyterlab.log"):
        page = _opened(browser, f"http://127.0.0.1:{port}/lab/tree/hw.ipynb?token=t&reset")
        until(page, "!!window.jupyterapp && !!document.querySelector('.jp-Notebook')")
        theme = f"JupyterLab {'Dark' if dark else 'Light'}"
        page.value(f"jupyterapp.commands.execute('apputils:change-theme', {{theme: '{theme}'}}); 0")
        until(page, f"document.body.dataset.jpThemeName === '{theme}'")
        until(page, "document.body.innerText.includes('| Idle')")  # only then can the kernel be ended
        if run:
            page.value("jupyterapp.commands.execute('notebook:run-all-cells'); 0")
        yield page


@contextmanager
def marimo(folder: Path, cells: Sequence[str], browser: Chromium, dark: bool) -> Iterator[Page]:
    """The notebook in marimo's editor, which runs it when it is opened. `cells` are marimo's own."""
    made = ["import marimo\n\n__generated_with = '0.25.2'\napp = marimo.App()", *cells]
    end = 'if __name__ == "__main__":\n    app.run()\n'
    (folder / "hw.py").write_text("\n\n\n".join([*made, end]), encoding="utf-8")
    settings = f'[tool.marimo.runtime]\nauto_instantiate = true\n[tool.marimo.display]\ntheme = "{_scheme(dark)}"\n'
    (folder / "pyproject.toml").write_text(settings, encoding="utf-8")
    port = free_port()
    command = [find("marimo"), "edit", "--headless", "--no-token", "--port", str(port), "--skip-update-check", "hw.py"]
    with serving(command, folder, "marimo.log"):
        yield _opened(browser, f"http://127.0.0.1:{port}/")


def cell(reads: str, code: str, returns: str = "") -> str:
    """A cell as marimo saves it."""
    return f"@app.cell\ndef _({reads}):\n{textwrap.indent(code, '    ')}\n    return {returns}"


def _scheme(dark: bool) -> str:
    return "dark" if dark else "light"


def _opened(browser: Chromium, address: str) -> Page:
    """The page, once the server answers."""
    page = browser.open("about:blank", 1100, 3000)
    navigate = partial(page.chromium.ask, "Page.navigate", page.session, url=address)
    eventually(lambda: not navigate().get("errorText"), f"an answer of {address}")
    page.wait()
    return page
