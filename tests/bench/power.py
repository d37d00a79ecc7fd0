"""`make power`: measure what must not fall, and write the table POWER.md.

    make power                  everything, for hours; results of single measurements join those of before
    make power ONLY=size,names  these alone: `names` stands for those of each set and of the sample
    make power QUICK=1          a sample, in minutes: says what fell against POWER.md and exits 1; writes nothing

`MEASUREMENTS` lists what is measured. Each runs in a process of its own and leaves its figures in build/power. POWER.md
is made of power.json, which holds each figure with the commit that it was measured at. Seconds and rates are compared
on the same kind of machine alone.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from measure import BUILD, PYTHON, REPOSITORY, command

import results

STORED, PAGE = Path(__file__).with_name("power.json"), Path(__file__).with_name("POWER.md")
OUT = REPOSITORY / "build" / "power"
MORE, LESS, EITHER = "more", "less", ""
NOISY = 0.35  # part by which seconds and rates differ from hour to hour on one machine
QUICK_JOBS = 2
SETS = ("sixteenth", "seventeenth", "eighteenth", "nineteenth")
HOMEWORKS = ("first_order", "learning_from_data", "gradient_descent", "optimizer_zoo")
SAMPLE = {"field": 4, "learning_from_data": 1, "gradient_descent": 1}  # of each set so many exercises


class Figure(NamedTuple):
    """One number. It fell where it is worse than before by more than `noise`, a part of what it was."""

    name: str
    value: float
    better: str = MORE
    noise: float = 0.0
    unsure: float = 0.0  # what may still be added to it: names that nobody has judged
    of_machine: bool = False  # says nothing on another machine


class Measurement(NamedTuple):
    """What is measured together; `seconds` are about what it takes on two quiet cores."""

    measure: Callable[[], Iterable[Figure]]
    seconds: int
    quick: bool = False


# ── names on the frozen sets


def names(frozen_set: str) -> Iterator[Figure]:
    """Names of all programs of a set, with edits where the key names nothing; texts to be judged are listed."""
    from mistakes_seen.__main__ import OUT as ROWS
    from mistakes_seen.__main__ import graded, write_rows
    from mistakes_seen.collection import PROGRAMS

    to_judge: dict[tuple[str, str], dict[str, Any]] = {}
    rows = list(graded([p for p in PROGRAMS if p.frozen_set == frozen_set]))
    write_rows(ROWS / f"{frozen_set}.jsonl", rows)
    yield from judged_names(f"{frozen_set} set", rows, to_judge)
    write_rows(OUT / f"to_judge_{frozen_set}.jsonl", to_judge.values())


def names_sample() -> Iterator[Figure]:
    """Names by keys alone of a few exercises of each set."""
    from mistakes_seen.__main__ import graded, write_rows
    from mistakes_seen.collection import PROGRAMS, Program

    chosen = list[Program]()
    for frozen_set in SETS:
        for assignment, count in SAMPLE.items():
            mine = [p for p in PROGRAMS if (p.frozen_set, p.assignment) == (frozen_set, assignment)]
            exercises = sorted({p.exercise for p in mine})[:count]
            chosen += [p for p in mine if p.exercise in exercises]
    to_judge: dict[tuple[str, str], dict[str, Any]] = {}
    yield from judged_names("sample, by keys alone", list(graded(chosen, search=False, whole=False)), to_judge)
    write_rows(OUT / "to_judge_sample.jsonl", to_judge.values())


def judged_names(
    title: str, rows: list[dict[str, Any]], to_judge: dict[tuple[str, str], dict[str, Any]]
) -> list[Figure]:
    """For each reader how many names are right, roundabout, wrong and not judged, and how many programs have none."""
    from mistakes_seen.__main__ import VERDICTS, judged, reading

    lost, verdicts, figures = [row for row in rows if row["lost"] > 0], judged(), list[Figure]()
    for reader, search in (("staff", "repair"), ("student", "slip")):
        counts: Counter[str] = Counter()
        for row in lost:
            text = reading(row[search] or row[reader])
            verdict = verdicts.get((row["id"], text), "not judged") if text else "none"
            counts[verdict] += 1
            if verdict == "not judged":
                to_judge[row["id"], text] = {"id": row["id"], "named": text, "verdict": "", "words": row["words"]}
        unsure = counts["not judged"]
        better = {"right": MORE, "wrong": LESS, "none": LESS}
        figures += [
            Figure(f"{title}, {reader}: {what}", counts[what], better.get(what, EITHER), unsure=unsure)
            for what in (*VERDICTS, "none", "not judged")
        ]
    return [*figures, Figure(f"{title}: programs that keep every point", len(rows) - len(lost), LESS)]


# ── proofs


def proof() -> Iterator[Figure]:
    """Honest work, known mistakes and changes of solutions of the four homeworks."""
    for name in HOMEWORKS:
        yield from rehearsed(name, REPOSITORY / "assignments" / name)


def proof_sample() -> Iterator[Figure]:
    """The same of a small assignment, with nothing from the cache."""
    from grader.authoring.new import write_new

    with tempfile.TemporaryDirectory() as folder:
        write_new(assignment := Path(folder, "small"), "least_squares")
        yield from rehearsed("small assignment", assignment, "--fresh")


def rehearsed(title: str, folder: Path, *options: str) -> list[Figure]:
    words = [PYTHON, "-m", "grader", "rehearse", folder, "--json", *options]
    done = subprocess.run(list(map(str, words)), cwd=REPOSITORY, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"rehearse {folder}: {done.stderr[-2000:]}")
    found = json.loads(done.stdout)["findings"]
    figures = {
        "honest styles that earn every point": (r"honest styles? earns? every point", r"(\d+) of"),
        "wrong examples that lose points": (r"wrong examples? loses? points", r"(\d+) of"),
        "known mistakes that lose points": (r"known mistakes lose points", r"(\d+) of"),
        "known mistakes that staff read alone": (r"^staff's report", r"alone \((\d+)\)"),
        "known mistakes that students read alone": (r"^students' text", r"alone \((\d+)\)"),
        "changes of solutions that lose points": (r"changes of its solution lose points", r"^(\d+) of"),
    }
    made = [Figure(f"{title}: claims that fail", sum(not each["ok"] for each in found), LESS)]
    for name, (claim, number) in figures.items():
        counts = [re.search(number, each["figure"]) for each in found if re.search(claim, each["what"])]
        made.append(Figure(f"{title}: {name}", sum(int(count[1]) for count in counts if count)))
    return made


# ── attacks, texts, size


def attacks() -> list[Figure]:
    return passed("tests/hostile", "-n", "3", "--dist", "loadgroup")


def attacks_sample() -> list[Figure]:
    return passed("tests/hostile", "-m", "sample or not slow")


def golden() -> list[Figure]:
    return passed("tests/golden/test_golden.py")


def passed(*words: str) -> list[Figure]:
    """By profile, or by file where a row has none, how many tests passed; of all, how many failed."""
    report = OUT / f"{Path(words[0]).stem}.xml"
    options = ["-q", "-p", "no:cacheprovider", "--no-header", "--tb=no", f"--junitxml={report}"]
    subprocess.run([PYTHON, "-m", "pytest", *words, *options], cwd=REPOSITORY, check=False, stdout=subprocess.DEVNULL)
    counts: Counter[str] = Counter()
    for case in ElementTree.parse(report).iter("testcase"):
        profile = re.search(r"\[(root_one_user|old_kernel|root|user|container|fresh)-", case.get("name", ""))
        title = f"profile {profile[1]}" if profile else case.get("classname", "").rpartition(".")[2]
        outcome = {child.tag for child in case}
        bad = outcome & {"failure", "error"}
        counts["failed"] += bool(bad)
        counts[f"passed: {title}"] += not (bad or "skipped" in outcome)
    failed = counts.pop("failed", 0)
    return [*(Figure(name, count) for name, count in sorted(counts.items())), Figure("failed", failed, LESS)]


def size() -> list[Figure]:
    """Code lines by the rule of `size.py`, and words of documents."""
    from size import sizes

    totals = ("product", "tests: test_*.py", "tests: others", "words of documents")
    return [Figure(name, count, LESS, 0.01) for name, count in sizes().items() if name in totals]


# ── seconds


def judge() -> Iterator[Figure]:
    """Transcripts that one process judges, by the key of a small assignment."""
    from regrade import rate

    from grader.authoring.cache import user_cache
    from grader.authoring.compiler import compile_key
    from grader.authoring.new import write_new
    from grader.authoring.reading.assignment_file import load_assignment

    with tempfile.TemporaryDirectory() as folder:
        write_new(assignment := Path(folder, "small"), "gradient_descent")
        key = compile_key(load_assignment(assignment), user_cache())
    speed = max(rate(key, 0.3, 1_000)[0] for _ in range(3))
    yield Figure("transcripts judged in a CPU second, 30 % wrong", round(speed), noise=NOISY, of_machine=True)


def regrade(count: int = 4_000) -> Iterator[Figure]:
    """`grader regrade` of a class that is 30 % wrong, each rounding in its own way, and of one that is right."""
    import regrade as bench
    from homework import homework

    from grader.model.key import read_key

    path, base = homework(), BUILD / "power-regrade"
    for title, wrong in (("30 % wrong", bench.WRONG), ("all right", 0.0)):
        shutil.rmtree(base, ignore_errors=True)
        folder = bench.filled(base, read_key(path), count, wrong=wrong)
        spent = bench.regrade(folder, iter([path]))
        yield Figure(f"regrade, {title}: transcripts a second", round(count / spent.wall), noise=NOISY, of_machine=True)
        yield Figure(f"regrade, {title}: megabytes", round(spent.megabytes), LESS, 0.2)


def peers(count: int = 10) -> Iterator[Figure]:
    """How much longer Otter and nbgrader take for the same work: one submission that does nothing, and classes."""
    import peers as bench
    import same_work

    from grader.model.key import read_key
    from grader.sandbox.cache import warming

    bench.install()
    same_work.build({name: bench.bin_of(name) for name in bench.PEERS})
    warming.warm(read_key(bench.KEY), warming.shared_base(read_key(bench.KEY)))
    who = (*bench.PROMISED, "grade")
    for title, spent in (
        ("student's loops", bench.cold("student", 3, who)),
        ("functions that do nothing", bench.cold("nothing", 3, who)),
        (f"a class of {count}", bench.batch(count)),
    ):
        for peer in bench.PROMISED:
            ratio = spent[peer].wall / spent["grade"].wall
            yield Figure(f"{title}: {peer}'s time, in ours", round(ratio, 1), noise=NOISY)


def commands() -> Iterator[Figure]:
    """What whoever works on the project waits for."""
    for words in (["make", "test"], ["make", "rehearse"], [".ci/run"]):
        spent = command(words, well=(0, 1, 2))
        for unit, value in (("seconds", spent.wall), ("CPU seconds", spent.cpu)):
            yield Figure(f"{' '.join(words)}: {unit}", round(value), LESS, NOISY, of_machine=True)


MEASUREMENTS = {
    "size": Measurement(size, 5, quick=True),
    "golden": Measurement(golden, 40, quick=True),
    "judge": Measurement(judge, 20, quick=True),
    "proof_sample": Measurement(proof_sample, 15, quick=True),
    "names_sample": Measurement(names_sample, 90, quick=True),
    "attacks_sample": Measurement(attacks_sample, 90, quick=True),
    **{f"names_{each}": Measurement(partial(names, each), 1_800) for each in SETS},
    "proof": Measurement(proof, 1_000),
    "attacks": Measurement(attacks, 3_600),
    "regrade": Measurement(regrade, 120),
    "peers": Measurement(peers, 400),
    "commands": Measurement(commands, 2_400),
}  # fmt: skip


# ── the table


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="", help="measurements, divided by commas: " + ", ".join(MEASUREMENTS))
    parser.add_argument("--quick", action="store_true", help="the quick ones; write nothing")
    parser.add_argument("--measure", choices=MEASUREMENTS, help=argparse.SUPPRESS)  # in this process
    arguments = parser.parse_args()
    if arguments.measure:
        (OUT / f"{arguments.measure}.json").write_text(json.dumps(list(MEASUREMENTS[arguments.measure].measure())))
        return 0
    wanted = [word for word in arguments.only.split(",") if word]
    if unknown := [word for word in wanted if not chosen_by([word])]:
        parser.error(f"there is no measurement {unknown[0]!r}; there are {', '.join(MEASUREMENTS)}")
    chosen = chosen_by(wanted) or [name for name, each in MEASUREMENTS.items() if each.quick or not arguments.quick]
    stored = json.loads(STORED.read_text("utf-8")) if STORED.exists() else {}
    with ThreadPoolExecutor(QUICK_JOBS if arguments.quick else 1) as pool:
        measured = dict(zip(chosen, pool.map(run, chosen), strict=True))
    fallen = [line for name, new in measured.items() for line in compared(name, stored.get(name), new)]
    if not arguments.quick:
        stored |= {name: new for name, new in measured.items() if "failure" not in new}
        STORED.write_text(json.dumps({name: stored[name] for name in MEASUREMENTS if name in stored}, indent=1) + "\n")
        PAGE.write_text(page(stored), encoding="utf-8")
        print(f"written: {PAGE.relative_to(REPOSITORY)}")
    print("\n".join(["Fell:", *fallen]) if fallen else "Nothing fell.")
    return bool(fallen)


def chosen_by(words: Iterable[str]) -> list[str]:
    """The measurements of these names; `names` stands for all that begin with `names_`."""
    return [name for name in MEASUREMENTS if any(name == word or name.startswith(f"{word}_") for word in words)]


def run(name: str) -> dict[str, Any]:
    """One measurement in a process of its own: its figures, with when and where, or why there are none."""
    print(f"── {name}, about {MEASUREMENTS[name].seconds} s", flush=True)
    OUT.mkdir(parents=True, exist_ok=True)
    (made := OUT / f"{name}.json").unlink(missing_ok=True)
    conditions = {"commit": commit(), "when": time.strftime("%Y-%m-%d %H:%M"), "machine": machine(),
                  "load": round(os.getloadavg()[0], 1)}  # fmt: skip
    begin = time.monotonic()
    with (OUT / f"{name}.log").open("wb") as log:
        done = subprocess.run(
            [PYTHON, __file__, "--measure", name], cwd=REPOSITORY, stdout=log, stderr=subprocess.STDOUT, check=False
        )
    seconds = round(time.monotonic() - begin)
    print(f"── {name}: {seconds} s", flush=True)
    if done.returncode or not made.exists():
        return {"failure": f"exit code {done.returncode}, see {log.name}"}
    return {**conditions, "seconds": seconds, "figures": json.loads(made.read_text())}


def commit() -> str:
    """The short name of the commit, with a plus sign where files differ from it."""
    words = ["git", "describe", "--always", "--abbrev=8", "--dirty=+", "--exclude=*"]
    return subprocess.run(words, cwd=REPOSITORY, capture_output=True, text=True, check=False).stdout.strip()


def machine() -> str:
    return f"{results.cpu()}, {os.cpu_count()} cores"


def compared(name: str, old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> Iterator[str]:
    """Print the figures beside those of before; a line for each that fell or is missing now."""
    if "failure" in new:
        yield f"  {name}: not measured: {new['failure']}"
        return
    before = {figure.name: figure for figure in map(figure_of, old["figures"] if old else [])}
    figures = [figure_of(each) for each in new["figures"]]
    elsewhere = old is not None and old["machine"] != new["machine"]
    for figure in figures:
        was = before.pop(figure.name, None)
        state = "" if was is None or (figure.of_machine and elsewhere) else state_of(was, figure)
        print(f"{name:15} {figure.name:66} {number(was.value) if was else '-':>10} {number(figure.value):>10}  {state}")
        if state == "FELL":
            yield f"  {name}: {figure.name}: {number(was.value if was else 0)} -> {number(figure.value)}"
    for missing in before:
        yield f"  {name}: {missing}: no longer measured"


def figure_of(values: list[Any]) -> Figure:
    return Figure(*values)


def state_of(was: Figure, now: Figure) -> str:
    """Whether a figure FELL, is better, or neither."""
    room = now.noise * abs(was.value)
    if now.better == MORE:
        return "FELL" if now.value + now.unsure < was.value - room else "better" if now.value > was.value + room else ""
    if now.better == LESS:
        return "FELL" if now.value > was.value + room else "better" if now.value < was.value - room else ""
    return ""


def number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def page(stored: Mapping[str, Any]) -> str:
    """POWER.md."""
    rows = []
    for name, each in stored.items():
        for figure in map(figure_of, each["figures"]):
            wanted = f"{figure.better}, {figure.noise:.0%}" if figure.noise else figure.better
            rows.append([name, figure.name, number(figure.value), wanted, each["commit"]])
    conditions = [
        f"- `{name}`: {each['when']}, {each['commit']}, load {each['load']}, {each['seconds']} s; {each['machine']}"
        for name, each in stored.items()
    ]
    missing = [name for name in MEASUREMENTS if name not in stored]
    return "\n".join([
        "# What must not fall", "",
        "Written by `make power`; `tests/bench/power.py` says how. `better` is the direction, and the part by which a",
        "figure differs from hour to hour. A `+` behind a commit: files differed from it.", "",
        results.table(["measurement", "figure", "value", "better", "commit"], rows), "",
        "Measured:", "", *conditions, *(["", f"Not measured yet: {', '.join(missing)}."] if missing else []), "",
    ])  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
