"""Which slip explains a wrong answer: the one that an edit of the student's own program undoes.

An edit that makes every case right, hidden ones too, within tolerances that are far below any other slip, is evidence
enough. Of all that do the likeliest of each line counts, and the likeliest three are listed. Many lines where an edit
would do say that the cases are easily met, and nothing is named.
"""

from __future__ import annotations

import ast
import difflib
import math
import tempfile
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from grader.changes.kinds import UNDOES, Trait, has
from grader.changes.source_tree import SourceTree, names_of, stored_names, within
from grader.extraction import notebook, reader
from grader.extraction.extract import Extraction
from grader.judging.outcomes import ChangedArguments, Verdict
from grader.judging.verdicts import judge_case
from grader.model.key import Key, Question
from grader.model.transcript import Fault, Transcript
from grader.repairs.answers import LEAST_NUMBERS, nearly_right_entries, wrong_numbers
from grader.repairs.edits import edits
from grader.repairs.nearest import Nearest, Repaired
from grader.repairs.search import Candidate, Place, Search, compared_line, likelihood
from grader.repairs.trials import Program, Trials
from grader.sandbox.environment import Environment
from grader.sandbox.transcribe import wanted

MAX_LINES, LISTED = 6, 3  # on which edits may do, and of which the likeliest are listed
MAX_LINES_OF_LITTLE = 2  # the same where a check decides, or one number: many answers, or many programs, are right
MANY_KINDS = 2  # of edits that do the same: of a line beside a turned decision, or where something else has a name
TESTS = ("if ", "elif ", "while ")  # how a line begins that holds one
ANSWER_MB = 64  # of many edited programs together
UNPRINTABLE = (notebook.Unreadable, RecursionError, MemoryError, ValueError, SyntaxError, ArithmeticError)
NOT_RUN = Fault("it was not run")


@dataclass(frozen=True)
class Repair:
    """The edits that were made together, and the lines that they replace, for staff.

    `kinds` counts the kinds of edits of any line that do the same to the cases.
    """

    places: tuple[Place, ...]
    difference: str
    kinds: int = 1

    @property
    def name(self) -> str:
        """What is wrong: without any code, unless it is for staff."""
        return "; and ".join(dict.fromkeys(place.words or UNDOES[place.kind].name for place in self.places))

    @property
    def hint(self) -> str:
        """How to find it."""
        return " ".join(dict.fromkeys(UNDOES[place.kind].hint for place in self.places if not place.words))

    @property
    def is_for_staff(self) -> bool:
        """Whether the name shows a line of another program."""
        return any(place.words for place in self.places)


def repairs(
    key: Key,
    question: Question,
    transcript: Transcript,
    environment: Environment,
    until: float = math.inf,
    right: Sequence[str] = (),
) -> Sequence[Repair]:
    """What makes every case right: repairs of different lines, at most three; none where nothing is certain.

    `environment` limits the seconds that edited programs take together; after `until`, of the monotonic clock, no more
    of them are tried. Lines of `right` programs are tried in place of the own ones: what comes of it is for staff.
    """
    source, question = transcript.definitions[question.name].source, question.with_answers()
    calls = {case.id: transcript.calls.get(case.id, NOT_RUN) for case in question.cases}
    if not source or question.is_written or any(isinstance(c, Fault) for c in calls.values()):
        return ()
    limits = environment.limits
    environment = replace(
        environment, limits=replace(limits, case_seconds=limits.question_seconds, answer_mb=ANSWER_MB)
    )
    for reading in question.readings:
        verdicts = {c.id: judge_case(reading, c, calls[c.id], key.checks) for c in reading.cases}
        by_value = {c: v for c, v in verdicts.items() if not isinstance(v.outcome, ChangedArguments)}
        wrong = {c: v for c, v in by_value.items() if not v.right}
        if not wrong:
            continue
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of odd escapes in the program, which would stand on staff's terminal
                extraction = extracted(source, question)
                trials = Trials(key, reading, extraction, environment, calls, limits.case_seconds, until=until)
                with closing(trials):
                    repaired = _of_reading(trials, wrong, right)
                if repaired is not None:
                    return repaired
        except UNPRINTABLE:
            return ()
    return ()


