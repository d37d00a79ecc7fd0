"""What `grader explain` does for a wrong answer: an edit that puts it right, as a name that staff could give."""

from __future__ import annotations

import json
import sys
import textwrap
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.authoring.cache import Cache, digest, engine, user_cache
from grader.base.text import printable
from grader.course import naming
from grader.course.classroom import deciding
from grader.course.decisions.decision import Decision
from grader.course.decisions.named_answers import NamedAnswers
from grader.extraction import reader
from grader.extraction.extract import DefinedName, functions_source
from grader.judging.diagnosis.diagnose import LARGEST_GROUP
from grader.judging.judge import uncertain_causes
from grader.judging.verdicts import judge_case
from grader.model.encoding.decoding import to_data
from grader.model.key import Key, Question
from grader.model.transcript import Transcript
from grader.processes.fork_server import shared_fork_server
from grader.repairs.repair import Repair, are_clear, repairs
from grader.repairs.search_process import to_repairs
from grader.sandbox.cache import warming
from grader.sandbox.environment import Environment, Limits
from grader.sandbox.isolation.missing import NONE, missing_lines
from grader.sandbox.isolation.profiles import Isolation, expected_isolation, unrequired_isolation
from grader.sandbox.probe import require_layers
from grader.sandbox.transcribe import wanted

BY = "grader explain"
CASE_SECONDS = 2.0  # of an edited program, at most
LONGEST_EDIT, LONGEST_LINE = 4_000, 200  # characters
KIND = "searches for edits"
SEARCH = "grader.repairs.repair", "grader.sandbox.cache.warming"  # what runs in one
ALONE = "No name for others: such answers hold too few numbers to tell by, or have another form"


@dataclass
class Explainer:
    """Searches for edits: `seconds` for each answer, `within` for all.

    Students read the names of what visible cases show, if `students`. `solutions` are right programs beside those of
    the class. Without all layers of isolation no right program is used: the process holds lines of it and student code.
    """

    seconds: float = 10.0
    within: float = float("inf")
    students: bool = False
    cache: Cache = field(default_factory=user_cache)
    begin: float = field(default_factory=time.monotonic)
    failure: str = ""  # of the last search
    isolation: Isolation = field(default_factory=expected_isolation)
    is_confined: bool = True
    solutions: Sequence[Path] = ()
    _read: dict[str, list[str]] = field(default_factory=dict)  # of the solutions, by question

    @classmethod
    def of(cls, isolation: Sequence[str], **options: Any) -> Explainer:
        """One for `--isolation`. Raises IsolationMissing where a layer is missing that is due, unless it says none."""
        missing = require_layers(is_waived := NONE in isolation)
        for line in missing_lines(missing):
            print(line, file=sys.stderr)
        used = unrequired_isolation() if is_waived else expected_isolation()
        return cls(**options, isolation=used, is_confined=not missing)

    @property
    def why_nothing(self) -> str:
        """Why the last answer has no name."""
        if self.failure:
            return f"the search failed ({self.failure})"
        return "not searched: the time is over" if self.is_over else "no edit explains it"

    @property
    def is_over(self) -> bool:
        """Whether the time for all searches has passed."""
        return time.monotonic() - self.begin > self.within

    def __call__(
        self, key: Key, question: Question, transcript: Transcript, right: Sequence[str] = ()
    ) -> NamedAnswers | None:
        """The name that the repairs of an answer give it; None where there are none, or the search fails."""
        self.failure = ""
        try:
            repaired = [] if self.is_over else self._repairs(key, question, transcript, right)
            causes = uncertain_causes(key, question, transcript)
        except Exception as fault:  # what one program does to the search must not end it for the class
            self.failure = printable(f"{type(fault).__name__}: {fault}", LONGEST_LINE)
            return None
        if not repaired or (causes and not are_clear(repaired)):
            return None
        is_seen = self.students and _is_seen(key, question, transcript)
        students = is_seen and not any(each.is_for_staff for each in repaired)
        others = [] if students else [key.hints[cause][0] for cause in causes]  # which may follow from hidden cases
        edit = printable("\n\n".join(each.difference for each in repaired), LONGEST_EDIT)
        names = [*(r.name for r in repaired), *others][:LARGEST_GROUP]
        name, hint = _joined("; or ", names), _joined(" ", (r.hint for r in repaired))
        lines = tuple(dict.fromkeys(printable(p.line, LONGEST_LINE) for p in repaired[0].places if is_seen))
        return NamedAnswers(name, hint, students, BY, edit=edit, lines=lines)

    def _repairs(self, key: Key, question: Question, transcript: Transcript, right: Sequence[str] = ()) -> list[Repair]:
        """The repairs; those of the same program and cases are not searched for again."""
        right = sorted({*right, *self._solutions(question)}) if self.is_confined else []
        cases = json.dumps(to_data([question.without_mistakes(), key.modules, key.files, key.checks]))
        source = transcript.definitions[question.name].source
        name = digest(engine(*SEARCH), KIND, cases, source, str(self.seconds), *right)
        if (text := self.cache.get(KIND, name)) is None:
            limits = Limits(case_seconds=CASE_SECONDS, question_seconds=self.seconds)
            environment = Environment(
                limits, self.isolation, cache=warming.warmed(warming.shared_base(key)), fork_server=shared_fork_server()
            )
            text = json.dumps(to_data(list(repairs(key, question, transcript, environment, right=right))))
            self.cache.put(name, text)
        return to_repairs(json.loads(text))

    def _solutions(self, question: Question) -> list[str]:
        """What defines the question's functions in each of the solutions that does."""
        if question.name not in self._read:
            extractions = [reader.read(path, *wanted([question])) for path in self.solutions]
            self._read[question.name] = [
                functions_source(each, question.names)
                for each in extractions
                if all(isinstance(each[name], DefinedName) for name in question.names)
            ]
        return self._read[question.name]


