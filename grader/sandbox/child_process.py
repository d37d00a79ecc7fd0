"""One child process for one submission's code: its user, its folder, the two pipes to it, and the end of all these.

Starting, sending and receiving never wait longer than their deadline. Whatever goes wrong on our side is a
`CannotStart`: a grader's fault, never a student's. Two small threads read and write the parent's ends of the pipes:
that is the one way that Linux, macOS and Windows share to wait with a deadline.
"""

from __future__ import annotations

import contextlib
import queue
import select
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from grader.model.encoding import frames
from grader.model.encoding.values import Malformed
from grader.processes import cleanup
from grader.processes.clock import CpuTime
from grader.processes.fork_server import ForkedProcess, ForkServer
from grader.processes.python_process import ExitStatus, FreshProcess
from grader.processes.work_dir import NO_PROCESS, WorkDir
from grader.sandbox.environment import Environment
from grader.sandbox.isolation.confinement import (
    HELD,
    PR_SET_CHILD_SUBREAPER,
    PR_SET_DUMPABLE,
    Confinement,
    NotHeld,
    prctl,
)
from grader.sandbox.job_usage import JobUsage

LOOK_SECONDS = 0.5  # between two looks at what the child uses
EXIT_SECONDS = 0.5  # to wait for the exit status once the pipe has closed


class CannotStart(Exception):
    """The child did not start: no memory, no process, no JAX. No code of the submission has run."""


class Cancelled(Exception):
    """Nobody wants the outcome any more, as `Environment.cancelled` says."""


def reply_bytes(answer_bytes: int) -> int:
    """The longest message that is read: an answer of `answer_bytes` as JSON, or an exception."""
    return min(16 << 20, 4 * answer_bytes + (64 << 10))


