"""The layers of isolation by name, and which of them a machine like this one owes us.

own-user    root on Linux: each job has a user of its own, besides all that the next profile has
same-user   Linux: Landlock, seccomp, rlimits; also as root, where no other user could read this Python
process     elsewhere: a process of its own, a fixed environment, time limits; good against accidents
"""

from __future__ import annotations

import os
import stat
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.sandbox.isolation.confinement import HELD


@dataclass(frozen=True)
class Isolation:
    """A profile, and what became of each layer: `held`, or why not. What `due` names must hold, or nothing is run."""

    profile: str
    layers: Mapping[str, str] = field(default_factory=dict)
    due: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    without: tuple[str, ...] = ()  # layers left out on purpose, for tests and measurements

    def held(self, layer: str) -> bool:
        """Whether that layer holds."""
        return self.layers.get(layer) == HELD

    def missing(self, due: tuple[str, ...] = ()) -> dict[str, str]:
        """Of the layers that are due, those that do not hold, with the reasons."""
        return {name: self.layers.get(name, "unknown") for name in due or self.due if not self.held(name)}


def expected_isolation() -> Isolation:
    """The strongest profile that this machine should give. Nothing is tried: see `isolation.probe`."""
    if sys.platform != "linux":
        return Isolation("process", notes=(f"on {sys.platform} a submission is only a process of its own",))
    if os.geteuid() != 0:
        return Isolation("same-user")
    if closed := closed_to_others():
        words = f"other users cannot read {closed}, so submissions run as root behind Landlock and seccomp"
        return Isolation("same-user", due=("landlock", "seccomp", "no-capabilities"), notes=(words,))
    return Isolation("own-user", due=("own-user",))


def closed_to_others() -> str:
    """The folder that keeps other users from this Python, as a private home does; empty if there is none."""
    paths = sysconfig.get_paths()
    places = {sys.executable, sys.prefix, sys.base_prefix, paths["stdlib"], paths["purelib"], paths["platlib"]}
    folders = {folder for place in places for folder in _on_the_way(Path(place))}
    return next((str(folder) for folder in sorted(folders) if not folder.stat().st_mode & stat.S_IXOTH), "")


def _on_the_way(place: Path) -> set[Path]:
    """The place and all folders above it, by its name and by what links make of it."""
    both = [path for path in (place.absolute(), place.resolve()) if path.exists()]
    return {folder for path in both for folder in (path, *path.parents)}
