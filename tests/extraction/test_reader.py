"""No submitted file costs its reader more than the limits, or harms the grader or the next file."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest
from support import small_class
from support.program import forked
from support.rows import few

from grader.extraction import notebook, reader
from grader.extraction.extract import DefinedName, MissingName, extract
from grader.extraction.notebook import Unreadable
from grader.extraction.reader import ReadingLimitExceeded, ReadingLimits
from grader.sandbox.transcribe import transcribe

EXAMPLES = sorted((Path(__file__).parents[2] / "assignments/first_order/examples").glob("*.ipynb"))
HONEST = "def adam(g):\n    return g + 1"
limited = pytest.mark.skipif(sys.platform != "linux", reason="limits of memory and CPU time are Linux'")


@pytest.fixture
def limited_to(monkeypatch):
    """Let new processes read within other limits."""

    def limit(limits: ReadingLimits) -> None:
        reader.close()
        monkeypatch.setattr(reader, "limits", limits)

    yield limit
    reader.close()


def written(where: Path, *cells: str) -> Path:
    path = where / "hw.ipynb"
    every = [{"cell_type": "code", "source": cell} for cell in (*cells, HONEST)]
    path.write_text(json.dumps({"nbformat": 4, "cells": every}))
    return path


def test_the_process_gives_what_reading_here_gives():
    """Nothing of an extraction is lost on the way: broken cells, missing names, configuration, flags."""
    names = ["adam", "momentum", "no_such_function", "gradient_descent", "answers"]
    assert EXAMPLES
    for path in EXAMPLES:
        assert reader.read(path, names) == extract(notebook.read(path), names)


def test_every_field_of_an_extraction_comes_back(tmp_path):
    cells = ["from __future__ import annotations\nimport jax\njax.config.update('a', 1)", "def g()\n  x", "def f(: h"]
    path = written(tmp_path, *cells, "def k(): return f() + unknown")
    names, stubs = ["adam", "g", "k", "adamm"], {"adam": HONEST}
    extraction = reader.read(path, names, stubs)
    assert extraction == extract(notebook.read(path), names, stubs)
    assert {type(answer).__name__ for answer in extraction.names} == {"DefinedName", "MissingName", "BrokenName"}


LONG = 199_000
SLOW = {
    "blanks before a sign": "a" + " " * LONG + "$",
    "blanks on the second line": "x\n" + " " * LONG + "$",
    "one magic after the other": "%%time\n" * (LONG // 7) + "$",
    "magics and comments": "#\n%%time\n" * (LONG // 9) + "$",
    "deeper and deeper lines": "\n".join(" " * n + "if a:" for n in range(620)),
    "open strings": "$\n" + '"""\\' * (LONG // 4),
    "names joined by dots": "a." * (LONG // 10) + "$",
    "commas": "a ," * (LONG // 20) + "$",
}


@limited
@pytest.mark.parametrize("name", few(SLOW, ("blanks before a sign", "open strings")))
def test_five_cells_of_whatever_is_slow_to_match_are_read_within_the_limits(name, tmp_path, limited_to):
    """Five cells of `a`, 199,000 blanks and `$` took two minutes, and an honest student beside them timed out."""
    limited_to(ReadingLimits(cpu_seconds=15))
    extraction = reader.read(written(tmp_path, *[SLOW[name]] * 5), ["adam"])
    assert isinstance(extraction["adam"], DefinedName)


NESTED = {
    "brackets": "(" * 10_000, "closed brackets": "(" * 10_000 + ")" * 10_000, "minus": "-" * 50_000 + "1",
    "not": "not " * 20_000 + "1", "and": "a and " * 20_000 + "a", "plus": "a+" * 90_000 + "a",
    "powers": "a**" * 50_000 + "a", "attributes": "a" + ".a" * 90_000, "calls": "a" + "()" * 90_000,
    "subscripts": "a" + "[0]" * 60_000, "lambdas": "lambda:" * 20_000 + "0", "else": "1 if 1 else " * 15_000 + "1",
    "f-strings": "f'{" * 60_000 + "1" + "}'" * 60_000, "formats": "f'{a:" + "{a:" * 40_000 + "}" * 40_000 + "}'",
    "digits": "x=" + "9" * 190_000, "decorators": "@a\n" * 60_000 + "def f(): pass", "assignments": "a=" * 30_000 + "1",
    "patterns": "match a:\n case " + "[" * 90_000 + "a" + "]" * 90_000 + ": pass", "lists": "[" * 90 + "a," * 90_000,
    "elif": "if a: pass\n" + "elif a: pass\n" * 15_000, "with": "with (" + "a," * 20_000 + "): pass",
}  # fmt: skip


@pytest.mark.parametrize("name", few(NESTED, ("brackets", "minus", "attributes", "f-strings", "digits", "patterns")))
def test_what_breaks_a_parser_costs_its_own_cell(name, tmp_path):
    """Deep nesting ends in RecursionError, MemoryError or, in some versions of Python, the end of the interpreter."""
    extraction = reader.read(written(tmp_path, NESTED[name]), ["adam"])
    assert isinstance(extraction["adam"], DefinedName)


@limited
@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (ReadingLimits(cpu_seconds=1), "more than 1 seconds of computing"),
        (ReadingLimits(memory_mb=100), "more than 100 MB of memory"),
        (ReadingLimits(answer_bytes=10_000), "more code than can be read"),
    ],
)
def test_a_file_that_takes_too_much_is_refused_and_the_next_one_is_read(limits, words, tmp_path, limited_to):
    limited_to(limits)
    (tmp_path / "bad").mkdir()
    statements = 45_000 if limits.cpu_seconds == 1 else 1_000
    bad, good = written(tmp_path / "bad", *["a=1;" * statements] * 2), written(tmp_path)
    if limits.memory_mb == 100:
        bad.write_text(json.dumps({"cells": [], "picture": "0" * 50_000_000}))
    with pytest.raises(ReadingLimitExceeded, match=words) as reason:
        reader.read(bad, ["adam"])
    assert "Keep only your code in it, save it in Jupyter, and submit it again." in str(reason.value)
    assert isinstance(reader.read(good, ["adam"])["adam"], DefinedName)


