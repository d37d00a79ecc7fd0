"""Profiles of isolation, and the one that this platform is expected to provide.

own-user    root on Linux: each job has its own user, and everything that the next profile has
same-user   Linux: Landlock, seccomp, rlimits; also as root, where other users cannot read this Python
process     elsewhere: a process of its own, a fixed environment, time limits; a guard against accidents

Each names the layers that are due where an instructor's key is in reach: nothing runs there without them.
"""

from __future__ import annotations

import os
import stat
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader.sandbox.isolation.confinement import HELD

DUE = ("landlock", "seccomp")
WAIVER = "GRADER_ISOLATION"  # an environment variable: `none` says to every command what `--isolation none` says to one


@dataclass(frozen=True)
class Isolation:
    """A profile and the state of each layer: `held`, or why not. Nothing is run unless the layers in `due` hold."""

    profile: str
    layers: Mapping[str, str] = field(default_factory=dict)
    due: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    without: tuple[str, ...] = ()  # layers left out on purpose, for tests and measurements

    def missing(self, due: tuple[str, ...] = ()) -> dict[str, str]:
        """The layers that are due and do not hold, with the reasons."""
        states = {name: self.layers.get(name, "unknown") for name in due or self.due}
        return {name: state for name, state in states.items() if state != HELD}


def expected_isolation() -> Isolation:
    """The strongest profile that this platform should provide; no layer is due where the environment waives them.

    Nothing is tried: see `sandbox.probe`.
    """
    return unrequired_isolation() if waived_by_environment() else strongest_isolation()


def waived_by_environment() -> bool:
    """Whether GRADER_ISOLATION says that layers may be missing that are due."""
    return os.environ.get(WAIVER) == "none"


def strongest_isolation() -> Isolation:
    """The profile of this platform, with the layers that are due beside an instructor's key, waived or not."""
    if sys.platform != "linux":
        return Isolation("process", due=DUE, notes=(f"on {sys.platform} a submission is only a process of its own",))
    if os.geteuid() != 0:
        return Isolation("same-user", due=DUE)
    if closed := closed_to_others():
        words = f"other users cannot read {closed}, so submissions run as root behind Landlock and seccomp"
        return Isolation("same-user", due=("own-user", *DUE, "no-capabilities"), notes=(words,))
    return Isolation("own-user", due=("own-user", *DUE))


def unrequired_isolation() -> Isolation:
    """The same profile where no layer is due: for one's own code, and where staff said `--isolation none`."""
    return replace(strongest_isolation(), due=())


def closed_to_others() -> str:
    """A folder above this Python that other users cannot enter, such as a private home; empty if there is none."""
    libraries = (sysconfig.get_paths()[name] for name in ("stdlib", "purelib", "platlib"))
    places = {sys.executable, sys.prefix, sys.base_prefix, *libraries}
    paths = {path for place in places for path in (Path(place).absolute(), Path(place).resolve()) if path.exists()}
    folders = {folder for path in paths for folder in (path, *path.parents)}
    return next((str(folder) for folder in sorted(folders) if not folder.stat().st_mode & stat.S_IXOTH), "")
