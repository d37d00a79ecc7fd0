"""Right costs, wrongly recorded, where a cost history alone is asked for: row numbers of a run of K + 1 steps.

The right answer is rows 0 to K. Each function below is one mistake: `rows(K) -> cost rows`; its docstring is the name
and the hint. They are the mistakes of `bookkeeping.py` as they look to somebody who returns one list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reference.mistakes.bookkeeping import run
from reference.mistakes.mistake import Bookkeeping, Structural, name_and_hint

_RECORDS: list[Bookkeeping] = []
_FORMS: list[Structural] = []


def cost_history() -> tuple[Bookkeeping, ...]:
    """Every mistake of recording for methods that return costs alone; the rows of the weights are empty."""
    return tuple(_RECORDS)


def cost_forms() -> tuple[Structural, ...]:
    """Something else than costs, which the judge recognises without any mistake's numbers."""
    return tuple(_FORMS)


def record(rows: Callable[[int], Sequence[int]]) -> Callable[[int], Sequence[int]]:
    """Enter the mistake; its docstring is its name and its hint."""
    _RECORDS.append(
        Bookkeeping(f"bookkeeping.cost_history.{rows.__name__}", *name_and_hint(rows.__doc__), lambda K: ([], rows(K)))
    )
    return rows


def form(seen: Callable[[], None]) -> Callable[[], None]:
    _FORMS.append(Structural(f"bookkeeping.cost_history.{seen.__name__}", *name_and_hint(seen.__doc__)))
    return seen


@record
def without_start(K: int) -> list[int]:
    """the cost of the starting point is missing

    Your costs are right, but the list begins with g(w^1). The starting point has a cost too, and its place is
    entry 0: max_its steps give max_its + 1 entries. Look at the handout's line on the history, "entry 0 is
    g(w^0)", and put that cost into the list before the loop begins.
    """
    return run(1, K)


@record
def without_last(K: int) -> list[int]:
    """one step short, or the last cost is missing

    Your costs are right as far as they go, but the last one is not there. Either the loop runs one time too
    few, or each cost is recorded before its step and the one after the last step never is. Look at the
    handout's line on the history: max_its steps give max_its + 1 entries.
    """
    return run(0, K - 1)


@record
def without_ends(K: int) -> list[int]:
    """both the first and the last cost are missing

    The costs that you return are right, but g(w^0) and the cost after the last step are both left out. Check
    what is in the list before the loop begins, and how often the loop runs. Look at the handout's line on the
    history: max_its steps give max_its + 1 entries.
    """
    return run(1, K - 1)


@record
def one_too_many(K: int) -> list[int]:
    """one step too many

    The first max_its + 1 costs are right, but one more follows. The starting point is entry 0 and counts as
    no step, so max_its steps end in entry max_its. Look at where your loop begins and where it stops, and at
    the handout's line on the history.
    """
    return run(0, K + 1)


@record
def one_early(K: int) -> list[int]:
    """each cost belongs to the point one step later

    Your list has the right length, but entry 0 already holds g(w^1), and every other cost stands one place
    too early too. The loop takes one step too many and records only what comes after a step. Look at the
    handout's line on the history: entry k is g(w^k), and entry 0 is the start.
    """
    return run(1, K + 1)


@record
def one_late(K: int) -> list[int]:
    """each cost belongs to the point one step earlier

    Your list has the right length, but entries 0 and 1 are both g(w^0), and each later cost is one step
    behind. The cost is computed before w changes and recorded after, or once before the loop and again before
    each step. Look at the handout's line on the history: entry k is g(w^k).
    """
    return [0, *run(0, K - 1)]


@record
def start_twice(K: int) -> list[int]:
    """the cost of the starting point is recorded twice

    Entries 0 and 1 are both g(w^0), and everything after them stands one place too late. You record the start
    once before the loop and once more in the first pass, before the first step. Look at the handout's line on
    the history: entry k is the cost after k steps.
    """
    return [0, *run(0, K)]


@record
def last_twice(K: int) -> list[int]:
    """the last cost is recorded twice

    Your costs are right up to the end, but the last one stands there two times. The loop has already recorded
    it after the last step, and then it is recorded again after the loop. Look at the handout's line on the
    history: max_its steps give max_its + 1 entries.
    """
    return [*run(0, K), K]


@record
def every_second(K: int) -> list[int]:
    """only every second cost is recorded

    Your entries are right costs, but every other one is missing. Perhaps a step is taken in two places of the
    loop and recorded in one of them only, or a condition skips the odd steps. Look at the handout's line on
    the history: each step k from 1 to max_its has its own entry.
    """
    return list(range(0, K + 1, 2))


@record
def first_step_only(K: int) -> list[int]:
    """the function returns after the first step

    Your list ends after g(w^1). Most often the `return` stands inside the loop, so the function ends in the
    first pass. Look at how far that line is indented, and at the handout's line on the history: max_its steps
    give max_its + 1 entries.
    """
    return [0, 1]


@record
def start_only(K: int) -> list[int]:
    """only the cost of the starting point is recorded

    Your list holds one number, g(w^0). Either the loop never runs, or nothing is added to the list inside it.
    Look at what happens in one pass of your loop, and at the handout's line on the history: entry k is
    g(w^k), for every k up to max_its.
    """
    return [0]


@record
def last_only(K: int) -> list[int]:
    """only the final cost is returned

    Your number is right: it is the cost after the last step. But the handout asks for the whole way, the cost
    of the start and of every point after it. Record g(w^k) after every step, and look at the handout's line on
    the history: max_its steps give max_its + 1 entries.
    """
    return [K]


@record
def backwards(K: int) -> list[int]:
    """the history runs backwards, the last cost first

    All your costs are right, but they stand in the opposite order: the final one first and that of the start
    last. Perhaps each new cost is put in front of the list. Look at the handout's line on the history: entry 0
    is g(w^0), entry k the cost after k steps.
    """
    return run(0, K)[::-1]


@record
def start_everywhere(K: int) -> list[int]:
    """every entry is the cost of the starting point

    Your list repeats g(w^0). The cost is computed once, before the loop, or always at the first point and
    never at the new one. Look at which variable stands in the brackets of g, and at the handout's line on the
    history: entry k is g(w^k).
    """
    return [0] * (K + 1)


@record
def last_everywhere(K: int) -> list[int]:
    """every entry is the cost of the final point

    Your list repeats the cost of the last point. The cost is computed once, after the loop, or from a list in
    which all points are the same array. Look at the handout's line on the history: entry k is g(w^k), the cost
    after k steps.
    """
    return [K] * (K + 1)


# ── something else than costs


@form
def points() -> None:
    """the points are recorded in place of the costs

    Your list holds the points w^0, w^1, ... of the right run, and not what g is there. The handout asks for the
    cost history alone. Look at what is put into the list, before the loop and inside it: entry k is g(w^k).
    """


@form
def both() -> None:
    """two histories are returned, where the costs alone are asked for

    You return the points and the costs. Here one list is asked for, the cost g(w^k) of every point, the start
    first. Look at the handout's line on what this function returns, and return that list alone.
    """
