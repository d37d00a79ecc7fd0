"""What the layers of isolation cost: `python tests/bench/layers.py [ROUNDS]`.

The time until a child is ready to take a program, started fresh and forked from a zygote, and the time of a whole
submission (zygote and warmed cache, as in a class), each with all layers and with none, in turn.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from homework import ASSIGNMENT, homework
from measure import Spent, in_turn

import results
from grader.model import key as keys
from grader.processes.fork_server import Zygote
from grader.sandbox.cache import warming as warm
from grader.sandbox.child_process import Job, Plan
from grader.sandbox.isolation.layers import Isolation, expected
from grader.sandbox.transcribe import transcribe

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 11
SECONDS = 60.0
LAYERS = (
    "oom-first", "own-user", "parent-death", "no-capabilities", "no-new-privileges", "limits", "landlock", "seccomp",
)  # fmt: skip
NONE = Isolation("process", without=LAYERS)


def timed(work: Callable[[], object]) -> Spent:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Spent(time.perf_counter() - wall, time.process_time() - cpu)


def ready(plan: Plan, zygote: Zygote | None) -> Spent:
    started: list[Job] = []
    spent = timed(lambda: started.append(Job.start(plan, SECONDS, zygote)))
    started[0].end()
    return spent


def main(rounds: int = ROUNDS) -> None:
    where = results.conditions("jax", "landlockpy", "pyseccomp")
    key = keys.read(homework())
    base = warm.shared(key)
    cache = warm.found(base) or str(warm.warm(key, base))
    notebook = ASSIGNMENT / "examples" / "right.ipynb"
    with Zygote() as zygote:
        held = expected()
        plans = {
            "all": Plan(own_user=held.profile == "own-user", cache=cache),
            "none": replace(Plan(cache=cache), without=LAYERS),
        }
        turns: dict[str, Callable[[], Spent]] = {}
        for name, plan in plans.items():
            turns[f"fresh, {name}"] = lambda plan=plan: ready(plan, None)
            turns[f"forked, {name}"] = lambda plan=plan: ready(plan, zygote)
        for name, isolation in {"all": held, "none": NONE}.items():
            turns[f"whole, {name}"] = lambda isolation=isolation: timed(
                lambda: transcribe(notebook, key, isolation=isolation, cache=cache, zygote=zygote)
            )
        milliseconds = {name: spent.wall * 1e3 for name, spent in in_turn(turns, rounds).items()}
    rows = []
    for part, words in (
        ("fresh", "a fresh child is ready"),
        ("forked", "a forked child is ready"),
        ("whole", "a whole submission, forked, cache warmed"),
    ):
        with_, without = milliseconds[f"{part}, all"], milliseconds[f"{part}, none"]
        rows.append([words, f"{with_:.1f}", f"{without:.1f}", f"{with_ - without:.1f}"])
    cost = max(
        milliseconds["forked, all"] - milliseconds["forked, none"],
        milliseconds["whole, all"] - milliseconds["whole, none"],
    )
    results.write(
        "Layers of isolation",
        where,
        f"Profile {held.profile}; wall, medians of {rounds} rounds in turn; submission: the example that is right.",
        results.table(["ms", "all layers", "none", "difference"], rows),
        results.verdict(
            "the layers' share of a submission (the larger of two differences: forked, whole)",
            cost / milliseconds["whole, none"], 0.10,
        ),
    )  # fmt: skip


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
