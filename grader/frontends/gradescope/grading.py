"""What `run_autograder` does: grade /autograder/submission and write results.json, whatever happens.

The file is valid from the first second: it begins as "did not finish", is replaced as each question is done, and never
promises more than the final results hold, so that a time-out of the platform or a kill leaves the best true state.
"""

from __future__ import annotations

import contextlib
import math
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from grader.base.text import printable
from grader.frontends.gradescope import results_json
from grader.frontends.gradescope.deadlines import SubmissionMetadata, late_factor, read_metadata
from grader.judging.judge import judge
from grader.judging.question_groups import settled_by_visible, total_earned
from grader.model.key import Key, read_key
from grader.model.transcript import Call, Definition, Transcript
from grader.processes.fork_server import shared_fork_server_on_linux
from grader.repairs.repair import Repair
from grader.repairs.search_process import find_slips
from grader.repairs.visible_slips import with_slips
from grader.sandbox import probe as isolation
from grader.sandbox.allowance import limits_within
from grader.sandbox.cache import warming
from grader.sandbox.environment import Environment, Limits, scaled_limits
from grader.sandbox.isolation.missing import missing_lines, refusal
from grader.sandbox.isolation.profiles import DUE, Isolation, expected_isolation
from grader.sandbox.transcribe import transcribe
from grader.submissions.file_choice import choose_file_below

CACHE = Path("/opt/grader-cache")  # which setup.sh warmed
MAX_SECONDS = 420.0  # on the wall, for all of a submission's code: at 10 minutes Gradescope throws every result away
SEARCH_SECONDS, MAX_SEARCH_SECONDS = 20.0, 60.0  # on the wall, after these, for slips that nothing names
LONGEST_EDIT = 4_000  # characters, in the output for staff
MIN_MB, PARENT_MB = 320, 320  # memory that JAX needs at least, and what this process and JAX's own code take


def run_autograder(root: Path) -> int:
    """Grade the container's one submission; the exit code is 0, or 1 where staff have to look.

    An error of the grader withholds the score; its traceback is on standard output, which only staff see.
    """
    results = root / "results" / "results.json"
    results_json.write_results(results, results_json.unfinished_results(0.0, []))
    try:
        return _grade(root, results)
    except Exception:
        traceback.print_exc(file=sys.stdout)
        reason = "The grader itself failed; its traceback is in the output for staff."
        results_json.write_results(results, results_json.withheld_results(reason))
        return 1


def _grade(root: Path, results: Path) -> int:
    submission, key_path = root / "submission", root / "source" / "assignment.key"
    key, metadata = read_key(key_path), read_metadata(root / "submission_metadata.json")
    if (repeated := results_json.repeated_results(key, metadata)) is not None:
        results_json.write_results(results, repeated)
        return 0
    began = time.monotonic()
    files, note = choose_file_below(submission, [name for question in key.questions for name in question.names])
    choosing = time.monotonic() - began
    if not files:
        results_json.write_results(results, results_json.ungradable_results(note))
        return 0
    fork_server = shared_fork_server_on_linux()
    isolation.require_hidden(key_path, results, submission)
    holds = isolation.probe(
        isolation=due_isolation(key_path.parent, results.parent, submission), fork_server=fork_server
    )
    if missing := holds.missing():
        reason = "\n".join(["The isolation that is due here does not hold.", *missing_lines(missing)])
        results_json.write_results(results, results_json.withheld_results(reason))
        return 1
    interim = InterimResults(key, results, metadata)
    limits = submission_limits(key, container_memory_mb(), choosing)
    environment = Environment(limits, holds, warming.warmed(CACHE), fork_server)
    slips: dict[str, Sequence[Repair]] = {}

    def search(visible: Transcript) -> None:
        slips.update(_find_slips(key, visible, environment))

    transcript = transcribe(
        files, key, environment, submission="submission", on_call=interim.record, before_hidden=search
    )
    report = with_slips(judge(key, transcript), key, slips)
    results_json.write_results(results, results_json.final_results(key, transcript, report, metadata, note))
    print(*holds.notes, *missing_lines(holds.missing(("own-user", *DUE))), *transcript.notes, sep="\n")
    return 1 if report.unchecked else 0


