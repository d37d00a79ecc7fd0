"""A process that confines itself and says which layers hold: `probe.missing_layers` asks it, before anything is run."""

from __future__ import annotations

from grader.processes.line_child import serve
from grader.sandbox.confined_process import confine_this_process


def main(memory_mb: int, parent: int, user: int) -> None:
    """Confine this process, and say so."""
    serve(lambda request: {}, ready={"layers": confine_this_process(parent, user, memory_mb)})
