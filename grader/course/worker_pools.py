"""Where submissions are graded: here, in processes of this machine, or on a cluster of `dask.distributed`."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import connection, get_context, parent_process
from typing import Any

from grader.base.errors import UserError
from grader.processes import fork_server


class BadJobs(UserError, ValueError):
    """A number of jobs with which nothing would be done."""


@dataclass(frozen=True)
class Pool:
    """`open` gives workers, again and again: a pool that lost one may be of no more use. `size`: how many there are."""

    open: Callable[[], Executor]
    size: int


@contextlib.contextmanager
def pool(jobs: int, scheduler: str | None = None) -> Iterator[Pool]:
    """Workers for `jobs` submissions at once, or the cluster whose scheduler has this address.

    Raises UserError for less than one, and where nobody answers there.
    """
    check_jobs(jobs)
    if scheduler:
        with _cluster(scheduler) as cluster:
            yield cluster
    elif jobs > 1:
        with _started(graders(jobs)) as workers:
            yield workers
    else:
        yield HERE


def check_jobs(jobs: int) -> None:
    """Raise BadJobs for a number of jobs that is less than one."""
    if jobs < 1:
        raise BadJobs(f"--jobs {jobs}: nothing would be done. Write how many to do at once, 1 or more, as in --jobs 2.")


@contextlib.contextmanager
def _started(workers: Pool) -> Iterator[Pool]:
    """The pool, whose first workers start now, while their owner still reads what there is to do."""
    ready = [workers.open()]
    for _ in range(workers.size):
        ready[0].submit(os.getpid)
    try:
        yield Pool(lambda: ready.pop() if ready else workers.open(), workers.size)
    finally:
        for unused in ready:
            unused.shutdown()


@contextlib.contextmanager
def _cluster(address: str) -> Iterator[Pool]:
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise UserError(
            "--scheduler needs dask.distributed, which is not installed here: pip install 'first-order-grader[cluster]'"
        ) from None
    try:
        client = Client(address, timeout=5, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UserError(f"--scheduler {address}: no dask scheduler answers there. {error}") from None
    with client:
        yield Pool(client.get_executor, max(1, sum(client.nthreads().values())))


def processes(count: int) -> Pool:
    """Processes that work themselves, started afresh: a fork would inherit threads and open files."""
    return _processes(count, end_with_parent)


def graders(count: int) -> Pool:
    """Processes that grade, each with a fork server of its own."""
    return _processes(count, _start_grader)


def _processes(count: int, initializer: Callable[[], None]) -> Pool:
    return Pool(lambda: ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=initializer), count)


def _start_grader() -> None:
    end_with_parent()
    fork_server.shared_fork_server()  # it imports JAX while the first submission is on its way


def end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever: it holds the other end of its own queue."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all: the parent says so, and ends its workers
    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class Here(Executor):
    """Runs in this process, at once: for one submission, or where no process can be started."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call now, in this thread; the future is done when it is returned."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


HERE = Pool(Here, 1)