def test_a_submission_whose_reading_takes_too_much_has_a_transcript_that_says_so(tmp_path, limited_to):
    limited_to(ReadingLimits(answer_bytes=100))
    transcript = transcribe(written(tmp_path), small_class.key(), forked(), submission="s1")
    assert transcript.unreadable.startswith("This file has more code than can be read")


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGSTOP")
def test_a_process_that_stands_still_is_replaced(tmp_path, limited_to):
    """Computing is bounded by CPU time: who stands still was stopped, or waits for this machine."""
    limited_to(ReadingLimits(wall_seconds=2))
    reader.read(written(tmp_path), ["adam"])
    os.kill(reader.idle[-1].process.pid, signal.SIGSTOP)
    assert isinstance(reader.read(written(tmp_path), ["adam"])["adam"], DefinedName)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_process_that_is_killed_again_and_again_is_this_machines_fault(tmp_path):
    """As where the system runs out of memory: nobody's file may be called unreadable for it."""
    reader.close()
    done = threading.Event()

    def kill() -> None:
        while not done.is_set():
            for child in psutil.Process().children():
                with contextlib.suppress(psutil.Error):
                    if "grader.extraction.reader_child" in child.cmdline():
                        child.kill()

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        with pytest.raises(OSError, match=r"killed \(SIGKILL\)|could not be started"):
            reader.read(written(tmp_path), ["adam"])
    finally:
        done.set()
        killer.join()


def test_a_process_that_somebody_killed_is_replaced(tmp_path):
    """A student's process under the same user may do that; it is nobody's mistake."""
    path = written(tmp_path)
    reader.read(path, ["adam"])
    reader.idle[-1].process.kill()
    assert isinstance(reader.read(path, ["adam"])["adam"], DefinedName)


def test_threads_read_at_the_same_time(tmp_path):
    paths = []
    for n in range(6):
        (tmp_path / str(n)).mkdir()
        paths.append(written(tmp_path / str(n), f"def f{n}(): return {n}"))
    results: dict[int, list] = {}

    def work(n: int) -> None:
        results[n] = [reader.read(paths[n], [f"f{m}"]).names[0] for m in range(6)]

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(isinstance(results[n][m], DefinedName if m == n else MissingName) for n in range(6) for m in range(6))


