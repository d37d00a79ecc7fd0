"""One job: a process for one submission's code, its user, its folder, the two pipes to it, and the end of all these.

Starting, sending and receiving never wait longer than they are told to, and whatever goes wrong on our side is a
`CannotStart`: a grader's fault, never a student's. The parent's pipes are read and written by two small threads, since
that is the one way that Linux, macOS and Windows share of not waiting for ever.
"""

from __future__ import annotations

import contextlib
import queue
import select
import threading
import time
from dataclasses import asdict, dataclass
from typing import Any

from grader.model import frames
from grader.model.values import Malformed
from grader.processes import cleanup as sweep
from grader.processes import usage
from grader.processes.clock import CpuTime
from grader.processes.fork_server import Zygote
from grader.processes.python_process import End, Fresh, Process
from grader.processes.work_dir import Place
from grader.sandbox.isolation.confinement import PR_SET_CHILD_SUBREAPER, PR_SET_DUMPABLE, Confinement, NotHeld, prctl

DISK_MB, MOST_FILES = 128, 5_000  # in the job's folder; other than a student's may hold more
LOOK = 0.5  # seconds between two looks into it
AFTER_DEATH = 0.5  # seconds to wait for the exit status once the pipe has closed


class CannotStart(Exception):
    """The child did not come up: no memory, no process, no JAX. Nobody's code but ours has run."""


@dataclass(frozen=True)
class Plan:
    """How a job is started and confined."""

    own_user: bool = False
    memory_mb: int = 1024
    cache: str = ""  # JAX's compilation cache, read-only
    without: tuple[str, ...] = ()
    most_files: int = MOST_FILES


def reply_bytes(answer_bytes: int) -> int:
    """The longest message that is read: an answer of so many bytes as JSON, or an exception."""
    return min(16 << 20, 4 * answer_bytes + (64 << 10))


class Job:
    """A running child. Use `start`; call `end` whatever happens."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.layers: dict[str, str] = {}
        self.survivors = 0
        self._listened = 0.0
        self.excess = ""  # what the job has used more of than it may, for a sentence that begins with "Your code"
        self._next_long_look = 0.0
        protect_parent()
        self._ours = sweep.children()
        self._place = Place(plan.own_user)
        self.user, self.folder = self._place.user, self._place.path
        self._process: Process | None = None
        self._end: End | None = None

    @staticmethod
    def start(plan: Plan, seconds: float, zygote: Zygote | None = None) -> Job:
        """A child that has confined itself and waits for a program. Raises CannotStart."""
        try:
            job = Job(plan)
        except OSError as error:
            raise CannotStart(f"no folder for the job: {error}") from error
        try:
            job._launch(zygote)
            job._introduce(seconds)
        except (OSError, Malformed, CannotStart) as error:
            words = job._last_words()
            job.end()
            raise CannotStart(f"{error}{': ' if words else ''}{words}") from error
        except BaseException:
            job.end()
            raise
        return job

    def _launch(self, zygote: Zygote | None) -> None:
        with _LOCK:
            self._process = self._forked(zygote) or Fresh(self.folder)
            _LEADERS.add(self._process.pid)
        self._cpu_time = CpuTime(self._process.pid)
        self._inbox = _Inbox(self._process.replies)

    def _forked(self, zygote: Zygote | None) -> Process | None:
        if zygote is None:
            return None
        try:
            return zygote.fork(self.folder)
        except OSError:  # it has died: a fresh process is slower and as good
            return None

    def _introduce(self, seconds: float) -> None:
        assert self._process is not None
        how = Confinement(
            folder=self.folder, parent=self._process.heir, user=self.user, memory_mb=self.plan.memory_mb,
            readable=(self.plan.cache,) if self.plan.cache else (), without=self.plan.without,
        )  # fmt: skip
        until = time.monotonic() + seconds
        setup = {"confine": asdict(how), "cache": self.plan.cache}
        self.send(setup, until)
        ready = self.receive(until)
        if not isinstance(ready, dict) or "ready" not in ready:
            raise CannotStart("it took too long" if ready is TIMED_OUT else "the process ended while it was starting")
        self.layers = dict(ready["ready"]["layers"])

    def send(self, data: Any, until: float) -> bool:
        """Send one message; False if it could not be delivered in time."""
        assert self._process is not None
        pipe, payload = self._process.commands, frames.pack(data)
        sent: list[bool] = []

        def deliver() -> None:
            with contextlib.suppress(OSError):
                frames.write(pipe, payload)
                sent.append(True)

        if _has_room(pipe, frames.HEADER.size + len(payload)):
            deliver()
        else:
            writer = threading.Thread(target=deliver, daemon=True)
            writer.start()
            writer.join(max(0.0, until - time.monotonic()))
        return bool(sent)

    def expect_answer(self, answer_bytes: int) -> None:
        """Read messages that hold an answer of at most so many bytes, from the next one on."""
        self._inbox.most_bytes = reply_bytes(answer_bytes)

    def receive(self, until: float) -> Any:
        """The next message, or `TIMED_OUT`, `ENDED`, `OVERFULL`. Raises Malformed."""
        while (payload := self._listen(min(LOOK, until - time.monotonic()))) is TIMED_OUT:
            if self.is_overfull():
                return OVERFULL
            if time.monotonic() >= until:
                break
        return frames.parse(payload) if isinstance(payload, bytes) else payload

    def _listen(self, seconds: float) -> Any:
        """The inbox's next frame. A wait that ends late counts no longer than it was meant to be."""
        began = time.monotonic()
        payload = self._inbox.next(seconds)
        self._listened += min(time.monotonic() - began, max(seconds, 0.0))
        return payload

    def listened(self) -> float:
        """Seconds for which this process has waited for the job's messages.

        It is the job's wall clock: it stands still while other threads of this process hold the interpreter.
        """
        return self._listened

    def cpu_seconds(self) -> float | None:
        """CPU time that the job's process has used so far; None where this system does not say."""
        return None if self._process is None else self._cpu_time()

    def is_overfull(self) -> bool:
        """Whether the job uses more disk space, files or threads than it may; `excess` says what.

        rlimits bound one file and the threads of a user of one's own; nothing but this bounds the rest.
        """
        if self._threads() > Confinement.processes:
            self.excess = f"started more than {Confinement.processes} threads"
        elif usage.is_larger(self.folder, DISK_MB << 20, self.plan.most_files, self._nameless_bytes()):
            self.excess = f"wrote more than {DISK_MB} MB, or {self.plan.most_files} files"
        return bool(self.excess)

    def _threads(self) -> int:
        return usage.threads(self._process.pid) if self._process is not None else 0

    def _nameless_bytes(self) -> int:
        """Disk space in files that were removed and live on; a mapped one counts as the largest that may be."""
        if self._process is None:
            return 0
        size = usage.nameless_bytes(self._process.pid, self.user)
        if time.monotonic() >= self._next_long_look:
            self._next_long_look = time.monotonic() + LOOK
            size += usage.nameless_mappings(self._process.pid, self.user, self.folder) * (Confinement.file_mb << 20)
        return size

    def has_more(self) -> bool:
        """Whether something has come that nobody asked for."""
        return self._inbox.has_more()

    def _last_words(self) -> str:
        self._stop()
        return self._process.last_words() if self._process is not None else ""

    def _stop(self, patience: float = 0.0) -> End:
        if self._end is None:
            self._end = self._process.stop(patience) if self._process is not None else End()
        return self._end

    def died(self) -> End:
        """How a process ended whose pipe has closed."""
        return self._stop(AFTER_DEATH)

    def end(self) -> None:
        """Kill everything of the job and remove its folder. May be called twice."""
        self._stop()
        process, self._process = self._process, None
        if process is not None:
            with _LOCK:
                _LEADERS.discard(process.pid)
                left = sweep.Left(process.pid, self.user, process.heir, self._ours, frozenset(_LEADERS))
                self.survivors = sweep.end_all(left)
            self._inbox.close()
            self._cpu_time.close()
            process.close()
        self._place.leave()


