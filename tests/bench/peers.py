"""Grade the same work with Otter, nbgrader, gradescope-utils and this grader: `python tests/bench/peers.py [ROUNDS]`.

One description (`work/work.py`) makes the homework for all; each has its own environment under .venvs/bench-NAME with
the same Python, JAX and NumPy, and grades as its own manual says, as root and without a container. All take turns.
Every run is looked at: 28 of 28 must be right, or the bench stops.

Cold is one command for one submission. Ours is `grader grade` with all isolation, its compilation cache warmed before,
as `setup.sh` does when Gradescope builds its image, and `grader check` without any cache, as a student runs it.
A batch is one process or command for all, where the peer has such a thing.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import same_work
from measure import BUILD, PYTHON, REPOSITORY, Spent, command, in_turn
from same_work import KEY

import results
from grader.model.key import read_key
from grader.sandbox.cache import warming

PEERS = {
    "otter": ["otter-grader[grading]==7.0.0"],
    "nbgrader": ["nbgrader==0.9.6"],
    "gradescope_utils": ["gradescope-utils==0.5.0", "nbconvert", "nbformat"],
}
SHARED = ("jax", "jaxlib", "numpy", "ipykernel")
ALL = 28
ROUNDS, CLASS = 5, 40
OTTER_BATCH = """
import sys
from otter.run import main
for path in sys.argv[1:]:
    main(path, autograder="autograder.zip", output_dir="out", no_logo=True)
"""

Turn = Callable[[], Spent]


def bin_of(name: str) -> Path:
    return REPOSITORY / ".venvs" / f"bench-{name}" / "bin"


def install() -> None:
    """Make a virtual environment for each peer, with this environment's versions of shared packages."""
    from importlib.metadata import version

    base = subprocess.run(
        [PYTHON, "-c", "import sys; print(sys._base_executable)"], capture_output=True, text=True
    ).stdout.strip()
    same = [f"{name}=={version(name)}" for name in SHARED]
    for name, wanted in PEERS.items():
        if not (ready := bin_of(name).parent / ".ready").exists():
            subprocess.run([base, "-m", "venv", bin_of(name).parent], check=True)
            subprocess.run([bin_of(name) / "python", "-m", "pip", "install", "-q", *wanted, *same], check=True)
            ready.touch()


# ── one turn each; all raise AssertionError where not everything is right


def otter(files: list[Path], **env: str) -> Spent:
    where, folder = BUILD / "otter", bin_of("otter")
    one = [folder / "otter", "run", "-a", "autograder.zip", "-o", "out", "--no-logo", files[0]]
    (where / "out").mkdir(exist_ok=True)
    spent = command(one if len(files) == 1 else [folder / "python", "-c", OTTER_BATCH, *files], where, env)
    tests = json.loads((where / "out" / "results.json").read_text())["tests"]
    right(sum(t["score"] for t in tests if t["name"] != "Public Tests" and "score" in t), "otter")
    return spent


def nbgrader(files: list[Path], **env: str) -> Spent:
    where = BUILD / "nbgrader"
    for made in ("submitted", "autograded"):
        shutil.rmtree(where / made, ignore_errors=True)
    for number, file in enumerate(files):
        data = json.loads(file.read_text())
        data["cells"] += same_work.graded_cells()
        (target := where / "submitted" / f"s{number}" / "hw1" / "hw1.ipynb").parent.mkdir(parents=True)
        target.write_text(json.dumps(data))
    spent = command([bin_of("nbgrader") / "nbgrader", "autograde", "hw1", "--force"], where, env)
    for number in range(len(files)):
        cells = json.loads((where / "autograded" / f"s{number}" / "hw1" / "hw1.ipynb").read_text())["cells"]
        graded = [c for c in cells if "nbgrader" in c["metadata"]]
        right(sum(not any(o["output_type"] == "error" for o in c["outputs"]) for c in graded), "nbgrader")
    return spent


def gradescope_utils(files: list[Path], **env: str) -> Spent:
    where, python = BUILD / "gradescope", bin_of("gradescope_utils") / "python"
    spent = Spent(0.0, 0.0)
    for file in files:
        convert = [python, "-m", "nbconvert", "--to", "script", "--output-dir", where, "--output", "submission", file]
        parts = command(convert, where, env), command([python, "run_tests.py"], where, env)
        spent = Spent(spent.wall + sum(p.wall for p in parts), spent.cpu + sum(p.cpu for p in parts))
        tests = json.loads((where / "results.json").read_text())["tests"]
        right(sum(t["score"] for t in tests), "gradescope-utils")
    return spent