DOCUMENTS = {
    "deep": ("[" * 100_000, "nested too deeply"),
    "deep objects": ('{"a":' * 100_000, "nested too deeply"),
    "a key twice": ('{"cells": [], "cells": []}', "twice"),
    "a huge number": ('{"cells": [], "n": ' + "9" * 100_000 + "}", ""),
    "no number": ('{"cells": [], "n": NaN, "m": Infinity}', ""),
    "very many values": ("[" + "0," * 3_000_000 + "0]", "too large to read"),
    "UTF-7": ("+AHsAfQ-".encode("utf-7"), "not a Jupyter notebook"),
    "Latin-1": ('{"cells": ["é"]}'.encode("latin-1"), "cell 1 is not a cell"),
    "half a character": (b'{"cells": [{"cell_type": "code", "source": "\\ud800"}]}', ""),
    "UTF-16 cut off": (b"\xff\xfe{", "not text in UTF-8"),
    "a wrong UTF-16": ('{"cells": []}'.encode("utf-16-le"), "NUL bytes"),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_whatever_a_document_holds_is_read_or_refused_in_a_sentence(name, tmp_path):
    data, words = DOCUMENTS[name]
    (tmp_path / "hw.ipynb").write_bytes(data.encode() if isinstance(data, str) else data)
    if words:
        with pytest.raises(Unreadable, match=words):
            reader.read(tmp_path / "hw.ipynb", ["adam"])
    else:
        assert isinstance(reader.read(tmp_path / "hw.ipynb", ["adam"])["adam"], MissingName)


@pytest.mark.skipif(sys.platform == "win32", reason="no links without rights")
def test_a_link_that_takes_the_files_place_while_it_is_read_leads_nowhere(tmp_path):
    secret = written(tmp_path, "def secret(): return 1").rename(tmp_path / "secret.ipynb")
    own, at = tmp_path / "own.ipynb", tmp_path / "hw.ipynb"
    own.write_text(json.dumps({"cells": []}))
    at.write_text(own.read_text())
    swap = """
import os, sys
own, secret, at = sys.argv[1:]
while True:
    os.link(own, at + "~"); os.replace(at + "~", at)
    os.symlink(secret, at + "~"); os.replace(at + "~", at)
    os.mkfifo(at + "~"); os.replace(at + "~", at)
"""
    swapper = subprocess.Popen([sys.executable, "-c", swap, str(own), str(secret), str(at)])
    try:
        for _ in range(60):
            try:
                assert isinstance(reader.read(at, ["secret"])["secret"], MissingName)
            except Unreadable as error:
                reason = str(error)
                assert "link" in reason or "not a plain file" in reason or "cannot be opened" in reason
    finally:
        swapper.kill()
        swapper.wait()


def test_a_file_of_very_many_zeros_on_no_disk_is_read_to_the_limit_alone(tmp_path):
    with (tmp_path / "hw.ipynb").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(Unreadable, match="larger than 64 MB"):
        reader.read(tmp_path / "hw.ipynb", ["adam"])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("number", few([signal.SIGTERM, signal.SIGKILL]))
def test_what_ends_a_process_while_it_waits_costs_the_next_file_nothing(number, tmp_path):
    path = written(tmp_path)
    reader.read(path, ["adam"])
    for waiting in reader.idle:
        waiting.process.send_signal(number)
        waiting.process.wait()
    assert isinstance(reader.read(path, ["adam"])["adam"], DefinedName)


@pytest.mark.slow
@limited
def test_what_earlier_files_left_in_a_process_costs_no_later_file(tmp_path, limited_to):
    """Python 3.13 keeps every name that it has parsed for ever: the files of one submission filled the process.

    The next student's notebook was said to need more memory than a file may.
    """
    limited_to(ReadingLimits(memory_mb=140))
    for n in range(90):
        cells = ["; ".join(f"x{n}_{cell}_{k:0>900x}" for k in range(100)) for cell in range(8)]
        path = written(tmp_path, *cells)
        assert isinstance(reader.read(path, ["adam"])["adam"], DefinedName), n