class ChildProcess:
    """A running child. Use `start`; call `end` whatever happens."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self.layers: dict[str, str] = {}
        self.survivors = 0
        self.listening_seconds = 0.0  # the child's wall clock: it stands still while other threads of ours run
        self.excess = ""  # what is over its limit, for a sentence that begins with "Your code"
        protect_parent()
        self._work_dir = WorkDir(environment.own_user)
        self.user, self.folder = self._work_dir.user, self._work_dir.path
        self._earlier_children = frozenset[int]() if self.user else cleanup.children()  # its user's are all the job's
        self._process: FreshProcess | ForkedProcess | None = None
        self._exit_status: ExitStatus | None = None
        self.cpu_seconds, self._inbox = CpuTime(NO_PROCESS), _Inbox()  # until the process starts: Ctrl-C may end this

    @property
    def pid(self) -> int:
        """The number of the running process."""
        assert self._process is not None
        return self._process.pid

    @staticmethod
    def start(environment: Environment) -> ChildProcess:
        """A child that has confined itself and waits for a program. Raises CannotStart."""
        with contextlib.ExitStack() as on_failure:
            try:
                with cleanup.uninterrupted():
                    child = ChildProcess(environment)
                    on_failure.callback(child.end)
            except OSError as error:
                raise CannotStart(f"no folder for the child: {error}") from error
            try:
                child.launch(environment.fork_server)
                child._confine(environment.limits.start_seconds)
            except (OSError, Malformed, CannotStart) as error:
                child.exit_status(0.0)
                output = child._process.error_output() if child._process is not None else ""
                raise CannotStart(f"{error}{': ' if output else ''}{output}") from error
            on_failure.pop_all()
            return child

    def launch(self, fork_server: ForkServer | None) -> None:
        """Start the process, forked where that is possible."""
        with cleanup.LEADERS_LOCK:
            if fork_server is not None:
                with contextlib.suppress(OSError):  # it has died: a fresh process is slower and as good
                    self._process = fork_server.fork(self.folder)
            self._process = self._process or FreshProcess(self.folder)
            cleanup.LEADERS.add(self._process.pid)
        self._usage = JobUsage(self._process.pid, self.user, self.folder)
        self.cpu_seconds = CpuTime(self._process.pid)
        self._inbox.start(self._process.replies)

    def _confine(self, seconds: float) -> None:
        assert self._process is not None
        cache = self._environment.cache
        confinement = Confinement(
            folder=self.folder, parent=self._process.subreaper, user=self.user,
            memory_mb=self._environment.limits.memory_mb,
            readable=(cache,) if cache else (), without=self._environment.isolation.without,
        )  # fmt: skip
        until = time.monotonic() + seconds
        self.send({"confine": asdict(confinement), "cache": cache}, until)
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
            began = time.monotonic()
            writer.start()
            writer.join(max(0.0, until - began))
            self.listening_seconds += min(time.monotonic(), until) - min(began, until)
        return bool(sent)

    def set_answer_limit(self, answer_bytes: int) -> None:
        """From the next message on, read no more than an answer of `answer_bytes` can need."""
        self._inbox.most_bytes = reply_bytes(answer_bytes)

    def receive(self, until: float) -> Any:
        """The next message, or `TIMED_OUT`, `ENDED` or `OVER_LIMIT`. Raises Malformed and Cancelled."""
        while (payload := self._listen(min(LOOK_SECONDS, until - time.monotonic()))) is TIMED_OUT:
            with self._counted():
                is_over_limit = self.is_over_limit()
            if is_over_limit:
                return OVER_LIMIT
            if time.monotonic() >= until:
                break
        if not isinstance(payload, bytes):
            return payload
        with self._counted():
            return frames.parse(payload)

    @contextlib.contextmanager
    def _counted(self) -> Iterator[None]:
        """Count what this thread computes within as time of the child, which decides how much of it there is."""
        began = time.thread_time()
        try:
            yield
        finally:
            self.listening_seconds += time.thread_time() - began

    def _listen(self, seconds: float) -> Any:
        """The next frame. A wait that ends late counts no longer than `seconds`. Raises Cancelled."""
        if self._environment.cancelled.is_set():
            raise Cancelled
        began = time.monotonic()
        payload = self._inbox.next(seconds)
        self.listening_seconds += min(time.monotonic() - began, max(seconds, 0.0))
        return payload

    def is_over_limit(self) -> bool:
        """Whether the child uses more of what rlimits do not bound than it may; `excess` says of what."""
        self.excess = self._usage.excess() or self.excess
        return bool(self.excess)

    def has_more(self) -> bool:
        """Whether a message has come that no request waits for."""
        return self._inbox.has_more()

    def exit_status(self, patience: float = EXIT_SECONDS) -> ExitStatus:
        """End the process, which has `patience` seconds to end by itself; how it ended."""
        if self._exit_status is None:
            self._exit_status = self._process.stop(patience) if self._process is not None else ExitStatus()
        return self._exit_status

    @cleanup.uninterrupted()
    def end(self) -> None:
        """Kill the child and all that it started, and remove its folder. May be called twice."""
        self.exit_status(0.0)
        process, self._process = self._process, None
        if process is not None:
            with cleanup.LEADERS_LOCK:
                cleanup.LEADERS.discard(process.pid)
                others = frozenset(cleanup.LEADERS)
                job = cleanup.JobProcesses(process.pid, self.user, process.subreaper, self._earlier_children, others)
                self.survivors = cleanup.kill_all(job)
            self._inbox.close()
            self.cpu_seconds.close()
            process.close()
        self._work_dir.remove()


def _has_room(pipe: int, size: int) -> bool:
    """Whether `size` bytes are surely taken at once: POSIX promises up to PIPE_BUF where a pipe is ready at all."""
    try:
        return size <= select.PIPE_BUF and bool(select.select([], [pipe], [], 0)[1])
    except (AttributeError, OSError, ValueError):  # Windows; a pipe that is closed, or beyond what select can see
        return False


TIMED_OUT, ENDED, OVER_LIMIT = object(), object(), object()


class _Inbox:
    """Reads frames in a thread of its own; holds two at most, so that a flood of them stays in the pipe."""

    def __init__(self) -> None:
        self._pipe = -1
        self.most_bytes = reply_bytes(0)  # of one message; the thread may wait for it while this changes
        self._frames: queue.Queue[Any] = queue.Queue(maxsize=2)
        self._closed = False
        self._thread = threading.Thread(target=self._read, daemon=True)

    def start(self, pipe: int) -> None:
        """Begin to read from this pipe."""
        self._pipe = pipe
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
        """The next frame, TIMED_OUT after so many seconds, or ENDED. Raises Malformed."""
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
        """Let the thread end: the writers are dead, so that it waits for the end of the pipe or for the queue."""
        self._closed = True
        for _ in range(200):
            if not self._thread.is_alive():
                return
            with contextlib.suppress(queue.Empty):
                self._frames.get_nowait()
            self._thread.join(0.005)


def protect_parent() -> dict[str, str]:
    """Make this process unreadable to others of its user, and the subreaper of orphans; the state of both layers."""
    layers = {}
    for name, option, value in (("parent-hidden", PR_SET_DUMPABLE, 0), ("subreaper", PR_SET_CHILD_SUBREAPER, 1)):
        try:
            prctl(option, value)
            layers[name] = HELD
        except NotHeld as reason:
            layers[name] = str(reason)
    return layers
