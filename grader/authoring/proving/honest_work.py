"""Run the solution, the handout and honest work in other styles, exactly as submissions are run."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from grader.authoring.handout import handout_files
from grader.authoring.proving.distances import distance
from grader.authoring.proving.preflight import PATIENT, attempt_faults, lost_points, stub_faults, write
from grader.authoring.proving.proof import Finding
from grader.judging.judge import judge
from grader.processes.fork_server import ForkServer
from grader.sandbox.environment import Environment
from grader.sandbox.transcribe import transcribe

if TYPE_CHECKING:
    from grader.authoring.assignment import Assignment
    from grader.model.key import Key
    from grader.model.report import Report
    from grader.model.transcript import Transcript

AT_ONCE = 2  # submissions that run side by side
INSIDE = 0.1  # times the tolerance: the largest distance of honest work

Progress = Callable[[str], None]


def honest_styles(assignment: Assignment) -> list[Path]:
    """The files of the assignment's folder `honest/`: right work, each in another style."""
    return sorted(p for p in (assignment.folder / "honest").glob("*") if p.suffix in (".py", ".ipynb"))


def try_honest_work(assignment: Assignment, key: Key, progress: Progress) -> Iterator[Finding]:
    """What the judge says of the solution, the handout and the honest styles."""
    styles = honest_styles(assignment)
    with tempfile.TemporaryDirectory() as folder:
        stubs = [write(Path(folder, name), text) for name, text in handout_files(assignment).items()]
        paths = [assignment.master, *stubs, *styles]
        transcripts = _transcribe_all(paths, key, progress)
    solution, *others = [judge(key, transcript) for transcript in transcripts]
    yield _earn_everything("the solution earns every point", paths[:1], [solution])
    yield _not_attempted(others[: len(stubs)])
    yield _has_stubs(assignment, key)
    if styles:
        yield _earn_everything(f"{len(styles)} honest styles earn every point", styles, others[len(stubs) :])
    yield _inside_tolerance(key, paths, transcripts)


def _transcribe_all(paths: Sequence[Path], key: Key, progress: Progress) -> list[Transcript]:
    transcripts = []
    with ThreadPoolExecutor(AT_ONCE) as pool, ForkServer() as fork_server:
        run = partial(transcribe, key=key, environment=Environment(PATIENT, fork_server=fork_server))
        for n, transcript in enumerate(pool.map(run, paths), 1):
            progress(f"running honest work: {n} of {len(paths)}")
            transcripts.append(transcript)
    return transcripts


def _earn_everything(claim: str, paths: Sequence[Path], reports: Sequence[Report]) -> Finding:
    pairs = zip(paths, reports, strict=True)
    faults = [[f"{path.name}: {fault}" for _, fault in lost_points(report)] for path, report in pairs]
    figure = f"{faults.count([])} of {len(reports)}"
    return Finding.of(claim, figure, [fault for of_one in faults for fault in of_one])


def _not_attempted(reports: Sequence[Report]) -> Finding:
    faults = [fault for report in reports for fault in attempt_faults(report)]
    most = max(report.earned for report in reports)
    return Finding.of("the handout earns nothing and is not attempted", f"{most:g} points", faults)


def _has_stubs(assignment: Assignment, key: Key) -> Finding:
    faults = list(stub_faults(assignment, key))
    figure = f"{len(key.questions) - len(faults)} of {len(key.questions)}"
    return Finding.of("every stub differs from its solution", figure, faults)


def _inside_tolerance(key: Key, paths: Sequence[Path], transcripts: Sequence[Transcript]) -> Finding:
    distances = [
        (size, f"{path.name}: {case.id}")
        for path, transcript in zip(paths, transcripts, strict=True)
        for question in key.questions
        for case in question.cases
        if (size := distance(question, case, transcript.calls.get(case.id))) is not None
    ]
    far = [f"{place} strays {size:.2g} tolerances" for size, place in distances if size > INSIDE]
    most = max((size for size, _ in distances), default=0.0)
    return Finding.of(f"honest work stays below {INSIDE:g} of the tolerance", f"at most {most:.2g}", far)
