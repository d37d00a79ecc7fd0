"""Bytes to cells: every form that Jupyter writes is read, and whatever else comes is refused in a sentence."""

from __future__ import annotations

import codecs
import json
import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.extraction import notebook
from grader.extraction.notebook import Cell, Unreadable, read

ADAM = "def adam(g):\n    return g"


def written(path: Path, content: bytes | str | object) -> Path:
    if not isinstance(content, (bytes, str)):
        content = json.dumps(content)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def v4(*sources: str | list[str]) -> dict:
    return {"nbformat": 4, "cells": [{"cell_type": "code", "source": source} for source in sources]}


def sources(path: Path) -> list[str]:
    return [cell.source for cell in read(path)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "hw.ipynb"


# --- what is read ---


def test_a_source_may_be_text_or_a_list_of_lines(file):
    """Both forms are nbformat's; Jupyter writes the list, other programs the text."""
    assert sources(written(file, v4(ADAM, ADAM.splitlines(keepends=True)))) == [ADAM, ADAM]


def test_what_nbformat_itself_writes_is_read(file):
    """An independent witness, cell ids and metadata included."""
    made = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(ADAM, outputs=[nbformat.v4.new_output("stream", text="1\n")])]
    )
    nbformat.write(made, file)
    assert sources(file) == [ADAM]


def test_a_notebook_of_nbformat_3_is_read_from_all_its_worksheets(file):
    """Old course material is still about: the cells lie in worksheets, the text in `input`."""
    sheets = [{"cells": [{"cell_type": "code", "input": [f"x = {i}"]}]} for i in (1, 2)]
    assert read(written(file, {"nbformat": 3, "worksheets": sheets})) == (Cell(1, "x = 1"), Cell(2, "x = 2"))


@pytest.mark.parametrize("version", [2, 5, 99, "four", None, 10**30])
def test_the_version_that_a_file_claims_does_not_matter(file, version):
    """The cells are there or they are not."""
    assert sources(written(file, v4(ADAM) | {"nbformat": version})) == [ADAM]


def test_outputs_metadata_and_kernels_are_never_looked_at(file):
    """A forged kernelspec names a path to run, forged grading metadata claims points: both are just ignored."""
    document = v4(ADAM) | {"metadata": {"kernelspec": {"name": "../../x", "argv": 5}, "grade": 100}}
    document["cells"][0] |= {"outputs": 7, "metadata": [], "id": {"a": None}, "execution_count": "one"}
    assert sources(written(file, document)) == [ADAM]


@pytest.mark.parametrize(
    "encoded",
    [
        codecs.BOM_UTF8 + json.dumps(v4(ADAM)).encode().replace(b": ", b":\r\n"),
        json.dumps(v4(ADAM)).encode("utf-16"),
        codecs.BOM_UTF16_BE + json.dumps(v4(ADAM)).encode("utf-16-be"),
        json.dumps(v4(ADAM)).encode("utf-32"),
    ],
    ids=["utf-8 with a mark and CRLF", "utf-16", "utf-16 big-endian", "utf-32"],
)
def test_a_byte_order_mark_decides_the_encoding(file, encoded):
    """Notepad and PowerShell write such files."""
    assert sources(written(file, encoded)) == [ADAM]


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-8"])
def test_a_python_file_says_its_encoding_as_python_reads_it(tmp_path, encoding):
    text = f"# -*- coding: {encoding} -*-\ntitle = 'Lösung'\n"
    (tmp_path / "hw.py").write_bytes(text.encode(encoding))
    assert "Lösung" in read(tmp_path / "hw.py")[0].source


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "gbk", "cp1251"])
def test_a_file_in_an_encoding_that_it_does_not_name_costs_no_point(tmp_path, encoding):
    """Editors of Windows write their own code page, and Jupyter never minds what is in a comment."""
    comment = {"gbk": "梯度", "cp1251": "градиент"}.get(encoding, "größe")
    for name, text in {
        "hw.py": f"# {comment}\n{ADAM}",
        "hw.ipynb": json.dumps(v4(f"# {comment}\n{ADAM}"), ensure_ascii=False),
    }.items():
        (tmp_path / name).write_bytes(text.encode(encoding))
        assert read(tmp_path / name)[0].source.endswith(ADAM)


def test_line_ends_are_line_feeds_and_half_characters_are_replaced(file):
    """Line numbers must be Python's, and a lone surrogate cannot even be encoded to be parsed."""
    assert sources(written(file, v4("a = 1\r\nb = 2\r\fc = '\ud800'"))) == ["a = 1\nb = 2\nc = '\ufffd'"]


def test_a_python_file_is_one_cell(tmp_path):
    """Students who prefer an editor submit a module."""
    assert read(written(tmp_path / "hw.py", ADAM)) == (Cell(0, ADAM),)


def test_a_python_file_is_cut_at_cell_marks_and_keeps_its_line_numbers(tmp_path):
    """A broken cell takes no other with it, and a message names the line that the editor shows."""
    text = "import jax\n# %% Adam\ndef adam(g): ...\n\n# In[3]:\nx = 1\n"
    cells = read(written(tmp_path / "hw.py", text))
    assert [(cell.number, cell.first_line) for cell in cells] == [(0, 1), (0, 2), (0, 5)]
    assert "".join(cell.source for cell in cells) == text