def _has_room(pipe: int, size: int) -> bool:
    """Whether so many bytes are surely taken at once: POSIX promises it of PIPE_BUF where a pipe is ready at all."""
    try:
        return size <= select.PIPE_BUF and bool(select.select([], [pipe], [], 0)[1])
    except (AttributeError, OSError, ValueError):  # Windows; a pipe that is closed, or beyond what select can see
        return False


TIMED_OUT, ENDED, OVERFULL = object(), object(), object()


class _Inbox:
    """Reads frames in a thread of its own; holds two at most, so that a flood of them stays in the pipe."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self.most_bytes = reply_bytes(0)  # of one message; the thread may wait for it while this changes
        self._frames: queue.Queue[Any] = queue.Queue(maxsize=2)
        self._closed = False
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        while not self._closed:
            try:
                frame = frames.read(self._pipe, lambda: self.most_bytes)
            except Malformed as error:
                self._frames.put(error)
                return
            except OSError:
                frame = None
            self._frames.put(ENDED if frame is None else frame)
            if frame is None:
                return

    def next(self, seconds: float) -> Any:
        try:
            frame = self._frames.get(timeout=max(0.0, seconds))
        except queue.Empty:
            return TIMED_OUT
        if isinstance(frame, Malformed):
            raise frame
        return frame

    def has_more(self) -> bool:
        return any(frame is not ENDED for frame in list(self._frames.queue))

    def close(self) -> None:
        """Let the thread end: the writers are dead, so that what it waits for is the end of the pipe or us."""
        self._closed = True
        for _ in range(200):
            with contextlib.suppress(queue.Empty):
                self._frames.get_nowait()
            self._thread.join(0.005)
            if not self._thread.is_alive():
                return


_LEADERS: set[int] = set()  # first processes of all jobs of this process: jobs may run in several threads
_LOCK = threading.Lock()


# --- the parent ------------------------------------------------------------------------


def protect_parent() -> dict[str, str]:
    """Make this process unreadable to others of its user, and the heir of a job's orphans; what became of each."""
    layers = {}
    for name, option, value in (("parent-hidden", PR_SET_DUMPABLE, 0), ("subreaper", PR_SET_CHILD_SUBREAPER, 1)):
        try:
            prctl(option, value)
            layers[name] = "held"
        except NotHeld as reason:
            layers[name] = str(reason)
    return layers
