"""Right steps, wrongly recorded: mistakes that apply to every history, as row numbers of a run of K + 1 steps.

The right answer is rows 0 to K in both lists. Each function below is one mistake: `rows(K) -> (weight rows, cost
rows)`, its docstring the name and the hint.
"""

from __future__ import annotations

from collections.abc import Callable

from reference.mistakes.mistake import Bookkeeping, Rows, name_and_hint

_RECORDS: list[Bookkeeping] = []


def bookkeeping() -> tuple[Bookkeeping, ...]:
    """Every mistake of recording, for all methods that return histories."""
    return tuple(_RECORDS)


def record(rows: Callable[[int], Rows]) -> Callable[[int], Rows]:
    _RECORDS.append(Bookkeeping(f"bookkeeping.{rows.__name__}", *name_and_hint(rows.__doc__), rows))
    return rows


def run(first: int, last: int) -> list[int]:
    """Rows `first` to `last`, both included."""
    return list(range(first, last + 1))


# ── rows missing or too many, in both lists alike


@record
def without_start(K: int) -> Rows:
    """the starting point is missing from both histories

    Your points are right, but both lists begin with w^1. Entry 0 must be the starting point w^0 and its cost
    g(w^0), so max_its steps give max_its + 1 entries. Look at the handout's line on the histories: "entry 0
    is the starting point". Put the first entry into both lists before the loop begins.
    """
    return run(1, K), run(1, K)


@record
def without_last(K: int) -> Rows:
    """one step short, or the last point is missing

    Your entries are right as far as they go, but the last one is not there. Either the loop runs one time too
    few (note where `range` stops), or each point is recorded before its step and the point after the last
    step never is. Look at the handout's line on the histories: max_its steps give max_its + 1 entries.
    """
    return run(0, K - 1), run(0, K - 1)


@record
def one_too_many(K: int) -> Rows:
    """one step too many

    The first max_its + 1 entries are right, but one more follows. The starting point is entry 0 and counts as
    no step, so max_its steps end in entry max_its. Look at where your loop begins and where it stops, and at
    the handout's line on the histories: "K + 1 entries each, K = max_its".
    """
    return run(0, K + 1), run(0, K + 1)


@record
def shifted(K: int) -> Rows:
    """the starting point is missing and one step too many is taken

    Your lists have the right length, but each entry stands one place too early: entry 0 holds w^1 and not
    w^0. The loop takes max_its + 1 steps and records only what comes after a step. Look at the handout's line
    on the histories: entry 0 is the starting point, entry k is w^k.
    """
    return run(1, K + 1), run(1, K + 1)


@record
def without_ends(K: int) -> Rows:
    """both the first and the last point are missing

    The entries that you return are right, but the starting point w^0 and the point after the last step are
    both left out. Check what is in the lists before the loop begins, and how often the loop runs. Look at the
    handout's line on the histories: max_its steps give max_its + 1 entries, entry 0 is the start.
    """
    return run(1, K - 1), run(1, K - 1)


@record
def start_twice(K: int) -> Rows:
    """the starting point is recorded twice

    Entries 0 and 1 of your histories are both the starting point, and everything after them stands one entry
    too late. You record it once before the loop and once more in the first pass, before the first step. Look
    at the handout's line on the histories: entry k is w^k, the point after k steps.
    """
    return [0, *run(0, K)], [0, *run(0, K)]


@record
def last_twice(K: int) -> Rows:
    """the last point is recorded twice

    Your histories are right up to the end, but the last entry stands there two times. The loop has already
    recorded the point after the last step, and then it is recorded again after the loop. Look at the
    handout's line on the histories: max_its steps give max_its + 1 entries.
    """
    return [*run(0, K), K], [*run(0, K), K]


@record
def both_one_late(K: int) -> Rows:
    """the starting point is recorded twice and the last point is missing

    The length is right, but entries 0 and 1 are both the starting point and each later entry is one step
    behind. The start is recorded before the loop, and inside the loop the point is recorded before its step
    is taken. Look at the handout's line on the histories: entry k is w^k, the point after k steps.
    """
    return [0, *run(0, K - 1)], [0, *run(0, K - 1)]


