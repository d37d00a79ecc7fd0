"""Whatever a function does costs at most its own question, and the student reads why in plain words."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from support.other_users import copy_for_others, needs_open_python, needs_root
from support.program import FORGER, QUICK, Isolation, ask, call, expected_isolation, program, run
from support.rows import few
from support.tables import read_written, tables

from grader.model.transcript import Fault, Raised, Returned, Stopped
from grader.processes import cleanup, python_process, work_dir
from grader.processes.clock import PATIENCE, CpuTime
from grader.processes.fork_server import shared_fork_server_on_linux
from grader.processes.line_process import LineProcess
from grader.processes.work_dir import NO_PROCESS
from grader.sandbox import child_process, session
from grader.sandbox.child_process import Cancelled, CannotStart, ChildProcess, reply_bytes
from grader.sandbox.environment import Environment, Limits

linux = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")
BARE = Isolation("process", without=("landlock", "seccomp", "own-user", "no-capabilities"))  # nearly as on macOS


@dataclass(frozen=True)
class Misdeed:
    """One hostile or broken function: its source, what comes of it, and words that the student must read."""

    source: str
    outcome: str | list[str]
    why: str
    words: str = ""
    seconds: float = 0.6


FAULTS = {name: Misdeed(**fault) for name, fault in tables(__file__, "faults.toml").items()}
HONEST = "import jax\ndef honest(w): return 2 * w"


def both(fault: Misdeed, isolation: Isolation | None = None, fresh: bool = False):
    """The hostile function and then an honest one, in the same submission."""
    requests = [ask("hostile-1", "f", [1], w=1.0), ask("honest-1", "honest", [0], w=3.0)]
    limits = replace(QUICK, case_seconds=fault.seconds)
    source = fault.source.replace("# FORGER", FORGER)
    return run(program(HONEST, source), requests, fresh=fresh, limits=limits, isolation=isolation).calls


def shown(outcome) -> str:
    """What is compared with `why`."""
    match outcome:
        case Returned(value):
            return str(getattr(value, "array", value).reshape(-1).tolist()) if hasattr(value, "array") else str(value)
        case Raised(kind):
            return kind
        case Stopped(why):
            return why
    return str(outcome)


PROFILES = {"forked": None, "fresh": None, "same-user": Isolation("same-user")}
AGAIN = {  # what another fault's end says already: a death, a timeout, memory that ran out
    "abort", "segfault", "os-exit-at-once", "kill-itself", "deaf-loop", "sleep-at-once", "native-hang", "memory",
}  # fmt: skip


@linux
@pytest.mark.parametrize("profile", few(PROFILES))
@pytest.mark.parametrize("name", few(FAULTS, FAULTS.keys() - AGAIN))
def test_a_fault_costs_its_own_question_and_is_explained(name, profile):
    fault = FAULTS[name]
    outcomes = both(fault, PROFILES[profile], fresh=profile != "forked")
    assert shown(outcomes["honest-1"]) == "[6.0]"
    outcome = outcomes["hostile-1"]
    assert type(outcome).__name__ in fault.outcome, outcome
    assert re.search(fault.why.replace("[", r"\["), shown(outcome)), outcome
    assert fault.words in str(outcome)


@linux
@pytest.mark.slow
@pytest.mark.parametrize("name", [n for n in FAULTS if n not in ("fork-bomb", "kill-all", "kill-group")])
def test_without_any_layer_the_honest_question_still_counts(name):
    """macOS and Windows: a process and a clock alone keep every fault within its question. Bombs are another matter."""
    outcomes = both(FAULTS[name], BARE, fresh=True)
    assert shown(outcomes["honest-1"]) == "[6.0]"


@linux
@pytest.mark.slow
@needs_root
@needs_open_python
def test_every_fault_is_held_as_a_plain_user_too():
    """The same tests as `nobody`: Landlock and seccomp instead of a user of one's own."""
    copy = copy_for_others()
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/sandbox/test_session.py",
        "-m",
        "not slow",
    ]
    done = subprocess.run(
        command, user=65534, group=65534, extra_groups=[], cwd=copy, capture_output=True,
        text=True, env={**os.environ, "HOME": "/tmp", "PYTHONDONTWRITEBYTECODE": "1"}, check=False,
    )  # fmt: skip
    shutil.rmtree(copy)
    assert done.returncode == 0, done.stdout[-3000:]