def _of_reading(trials: Trials, wrong: Mapping[str, Verdict], right: Sequence[str]) -> Sequence[Repair] | None:
    """The repairs by one reading of the question; None where nothing makes every case right by it."""
    exchanged = _exchanged(trials, wrong, right)
    if (not exchanged or exchanged.is_for_staff) and (repaired := Search(trials, wrong).repairs()):
        edited = _by_lines(trials, [c for c in repaired if is_evidence(c, trials.question, wrong)], wrong)
        if not exchanged or _agrees(edited, exchanged):
            return edited
    return [exchanged] if exchanged else None


def _exchanged(trials: Trials, wrong: Mapping[str, Verdict], right: Sequence[str]) -> Repair | None:
    """The repair by the fewest lines of the nearest right program; None without any."""
    cases = sorted(trials.question.cases, key=lambda case: (case.id not in wrong, case.hidden))
    if right and trials.uses_jax:
        trials.set_limit(cases[0], wrong[cases[0].id].answer)
    repaired = Nearest(trials, cases).repair(right) if right else []
    program = {at: text for each in repaired for at, text in each.program.items()}
    places = [place for each in repaired for place in _places(trials, each)]
    return Repair(tuple(places), _difference(trials, program)) if places else None


def _places(trials: Trials, repaired: Repaired) -> Iterator[Place]:
    """Each exchange as the kind of edits that does the same, or in words for staff."""
    kinds: dict[int, dict[str, str]] = {}
    for exchange, text, own, theirs in repaired.pairs:
        at, source = exchange.position, trials.text({}, exchange.position)
        if at not in kinds:
            kinds[at] = {edit.source: edit.kind for edit in edits(SourceTree(source))}
        line = compared_line(source.splitlines()[exchange.line - 1])
        kind = kinds[at].get(text, "")
        yield Place(kind, line, "" if kind else _in_words(line, own, theirs))


def _in_words(line: str, own: Sequence[str], theirs: Sequence[str]) -> str:
    """What staff read of an exchange."""
    if not theirs:
        return f"`{own[0]}` is too much"
    return f"`{theirs[0]}` belongs in the place of `{own[0]}`" if own else f"`{theirs[0]}` is missing after `{line}`"


def _agrees(edited: Sequence[Repair], exchanged: Repair) -> bool:
    """Whether the edits are of the lines that are exchanged, or of fewer."""
    lines = {place.line for place in exchanged.places}
    return any({p.line for p in each.places} <= lines or len(each.places) < len(lines) for each in edited[:1])


def are_clear(repaired: Sequence[Repair]) -> bool:
    """Whether there is one repair, of one edit, and at most two kinds of edits put the program right.

    Such a repair is likelier than a change of the solution for which few numbers speak; others are not.
    """
    return [len(each.places) for each in repaired] == [1] and repaired[0].kinds <= MANY_KINDS