def solutions_of(assignment: Path) -> list[Path]:
    """The master and the honest styles in an assignment's folder. Raises BadAssignment."""
    from grader.authoring.reading.assignment_file import load_assignment  # it imports pydantic

    facts = load_assignment(assignment)
    return [facts.master, *facts.honest]


def explain(results: Path, explainer: Explainer, submission: str = "") -> Iterator[str]:
    """Name what nothing explains; a line about each group of equal answers, then their count and what to do next."""
    count = [0, 0]
    for group, named, is_kept in naming.explain_groups(results, explainer, submission):
        more = f" and {len(group.ids) - 1} more" if len(group.ids) > 1 else ""
        alone = "" if is_kept or not named else f". {ALONE}"
        yield f"{group.question}: {group.ids[0]}{more}: {named.name if named else explainer.why_nothing}{alone}"
        if named:
            yield textwrap.indent(named.edit, "    ")
        if named and is_kept and named.lines:
            deciding.decide(results, _comment_on_lines(group.question, named), BY)
        count[is_kept] += 1
    yield f"Named: {count[1]} of {sum(count)} groups."
    if settled := naming.settled_answers(results, submission):
        yield f"Not searched, since staff settled their points: {', '.join(settled)}."
    if count[1]:
        yield "`grader regrade` gives the names."


def _is_seen(key: Key, question: Question, transcript: Transcript) -> bool:
    """Whether a visible case is wrong: what hidden ones alone show is not for students."""
    visible = [case for case in question.cases if not case.hidden]
    return any(not judge_case(question, c, transcript.calls[c.id], key.checks).right for c in visible)


def _comment_on_lines(question: str, named: NamedAnswers) -> Decision:
    """What the author of the submission reads: the own lines in which the slip is, and nothing of the edit."""
    lines = " and ".join(f"`{line}`" for line in named.lines)
    text = f"Look at your line{'s' * (len(named.lines) > 1)} {lines}{f': {named.name}' * named.students}."
    return Decision("comment", named.submission, question, text=text)


def _joined(separator: str, texts: Iterable[str]) -> str:
    return separator.join(dict.fromkeys(texts))