def test_what_fails_in_a_used_child_is_tried_again_in_a_fresh_one():
    """`builtins.sum = None` in one question must not cost another one its points."""
    for spoil in (
        "import builtins; builtins.sum = None",
        "import atexit, threading; threading.Timer(0.1, __import__('os')._exit, [1]).start()",
    ):
        statements = program(
            f"def f(w):\n    {spoil}\n    return w",
            "import time\ndef h(w):\n    time.sleep(0.2)\n    return sum([w, w])",
        )
        calls = run(statements, [ask("f-1", "f", [0], w=1.0), ask("h-1", "h", [1], w=1.0)], limits=QUICK).calls
        assert (shown(calls["f-1"]), shown(calls["h-1"])) == ("[1.0]", "[2.0]")


# --- time ----------------------------------------------------------------------------------------------------------

LOOP = "def f(w):\n    while True: pass"


def test_after_two_timeouts_the_rest_of_a_question_is_not_run():
    began = time.monotonic()
    calls = run(program(LOOP), [ask(f"f-{i}", "f", [0], w=1.0) for i in range(5)], limits=QUICK).calls
    assert [c.why for c in calls.values()] == ["timed_out"] * 5
    assert "not run" not in calls["f-1"].detail
    assert all("not run: 2 cases" in calls[f"f-{i}"].detail for i in (2, 3, 4))
    assert time.monotonic() - began < 2 * PATIENCE * QUICK.case_seconds + 5


def test_cells_that_nothing_may_need_do_not_use_up_the_timeouts_of_a_question(monkeypatch):
    """Where `eval` makes every cell needed, those that run for an hour are passed over, as the handout promises."""
    request = replace(ask("f", "f", [0, 1], w=1.0), lenient=True)
    limits, statements = replace(QUICK, case_seconds=0.3, timeouts_per_question=1), program("while 1: pass", "f = abs")
    assert isinstance(run(statements, [request], limits=limits).calls["f"], Returned)
    monkeypatch.setattr(session, "MAX_CHILDREN", 1)
    assert "(`while 1: pass`): this statement did not" in run(statements, [request], limits=limits).calls["f"].detail


def test_a_statement_that_hangs_is_run_once_and_remembered():
    """Every question that needs it is told at once; the others do not notice."""
    began = time.monotonic()
    statements = program("import time", "time.sleep(1000)", "f = g = lambda w: w", "h = lambda w: w")
    requests = [ask(f"{q}-{i}", q, [0, 1, 2], w=1.0) for q in "fg" for i in range(3)] + [ask("h-1", "h", [0, 3], w=1.0)]
    calls = run(statements, requests, limits=QUICK).calls
    assert all("Cell 2, line 1 (`time.sleep(1000)`)" in calls[a.case].detail for a in requests[:-1])
    assert shown(calls["h-1"]) == "[1.0]"
    assert time.monotonic() - began < PATIENCE * QUICK.case_seconds + 5


# --- what crosses, and what does not ----------------------------------------------------------------------------------


def test_a_forged_reply_claims_no_more_than_numbers():
    """It is believed as if the function had returned it; the case that comes next is not answered in advance."""
    source = f"""{FORGER}
def f(w):
    for by in (ticket(), ticket(), "f-2"):
        say({{"ticket": by, "call": {{"returned": {{"value": "forged", "seconds": 0.0, "notes": []}}}}}})
    while True: pass
"""
    calls = run(program(source), [ask("f-1", "f", [0], w=1.0), ask("f-2", "f", [0], w=1.0)], limits=QUICK).calls
    assert calls["f-1"].value.text == "forged"
    assert isinstance(calls["f-2"], Returned) or calls["f-2"].why == "malformed"


def test_what_an_earlier_question_left_running_cannot_answer_the_next():
    """Its ticket is of a case that is over: the reply is refused, and the next question starts in a fresh child."""
    source = f"""{FORGER}
import threading
def f(w):
    mine = ticket()
    def late():
        while True: say({{"ticket": mine, "call": {{"returned": {{"value": "late", "seconds": 0.0, "notes": []}}}}}})
    threading.Timer(0.1, late).start()
    return w
def h(w):
    import time
    time.sleep(0.3)
    return w
"""
    calls = run(program(source), [ask("f-1", "f", [0], w=1.0), ask("h-1", "h", [0], w=2.0)], limits=QUICK).calls
    assert shown(calls["h-1"]) == "[2.0]"


def test_huge_replies_leave_the_parent_small():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    call("import numpy as np\ndef f(w): return np.zeros(10**6)", w=1.0)
    for name in ("huge", "long", "frame-of-2^60"):
        both(FAULTS[name])
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 120_000  # kilobytes


def test_a_message_above_what_an_answer_needs_is_not_even_read():
    """Or a hundred cases of sixteen megabytes would lie in the grader's memory."""
    assert reply_bytes(32 << 10) < 200_000
    assert reply_bytes(10 << 20) == 16 << 20


