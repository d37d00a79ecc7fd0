"""What a command or a call costs: wall seconds, and CPU seconds of the process and everything that it started."""

from __future__ import annotations

import contextlib
import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from grader.sandbox.isolation.confinement import PR_SET_CHILD_SUBREAPER, NotHeld, prctl

REPOSITORY = Path(__file__).resolve().parents[2]
PYTHON = REPOSITORY / ".venv" / "bin" / "python"
BUILD = REPOSITORY / "build" / "bench"
PATIENCE = 5.0  # seconds that what a command leaves behind may take to end

with contextlib.suppress(NotHeld):
    prctl(PR_SET_CHILD_SUBREAPER, 1)  # what a command leaves behind becomes ours, and is counted


class Spent(NamedTuple):
    wall: float
    cpu: float
    megabytes: float = 0.0  # of the largest process, at its most

    def each(self, count: int) -> Spent:
        return Spent(self.wall / count, self.cpu / count)


def command(
    words: Sequence[object], where: Path = REPOSITORY, env: Mapping[str, str] | None = None, well: Sequence[int] = (0,)
) -> Spent:
    """Run a command. Raises RuntimeError with the end of its output if its exit code is not in `well`."""
    began = time.perf_counter()
    (log := BUILD / "last.log").parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        process = subprocess.Popen(
            list(map(str, words)), cwd=where, env={**clean(words[0]), **(env or {})}, stdin=subprocess.DEVNULL,
            stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
        _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    cpu = used.ru_utime + used.ru_stime + orphans()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in well:
        last = log.read_text(errors="replace")[-2000:]
        raise RuntimeError(f"{' '.join(map(str, words))}: exit code {process.returncode}\n{last}")
    return Spent(wall, cpu, used.ru_maxrss / 1024)


def orphans() -> float:
    """Wait for processes that a command left behind, such as a fork server; their CPU seconds."""
    spent, until = 0.0, time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            pid, _, used = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            break
        spent += used.ru_utime + used.ru_stime
        if not pid:
            time.sleep(0.01)
    return spent


def clean(program: object) -> dict[str, str]:
    """Variables for a program of another virtual environment: its commands come first, our settings are removed."""
    inherited = {
        k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV", "JUPYTER", "JAX", "XLA"))
    }
    return inherited | {"JAX_PLATFORMS": "cpu", "PATH": f"{Path(str(program)).parent}:{os.environ['PATH']}"}


def in_turn(turns: Mapping[str, Callable[[], Spent]], rounds: int) -> dict[str, Spent]:
    """Medians over rounds in which each takes its turn, so that load on the machine affects all alike."""
    spent: dict[str, list[Spent]] = {name: [] for name in turns}
    for number in range(rounds):
        for name, turn in turns.items():
            spent[name].append(turn())
            print(
                f"  {number + 1}/{rounds} {name}: {spent[name][-1].wall:.2f} s, cpu {spent[name][-1].cpu:.2f} s",
                flush=True,
            )
    return {name: median(all_) for name, all_ in spent.items()}


def median(spent: Sequence[Spent]) -> Spent:
    return Spent(*(statistics.median(part) for part in zip(*spent, strict=True)))
