"""One homework in the formats of students, written as the programs of each format write it.

`tests/extraction/formats/test_written_files.py` compares these files with those of jupytext and marimo, where the two
are installed.
"""

from __future__ import annotations

import itertools
import json
import re
import textwrap
from collections.abc import Callable, Sequence

TITLE = "# Homework"
RIGHT = ("import numpy as np", "def double(x):\n    return SCALE * x", "SCALE = 2",
         "def triple(x):\n    return np.add(double(x), x)", "def half(x):\n    return x / 2")  # fmt: skip
WRONG = (*RIGHT[:3], "def triple(x):\n    return 4 * x", "def half(x):\n    return x[0]")
UNFINISHED = (*RIGHT[:3], "def triple(x)\n    return 3 * x", "def half(x):\n    pass")
WORK = {"right": RIGHT, "wrong": WRONG, "half-finished": UNFINISHED}


def jupyter(cells: Sequence[str]) -> str:
    """As Jupyter saves it."""
    text = {"cell_type": "markdown", "id": "t0", "metadata": {}, "source": [TITLE]}
    code = [
        {"cell_type": "code", "execution_count": None, "id": f"c{n}", "metadata": {}, "outputs": [],
         "source": cell.splitlines(keepends=True)}
        for n, cell in enumerate(cells)
    ]  # fmt: skip
    return json.dumps({"cells": [text, *code], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n"


def colab(cells: Sequence[str]) -> str:
    """As Colab saves it: format 4.0, ids in the metadata, its own entries beside the kernel's."""
    text = {"cell_type": "markdown", "source": [TITLE], "metadata": {"id": "Zq3k_1aB"}}
    address = {"base_uri": "https://localhost:8080/"}
    code = [
        {"cell_type": "code", "source": cell.splitlines(keepends=True), "metadata": {"id": f"c{n}", "colab": address},
         "execution_count": n, "outputs": []}
        for n, cell in enumerate(cells, 1)
    ]  # fmt: skip
    metadata = {
        "colab": {"provenance": [], "toc_visible": True}, "language_info": {"name": "python"},
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
    }  # fmt: skip
    return json.dumps({"nbformat": 4, "nbformat_minor": 0, "metadata": metadata, "cells": [text, *code]}, indent=2)


def vs_code(cells: Sequence[str]) -> str:
    """As VS Code saves it, with the language of each cell."""
    languages = {"vscode": {"languageId": "python"}}
    text = {"cell_type": "markdown", "id": "8d6c0f1e", "metadata": {}, "source": [TITLE]}
    code = [
        {"cell_type": "code", "execution_count": None, "id": f"0b{n}", "metadata": languages, "outputs": [], "source": [
            *cell.splitlines(keepends=True)]}
        for n, cell in enumerate(cells)
    ]  # fmt: skip
    kernel = {"display_name": ".venv", "language": "python", "name": "python3"}
    info = {"codemirror_mode": {"name": "ipython", "version": 3}, "file_extension": ".py", "name": "python"}
    metadata = {"kernelspec": kernel, "language_info": info}
    return json.dumps({"cells": [text, *code], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def percent(cells: Sequence[str]) -> str:
    """As Jupytext and VS Code write it."""
    return f"# %% [markdown]\n# {TITLE}\n\n" + _spaced(cells, "# %%\n")


def light(cells: Sequence[str]) -> str:
    """As Jupytext writes it."""
    return f"# {TITLE}\n\n" + _spaced(cells, "")


def _spaced(cells: Sequence[str], mark: str) -> str:
    """With two empty lines around functions, as PEP 8 has it."""
    gaps = ["\n" if "def " in (a[:4], b[:4]) else "" for a, b in itertools.pairwise(cells)]
    return "\n".join(f"{mark}{cell}\n{gap}" for cell, gap in zip(cells, [*gaps, ""], strict=True))


def quarto(cells: Sequence[str]) -> str:
    chunks = [f"```{{python}}\n#| echo: false\n{cell}\n```" for cell in cells]
    return "---\ntitle: Homework\nformat: html\n---\n\n" + "\n\n".join(chunks) + "\n"


def myst(cells: Sequence[str]) -> str:
    """As Jupytext writes it."""
    return f"{TITLE}\n\n" + "\n\n".join(f"```{{code-cell}}\n{cell}\n```" for cell in cells) + "\n"


def marimo(cells: Sequence[str]) -> str:
    """As marimo saves it, whose cells say what they read and return what others read."""
    bound = [set(re.findall(r"^(?:def |class |import \w+ as )?(\w+)(?: =|\(|$|:)", cell, re.M)) for cell in cells]
    uses = [set(re.findall(r"\b[A-Za-z]\w*", cell)) for cell in cells]
    parts = ['import marimo\n\n__generated_with = "0.25.2"\napp = marimo.App()']
    for n, cell in enumerate(cells):
        if not _parses(cell):
            parts.append(
                'app._unparsable_cell(\n    r"""\n' + textwrap.indent(cell, "    ") + '\n    """,\n    name="_"\n)'
            )
            continue
        others = set().union(*(names for m, names in enumerate(bound) if m != n and _parses(cells[m])))
        reads = ", ".join(sorted((uses[n] & others) - bound[n]))
        if cell.startswith("def ") and not reads:
            parts.append(f"@app.function\n{cell}")
            continue
        given = [name for name in sorted(bound[n]) if any(name in use for m, use in enumerate(uses) if m != n)]
        returned = f" ({', '.join(given)}{',' * (len(given) == 1)})" if given else ""
        gap = "" if re.search(r"^[a-zA-Z_.]+ = .*$", cell.split("\n")[-1]) else "\n"
        body = textwrap.indent(cell, "    ")
        parts.append(f"@app.cell\ndef _({reads}):\n{body}\n{gap}    return{returned}")
    return "\n\n\n".join([*parts, 'if __name__ == "__main__":\n    app.run()']) + "\n"


def _parses(cell: str) -> bool:
    try:
        compile(cell, "cell", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True


Writer = Callable[[Sequence[str]], str]
FORMATS: dict[str, Writer] = {
    "hw.ipynb": jupyter, "marimo_hw.py": marimo, "percent_hw.py": percent, "light_hw.py": light, "hw.qmd": quarto,
    "hw.md": myst, "colab_hw.ipynb": colab, "vs_code_hw.ipynb": vs_code,
}  # fmt: skip
