"""Hostile files: each is made in a folder of its own, and is refused with a reason or read as what it honestly is.

A row is a name, how the file is made, and a pattern in what the student reads; `GRADED` where the file is odd but a
notebook all the same. Numbers stand for kinds; zips are `grader.submissions.collection`' business.
"""

from __future__ import annotations

import codecs
import json
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from attack import HEAD, notebook

GRADED = "graded"
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0  # who alone can make a device
HONEST = notebook(HEAD)


@dataclass(frozen=True)
class File:
    name: str
    make: Callable[[Path], object]  # is given the path at which the file is to stand
    says: str = "."
    file_name: str = "hw.ipynb"


def _bytes(data: bytes | str | Callable[[], bytes | str]) -> Callable[[Path], object]:
    """Write this; what is large is a function, called when the file is made and not in every test run."""

    def make(path: Path) -> None:
        content = data() if callable(data) else data
        path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)

    return make


def _with(**changes) -> str:
    return json.dumps({**json.loads(HONEST), **changes})


def _in_cell(**changes) -> str:
    document = json.loads(HONEST)
    document["cells"][0].update(changes)
    return json.dumps(document)


def _sparse(size: int) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(size)

    return make


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's path may have 107 characters
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _renamed(path: Path) -> None:
    path.parent.joinpath("target").write_text(HONEST)
    path.symlink_to("target")


def _unreadable(path: Path) -> None:
    path.write_text(HONEST)
    path.chmod(0)


def _n07_large_outputs() -> bytes:
    return _in_cell(outputs=[{"output_type": "stream", "name": "stdout", "text": "x" * 55_000_000}]).encode()


# marimo's, whose cell stands far below
_FAR = "import marimo\n{}app = marimo.App()\n\n@app.function\ndef quartic_minimizer():\n    return 1.0\n"
_OUTPUTS = [
    {"output_type": "display_data", "metadata": {}, "data": {"text/html": ["<script>alert(1)</script>"] * 1000,
     "application/vnd.jupyter.widget-view+json": {"model_id": "../../x", "version_major": 10**30}}},
    {"output_type": "error", "ename": "\x1b[2J", "evalue": "\u202e", "traceback": ["\x1b]0;x\x07"] * 1000},
]  # fmt: skip


