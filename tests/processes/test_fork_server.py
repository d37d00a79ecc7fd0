"""The fork server: the same jobs, the same layers, a tenth of the start; and nothing passes from one to the next."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from support.program import QUICK, Isolation, ask, program, run

from grader.model.transcript import Returned
from grader.processes import cleanup
from grader.processes.fork_server import ForkServer
from grader.sandbox.isolation.profiles import expected_isolation

pytestmark = pytest.mark.skipif(not hasattr(os, "fork") or sys.platform != "linux", reason="needs /proc")
HONEST = "import jax\ndef f(g, w): return jax.grad(g)(w)"
BOWL = {"function": "bowl", "parameters": {}}


@pytest.fixture
def fork_server():
    """One of the test's own, which it may kill."""
    with ForkServer() as fork_server:
        yield fork_server


@pytest.fixture(scope="module")
def lasting():
    """One for the tests that leave it as it was."""
    with ForkServer() as fork_server:
        yield fork_server


def honest(fork_server, isolation=None, fresh=False):
    requests = [ask("f", "f", [0], g=BOWL, w=[1.0, 2.0])]
    done = run(program(HONEST), requests, fork_server=fork_server, isolation=isolation, fresh=fresh)
    assert isinstance(done.calls["f"], Returned), done
    assert done.calls["f"].value.array.tolist() == [2.0, 4.0]
    return done


def test_a_forked_child_has_the_same_layers_as_a_fresh_one(lasting):
    assert honest(lasting).layers == honest(lasting, fresh=True).layers


def test_it_has_one_thread_and_keeps_it(lasting):
    """A forked child hangs if its parent had XLA's threads."""
    for _ in range(2):
        honest(lasting)
        assert len(list(Path(f"/proc/{lasting.pid}/task").iterdir())) == 1


def test_nothing_passes_from_one_submission_to_the_next(lasting):
    spoil = """
    import builtins, numpy, jax, os
    numpy.seen = jax.seen = builtins.seen = 1
    os.environ["SEEN"] = "1"
    def f(w): return w
    """
    look = """
    import builtins, numpy, jax, os
    def f(w): return [hasattr(numpy, "seen"), hasattr(jax, "seen"), hasattr(builtins, "seen"), "SEEN" in os.environ]
    """
    for source, expected_ in ((spoil, 1.0), (look, [False] * 4)):
        done = run(program(source), [ask("f", "f", [0], w=1.0)], fork_server=lasting, limits=QUICK)
        assert done.calls["f"].value.array.tolist() == expected_


@pytest.mark.slow
def test_it_imports_scipy_for_later_submissions_and_keeps_no_first_one_waiting(fork_server):
    source = """
    import sys
    def f(w): return "scipy.optimize" in sys.modules
    """
    was_imported = [
        run(program(source), [ask("f", "f", [0], w=1.0)], fork_server=fork_server, limits=QUICK)
        .calls["f"]
        .value.array.tolist()
        for _ in range(3)
    ]
    assert was_imported == [False, False, True]


def test_no_orphan_stays_with_it(lasting):
    """Where seccomp does not forbid forks the fork server inherits a daemon; the sweep finds it there."""
    source = """
    import os, time
    def f(w):
        read, write = os.pipe()
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.write(write, str(os.getpid()).encode())
                time.sleep(1000)
            os._exit(0)
        return os.read(read, 100).decode()
    """
    requests = [ask("f", "f", [0], w=1.0)]
    done = run(
        program(source),
        requests,
        fork_server=lasting,
        limits=QUICK,
        isolation=Isolation("same-user", without=("seccomp",)),
    )
    daemon = int(done.calls["f"].value.text)
    assert not [p for p in cleanup.processes() if p.pid == daemon and not p.dead]


@pytest.mark.slow
def test_a_fork_server_that_answers_too_late_is_given_up(fork_server):
    """What it would say later must not be taken for the answer to another request."""
    honest(fork_server)
    fork_server._socket.settimeout(0.2)  # noqa: SLF001 - in place of a minute
    os.kill(fork_server.pid, signal.SIGSTOP)
    honest(fork_server)
    with pytest.raises(OSError, match="Bad file descriptor"):
        fork_server.fork("/")
    honest(fork_server)


@pytest.mark.usefixtures("heeds_ctrl_c")
def test_an_answer_that_nobody_waited_for_is_nobody_elses(fork_server, monkeypatch):
    """After Ctrl-C another thread, which ended its child, took the answer to a fork for its own."""
    monkeypatch.setattr(fork_server, "_read_answer", lambda: signal.raise_signal(signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        fork_server.request({"fork": {}})
    monkeypatch.undo()
    with pytest.raises(OSError, match="descriptor"):
        fork_server.request({"reap": 1, "block": False})


@pytest.mark.slow
def test_only_the_first_fork_waits_for_jax_to_be_imported():
    """What its owner does meanwhile costs no time: a command starts it before it reads its own input."""
    began = time.monotonic()
    with ForkServer() as fork_server:
        started = time.monotonic() - began
        honest(fork_server)
        assert started < (time.monotonic() - began) / 3


def test_a_process_has_one_and_ends_it():
    script = "from grader.processes.fork_server import shared_fork_server as shared\n"
    script += "print(shared().pid, shared() is shared(), flush=True)"
    done = subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[2], capture_output=True, text=True)
    pid, same = done.stdout.split()
    assert same == "True" and not Path(f"/proc/{pid}").exists()


@pytest.mark.slow
def test_its_children_die_with_it():
    source = "import os, time\ndef pid(w): return os.getpid()\ndef f(w):\n    time.sleep(100)"
    pids, requests = [], [ask("f-1", "pid", [0], w=1.0), ask("f-2", "f", [0], w=1.0)]
    fork_server = ForkServer()

    def end(case, outcome) -> None:
        if case == "f-1":
            pids.append(int(outcome.value.array))
            threading.Timer(0.5, os.kill, [fork_server.pid, signal.SIGKILL]).start()

    done = run(program(source), requests, fork_server=fork_server, limits=replace(QUICK, case_seconds=0.5), on_call=end)
    fork_server.close()
    assert "fork server ended" in "".join(done.notes)
    assert not [p for p in cleanup.processes() if p.pid == pids[0] and not p.dead]


@pytest.mark.slow
def test_threads_may_share_one(lasting):
    results = []

    def several() -> None:
        for _ in range(5):
            results.append(honest(lasting))

    threads = [threading.Thread(target=several) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 10


@pytest.mark.slow
def test_a_hundred_forks_without_a_hang(fork_server):
    layers = [honest(fork_server, expected_isolation()).layers for _ in range(100)]
    assert layers == layers[:1] * 100


def test_a_fork_server_whose_owner_was_killed_ends_and_leaves_no_folder():
    """Workers of a batch end without closing theirs."""
    script = "import os; from grader.processes.fork_server import ForkServer\nz = ForkServer()\n"
    script += "print(z.pid, z.folder, flush=True); os.kill(os.getpid(), 9)"
    done = subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[2], capture_output=True, text=True)
    pid, folder = done.stdout.split()
    until = time.monotonic() + 30
    while (Path(folder).exists() or runs(int(pid))) and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path(folder).exists() and not runs(int(pid))


def runs(pid: int) -> bool:
    """Whether there is such a process that is more than a zombie: this one may have inherited it."""
    return any(process.pid == pid and not process.dead for process in cleanup.processes())