def due_isolation(*private: Path) -> Isolation:
    """The isolation of this container. Some of its kernels have no Landlock: a user of its own keeps a submission out
    of folders that are closed to others, and no other submission is here. So it is due where one of these is open.
    """
    expected = expected_isolation()
    is_closed = all(not folder.stat().st_mode & 0o077 for folder in private)
    if expected.profile != "own-user" or not is_closed:
        return expected
    return replace(expected, due=tuple(name for name in expected.due if name != "landlock"))


def check_container(root: Path) -> None:
    """Raise IsolationMissing where no submission would have a score: staff read it when the image is built."""
    folders = [root / "source", root / "results"]
    if missing := isolation.probe(isolation=due_isolation(*folders)).missing():
        raise isolation.IsolationMissing(refusal(missing))


def _find_slips(key: Key, visible: Transcript, environment: Environment) -> dict[str, Sequence[Repair]]:
    """The slips that nothing names; staff read the edits. What breaks here costs a hint, and no point.

    No hidden case has run yet: none can leave a sign that the search, whose hint a student reads, would find.
    """
    try:
        slips = dict(find_slips(key, visible, environment, search_seconds(key)))
    except Exception:
        traceback.print_exc(file=sys.stdout)
        return {}
    for name, each in ((name, each) for name, repaired in slips.items() for each in repaired):
        print(printable(f"{name}: {each.name}\n{each.difference}", LONGEST_EDIT))
    return {name: repaired for name, repaired in slips.items() if repaired}


# ── limits


def search_seconds(key: Key) -> float:
    """How long to search for slips; not at all where the assignment shows no causes on this page."""
    if key.options.get("hints", "all") != "all":
        return 0.0
    return min(float(key.options.get("search_seconds", SEARCH_SECONDS)), MAX_SEARCH_SECONDS)


def submission_limits(key: Key, memory_mb: float, choosing: float = 0.0) -> Limits:
    """What a submission may take of this container, so that it ends before Gradescope's patience does.

    `choosing` its file took so many seconds: files that are slow to read leave less to their code.
    """
    seconds = MAX_SECONDS - min(choosing, MAX_SECONDS / 2)
    limits = limits_within(scaled_limits(), seconds, len(key.questions))
    return replace(limits, memory_mb=int(min(limits.memory_mb, max(MIN_MB, memory_mb - PARENT_MB))))


def container_memory_mb() -> float:
    """What this container may hold, by its control group, version 2 or 1; infinite where nothing says so."""
    for name in ("memory.max", "memory/memory.limit_in_bytes"):
        with contextlib.suppress(OSError, ValueError):
            return int(Path("/sys/fs/cgroup", name).read_text(encoding="utf-8")) / 2**20
    return math.inf


# ── results.json while the grading runs


@dataclass
class InterimResults:
    """Writes results.json after each question; what has not run yet has no points.

    Only right cases count. A mistake's part credit needs all cases to be sure of the mistake: with a few of them it
    might promise more than the final results hold.
    """

    key: Key
    path: Path
    metadata: SubmissionMetadata = field(default_factory=SubmissionMetadata)
    calls: dict[str, Call] = field(default_factory=dict)

    def record(self, case_id: str, call: Call) -> None:
        """Add one call; write the file after the last visible and after the last hidden case of a question."""
        self.calls[case_id] = call
        question = next(q for q in self.key.questions if any(c.id == case_id for c in q.cases))
        hidden = {c.id: c.hidden for c in question.cases}
        if all(c.id in self.calls for c in question.cases if c.hidden == hidden[case_id]):
            results_json.write_results(self.path, self.state())

    def state(self) -> dict[str, Any]:
        """The results of what has run, as text: pictures wait for the end."""
        called = [replace(q, cases=tuple(c for c in q.cases if c.id in self.calls)) for q in self.key.questions]
        questions = tuple(q for q in called if q.cases)
        definitions = {q.name: Definition("found") for q in questions}
        transcript = Transcript("submission", self.key.assignment, definitions, self.calls)
        report = judge(replace(self.key, questions=questions), transcript)
        certain = tuple(
            replace(q, cases=tuple(c if c.status == "right" else replace(c, earned=0.0) for c in q.cases))
            for q in report.questions
        )
        shown = settled_by_visible(replace(report, questions=certain))
        score = total_earned(certain) * late_factor(self.key, self.metadata)
        entries = results_json.report_entries(self.key, shown, shown.questions, results_json.as_text)
        return results_json.unfinished_results(round(score, 4), [entry.to_data() for entry in entries])
