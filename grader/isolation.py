"""Which layers of isolation hold on this machine, found out by trying: a real child goes after canaries."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Isolation:
    """`profile` is "own-user", "same-user" or "process"; `layers` says of each `held`, or why not."""

    profile: str
    layers: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def due(self) -> tuple[str, ...]:
        """The layers without which nothing may be run, since they were found to hold here."""
        return ("own-user",) if self.profile == "own-user" else ()

    @staticmethod
    def expected() -> Isolation:
        """The strongest profile that this machine should give, without trying."""
        if sys.platform == "linux" and os.geteuid() == 0:
            return Isolation("own-user")
        return Isolation("same-user" if sys.platform == "linux" else "process")
