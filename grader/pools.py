"""Where submissions are graded: here, in processes of this machine, or on a cluster of `dask.distributed`."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from grader.crew import Crew, end_with_parent
from grader.errors import UserError


@dataclass(frozen=True)
class Pool:
    """`open` gives workers, again and again: a pool that lost one may be of no more use. `size`: how many there are."""

    open: Callable[[], Executor]
    size: int


@contextlib.contextmanager
def pool(jobs: int, scheduler: str | None = None) -> Iterator[Pool]:
    """A crew for `jobs` submissions at once, or the cluster whose scheduler has this address.

    Raises UserError where nobody answers there.
    """
    if scheduler:
        with _cluster(scheduler) as found:
            yield found
    elif jobs > 1:
        with _begun(jobs) as found:
            yield found
    else:
        yield HERE


@contextlib.contextmanager
def _begun(count: int) -> Iterator[Pool]:
    """A crew that comes to work while its owner still reads what there is to do."""
    ready = [Crew(count)]
    try:
        yield Pool(lambda: ready.pop() if ready else Crew(count), count)
    finally:
        for unused in ready:
            unused.shutdown(wait=False)


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
    return Pool(lambda: ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=end_with_parent), count)


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