def grade(files: list[Path], jobs: int = 1, **env: str) -> Spent:
    out = BUILD / "graded"
    shutil.rmtree(out, ignore_errors=True)
    words = [PYTHON, "-m", "grader", "grade", *files, "--key", KEY, "-o", out, "--json", out / "json"]
    spent = command([*words, "--jobs", jobs] if jobs > 1 else words, BUILD)
    for file in files:
        right(json.loads((out / "json" / f"{file.stem}.json").read_text())["earned"], f"grader grade, {file}")
    return spent


def check(files: list[Path], **env: str) -> Spent:
    return command([PYTHON, "-m", "grader", "check", files[0], "--key", KEY], BUILD)


def right(count: float, who: str) -> None:
    assert count == ALL, f"{who}: {count} of {ALL} are right"


# ── the bench


NAMES = {
    "otter": "Otter 7.0.0, `otter run`",
    "nbgrader": "nbgrader 0.9.6, `nbgrader autograde`",
    "gradescope_utils": "gradescope-utils 0.5.0, nbconvert and unittest",
    "grade": "ours, `grader grade`, cache warmed",
    "check": "ours, `grader check`, no cache",
}
WHO = {"otter": otter, "nbgrader": nbgrader, "gradescope_utils": gradescope_utils, "grade": grade, "check": check}
COMPARED = ("otter", "nbgrader", "gradescope_utils")
PROMISED = ("otter", "nbgrader")


def cold(submission: str, rounds: int, who: tuple[str, ...] = tuple(WHO), **env: str) -> dict[str, Spent]:
    print(f"{submission} {env or ''}", flush=True)
    file = BUILD / f"{submission}.ipynb"
    return in_turn({name: partial(WHO[name], [file], **env) for name in who}, rounds)


def batch(count: int) -> dict[str, Spent]:
    """Seconds per submission of a class of `count` whose functions do nothing."""
    print(f"a class of {count}", flush=True)
    folder = BUILD / "class"
    files = [same_work.changed(BUILD / "nothing.ipynb", folder / f"s{n:03}.ipynb", n) for n in range(count)]
    turns: dict[str, Turn] = {name: partial(WHO[name], files) for name in COMPARED}
    turns["grade"] = partial(grade, files, jobs=2)
    return {name: spent.each(count) for name, spent in in_turn(turns, 1).items()}


def rows(spent: dict[str, Spent]) -> list[list[str]]:
    grade = spent["grade"]
    return [
        [NAMES[name], f"{s.wall:.2f}", f"{s.cpu:.2f}", f"{s.wall / grade.wall:.1f}", f"{s.cpu / grade.cpu:.1f}"]
        for name, s in spent.items()
    ]


def targets(spent: dict[str, Spent], what: str, most: float) -> list[str]:
    """One line for each command of this grader: its time as a share of that of the fastest peer that it must beat."""
    fastest = min(spent[peer].wall for peer in PROMISED)
    return [
        results.verdict(
            f"{what}, {NAMES[way]}, as a share of {' and '.join(PROMISED)}", spent[way].wall / fastest, most
        )
        for way in ("grade", "check")
        if way in spent
    ]


def main(rounds: int = ROUNDS, count: int = CLASS) -> None:
    install()
    where = results.conditions("jax", "jaxlib", "numpy")
    same_work.build({name: bin_of(name) for name in PEERS})
    warming.warm(read_key(KEY), warming.shared_base(read_key(KEY)))
    student = cold("student", rounds)
    jitted = cold("student", max(1, rounds // 2), (*COMPARED, "grade"), WORK_JITTED="1")
    nothing = cold("nothing", rounds)
    crowd = batch(count)
    head = ["", "wall s", "CPU s", "wall, times ours", "CPU, times ours"]
    results.write(
        "Peers, the same work",
        where,
        f"24 cases of 100 steps (18 eager JAX loops, 6 of coordinate descent in NumPy) and 4 statements; medians of "
        f"{rounds} rounds in turn; every run gave 28 of 28. Ours runs with full isolation.",
        "**One submission, cold: a student's eager loops**",
        results.table(head, rows(student)),
        "The same with costs that the homework hands over as `jax.jit(g)`, as any homework can (ours does by itself)",
        results.table(head, rows(jitted)),
        "**One submission, cold: functions that do nothing** (they return the stored histories)",
        results.table(head, rows(nothing)),
        f"**A class of {count}, functions that do nothing, per submission**: Otter in one process (`otter grade` needs "
        "Docker), nbgrader one command, gradescope-utils one after the other, ours `--jobs 2`",
        results.table(head, rows(crowd)),
        "\n".join(
            targets(student, "cold, the student's loops", 1 / 5)
            + targets(nothing, "cold, overhead", 1 / 4)
            + targets(crowd, "batch, overhead", 1 / 15)
        ),
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
