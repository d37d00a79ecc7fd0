"""Call a function with each of some submissions, in a pool of workers that read them: a class is larger than memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeVar

from grader.base.errors import UserError
from grader.base.text import printable
from grader.course.results import Graded, Results
from grader.course.worker_pools import HERE, pool_for, results_in_order

AT_ONCE = 20  # submissions that one job of a worker reads
ALONE = 20  # submissions: more are shared by several processes

T = TypeVar("T")
Work = Callable[[Results, Graded], T]  # of one submission; at the top level of a module, as it is sent to workers


class Failed(NamedTuple):
    """In place of a result, where our own code could not do it: the submission, and what happened."""

    reason: str


def every_submission(opened: Results, ids: Sequence[str], jobs: int | None, work: Work[T]) -> Iterator[T | Failed]:
    """The result of each submission, in this order, with `jobs` processes.

    Whatever goes wrong with one of them, the others have theirs.
    """
    pool = pool_for(jobs if len(ids) > 1 else 1, len(ids), ALONE)
    here = partial(_work, opened, work)
    elsewhere = partial(_work_elsewhere, opened.folder, os.urandom(8).hex(), work)
    batches = (ids[n : n + AT_ONCE] for n in range(0, len(ids), AT_ONCE))
    return chain.from_iterable(results_in_order(batches, pool, here if pool is HERE else elsewhere, here))


def _work_elsewhere(folder: Path, run: str, work: Work[T], ids: Sequence[str]) -> list[T | Failed]:
    """In a worker, which opens the results once for each `run`: a key takes longer to read than a submission."""
    return _work(_open(folder, run), work, ids)


@lru_cache(maxsize=1)
def _open(folder: Path, run: str) -> Results:
    return Results(folder)


def _work(opened: Results, work: Work[T], ids: Sequence[str]) -> list[T | Failed]:
    return [_guarded(opened, work, graded) for name in ids for graded in opened.graded(name)]


def _guarded(opened: Results, work: Work[T], graded: Graded) -> T | Failed:
    try:
        return work(opened, graded)
    except (UserError, OSError):  # of the folder, such as a full disk, and so of every submission
        raise
    except Exception as error:
        return Failed(f"{graded.submission.id}: {type(error).__name__}: {printable(str(error), 200)}")
