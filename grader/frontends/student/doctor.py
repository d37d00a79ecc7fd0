"""What this machine has and gives: versions, what JAX computes on, which layers of isolation hold, how fast it is."""

from __future__ import annotations

import platform
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

from grader.base.dependencies import LIBRARIES
from grader.base.version import version
from grader.processes import clock
from grader.sandbox import probe as isolation

PACKAGES = (*(package.name for package in LIBRARIES), "jaxlib", "gradescope-utils", "landlockpy", "pyseccomp")
ASK_JAX = """
import jax
print(jax.default_backend(), jax.config.jax_enable_x64, float(jax.grad(jax.numpy.tanh)(1.0)))
"""


@dataclass(frozen=True)
class Findings:
    """What was found. `trouble` names what keeps this machine from grading."""

    grader: str
    python: str
    system: str
    packages: Mapping[str, str]
    jax: str
    slowness: float
    profile: str
    layers: Mapping[str, str]
    notes: tuple[str, ...] = ()
    trouble: tuple[str, ...] = field(default=())

    @property
    def well(self) -> bool:
        """Whether nothing was found that an instructor should look at."""
        return not self.trouble

    def to_data(self) -> dict[str, Any]:
        """JSON data, for programs."""
        return {**asdict(self), "well": self.well}


def examine() -> Findings:
    """Look, without changing anything; takes about ten seconds, since canaries wait to be ended."""
    jax, holds = _jax(), isolation.probe(slow=True)
    promises = (*isolation.PROMISES, *isolation.SLOW) if holds.profile != "process" else ()
    missing = [f"isolation: {name}: {reason}" for name, reason in holds.missing((*holds.due, *promises)).items()]
    return Findings(
        grader=version(),
        python=f"{platform.python_version()} ({sys.executable})",
        system=platform.platform(),
        packages={name: _version(name) for name in PACKAGES},
        jax=jax,
        slowness=round(clock.slowness(), 2),
        profile=holds.profile,
        layers=holds.layers,
        notes=holds.notes,
        trouble=(*missing, *_readable_here(), *([] if jax.startswith("computes") else [f"JAX: {jax}"])),
    )


def _readable_here() -> list[str]:
    """Whether submissions could read the folder in which this command runs: most likely that of the project."""
    try:
        isolation.require_hidden(Path.cwd())
    except isolation.IsolationMissing as error:
        return [f"isolation: {error}"]
    return []


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"


def _jax() -> str:
    """What JAX says of itself, asked in a process of its own: this one must not hold JAX."""
    try:
        done = subprocess.run([sys.executable, "-c", ASK_JAX], capture_output=True, text=True, timeout=120)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"could not be started: {error}"
    if done.returncode:
        return f"does not run: {(done.stderr.strip().splitlines() or ['no message'])[-1]}"
    backend, x64, slope = done.stdout.split()
    exact = "on" if x64 == "True" else "off by default"
    return f"computes on {backend}, float64 {exact}, tanh'(1) = {float(slope):.8f}"


def text(found: Findings) -> str:
    """The findings for a person."""
    lines = [
        f"grader     {found.grader}",
        f"Python     {found.python}",
        f"system     {found.system}",
        f"packages   {', '.join(f'{name} {v}' for name, v in found.packages.items())}",
        f"JAX        {found.jax}",
        f"speed      time limits are multiplied by {found.slowness:g} on this machine",
        f"isolation  {found.profile}",
        *(
            f"    {'holds' if state == 'held' else 'MISSING':8} {name}{_reason(state)}"
            for name, state in found.layers.items()
        ),
        *(f"note       {note}" for note in found.notes),
        "All well." if found.well else "\n".join(f"TROUBLE    {trouble}" for trouble in found.trouble),
    ]
    return "\n".join(lines)


def _reason(state: str) -> str:
    return "" if state == "held" else f": {state}"
