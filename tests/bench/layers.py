"""What the layers of isolation cost: `python tests/bench/layers.py [ROUNDS]`.

The time until a child is ready to take a program, started fresh and forked from a fork server, and the time of a whole
submission (fork server and warmed cache, as in a class), each with all layers and with none, in turn.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace

from homework import ASSIGNMENT, homework
from measure import Spent, in_turn

import results
from grader.model.key import read_key
from grader.processes.fork_server import ForkServer
from grader.sandbox.cache import warming
from grader.sandbox.child_process import ChildProcess
from grader.sandbox.environment import Environment, Limits, scaled_limits
from grader.sandbox.isolation.profiles import Isolation, expected_isolation
from grader.sandbox.transcribe import transcribe

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


def ready(environment: Environment) -> Spent:
    started: list[ChildProcess] = []
    spent = timed(lambda: started.append(ChildProcess.start(environment)))
    started[0].end()
    return spent


def main(rounds: int = ROUNDS) -> None:
    where = results.conditions("jax", "landlockpy", "pyseccomp")
    key = read_key(homework())
    base = warming.shared_base(key)
    cache = warming.warmed(base) or str(warming.warm(key, base))
    notebook = ASSIGNMENT / "examples" / "right.ipynb"
    with ForkServer() as fork_server:
        held = expected_isolation()
        limits = Limits(start_seconds=SECONDS)
        environments = {
            "all": Environment(limits, held, cache, fork_server),
            "none": Environment(limits, NONE, cache, fork_server),
        }
        turns: dict[str, Callable[[], Spent]] = {}
        for name, environment in environments.items():
            turns[f"fresh, {name}"] = lambda forked=environment: ready(forked.fresh())
            turns[f"forked, {name}"] = lambda forked=environment: ready(forked)
            turns[f"whole, {name}"] = lambda forked=environment: timed(
                lambda: transcribe(notebook, key, replace(forked, limits=scaled_limits()))
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