FILES = {file.name: file for file in (
    File("n01_not_json", _bytes("Dear grader, my laptop broke"), "not JSON"),
    File("n01_python_as_notebook", _bytes(HEAD), GRADED),
    File("n01_html_export", _bytes("<!DOCTYPE html><html>" + "x" * 1000), "web page"),
    File("n01_pdf", _bytes(b"%PDF-1.7\n\x93\x8c\x8b\x9e"), "UTF-8|PDF"),
    File("n01_zip_named_notebook", _bytes(b"PK\x03\x04\x14\x00\x00\x00" + bytes(100)), "NUL|UTF-8|zip"),
    File("n01_gzip", _bytes(b"\x1f\x8b\x08\x00" + bytes(100)), "gzip archive"),
    File("n01_pickle", _bytes(b"\x80\x04\x95\x1d\x00cposix\nsystem\n"), "UTF-8"),
    File("n01_truncated", _bytes(HONEST[: len(HONEST) // 2]), "not JSON"),
    File("n01_merge_conflict", _bytes("{\n<<<<<<< HEAD\n" + HONEST), "merge conflict"),
    File("n02_empty", _bytes(b""), "empty"),
    File("n02_blank", _bytes(" \n\t" * 1000), "empty"),
    File("n02_bare_mark", _bytes(codecs.BOM_UTF8), "empty"),
    File("n03_nested_lists", _bytes(lambda: "[" * 200_000), "nested"),
    File("n03_nested_and_closed", _bytes(lambda: "[" * 100_000 + "]" * 100_000), "nested"),
    File("n03_nested_records", _bytes(lambda: '{"a":' * 100_000 + "1" + "}" * 100_000), "nested"),
    File("n03_nested_in_metadata", _bytes(lambda: HONEST.replace('"metadata": {}', '"metadata": {"a": ' + "[" * 100_000 + "]" * 100_000 + "}", 1)), "nested"),
    File("n04_utf16", _bytes(HONEST.encode("utf-16")), GRADED),
    File("n04_utf32", _bytes(HONEST.encode("utf-32")), GRADED),
    File("n04_utf16_without_mark", _bytes(HONEST.encode("utf-16-le")), "NUL|UTF-8"),
    File("n04_latin1", _bytes(HONEST.replace("momentum(g", "momentum(g").encode() + b"\xe4\xf6"), "not JSON"),
    File("n04_utf7", _bytes(codecs.encode("{é}", "utf-7")), "not JSON"),
    File("n05_bad_byte", _bytes(HONEST.encode().replace(b"momentum", b"moment\xff\x1eum", 1)), "UTF-8"),
    File("n05_nul_bytes", _bytes(HONEST.encode() + bytes(1000)), "NUL"),
    File("n05_overlong_and_surrogates", _bytes(b'{"cells": "\xc0\x80\xed\xa0\x80"}'), "cells"),
    File("n06_mark_and_crlf", _bytes(codecs.BOM_UTF8 + HONEST.replace("\\n", "\\r\\n").encode()), GRADED),
    File("n07_large_outputs", _bytes(_n07_large_outputs), GRADED),
    File("n08_100_000_cells", _bytes(lambda: _with(cells=[*json.loads(HONEST)["cells"], *[{"cell_type": "markdown", "source": ""}] * 100_000])), GRADED),
    File("n09_many_values", _bytes(lambda: '{"cells": [], "metadata": [' + "0," * 5_000_000 + "0]}"), "large"),
    File("n09_many_records", _bytes(lambda: '{"cells": [' + "{}," * 3_000_000 + "{}]}"), "large"),
    File("n09_much_code", _bytes(lambda: _in_cell(source="x = 1\n" * 500_000)), "characters of code"),
    File("n10_format_2", _bytes(_with(nbformat=2)), GRADED),
    File("n10_format_99", _bytes(_with(nbformat=99, nbformat_minor=[])), GRADED),
    File("n10_format_3", _bytes(json.dumps({"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": HEAD}]}]})), GRADED),
    File("n11_kernelspec", _bytes(_with(metadata={"kernelspec": {"name": "../../evil; touch /tmp/x", "argv": ["sh", "-c", "touch /tmp/x"]}})), GRADED),
    File("n12_grading_metadata", _bytes(_with(metadata={"otter": {"score": 100}, "nbgrader": {"points": 100}, "grader": {"earned": 100}})), GRADED),
    File("n13_lone_surrogate", _bytes(_in_cell(source=HEAD + "\n# \ud800")), GRADED),
    File("n14_5000_digits", _bytes(lambda: _with(nbformat=int("9" * 4000))), GRADED),
    File("n14_numbers_that_are_none", _bytes(_with(metadata={"x": float("nan"), "y": float("inf")})), GRADED),
    File("n15_cells_twice", _bytes('{"cells": [], ' + HONEST[1:]), "twice"),
    File("n15_source_twice", _bytes(HONEST.replace('"source":', '"source": "x", "source":', 1)), "twice"),
    File("n16_no_cells", _bytes("{}"), "cells"),
    File("n16_a_list", _bytes("[]"), "cells"),
    File("n16_a_number", _bytes("1e999999"), "cells"),
    File("n16_cells_of_numbers", _bytes('{"cells": [1, 2]}'), "cell 1"),
    File("n16_cells_are_a_record", _bytes('{"cells": {"0": {}}}'), "cells"),
    File("n16_source_is_a_number", _bytes(_in_cell(source=5)), "text"),
    File("n16_source_is_nested", _bytes(_in_cell(source=[["x"]])), "text"),
    File("n16_source_is_null", _bytes(_in_cell(source=None)), "text"),
    File("n17_shell_in_the_name", _bytes(HONEST), GRADED, "$(touch x); `id` & ' \" -rf.ipynb"),
    File("n17_ansi_in_the_name", _bytes("x"), ".", "\x1b[2J\u202e<b>.ipynb"),
    File("n17_newline_in_the_name", _bytes(HONEST), GRADED, "a\nb.ipynb"),
    File("n17_not_utf8_in_the_name", _bytes("x"), ".", os.fsdecode(b"\xff\xfe.ipynb")),
    File("n18_python_file", _bytes(HEAD), GRADED, "hw.py"),
    File("n18_python_with_nul", _bytes(HEAD + "\0"), "NUL", "hw.py"),
    File("n18_python_that_is_binary", _bytes(b"\x00\x00\x00\xe3\xff" * 1000), "UTF-8|NUL", "hw.py"),
    File("n19_link_to_passwd", lambda path: path.symlink_to("/etc/passwd"), "link"),
    File("n19_link_to_a_notebook", _renamed, "link"),
    File("n19_link_to_itself", _loop, "link"),
    File("n20_link_to_the_reference", lambda path: path.symlink_to(Path(__file__).parents[2] / "reference/adam.py"), "link", "hw.py"),
    File("n21_link_to_zeroes", lambda path: path.symlink_to("/dev/zero"), "link"),
    File("n22_pipe", lambda path: os.mkfifo(path), "folder, a link or a device"),
    File("n22_socket", _socket, "folder, a link or a device"),
    *([File("n22_device", lambda path: os.mknod(path, 0o20666, os.makedev(1, 5)), "folder, a link or a device")] if ROOT else []),
    File("n23_folder", lambda path: path.mkdir(), "folder"),
    File("n23_nothing_there", lambda path: None, "no file"),
    File("sparse_500_mb", _sparse(500 << 20), "larger than"),
    File("sparse_10_gb", _sparse(10 << 30), "larger than"),
    File("sparse_60_mb", _sparse(60 << 20), "NUL|empty"),
    File("brackets_60_mb", _bytes(lambda: "[" * (60 << 20)), "."),
    File("one_text_60_mb", _bytes(lambda: '"' + "\\u0041" * (10 << 20) + '"'), "."),
    File("quotes_60_mb", _bytes(lambda: '{"cells": "' + '\\"' * (30 << 20)), "."),
    File("digits_10_mb", _bytes(lambda: '{"cells": ' + "9" * (10 << 20) + "}"), "."),
    File("wide_characters_60_mb", _bytes(lambda: '{"cells": "' + "\U0001f600" * (15 << 20) + '"}'), "."),
    File("equal_keys", _bytes(lambda: '{"cells": [], ' + ",".join(f'"{n % 50_000}": 0' for n in range(100_000)) + "}"), "twice"),
    File("n24_cell_forty_million_lines_down", _bytes(lambda: _FAR.format("\n" * 40_000_000)), "more than 1,000,000 lines", "hw.py"),
    File("n24_chunk_thirty_million_lines_down", _bytes(lambda: "\n" * 30_000_000 + f"```{{python}}\n{HEAD}\n```\n"), "more than 1,000,000 lines", "hw.qmd"),
    File("n25_text_cell_that_holds_a_number", _bytes(_with(cells=[{"cell_type": "markdown", "source": 5}, {"cell_type": "heading", "source": None}, *json.loads(HONEST)["cells"]])), GRADED),
    File("n26_last_key_of_many_twice", _bytes(lambda: '{"cells": [], "metadata": {' + "".join(f'"{n}": 0, ' for n in range(400_000)) + '"399999": 0}}'), "twice"),
    File("n27_blanks_in_front_of_nothing", _bytes(lambda: " " * 5_000_000 + "x"), "not JSON", "hw.ipynb"),
    File("n28_ids_outputs_and_attachments", _bytes(_in_cell(id="../../x", attachments={"../../etc/passwd": {"image/png": "AAAA"}}, metadata={"trusted": True, "tags": ["remove-cell", "raises-exception"]}, outputs=_OUTPUTS)), GRADED),
    File("n28_cells_that_are_no_kind", _bytes(_with(cells=[{"cell_type": kind, "source": "x"} for kind in ([], {}, None, 5, "raw")] + json.loads(HONEST)["cells"], metadata=[{}], nbformat=None)), GRADED),
)}  # fmt: skip
