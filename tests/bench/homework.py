"""A class of 40 of the homework's own notebooks: `python tests/bench/homework.py [ROUNDS [COUNT]]`.

The class is the solution, the honest styles and the examples of assignments/first_order, graded by `grader grade --jobs
2` with the cache warmed before. The floor is the students' own calls, in one warm process, a second time around, with
the costs that we hand out and with JAX as it is. Overhead is what lies above it:

    wall:  seconds a submission with 2 jobs - floor / 2          CPU:  CPU seconds a submission - floor
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jax
from measure import BUILD, PYTHON, REPOSITORY, Spent, command, in_turn

import results
from grader.extraction import notebook
from grader.extraction.extract import DefinedName, extract
from grader.model.key import Key, read_key
from grader.sandbox.cache import warming
from grader.sandbox.child.driver import Child, use_cache
from grader.sandbox.conversation import request_message
from grader.sandbox.transcribe import requests, wanted

if TYPE_CHECKING:
    from grader.model.key import Key


ASSIGNMENT = REPOSITORY / "assignments" / "first_order"
ROUNDS, CLASS, JOBS = 3, 40, 2
REPLY = 1 << 20


def homework() -> Path:
    """The homework's key, compiled if it is missing. Its own title keeps other caches untouched."""
    if not (path := BUILD / "homework.key").exists():
        command([PYTHON, "-m", "grader", "compile", ASSIGNMENT, "-o", fresh := BUILD / "fresh.key"])
        key = read_key(fresh)
        path.write_text(replace(key, title=f"{key.title} (bench)").to_json(), encoding="utf-8")
    return path


def classroom(count: int) -> list[Path]:
    """The last `count` notebooks, each with a name of its own."""
    styles = [p for p in sorted((ASSIGNMENT / "honest").iterdir()) if p.suffix in (".py", ".ipynb")]
    originals = [*styles, ASSIGNMENT / "first_order.ipynb", *sorted((ASSIGNMENT / "examples").glob("*.ipynb"))]
    folder = BUILD / "homework"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for number, path in enumerate(originals[-count:]):
        shutil.copy(path, folder / f"s{number:02}-{path.stem}{path.suffix}")
    return sorted(folder.iterdir())


def grade(folder: Path, key: Path) -> Spent:
    out = BUILD / "homework-results"
    shutil.rmtree(out, ignore_errors=True)
    return command([PYTHON, "-m", "grader", "grade", folder, "--key", key, "-o", out, "--jobs", JOBS])


def fill_cache(key: Path, base: Path) -> Spent:
    """Fill the cache where `grader grade` looks for it, from nothing."""
    shutil.rmtree(base, ignore_errors=True)
    return command([PYTHON, "-m", "grader.sandbox.cache.warming", key, "--into", base])


def second_time(path: Path, key: Key) -> tuple[float, float]:
    """(wall, CPU) seconds of all calls of a submission, the second time that they are made."""
    extraction = extract(notebook.read(path), *wanted(key.questions))
    child = Child(lambda request: None)
    child.load(extraction.statements)
    defined = [question for question in key.questions if isinstance(extraction[question.function], DefinedName)]
    asks = [request_message(ask, "x", REPLY) for ask in requests(defined, extraction)]
    for ask in asks:
        child.answer(ask, [])
    wall, cpu = time.perf_counter(), time.process_time()
    for ask in asks:
        child.answer(ask, [])
    return time.perf_counter() - wall, time.process_time() - cpu


def floors(paths: Sequence[Path], key: Key) -> list[tuple[float, float]]:
    """The floors of the submissions, in this process. JAX's settings are restored after each.

    The compilation cache makes the first time around shorter, and not the second.
    """
    plain = jax.grad, jax.value_and_grad
    floors_of_paths = []
    for path in paths:
        floors_of_paths.append(second_time(path, key))
        jax.grad, jax.value_and_grad = plain
        jax.config.update("jax_enable_x64", False)
    return floors_of_paths


def floor_in_a_process(folder: Path, key: Path, base: Path) -> Spent:
    """The sum of the floors, measured in a process of its own."""
    words = [PYTHON, Path(__file__), "--floor", folder, key, warming.warmed(base)]
    command(words, env={"PYTHONPATH": str(REPOSITORY)})
    floors_of_paths: list[Any] = json.loads((BUILD / "floors.json").read_text())
    return Spent(sum(w for w, _ in floors_of_paths), sum(c for _, c in floors_of_paths))


def main(rounds: int = ROUNDS, count: int = CLASS) -> None:
    where = results.conditions("jax", "numpy")
    key, paths = homework(), classroom(count)
    folder, count = paths[0].parent, len(paths)
    base = warming.shared_base(read_key(key))
    print("warming", flush=True)
    first = fill_cache(key, base)
    turns = {"graded": lambda: grade(folder, key), "the floor": lambda: floor_in_a_process(folder, key, base)}
    spent = in_turn(turns, rounds)
    warmed, floor = spent["graded"], spent["the floor"].each(count)
    each = warmed.each(count)
    results.write(
        f"A class of {count}: the homework's own notebooks",
        where,
        f"`grader grade --jobs {JOBS}`, full isolation; medians of {rounds} rounds in turn, the cache warmed. The "
        "floor is the mean of the students' own calls, made a second time in one warm process, with JAX as it is.",
        results.table(
            ["seconds a submission", "wall", "CPU"],
            [
                ["graded", f"{each.wall:.3f}", f"{each.cpu:.3f}"],
                ["the floor", f"{floor.wall:.3f}", f"{floor.cpu:.3f}"],
                [
                    f"overhead: graded - floor (wall: floor / {JOBS})",
                    f"{each.wall - floor.wall / JOBS:.3f}",
                    f"{each.cpu - floor.cpu:.3f}",
                ],
            ],
        ),
        f"Warming the cache once for the key, which the first batch run does by itself: {first.wall:.0f} s, "
        f"{first.cpu:.0f} s of CPU. The class: {warmed.wall:.0f} s, {warmed.cpu:.0f} s of CPU.",
        results.verdict("overhead a submission, wall", each.wall - floor.wall / JOBS, 0.7, " s"),
        results.verdict("warming, CPU", first.cpu, 20, " s"),
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--floor"]:
        use_cache(sys.argv[4])
        floors_of_class = floors(sorted(Path(sys.argv[2]).iterdir()), read_key(Path(sys.argv[3])))
        (BUILD / "floors.json").write_text(json.dumps(floors_of_class))
    else:
        main(*map(int, sys.argv[1:]))
