"""What `run_autograder` does: grade /autograder/submission and write results.json, whatever happens.

The file is valid from the first second: it begins as "did not finish", is replaced as each question is done, and never
promises more than the final results hold, so that a time-out of the platform or a kill leaves the best true state.
"""

from __future__ import annotations

import contextlib
import math
import sys
import traceback
from dataclasses import dataclass, replace
from pathlib import Path

from grader.frontends.gradescope.deadlines import read_metadata
from grader.frontends.gradescope.interim_results import InterimResults
from grader.frontends.gradescope.results_json import (
    final_results,
    repeated_results,
    unfinished_results,
    ungradable_results,
    withheld_results,
    write_results,
)
from grader.judging.judge import judge
from grader.model.key import Key, read_key
from grader.processes.clock import PATIENCE
from grader.processes.fork_server import shared_fork_server_on_linux
from grader.sandbox import probe as isolation
from grader.sandbox.cache import warming
from grader.sandbox.environment import Environment, Limits, scaled_limits
from grader.sandbox.transcribe import transcribe
from grader.submissions.collection import Submission
from grader.submissions.file_choice import choose_file

MAX_FILES = 30  # notebooks that are looked into, to find the one that answers most
MAX_SECONDS = 420.0  # on the wall, for all of a submission's code: at 10 minutes Gradescope throws every result away
MIN_MB, PARENT_MB = 320, 320  # memory that JAX needs at least, and what this process and JAX's own code take


@dataclass(frozen=True)
class ContainerPaths:
    """The files of Gradescope's container."""

    submission: Path
    results: Path
    metadata: Path
    key: Path
    cache: Path = Path("/opt/grader-cache")  # that setup.sh warmed

    @classmethod
    def under(cls, root: Path) -> ContainerPaths:
        """The files of a container whose /autograder is this folder."""
        return cls(
            submission=root / "submission",
            results=root / "results" / "results.json",
            metadata=root / "submission_metadata.json",
            key=root / "source" / "assignment.key",
        )


def run_autograder(root: Path) -> int:
    """Grade the container's one submission; the exit code is 0, or 1 where staff have to look.

    An error of the grader withholds the score; its traceback is on standard output, which only staff see.
    """
    paths = ContainerPaths.under(root)
    write_results(paths.results, unfinished_results(0.0, []))
    try:
        return _grade(paths)
    except Exception:
        traceback.print_exc(file=sys.stdout)
        reason = "The grader itself failed; its traceback is in the output for staff."
        write_results(paths.results, withheld_results(reason))
        return 1


def _grade(paths: ContainerPaths) -> int:
    key, metadata = read_key(paths.key), read_metadata(paths.metadata)
    if (repeated := repeated_results(key, metadata)) is not None:
        write_results(paths.results, repeated)
        return 0
    path, note = _notebook(paths.submission, key)
    if path is None:
        write_results(paths.results, ungradable_results(note))
        return 0
    fork_server = shared_fork_server_on_linux()
    isolation.require_hidden(paths.key, paths.results, paths.submission)
    holds = isolation.probe(fork_server=fork_server)
    if missing := holds.missing():
        reason = f"The isolation that is due here does not hold: {missing}"
        write_results(paths.results, withheld_results(reason))
        return 1
    interim = InterimResults(key, paths.results, metadata)
    limits = submission_limits(key, container_memory_mb())
    environment = Environment(limits, holds, warming.warmed(paths.cache), fork_server)
    transcript = transcribe(path, key, environment, submission="submission", on_call=interim.record)
    report = judge(key, transcript)
    write_results(paths.results, final_results(key, transcript, report, metadata, note))
    print(*holds.notes, *transcript.notes, sep="\n")
    return 1 if report.unchecked else 0


def _notebook(folder: Path, key: Key) -> tuple[Path | None, str]:
    """The file to grade, the one that answers most questions, and a note; without a file, the reason."""
    files = sorted(p for p in folder.rglob("*") if _is_work(p, folder))
    if not files:
        return (
            None,
            "There is no notebook (.ipynb) in what you submitted. Save your notebook and submit the file itself.",
        )
    files.sort(key=lambda p: (p.suffix.lower() != ".ipynb", len(p.parts)))  # notebooks first, and those at the top
    return choose_file(Submission("submission", tuple(files[:MAX_FILES])), [q.function for q in key.questions])


def _is_work(path: Path, folder: Path) -> bool:
    """Whether it is a notebook or Python file, and no link, and in no hidden folder."""
    hidden = any(part.startswith((".", "__")) for part in path.relative_to(folder).parts)
    return path.suffix.lower() in (".ipynb", ".py") and path.is_file() and not path.is_symlink() and not hidden


# ── limits


def submission_limits(key: Key, memory_mb: float) -> Limits:
    """What a submission may take of this container, so that it ends before Gradescope's patience does."""
    scaled = scaled_limits()
    each = MAX_SECONDS / PATIENCE / max(1, len(key.questions))
    return replace(
        scaled,
        question_seconds=min(scaled.question_seconds, each),
        case_seconds=min(scaled.case_seconds, each / scaled.timeouts_per_question),
        memory_mb=int(min(scaled.memory_mb, max(MIN_MB, memory_mb - PARENT_MB))),
    )


def container_memory_mb() -> float:
    """What this container may hold, by its control group, version 2 or 1; infinite where nothing says so."""
    for name in ("memory.max", "memory/memory.limit_in_bytes"):
        with contextlib.suppress(OSError, ValueError):
            return int(Path("/sys/fs/cgroup", name).read_text()) / 2**20
    return math.inf
