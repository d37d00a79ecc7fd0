"""Processes whose threads grade at once, so that several submissions share what a process has: a key, a zygote.

The work itself is done by the children that a zygote forks; here it is only waited for, read and judged. A zygote of
its own for each submission at a time would take three seconds of processor time each, as much as four submissions.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from multiprocessing import connection, get_context, parent_process
from typing import Any

from grader import zygote

THREADS = 4  # of a process: more would wait for each other's judging
SWITCH = 0.0005  # seconds after which a thread lets another one go on: a child waits for its next case


class Crew(Executor):
    """So many processes that `count` threads find room. When one ends, what it was at fails with BrokenExecutor."""

    def __init__(self, count: int) -> None:
        self._members = [_Member(min(THREADS, count - first)) for first in range(0, count, THREADS)]

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call `fn` in the process that has least to do. Raises BrokenExecutor where that has ended."""
        return min(self._members, key=_Member.load).submit(fn, args, kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes: once they have done what they were given, or at once if nobody waits for it."""
        for member in self._members:
            member.close(wait)


class _Member:
    """One process, and the line to it."""

    def __init__(self, threads: int) -> None:
        context = get_context("spawn")  # a fork would inherit threads and open files
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, threads))
        self._process.start()
        theirs.close()
        self._threads, self._numbers = threads, itertools.count()
        self._under_way: dict[int, Future[Any]] = {}
        self._lock = threading.Lock()
        self._ended = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def load(self) -> float:
        """What it has to do, for each of its threads."""
        return len(self._under_way) / self._threads

    def submit(self, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Future[Any]:
        """As `Executor.submit`; what was sent cannot be cancelled."""
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        with self._lock:
            if self._ended:
                raise BrokenExecutor("a process that graded has ended")
            number = next(self._numbers)
            self._under_way[number] = future
            with contextlib.suppress(BrokenPipeError, ConnectionError):  # the reader hears of it too
                self._line.send((number, fn, args, kwargs))
        return future

    def close(self, wait: bool) -> None:
        """End the process, after what it is at or at once."""
        if not wait:
            self._process.kill()
        with self._lock, contextlib.suppress(OSError):
            self._line.send(None)
        self._process.join()
        self._reader.join()
        self._line.close()

    def _read(self) -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                number, done, result = self._line.recv()
                future = self._under_way.pop(number)
                future.set_result(result) if done else future.set_exception(result)
        with self._lock:
            self._ended = True
        for future in self._under_way.values():
            future.set_exception(BrokenExecutor("the process that graded this has ended"))


def _work(line: Any, threads: int) -> None:
    """What a process does: calls, several at once, until it is told that there are no more."""
    end_with_parent()
    sys.setswitchinterval(SWITCH)
    zygote.of_this_process()  # it imports JAX while the first call is on its way
    lock = threading.Lock()

    def do(number: int, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        try:
            told = (number, True, fn(*args, **kwargs))
        except Exception as error:
            told = (number, False, RuntimeError(f"{type(error).__name__}: {error}"))
        with lock:
            line.send(told)

    with ThreadPoolExecutor(threads) as pool:
        while (task := line.recv()) is not None:
            pool.submit(do, *task)


def end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever: it holds the other end of its own queue.

    Ctrl-C, which a terminal sends to every process, is for the parent to answer.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
