"""RESULTS.md: one section for each benchmark, which that benchmark replaces."""

from __future__ import annotations

import datetime
import os
import platform
import re
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

from measure import BUILD

TRIAL = "BENCH_TRIAL"  # set: the figures mean nothing and go into build/
RESULTS = BUILD / "trial.md" if os.environ.get(TRIAL) else Path(__file__).with_name("RESULTS.md")
TITLE = """# What was measured

Written by `make bench` and `make bench-reference`; `tests/bench/` says how. Each section has its own conditions.
"""


def conditions(*packages: str, more: str = "") -> str:
    """Date, machine and versions in one line. Call it before the benchmark loads the machine."""
    now = datetime.datetime.now().strftime("%Y-%m-%d %H:%M")
    load = ", ".join(f"{x:.1f}" for x in os.getloadavg())
    versions = [f"{name} {version(name)}" for name in packages]
    words = [
        f"{now}; {cpu()}, {os.cpu_count()} cores; load average at the start {load}; Python {platform.python_version()}"
    ]
    return ", ".join(words + versions) + (f"; {more}" if more else "") + "."


def cpu() -> str:
    model = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return model[1] if model else platform.machine()


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; numbers are aligned to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def verdict(what: str, value: float, most: float, unit: str = "", *, least: bool = False) -> str:
    """A target, and whether it was met."""
    met = value >= most if least else value <= most
    bound = "at least" if least else "at most"
    return f"- {'met' if met else 'NOT MET'}: {what}: {value:.3g}{unit} ({bound} {most:.3g}{unit})"


def write(name: str, *parts: str) -> None:
    """Replace the section `name`, or add it at the end; the others stay."""
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else TITLE
    own = f"\n## {name}\n\n" + "\n\n".join(part.strip("\n") for part in parts) + "\n"
    sections = re.split(r"(?=^\n## )", text, flags=re.MULTILINE)
    others = [s for s in sections if not s.startswith(f"\n## {name}\n")]
    at = next((i for i, s in enumerate(sections) if s.startswith(f"\n## {name}\n")), len(others))
    others.insert(at, own)
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text("".join(others), encoding="utf-8")
    print(own)