def test_a_hundred_thousand_cells_are_read_and_a_forty_megabyte_output_is_skipped(file):
    """Neither is a reason to refuse honest code."""
    document = v4(*["x = 1"] * 100_000)
    document["cells"][0]["outputs"] = [{"data": {"image/png": "A" * 40_000_000}}]
    assert len(read(written(file, document))) == 100_000


# --- what is refused ---

HOSTILE = {
    "empty": (b"", "empty"),
    "blank": (b" \n ", "empty"),
    "not JSON": (b"print('hello')", "line 1 is not JSON"),
    "HTML": (b"<!DOCTYPE html><html></html>", "a web page (HTML)"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
    "zip": (b"PK\x03\x04\x14\0", "a zip archive"),
    "picture": (b"\x89PNG\r\n\x1a\n\0", "a picture"),
    "LaTeX": (b"\\documentclass{article}", "a LaTeX document"),
    "merge conflict": (b'{"cells": [\n<<<<<<< HEAD\n', "merge conflict"),
    "cut off": (b'{"cells": [{"cell_type": "code", "sour', "not JSON"),
    "nested": (b"[" * 200_000, "nested too deeply"),
    "nested objects": (b'{"a":' * 200_000, "nested too deeply"),
    "bad byte": (b'{"cells": "\xff\x01"}', "UTF-8 (byte 11"),
    "no encoding of text": (b"# coding: utf-7\nx = '\xff\x1f'", "UTF-8 (byte 21"),
    "NUL": (b'{"cells": []}\0', "NUL"),
    "utf-16 without a mark": ('{"cells": []}'.encode("utf-16-le"), "NUL"),
    "repeated key": (b'{"cells": [], "cells": []}', "'cells' appears twice"),
    "a list": (b"[]", "no cells"),
    "a number": (b"1", "no cells"),
    "no cells": (b"{}", "no list of cells"),
    "cells are text": (b'{"cells": "x"}', "no list of cells"),
    "a cell is text": (b'{"cells": ["x"]}', "cell 1 is not a cell"),
    "a source is a number": (b'{"cells": [{"cell_type": "code", "source": 5}]}', "cell 1 has no text"),
    "a source of numbers": (b'{"cells": [{"cell_type": "code", "source": [1]}]}', "cell 1 has no text"),
    "very many values": (b'{"cells": [' + b"[]," * 2_000_000 + b"[]]}", "Clear the outputs"),
    "very much code": (json.dumps(v4("x = 1\n" * 200_000)).encode(), "characters of code"),
}


@pytest.mark.parametrize(("content", "says"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_notebook_is_refused_in_a_sentence_that_helps(file, content, says):
    """The student reads this text and nothing else: it says what is wrong, and what to do."""
    with pytest.raises(Unreadable) as refusal:
        read(written(file, content))
    text = str(refusal.value)
    assert says in text
    assert len(text) < 400
    assert any(way_out in text for way_out in ("again", "Submit", "Clear"))


def test_a_number_of_five_thousand_digits_is_harmless(file):
    """int() refuses it (and took quadratic time before it did); no number in a notebook matters."""
    assert sources(written(file, json.dumps(v4(ADAM))[:-1] + ', "n": ' + "9" * 5000 + "}")) == [ADAM]


def test_a_file_over_the_limit_is_refused_without_being_read_whole(file):
    """A sparse terabyte costs the same as one byte too many."""
    with file.open("wb") as sparse:
        sparse.truncate(2**40)
    tracemalloc.start()
    with pytest.raises(Unreadable, match="larger than 64 MB"):
        read(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3 * notebook.MAX_BYTES


def test_a_missing_file_is_said_to_be_missing(file):
    """A typo on the command line is the usual reason."""
    with pytest.raises(Unreadable, match="There is no file 'hw.ipynb'"):
        read(file)


def test_a_name_that_no_file_can_have_is_refused():
    """open() raises ValueError here, not OSError."""
    with pytest.raises(Unreadable):
        read("a\0b.ipynb")


@pytest.mark.skipif(os.name != "posix", reason="links, pipes and devices as POSIX has them")
def test_links_pipes_devices_and_folders_are_refused_at_once(tmp_path):
    """A link may point at the instructor's solution, a pipe blocks for ever, /dev/zero never ends."""
    secret = written(tmp_path / "secret.ipynb", v4("SOLUTION = 1"))
    (tmp_path / "link.ipynb").symlink_to(secret)
    (tmp_path / "zero.ipynb").symlink_to("/dev/zero")
    (tmp_path / "folder.ipynb").mkdir()
    os.mkfifo(tmp_path / "pipe.ipynb")
    for path in (*(tmp_path / f"{n}.ipynb" for n in ("link", "zero", "folder", "pipe")), Path("/dev/zero")):
        with pytest.raises(Unreadable, match="Submit the notebook file itself"):
            read(path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["cells", "source", "cell_type", "worksheets", "input"]), inner, max_size=4)
    ),
    max_leaves=12,
)
EXAMPLES = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@EXAMPLES
@given(st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
def test_no_bytes_raise_anything_but_unreadable(file, content):
    """One exception class: whoever calls `read` can rely on it, whatever a student uploads."""
    for path in (file, file.with_suffix(".py")):
        try:
            read(written(path, content))
        except Unreadable as refusal:
            message = str(refusal)
            assert message


def test_reading_imports_neither_jax_nor_numpy():
    """`grader check` must start fast, and the judge's process holds no JAX."""
    code = "import sys, grader.extraction.extract\nprint({'jax', 'numpy', 'nbformat', 'IPython'} & {*sys.modules})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
