"""A check is Python out of a key, written by whoever sends the key: its process can do what a submission can."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from pathlib import Path

import pytest
from support.tables import read_written

from grader.judging.checks import check_process
from grader.judging.outcomes import Right, Unchecked, Verdict
from grader.judging.verdicts import judge_case
from grader.model.checks import to_expected
from grader.model.key import Case, Question
from grader.model.transcript import Returned
from grader.sandbox.child.conversion import to_value

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")
HEAD = read_written(__file__, "check_confinement_head.py")


def verdict_of(*expressions: str) -> Verdict:
    """The verdict of a check that says what each expression comes to, in a process of its own."""
    case = Case("q.1", "", False, 1.0, {}, to_expected(to_value(1.0)))
    question = Question("q", "Q", "any", 1.0, "q", (), True, (case,), check="checks.py:check")
    source = f"{HEAD}        [{', '.join(expressions)}])\n"
    return judge_case(question, case, Returned(to_value(1.0)), {"checks.py": source})


def said(*expressions: str) -> list[object]:
    verdict = verdict_of(*expressions)
    assert not isinstance(verdict.outcome, (Right, Unchecked)), verdict
    return eval(verdict.outcome.sentence)


@pytest.fixture(autouse=True)
def new_process():
    check_process.close()
    check_process.forget()
    yield
    check_process.close()


def test_it_reads_no_key_writes_nowhere_else_and_reaches_no_process_network_or_listener(tmp_path):
    """`grader check STUDENT/hw.ipynb` took the key beside it, and ran its checks as whoever typed that."""
    (private := tmp_path / "homework.key").write_text("canary")
    private.chmod(0o644)
    outside = Path(tempfile.gettempdir(), f"from-a-check-{os.getpid()}")
    with socket.create_server(("127.0.0.1", 0)) as server:
        denied, *refused = said(
            f"attempt(lambda: open({str(private)!r}).read())",
            *(f"attempt(lambda: {expression})" for expression in (
                "open(f'/proc/{os.getppid()}/environ').read()", f"open({str(outside)!r}, 'w')", "socket.socket()",
                "subprocess.run(['/bin/true'])", "os.fork()", "os.kill(os.getppid(), 0)",
                "os.setpriority(os.PRIO_PROCESS, os.getppid(), 5)",
                f"socket.create_connection({server.getsockname()!r}, 1)",
            )),
        )  # fmt: skip
    assert denied == "PermissionError" and set(refused) <= {"PermissionError", "BlockingIOError"}, refused
    assert not outside.exists()


def test_it_cannot_raise_a_limit():
    """The limits were soft ones, which any process may raise."""
    names = ["RLIMIT_AS", "RLIMIT_DATA", "RLIMIT_FSIZE", "RLIMIT_CORE", "RLIMIT_CPU", "RLIMIT_NOFILE"]
    hard = [f"resource.getrlimit(resource.{name})[1]" for name in names]
    assert said(*(f"{each} == resource.RLIM_INFINITY" for each in hard)) == [False] * len(names)
    raised = (
        f"attempt(lambda: resource.setrlimit(resource.{name}, ({each} + 1, {each} + 1)))"
        for name, each in zip(names, hard, strict=True)
    )
    assert set(said(*raised)) <= {"ValueError", "PermissionError"}


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root has users to give")
def test_it_is_no_longer_root():
    assert said("os.getuid() == os.geteuid() == os.getgid() != 0", "os.getgroups()") == [True, []]


@pytest.mark.slow
def test_it_fills_no_disk():
    """A submission may have 128 MB and 5,000 files."""
    verdict = verdict_of("[open(f'{n}', 'w').close() for n in range(7000)] and time.sleep(5)")
    assert isinstance(verdict.outcome, Unchecked) and "5000 files" in verdict.outcome.detail
    assert said("attempt(lambda: open('large', 'wb').write(bytes(9 << 20)))") == ["OSError"]


def test_home_and_temporary_files_are_its_own_and_go_with_it():
    """HOME was /tmp: the matplotlib folder of another account there made each check that imports it fail."""
    homes, is_own = said(
        "sorted({os.environ[name] for name in ('HOME', 'TMPDIR', 'TMP', 'TEMP')} | {os.getcwd()})",
        "__import__('matplotlib').get_cachedir().startswith(os.environ['HOME'])",
    )
    (home,) = homes
    assert home != tempfile.gettempdir() and Path(home).is_dir() and is_own
    assert Path(home).stat().st_mode & 0o777 == 0o700
    check_process.close()
    assert not Path(home).exists()