@record
def every_second(K: int) -> Rows:
    """only every second point is recorded

    Your entries are right points, but every other one is missing. Perhaps a step is taken in two places of
    the loop and recorded in one of them only, or a condition skips the odd steps. Look at the handout's line
    on the histories: each step k from 1 to max_its has its own entry.
    """
    return list(range(0, K + 1, 2)), list(range(0, K + 1, 2))


@record
def first_step_only(K: int) -> Rows:
    """the function returns after the first step

    Your histories end after w^1. Most often the `return` stands inside the loop, so the function ends in the
    first pass. Look at how far that line is indented, and at the handout's line on the histories: max_its
    steps give max_its + 1 entries.
    """
    return [0, 1], [0, 1]


@record
def start_only(K: int) -> Rows:
    """only the starting point is recorded

    Your histories hold one entry, the starting point. Either the loop never runs, or nothing is added to the
    lists inside it. Look at what happens in one pass of your loop, and at the handout's line on the
    histories: entry k is w^k, for every k up to max_its.
    """
    return [0], [0]


@record
def last_only(K: int) -> Rows:
    """only the final point is returned

    You return where the steps end, and that point is right. But the handout asks for the whole way: two
    histories with max_its + 1 entries each, the starting point first. Record the point and its cost after
    every step, and look at the handout's line "returns histories".
    """
    return [K], [K]


@record
def backwards(K: int) -> Rows:
    """the histories run backwards, the last point first

    All your entries are right, but they stand in the opposite order: the final point first and the starting
    point last. Perhaps each new entry is put in front of the list. Look at the handout's line on the
    histories: entry 0 is the starting point, entry k the point after k steps.
    """
    return run(0, K)[::-1], run(0, K)[::-1]


# ── the cost stands beside the wrong point


@record
def costs_one_late(K: int) -> Rows:
    """each cost is recorded before its step

    Your points are right, but each cost belongs to the point before: entry 1 holds g(w^0) again, entry 2
    holds g(w^1). The cost is computed before w changes, the point is stored after. Look at the handout's line
    on the histories: entry k is the pair w^k and g(w^k).
    """
    return run(0, K), [0, *run(0, K - 1)]


@record
def costs_before_points_after(K: int) -> Rows:
    """the cost is recorded before the step, the point after it

    Both lists are one short and do not fit together: your points are w^1, w^2, ..., your costs g(w^0),
    g(w^1), .... In each pass the cost is stored before the step and the point after it. Look at the handout's
    line on the histories: entry 0 is the start, and entry k is the pair w^k and g(w^k).
    """
    return run(1, K), run(0, K - 1)


@record
def costs_one_early(K: int) -> Rows:
    """each cost belongs to the point one step later

    Your points are right, but each cost is that of the next point: entry 0 already holds g(w^1). The point is
    stored before the step, the cost after it, and so the loop has to take one step too many. Look at the
    handout's line on the histories: entry k is the pair w^k and g(w^k).
    """
    return run(0, K), run(1, K + 1)


@record
def points_before_costs_after(K: int) -> Rows:
    """the point is recorded before the step, the cost after it

    Both lists are one short and do not fit together: your points are w^0, w^1, ..., your costs g(w^1),
    g(w^2), .... In each pass the point is stored before the step and the cost after it. Look at the handout's
    line on the histories: entry k is the pair w^k and g(w^k), and the last step counts too.
    """
    return run(0, K - 1), run(1, K)


@record
def points_one_late(K: int) -> Rows:
    """each point is recorded before its step, with the cost of the point after it

    Your costs are right, but each point is the one before its cost: entry 1 holds the starting point again,
    beside g(w^1). In the loop you store the old point although the step has already given a new one. Look at
    the handout's line on the histories: entry k is the pair w^k and g(w^k).
    """
    return [0, *run(0, K - 1)], run(0, K)