@pytest.mark.slow
def test_what_the_grader_holds_is_not_taken_for_what_a_crashed_child_held():
    """Linux counts the parent's memory as its child's, from before the exec: a crash was once called a lack of it."""
    fat = """
        from tests.support.program import call
        held = b"x" * (600 << 20)
        print(call("import ctypes\\ndef f(w): ctypes.string_at(0)", fresh=True, w=1.0).detail)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(fat)], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Python crashed (SIGSEGV)"), done.stdout


# --- faults of ours --------------------------------------------------------------------------------------------------


def test_a_child_that_cannot_start_is_a_fault_and_no_zero(monkeypatch):
    monkeypatch.setattr(python_process, "START", "import sys; sys.exit('no such module: jax')")
    monkeypatch.setattr(session.time, "sleep", lambda _: None)
    requests = [ask("f-1", "f", [0], w=1.0), ask("f-2", "f", [0], w=1.0)]
    done = run(program("f = abs"), requests, fresh=True, limits=QUICK)
    assert all(isinstance(c, Fault) and "no such module: jax" in c.detail for c in done.calls.values())
    assert len([note for note in done.notes if "failed" in note]) == session.STARTS


def test_a_program_that_holds_much_data_is_no_fault_of_ours():
    """Or whoever pastes 400,000 numbers is never graded: not when the work is right, and not when it is wrong."""
    data = [f"x{n} = ({'1,' * 90_000})" for n in range(5)]
    answered = run(program(*data, "def f(w): return w"), [ask("q-1", "f", [5], w=2.0)], limits=QUICK)
    assert isinstance(answered.calls["q-1"], Returned), answered


@linux
def test_a_layer_that_is_due_and_fails_withholds_everything():
    refused = replace(expected_isolation(), due=("landlock",), without=("landlock",))
    outcome = call("f = abs", isolation=refused, w=1.0)
    assert isinstance(outcome, Fault)
    assert "landlock" in outcome.detail


def test_start_never_hangs(monkeypatch):
    monkeypatch.setattr(python_process, "START", "import time; time.sleep(100)")
    with pytest.raises(CannotStart, match="too long"):
        ChildProcess.start(Environment(Limits(start_seconds=0.3)))


def test_ctrl_c_while_a_child_starts_ends_that_child(monkeypatch):
    """`end` raised an error of its own, whose traceback stood in the place of "Interrupted."."""

    def interrupted(pid: int) -> CpuTime:
        if pid != NO_PROCESS:
            raise KeyboardInterrupt
        return CpuTime(pid)

    monkeypatch.setattr(child_process, "CpuTime", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ChildProcess.start(Environment())


@pytest.mark.usefixtures("heeds_ctrl_c")
def test_ctrl_c_waits_for_the_end_of_a_child(monkeypatch):
    """A folder was left where it came in the middle of that."""
    child, kill_all = ChildProcess.start(Environment()), cleanup.kill_all
    monkeypatch.setattr(cleanup, "kill_all", lambda job: (signal.raise_signal(signal.SIGINT), kill_all(job))[1])
    with pytest.raises(KeyboardInterrupt):
        child.end()
    assert not Path(child.folder).exists()


def test_what_nobody_wants_any_more_ends_at_once():
    """After Ctrl-C a rehearsal waited until each loop without end had used up its time."""
    cancelled, limits = threading.Event(), Limits(case_seconds=1_000, question_seconds=1_000)
    threading.Timer(0.5, cancelled.set).start()
    with pytest.raises(Cancelled):
        run(
            program("def f(w):\n    while True: pass"),
            [ask("only", "f", [0], w=1.0)],
            limits=limits,
            cancelled=cancelled,
        )


# --- nothing is left ------------------------------------------------------------------------------------------------

DAEMON = read_written(__file__, "session_daemon.py")


def alive(pid: int) -> bool:
    return any(p.pid == pid and not p.dead for p in cleanup.processes())


@linux
@pytest.mark.parametrize("profile", ["own-user", "same-user"])
def test_a_daemon_that_forked_twice_does_not_outlive_the_run(profile):
    """Even where seccomp does not forbid forks: found by its user or its new parent. killpg alone misses it."""
    if profile == "own-user" and os.geteuid() != 0:
        pytest.skip("only root has users to give")
    outcome = call(DAEMON, isolation=Isolation(profile, without=("seccomp",)), w=1.0)
    assert isinstance(outcome, Returned), outcome
    assert not alive(int(outcome.value.text))


@pytest.mark.slow
@linux
@pytest.mark.skipif(os.geteuid() != 0, reason="a bomb needs a user of its own to be bounded without seccomp")
def test_a_fork_bomb_is_bounded_and_swept_even_without_seccomp():
    source = "import os\ndef f(w):\n    while True:\n        try: os.fork()\n        except OSError: pass"
    done = run(
        program(source),
        [ask("f-1", "f", [0], w=1.0)],
        limits=QUICK,
        isolation=Isolation("own-user", without=("seccomp",)),
    )
    assert done.calls["f-1"].why in ("timed_out", "malformed")
    assert not [note for note in done.notes if "could not be killed" in note]


@linux
def test_another_child_of_the_grader_is_not_killed():
    before = subprocess.Popen(["/bin/sleep", "100"], start_new_session=True)
    try:
        call("f = abs", isolation=Isolation("same-user"), w=1.0)
        assert before.poll() is None
    finally:
        before.kill()
        before.wait()


@pytest.mark.slow
@linux
def test_a_child_that_ends_while_it_takes_the_program_is_replaced(tmp_path):
    """JAX aborts now and then by itself: that cost every case of the submission."""
    ended = tmp_path / "ended"
    public = (
        f"import os, pathlib\nended = pathlib.Path({str(ended)!r})\nif not ended.exists(): ended.touch(); os.abort()"
    )
    environment = Environment(QUICK, BARE)
    done = session.run(program("f = abs"), [ask("f-1", "f", [0], w=-1.0)], environment, modules={"public.py": public})
    assert ended.exists() and isinstance(done.calls["f-1"], Returned), done


@pytest.mark.slow
@linux
def test_a_process_that_begins_beside_a_job_is_not_killed_with_it():
    """`rehearse` runs honest work in one thread, and starts processes for checks in another."""
    begun = []

    def on_call(case, outcome) -> None:
        begun.append(LineProcess("grader.extraction.reader_child", 20, 1000, name="reads files", wall_seconds=30))

    isolation = Isolation("same-user")
    run(program("f = abs"), [ask("f-1", "f", [0], w=1.0)], fresh=True, isolation=isolation, on_call=on_call)
    try:
        assert begun[0].process.poll() is None
    finally:
        begun[0].end()


MESS = read_written(__file__, "session_mess.py")


def modes() -> dict[str, tuple[int, int, int]]:
    around = [
        "/",
        "/etc",
        tempfile.gettempdir(),
        str(work_dir.jobs_folder()),
        str(Path(__file__).parent),
        "/etc/passwd",
    ]
    return {p: (s.st_mode, s.st_uid, s.st_gid) for p in around for s in [Path(p).stat()]}


@linux
@pytest.mark.parametrize("profile", ["own-user", "same-user"])
def test_cleaning_up_follows_no_link_and_changes_no_mode_around(profile):
    """A clean-up by paths once could chmod /tmp as root, when a student had removed the folder."""
    if profile == "own-user" and os.geteuid() != 0:
        pytest.skip("only root has users to give")
    work_dir.jobs_folder()
    before = modes()
    outcome = call(
        MESS,
        limits=replace(QUICK, case_seconds=20.0),
        isolation=Isolation(profile, without=("landlock", "seccomp")),
        w=1.0,
    )
    assert isinstance(outcome, Returned), outcome
    assert not Path(outcome.value.text).exists()
    assert modes() == before


def test_nothing_of_our_environment_reaches_the_child(monkeypatch):
    monkeypatch.setenv("AUTHENTICATION_TOKEN", "canary")
    monkeypatch.setenv("PYTHONPATH", "/canary")
    monkeypatch.setenv("XLA_FLAGS", "--xla_gpu_canary")
    source = "import os, sys\ndef f(w): return 'canary' in str(os.environ) + str(sys.path)"
    assert shown(call(source, fresh=True, w=1.0)) == "[False]"


@linux
def test_where_a_forked_child_does_not_come_up_a_fresh_one_does(monkeypatch):
    """Forks are not proven everywhere; a submission must not depend on one."""
    launch, asked_of = ChildProcess.launch, []

    def failing(self, fork_server):
        asked_of.append(fork_server)
        if fork_server is not None:
            raise OSError("the forked child ended")
        launch(self, fork_server)

    monkeypatch.setattr(ChildProcess, "launch", failing)
    done = run(program("f = abs"), [ask("f-1", "f", [0], w=-1.0)], limits=QUICK)
    assert shown(done.calls["f-1"]) == "[1.0]"
    assert asked_of == [shared_fork_server_on_linux(), None]
    assert any("the forked child ended" in note for note in done.notes)
