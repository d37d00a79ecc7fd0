"""A check is Python out of a key, written by whoever sends the key: its process can do what a submission can."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from pathlib import Path

import pytest

from grader.judging.checks import check_process
from grader.judging.outcomes import Right, Unchecked
from grader.judging.verdicts import judge_case
from grader.model.checks import to_expected
from grader.model.key import Case, Question
from grader.model.transcript import Returned
from grader.sandbox.child.conversion import to_value

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")
HEAD = """\
import os, resource, socket, subprocess, sys, threading, time
import numpy as np

def attempt(function, *arguments):
    try:
        return repr(function(*arguments))[:200]
    except BaseException as error:
        return type(error).__name__

def check(result, *, arguments, expected):
    return False, str(
"""
REFUSED = ("PermissionError", "BlockingIOError")


def said(expression: str) -> str:
    """What an expression comes to in a check."""
    case = Case("q.1", "", False, 1.0, {}, to_expected(to_value(1.0)))
    question = Question("q", "Q", "any", 1.0, "q", (), True, (case,), check="checks.py:check")
    source = f"{HEAD}        {expression})\n"
    verdict = judge_case(question, case, Returned(to_value(1.0)), {"checks.py": source})
    assert not isinstance(verdict.outcome, (Right, Unchecked)), verdict
    return verdict.outcome.sentence


@pytest.fixture(autouse=True)
def new_process():
    check_process.close()
    check_process.forget()
    yield
    check_process.close()


def test_it_reads_no_key_and_no_submission(tmp_path):
    """`grader check STUDENT/hw.ipynb` took the key beside it, and ran its checks as whoever typed that."""
    (private := tmp_path / "homework.key").write_text("canary")
    private.chmod(0o644)
    assert said(f"attempt(lambda: open({str(private)!r}).read())") == "PermissionError"
    assert said("attempt(lambda: open(f'/proc/{os.getppid()}/environ').read())") == "PermissionError"


def test_it_writes_nowhere_but_in_a_folder_of_its_own():
    outside = Path(tempfile.gettempdir(), f"from-a-check-{os.getpid()}")
    assert said(f"attempt(lambda: open({str(outside)!r}, 'w'))") == "PermissionError"
    assert not outside.exists()


@pytest.mark.parametrize(
    "expression",
    ["socket.socket()", "subprocess.run(['/bin/true'])", "os.fork()", "os.kill(os.getppid(), 0)",
     "os.setpriority(os.PRIO_PROCESS, os.getppid(), 5)"],
)  # fmt: skip
def test_it_has_no_network_no_programs_and_no_other_processes(expression):
    assert said(f"attempt(lambda: {expression})") in REFUSED


def test_it_reaches_no_listener_of_this_machine():
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        assert said(f"attempt(socket.create_connection, {address!r}, 1)") in REFUSED


@pytest.mark.parametrize(
    "name", ["RLIMIT_AS", "RLIMIT_DATA", "RLIMIT_FSIZE", "RLIMIT_CORE", "RLIMIT_CPU", "RLIMIT_NOFILE"]
)
def test_it_cannot_raise_a_limit(name):
    """The limits were soft ones, which any process may raise."""
    hard = f"resource.getrlimit(resource.{name})[1]"
    assert said(f"{hard} == resource.RLIM_INFINITY") == "False"
    assert said(f"attempt(lambda: resource.setrlimit(resource.{name}, ({hard} + 1, {hard} + 1)))") in (
        "ValueError", "PermissionError",
    )  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root has users to give")
def test_it_is_no_longer_root():
    assert said("(os.getuid() == os.geteuid() == os.getgid() != 0, os.getgroups())") == "(True, [])"


def test_it_fills_no_disk():
    """A submission may have 128 MB and 5,000 files."""
    case = Case("q.1", "", False, 1.0, {}, to_expected(to_value(1.0)))
    question = Question("q", "Q", "any", 1.0, "q", (), True, (case,), check="checks.py:check")
    body = "[open(f'{n}', 'w').close() for n in range(7000)] and time.sleep(5)"
    verdict = judge_case(question, case, Returned(to_value(1.0)), {"checks.py": f"{HEAD}        {body})\n"})
    assert isinstance(verdict.outcome, Unchecked) and "5000 files" in verdict.outcome.detail
    assert said("attempt(lambda: open('large', 'wb').write(bytes(9 << 20)))") == "OSError"


# ── a folder of its own


def test_home_and_temporary_files_are_its_own_and_go_with_it():
    """HOME was /tmp: the matplotlib folder of another account there made each check that imports it fail."""
    homes = said("sorted({os.environ[name] for name in ('HOME', 'TMPDIR', 'TMP', 'TEMP')} | {os.getcwd()})")
    (home,) = eval(homes)
    assert home != tempfile.gettempdir() and Path(home).is_dir()
    assert Path(home).stat().st_mode & 0o777 == 0o700
    check_process.close()
    assert not Path(home).exists()


def test_matplotlib_works_in_it():
    """It needs a folder for its settings and one for temporary files, and calls both of HOME's."""
    body = "__import__('matplotlib').get_cachedir().startswith(os.environ['HOME'])"
    assert said(body) == "True"
