"""Where jobs run: here, or in processes of this machine; and how jobs get there.

`run_jobs` opens a pool anew when a worker dies. The jobs that were in work then may have killed it or not: they are
returned, for the caller to run them one at a time.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any, TypeVar

from grader.base.errors import UserError
from grader.processes import fork_server, work_dir

JobT = TypeVar("JobT")
ResultT = TypeVar("ResultT")

WAIT_SECONDS = 5.0  # without a result, until it is said for whom a pool waits


@dataclass(frozen=True)
class Pool:
    """Workers. `open` may be called again: a pool that lost one is of no more use. `size`: how many there are.

    `on_wait` is called with the jobs that run, when none has ended for some seconds.
    """

    open: Callable[[], Executor]
    size: int
    on_wait: Callable[[Sequence[Any]], None] = lambda jobs: None


def pool_for(jobs: int | None, count: int = 0, alone: int = 0, grading: bool = False) -> Pool:
    """So many processes; where no number is named one for each processor, and this one for up to `alone` of `count`.

    Raises UserError for less than one job.
    """
    check_jobs(jobs)
    jobs = jobs or (os.cpu_count() or 1 if count > alone else 1)
    return processes(jobs, grading=grading) if jobs > 1 else HERE


def check_jobs(jobs: int | None) -> None:
    """Raise UserError for a number of jobs that is less than one."""
    if jobs is not None and jobs < 1:
        raise UserError(
            f"--jobs {jobs}: nothing would be done. Write how many to do at once, 1 or more, as in --jobs 2."
        )


@contextlib.contextmanager
def started(workers: Pool, begin: Callable[[], object] = os.getpid) -> Iterator[Pool]:
    """The pool; its first workers start now, each by `begin`, while their owner still reads what there is to do."""
    ready = [workers.open()]
    for _ in range(workers.size):
        ready[0].submit(begin)
    try:
        yield Pool(lambda: ready.pop() if ready else workers.open(), workers.size)
    finally:
        for unused in ready:
            unused.shutdown()


def processes(count: int, *, grading: bool = False) -> Pool:
    """Processes that start afresh, since a fork would inherit threads; for `grading` each with a fork server."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  slow to import; a single submission needs none
    from multiprocessing import get_context  # noqa: PLC0415

    class SpawnedProcesses(ProcessPoolExecutor):
        def __init__(self) -> None:
            with _safe_path():  # here the process starts that tracks semaphores
                super().__init__(count, mp_context=get_context("spawn"), initializer=partial(_start_worker, grading))

        def submit(self, *args: Any, **options: Any) -> Any:
            with _safe_path():  # and here the workers
                return super().submit(*args, **options)

    names = {name.partition(".")[0] for name in os.listdir()} & sys.stdlib_module_names  # noqa: PTH208
    if sys.version_info < (3, 11) and names:
        raise UserError(
            f"--jobs: the current folder holds {min(names)!r}, which Python 3.10 would run in place of its own module "
            "in each worker. Run this command in another folder, with a newer Python, or one at a time with --jobs 1."
        )
    return Pool(SpawnedProcesses, count)


@contextlib.contextmanager
def _safe_path() -> Iterator[None]:
    """Let nothing that starts here import from the current folder, where a student's own pickle.py may lie."""
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        del os.environ["PYTHONSAFEPATH"]
        if before is not None:
            os.environ["PYTHONSAFEPATH"] = before


def _start_worker(grading: bool) -> None:
    """A worker whose parent was killed would wait for work for ever: it holds the other end of its own queue."""
    from multiprocessing import connection, parent_process  # noqa: PLC0415  as in `processes`

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process: the parent ends its workers
    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    atexit.register(gc.freeze)  # Python's last collections would walk for a second through all that is remembered
    if grading:
        fork_server.shared_fork_server()  # it imports JAX while the first submission is on its way


def end_workers() -> None:
    """End the workers of this process, and remove their work directories."""
    from multiprocessing import active_children  # noqa: PLC0415  as in `processes`

    workers = active_children()
    for worker in workers:
        worker.kill()
    for worker in workers:
        worker.join()
    work_dir.remove_abandoned()


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


# ── jobs


def run_jobs(
    jobs: Iterable[JobT], pool: Pool, work: Callable[[JobT], ResultT], on_result: Callable[[JobT, ResultT], None]
) -> list[JobT]:
    """Call `work` with every job in the pool, a bounded number at a time; the jobs that gave no result.

    `on_result` is called here, as results come. A job gives none if `work` raises, or if its pool breaks meanwhile.
    """
    waiting, failed = deque(jobs), list[JobT]()

    def settle(future: Future[ResultT | None], job: JobT) -> None:
        is_done = future.done() and not future.cancelled() and future.exception() is None
        if is_done and (result := future.result()) is not None:
            on_result(job, result)
        else:
            failed.append(job)

    while waiting:
        workers, before, is_broken = pool.open(), len(waiting), False
        in_work: dict[Future[ResultT | None], JobT] = {}
        try:
            while (waiting or in_work) and not is_broken:
                while waiting and len(in_work) < 2 * pool.size:
                    in_work[workers.submit(_guarded, work, waiting[0])] = waiting[0]
                    waiting.popleft()
                done = wait(in_work, WAIT_SECONDS, FIRST_COMPLETED).done
                if not done:
                    pool.on_wait([*in_work.values()][: pool.size])
                for future in done:
                    job = in_work.pop(future)
                    is_broken |= not future.cancelled() and isinstance(future.exception(), BrokenExecutor)
                    settle(future, job)
        except BrokenExecutor:  # raised by `submit`
            pass
        finally:
            for future in in_work:
                future.cancel()
            workers.shutdown(wait=not in_work)
        if len(waiting) == before:  # a pool that takes nothing
            failed.append(waiting.popleft())
        for future, job in in_work.items():
            settle(future, job)
    return failed


def _guarded(work: Callable[[JobT], ResultT], job: JobT) -> ResultT | None:
    """In a worker. None where `work` raises: not every exception can be sent back."""
    try:
        return work(job)
    except Exception:
        return None


def results_in_order(
    jobs: Iterable[JobT],
    pool: Pool,
    work: Callable[[JobT], ResultT],
    work_here: Callable[[JobT], ResultT] | None = None,
) -> Iterator[ResultT]:
    """The results in the order of the jobs, a bounded number in work at a time: a class is larger than memory.

    If a process of the pool is killed, the rest is done here, by `work_here` or else `work`.
    """
    unfinished, waiting = deque[JobT](), iter(jobs)
    futures = deque[Future[ResultT]]()

    def next_result() -> ResultT:
        result = futures.popleft().result()
        unfinished.popleft()
        return result

    try:
        with pool.open() as workers:
            for job in waiting:
                unfinished.append(job)
                futures.append(workers.submit(work, job))
                if len(futures) >= 2 * pool.size:
                    yield next_result()
            while futures:
                yield next_result()
    except BrokenExecutor:
        yield from map(work_here or work, chain(unfinished, waiting))