def extracted(source: str, question: Question) -> Extraction:
    """The source, read as a file is that holds an answer to this question."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "submission.py"
        path.write_text(source, encoding="utf-8")
        return reader.read(path, *wanted([question]))


def is_evidence(
    candidate: Candidate,
    question: Question,
    wrong: Mapping[str, Verdict],
    after: Mapping[str, Verdict] | None = None,
    *,
    is_in_vain: bool = False,
    uses_jax: bool = False,
) -> bool:
    """Whether it is no accident that the edits do: of all that could be added to a program, some fits one number.

    So does some edit of those after which a line works something out in vain (`is_in_vain`). Labels are so few that
    edits give the right ones by accident. `after` are the edited program's verdicts, where it has run to its end:
    numbers that it only comes near, as an iteration does that takes another way, are none.
    """
    kinds = {place.kind for place in candidate.places}
    if question.check:
        of_runs = not any(has(kind, Trait.MOVES) for kind in kinds)
        return of_runs if question.runs else all(has(kind, Trait.ENOUGH) for kind in kinds)
    least = LEAST_NUMBERS if _is_added(candidate) or is_in_vain else 1
    cases = [case for case in question.cases if case.id in wrong]
    near = {x for c in cases if after for x in nearly_right_entries(c, after[c.id], uses_jax)}
    return len(wrong_numbers(question, wrong) - near) >= least


def _is_added(candidate: Candidate) -> bool:
    """Whether it adds something: of all that could be added, some fits one number."""
    return any(has(place.kind, Trait.ADDS) for place in candidate.places)


def _by_lines(trials: Trials, candidates: Sequence[Candidate], wrong: Mapping[str, Verdict]) -> list[Repair]:
    """The likeliest repair of each line, of these the three likeliest that hold; none for too many lines."""

    def is_in_vain(candidate: Candidate) -> bool:
        texts = ((trials.text({}, at), text) for at, text in candidate.program.items())
        return any(leaves_unread(*each, trials.question.parameters) for each in texts)

    def place(candidate: Candidate) -> tuple[bool, list[int]]:
        return _is_added(candidate) or is_in_vain(candidate), likelihood(candidate)

    def is_little() -> bool:
        return bool(trials.question.check) or len(wrong_numbers(trials.question, wrong)) == 1

    by_line: dict[tuple[str, ...], list[Candidate]] = {}
    for each in sorted(candidates, key=place):
        by_line.setdefault(tuple(sorted(place.line for place in each.places)), []).append(each)
    most = MAX_LINES_OF_LITTLE if is_little() else MAX_LINES
    listed = list(map(likeliest, by_line.values()))[:LISTED] if len(by_line) <= most else []
    kinds = len({tuple(place.kind for place in each.places) for each in candidates})
    final = trials.final_verdicts([each.program for each in listed])
    return [
        Repair(each.places, _difference(trials, each.program), kinds)
        for each, after in zip(listed, final, strict=True)
        if all(verdict.right for verdict in after.values())
        and is_evidence(each, trials.question, wrong, after, is_in_vain=is_in_vain(each), uses_jax=trials.uses_jax)
    ]


def leaves_unread(before: str, after: str, asked: Collection[str]) -> bool:
    """Whether an argument that is asked for, or a variable, is read before the edit, and bound and never read after it.

    What else a function of the student's own takes may well be too much.
    """
    read_before = {place for place, is_read in _bound(before, asked) if is_read}
    return not read_before.isdisjoint(place for place, is_read in _bound(after, asked) if not is_read)


def _bound(statement: str, asked: Collection[str]) -> Iterator[tuple[tuple[str, str], bool]]:
    """Each function's variables and those of its parameters that are asked for, and whether it reads them."""
    for function in SourceTree(statement).functions:
        read = names_of(function)
        parameters = {each.arg for each in within(function.args, ast.arg)} & set(asked)
        yield from (((function.name, name), name in read) for name in parameters | stored_names(function))


def likeliest(alike: Sequence[Candidate]) -> Candidate:
    """The first of the repairs of one line; where it turns a decision that others turn as well, a condition is wrong.

    A decision has two outcomes: whatever turns it does, such as a label that is missing beside a score. So does another
    sign in a test that then is always true.
    """
    first, *others = alike
    kinds = {each.places[0].kind for each in others if len(each.places) == 1}
    if len(first.places) > 1:
        return first
    (place,) = first.places
    others_turn = [kind for kind in kinds if not has(kind, Trait.DECIDES)]
    is_turned = has(place.kind, Trait.DECIDES) and len(others_turn) >= MANY_KINDS
    if is_turned or (has(place.kind, Trait.OF_NUMBERS) and place.line.startswith(TESTS)):
        return first._replace(places=(replace(place, kind="condition"),))
    return first


def _difference(trials: Trials, program: Program) -> str:
    """The lines that are replaced, marked as in a patch."""
    pairs = [(SourceTree(trials.text({}, at)).source.splitlines(), text.splitlines()) for at, text in program.items()]
    patches = (difflib.unified_diff(*pair, n=1, lineterm="") for pair in pairs)
    return "\n".join(line for patch in patches for line in patch if not line.startswith(("---", "+++", "@@")))