@record
def costs_without_start(K: int) -> Rows:
    """the cost of the starting point is missing

    Your points are right, but the list of costs begins with g(w^1) and is one shorter than the list of
    points. The start has a cost too: its place is entry 0. Look at the handout's line on the histories: entry
    0 is the starting point and g(w^0).
    """
    return run(0, K), run(1, K)


@record
def costs_without_last(K: int) -> Rows:
    """the cost of the last point is missing

    Your points are right, but the list of costs stops one entry early: the point after the last step has no
    cost beside it. The cost is recorded before each step, so the last point never gets its turn. Look at the
    handout's line on the histories: both lists have max_its + 1 entries.
    """
    return run(0, K), run(0, K - 1)


@record
def points_without_start(K: int) -> Rows:
    """the starting point is missing, though its cost is there

    Your costs are right, but the list of points begins with w^1 and is one shorter than the list of costs.
    Entry 0 of the points must be w^0, beside its cost. Look at the handout's line on the histories: entry 0
    is the starting point and g(w^0).
    """
    return run(1, K), run(0, K)


@record
def points_without_last(K: int) -> Rows:
    """the last point is missing, though its cost is there

    Your costs are right, but the list of points stops one entry early: the point after the last step is not
    in it. Points are recorded before each step, so the last never gets its turn. Look at the handout's line
    on the histories: both lists have max_its + 1 entries.
    """
    return run(0, K - 1), run(0, K)


@record
def costs_of_start(K: int) -> Rows:
    """every cost is that of the starting point

    Your points are right, but the list of costs repeats g(w^0) in every entry. The cost is computed once,
    before the loop, or always at the first point and never at the new one. Look at the handout's line on the
    histories: entry k is the pair w^k and g(w^k).
    """
    return run(0, K), [0] * (K + 1)


@record
def costs_of_last(K: int) -> Rows:
    """every cost is that of the final point

    Your points are right, but the list of costs repeats the cost of the last point in every entry. The cost
    is computed once, after the loop, or always at the newest point and never at that of its own entry. Look
    at the handout's line on the histories: entry k is the pair w^k and g(w^k).
    """
    return run(0, K), [K] * (K + 1)


# ── one array in many places: an in-place step changes rows that are already stored


@record
def every_row_last(K: int) -> Rows:
    """every entry of the weights is the final point, because all entries are one array

    Your costs are right, but every entry of the points shows the last one. The list holds the same array many
    times, and an update in place such as `w -= ...` changes all entries that were stored before. Store a copy
    of the point in each entry. Look at the handout's note on copying w before it is recorded.
    """
    return [K] * (K + 1), run(0, K)


@record
def every_row_last_costs_too(K: int) -> Rows:
    """every entry is the final point and its cost, because all entries are one array

    Every entry of both lists shows the end of the run. The list of points holds the same array many times, an
    update in place such as `w -= ...` changes them all, and the costs are computed from that list after the
    loop. Store a copy of the point in each entry. Look at the handout's note on copying w before it is
    recorded.
    """
    return [K] * (K + 1), [K] * (K + 1)


@record
def first_row_last(K: int) -> Rows:
    """entry 0 of the weights is the final point, because the start was not copied

    All entries are right except entry 0, which shows the last point in place of w^0. The starting array was
    stored itself and not as a copy, and later updates in place changed it. Look at the handout's note on
    copying w before it is recorded.
    """
    return [K, *run(1, K)], run(0, K)


@record
def later_rows_last(K: int) -> Rows:
    """every entry of the weights after the start is the final point, because those entries are one array

    Entry 0 and the costs are right, but every later entry of the points shows the last one. You copy the
    start, and then store the same array in every pass while `w -= ...` goes on changing it. Store a copy in
    each entry. Look at the handout's note on copying w before it is recorded.
    """
    return [0, *[K] * K], run(0, K)
