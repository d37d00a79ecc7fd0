"""What this machine has: versions, what JAX computes on, which layers of isolation hold, how fast it is."""

from __future__ import annotations

import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from grader.base.dependencies import LIBRARIES
from grader.base.version import version
from grader.processes import clock
from grader.sandbox import probe as isolation
from grader.sandbox.isolation.confinement import HELD
from grader.sandbox.isolation.missing import RULE, missing_lines

PACKAGES = (*(package.name for package in LIBRARIES), "jaxlib")
OF_STAFF = ("gradescope-utils", "landlockpy", "pyseccomp")
JAX_PROGRAM = """
import jax
print(jax.default_backend(), jax.config.jax_enable_x64, float(jax.grad(jax.numpy.tanh)(1.0)))
"""


@dataclass(frozen=True)
class Findings:
    """What `doctor` reports. `trouble` names what keeps this machine from grading."""

    grader: str
    python: str
    system: str
    packages: Mapping[str, str]
    jax: str
    slowness: float
    profile: str = ""  # empty where isolation was not examined
    layers: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    trouble: tuple[str, ...] = field(default=())

    @property
    def well(self) -> bool:
        """Whether there is no trouble."""
        return not self.trouble

    def to_data(self) -> dict[str, Any]:
        """JSON data, for programs."""
        return {**asdict(self), "well": self.well}

    def text(self) -> str:
        """The findings for a person."""
        missing = {name: state for name, state in self.layers.items() if state != HELD}
        lines = [
            f"grader     {self.grader}",
            f"Python     {self.python}",
            f"system     {self.system}",
            f"packages   {', '.join(f'{name} {release}' for name, release in self.packages.items())}",
            f"JAX        {self.jax}",
            f"speed      time limits are multiplied by {self.slowness:g} on this machine",
            f"isolation  {f'{self.profile}: ' if self.profile else ''}{self._isolation(len(missing))}",
            *(f"    MISSING  {name}: {state}" for name, state in missing.items()),
            *(f"note       {note}" for note in self.notes),
            "All well." if self.well else "\n".join(f"TROUBLE    {trouble}" for trouble in self.trouble),
        ]  # fmt: skip
        return "\n".join(lines)

    def _isolation(self, missing: int) -> str:
        if not self.profile:
            return "none is needed to check your own work"
        return f"{len(self.layers) - missing} of {len(self.layers)} promises hold"


def examine_for_student() -> Findings:
    """What `check` needs on a student's own machine, where no code of others runs."""
    findings = _findings(PACKAGES)
    if find_spec("jax") is None:
        findings = replace(findings, jax="is not installed: homework that needs it says so", trouble=())
    return findings


def examine() -> Findings:
    """Examine this machine, without changing it. It takes about ten seconds: some canaries wait to be ended."""
    holds = isolation.probe(slow=True)
    promises = (*isolation.PROMISES, *isolation.SLOW) if holds.profile != "process" else ()
    missing = [f"isolation: {name}: {reason}" for name, reason in holds.missing((*holds.due, *promises)).items()]
    stops = missing_lines(holds.missing())
    findings = _findings((*PACKAGES, *OF_STAFF))
    trouble = (*missing, *readable_folder(), *findings.trouble)
    notes = (*holds.notes, *([*stops, RULE] if stops else ()))
    return replace(findings, profile=holds.profile, layers=holds.layers, notes=notes, trouble=trouble)


def _findings(packages: Sequence[str]) -> Findings:
    """All but the isolation."""
    jax = _jax()
    return Findings(
        grader=version(),
        python=f"{platform.python_version()} ({sys.executable})",
        system=platform.platform(),
        packages={name: _installed_version(name) for name in packages},
        jax=jax,
        slowness=round(clock.slowness(), 2),
        trouble=() if jax.startswith("computes") else (f"JAX: {jax}",),
    )


def readable_folder() -> list[str]:
    """The trouble where submissions could read the working directory, which is most likely the project's."""
    try:
        isolation.require_hidden(Path.cwd())
    except isolation.IsolationMissing as error:
        return [f"isolation: {error}"]
    return []


def _installed_version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"


def _jax() -> str:
    """What JAX computes on, or why it does not; from another process, since this one must not import JAX.

    Not in the current folder, from which `python -c` imports first: submissions may lie there.
    """
    command = [sys.executable, "-c", JAX_PROGRAM]
    try:
        done = subprocess.run(command, cwd=sys.prefix, capture_output=True, text=True, timeout=120)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"could not be started: {error}"
    if done.returncode:
        return f"does not run: {(done.stderr.strip().splitlines() or ['no message'])[-1]}"
    backend, x64, slope = done.stdout.split()
    exact = "on" if x64 == "True" else "off by default"
    return f"computes on {backend}, float64 {exact}, tanh'(1) = {float(slope):.8f}"
