"""Golden folders: a submission, what running it gave, and every text that is made of that.

    tests/golden/NAME/submission.py | .ipynb     what a student hands in
                      transcript.json            what running it gave, without seconds and staff's notes
                      report.json                the judge's answer, for staff
                      terminal.txt               `grader check`: visible cases alone
                      question.html              the same in notebooks and on Gradescope, without styles and pictures
                      results.json               Gradescope's file, whose entries refer to question.html

`GOLDEN` says which questions a folder answers. Those of `tests/golden/assignment` are judged by methods of `reference`,
those of `tests/golden/field_assignment` by its master's solution. Both keys are stored, but for the names and hints of
known mistakes: these are read from `reference/mistakes`, so that a changed sentence shows at once; those of the second
key are derived. `make golden` makes the keys, runs every submission in the sandbox and writes all files anew.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from support.program import forked

from grader.frontends.gradescope.deadlines import SubmissionMetadata
from grader.frontends.gradescope.results_json import final_results
from grader.judging.history_slips import SLIPS
from grader.judging.judge import judge
from grader.model import transcript as transcripts
from grader.model.key import read_key
from grader.reports.question_html import question_html
from grader.reports.terminal import print_report
from grader.sandbox.environment import Limits
from grader.sandbox.transcribe import transcribe
from reference.mistakes import METHODS, bank, structural

if TYPE_CHECKING:
    from grader.model.key import Key, Mistake, Slip
    from grader.model.transcript import Transcript

    Named = TypeVar("Named", Mistake, Slip)


HERE = Path(__file__).parent
KEYS = (HERE / "assignment" / "golden.key", HERE / "field_assignment" / "field.key")
PICTURE = re.compile(r"data:image/[\w+.-]+;base64,[A-Za-z0-9+/=]+")
STYLE = re.compile(r' style="[^"]*"')
CLOSED = re.compile(r"(</(?:div|p|tr|pre|table|summary|details|section)>)(?!\n)")
LIMITS = Limits(case_seconds=2.0, question_seconds=6.0, memory_mb=1024)  # what never ends is to end soon
TERMINAL_WIDTH = 100

DESCENT, COSTS, MINIMUM, POINTS = ("gradient_descent",), ("descent_costs",), ("multi_start",), ("stationary_points",)
LABEL, NUMBER, VECTOR, ITEMS = ("classify",), ("quartic_minimizer",), ("gradient",), ("answers",)
LOGISTIC, NORMALIZE, DICTIONARY, POWER = ("logistic",), ("normalize",), ("momentum_step",), ("power_method",)
STOPPING, CLASS, WRITTEN = ("descend",), ("momentum",), ("converges", "rate", "names", "explanation")

# One folder for each kind of outcome, and the questions that its submission answers.
GOLDEN = {
    # right
    "right": DESCENT,
    "right_in_float32": DESCENT,
    "right_points": POINTS,
    # wrong values
    "named_mistake": DESCENT,
    "unnamed_mistake": DESCENT,
    "several_mistakes_fit": MINIMUM,
    "wrong_costs_of_right_points": DESCENT,
    "wrong_in_the_hidden_case": DESCENT,
    "wrong_in_one_of_two_cases": LABEL,
    "wrong_number": NUMBER,
    "named_mistake_of_a_vector": VECTOR,
    "named_mistake_of_points": POINTS,
    "points_missing": POINTS,
    "points_extra": POINTS,
    "not_a_number": DESCENT,
    "overflow": DESCENT,
    # right steps, wrongly recorded
    "without_start": DESCENT,
    "one_row_too_many": DESCENT,
    "stopped_early": DESCENT,
    "late_costs": DESCENT,
    "late_costs_alone": COSTS,
    "aliased_rows": DESCENT,
    "costs_at_own_points": DESCENT,
    # another form than asked for
    "returns_nothing": DESCENT,
    "swapped_histories": DESCENT,
    "transposed_weights": DESCENT,
    "wrong_shape": VECTOR,
    "wrong_container": VECTOR,
    "wrong_dtype": VECTOR,
    "text_for_a_number": NUMBER,
    "minimum_without_cost": MINIMUM,
    "unknown_label": LABEL,
    # not run to its end
    "missing_function": DESCENT,
    "misspelt_function": DESCENT,
    "variable_for_a_function": NUMBER,
    "not_attempted": DESCENT,
    "raised_in_a_line": DESCENT,
    "raised_by_an_unknown_name": DESCENT,
    "ended_by_exit": DESCENT,
    "timed_out": NUMBER,
    "out_of_memory": NUMBER,
    "renamed_parameter": VECTOR,
    "broken_cell": DESCENT,
    "unreadable_file": DESCENT,
    # several answers
    "true_or_false": ITEMS,
    "one_of_a_group": NUMBER + VECTOR,
    # named parts, of which some are wrong
    "matrix_entry": LOGISTIC,
    "order_of_returns": LOGISTIC,
    "transposed_part": NORMALIZE,
    "part_of_a_dictionary": DICTIONARY,
    "dictionary_without_an_entry": DICTIONARY,
    "history_wrong_from_an_entry": POWER,
    "history_without_its_start": POWER,
    "ragged_history": POWER,
    "own_length_too_early": STOPPING,
    "count_off_by_one": STOPPING,
    # mistakes that are derived from the solution
    "clear_derived_mistake": DICTIONARY,
    "vague_derived_mistake": LOGISTIC,
    "several_derived_mistakes_fit": POWER,
    # staff's check, driver and files
    "failed_check": ("direction",),
    "random_result_refused": ("draw_index",),
    "class_without_a_method": CLASS,
    "class_not_started": CLASS,
    "function_argument_misused": STOPPING,
    "missing_data_file": ("mean_of_file",),
    # written answers
    "written_answers": WRITTEN,
    "written_answers_misformed": WRITTEN,
}


@cache
def whole_keys() -> tuple[Key, ...]:
    """The stored keys, with the names and hints that known mistakes of `reference` have today."""
    return tuple(map(_renewed, map(read_key, KEYS)))


def _renewed(key: Key) -> Key:
    return replace(
        key,
        questions=tuple(replace(q, mistakes=_with_words(q.mistakes)) for q in key.questions),
        structural=_with_words(key.structural),
    )


@cache
def words() -> dict[str, tuple[str, str]]:
    """The name and the hint of every known mistake, by its id."""
    slips = (*structural(), *SLIPS)
    return {m.id: (m.name, m.hint) for m in (*(m for method in METHODS for m in bank(method)), *slips)}


def _with_words(mistakes: Iterable[Named]) -> tuple[Named, ...]:
    today = [(m, words().get(m.id, (m.name, m.hint))) for m in mistakes]
    return tuple(replace(m, name=name, hint=hint) for m, (name, hint) in today)


def key_of(name: str) -> Key:
    """The key of a golden folder: its questions alone, in a group where they are two."""
    (key,) = (key for key in whole_keys() if set(GOLDEN[name]) <= {question.name for question in key.questions})
    chosen = [question for question in key.questions if question.name in GOLDEN[name]]
    return replace(key, questions=tuple(replace(q, group=q.group if len(chosen) > 1 else "") for q in chosen))


def make_keys() -> None:
    """Compile both assignments and store their keys, without the versions that they were made with."""
    from grader.authoring.compiler import compile_key
    from grader.authoring.reading.assignment_file import load_assignment

    for path in KEYS:
        key = replace(compile_key(load_assignment(path.parent)), made_with={})
        path.write_text(key.to_json() + "\n", encoding="utf-8")


def submission_of(name: str) -> Path:
    """What the student of a golden folder handed in."""
    (path,) = (HERE / name).glob("submission.*")
    return path


def run(name: str) -> Transcript:
    """The transcript of the submission, run in the sandbox, without what differs between runs and machines."""
    made = transcribe(submission_of(name), key_of(name), forked(limits=LIMITS), submission=name)
    timed = {case: call for case, call in made.calls.items() if not isinstance(call, transcripts.Fault)}
    calls = made.calls | {case: replace(call, seconds=0.0) for case, call in timed.items()}
    return replace(made, calls=calls, notes=())


def stored(name: str) -> Transcript:
    """The transcript that lies in the folder."""
    return transcripts.parse_transcript((HERE / name / "transcript.json").read_text(encoding="utf-8"))


def texts(name: str, transcript: Transcript) -> dict[str, str]:
    """The folder's files that follow from a transcript, by their names."""
    key = key_of(name)
    report = judge(key, transcript)
    judged = {question.name for question in report.questions}  # none, where the file cannot be read
    fragments = {q.name: question_html(key, q, transcript, report) for q in key.questions if q.name in judged}
    published = final_results(key, transcript, report, SubmissionMetadata())
    for test in published["tests"]:
        if test["output"].rstrip("\n") in fragments.values():
            test["output"] = "as in question.html"
    return {
        "transcript.json": pretty(json.loads(transcript.to_json())),
        "report.json": pretty(report.to_data()),
        "terminal.txt": terminal(key.for_students(), transcript),
        "question.html": "\n".join(map(plain, fragments.values())),
        "results.json": pretty(published),
    }


def terminal(key: Key, transcript: Transcript) -> str:
    """What `grader check` prints."""
    stream = io.StringIO()
    print_report(judge(key, transcript), Console(file=stream, width=TERMINAL_WIDTH, color_system=None))
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


def pretty(data: object) -> str:
    """JSON of many lines, so that a changed sentence is a changed line."""
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def plain(html: str) -> str:
    """HTML without styles and pictures, and with a line for each element."""
    return CLOSED.sub(r"\1\n", STYLE.sub("", PICTURE.sub("PICTURE", html))).rstrip("\n") + "\n"


def renew(name: str, transcript: Transcript) -> list[str]:
    """Write what follows from a transcript; the names of the files that changed."""
    changed = []
    for file, text in texts(name, transcript).items():
        path = HERE / name / file
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(file)
    return changed
