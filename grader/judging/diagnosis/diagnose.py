"""Which known mistake was made: the one whose answers are the student's, as far as these are evidence.

Nothing is named unless its values explain all that is wrong, or certainly a part of the result. Several that do are
named together, likely ones first: those for which more speaks, and of which the student's source holds what they name.

Executing the known mistakes and counting what they explain follows Seppälä, Malmi and Korhonen, "Observations on
student misconceptions", Computer Science Education 16(3), 2006.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple, TypeVar

import numpy as np

from grader.judging.diagnosis.candidates import Ids
from grader.judging.diagnosis.clues import is_shown, is_unlikely, is_vague, says_unread
from grader.judging.diagnosis.evidence import Evidence
from grader.judging.diagnosis.matches import DECISIVE, Match, Work, find_matches, likeliest
from grader.judging.diagnosis.relations import BY_CHANCE, find_relation
from grader.judging.diagnosis.screening import rounds_of
from grader.judging.diagnosis.unread_arguments import unread_arguments
from grader.judging.history_slips import SHORTEST, explains
from grader.judging.outcomes import Misformed, Right, Verdict, WrongHistory, WrongParts
from grader.model.key import Key, Question
from grader.model.transcript import VARIES

LARGEST_GROUP = 3  # mistakes named together; more would be a guess
MATCHES = "matches"  # in a memory

Memory = dict[Any, Any]  # of one question and equal answers to the same cases
T = TypeVar("T")


@dataclass(frozen=True)
class Diagnosis:
    """What explains the wrong answers, likely causes first: a candidate is one id, or those of a rule and a slip.

    `evidence` is that of the first candidate, None where the form of the answers shows the mistake. `in_a_branch` says
    that the mistake would make right answers wrong as well, `in_part` that something else is wrong, too. `is_odd` says
    that the source speaks against the first candidate. `earning` is what keeps credit: all that fits by its numbers,
    named or not, so that no source changes points; empty for what is in part, for too many, and for guesses.
    """

    candidates: tuple[Ids, ...] = ()
    evidence: Evidence | None = None
    in_a_branch: bool = False
    in_part: bool = False
    is_odd: bool = False
    earning: tuple[Ids, ...] = ()

    @classmethod
    def of_one(cls, ids: Ids, evidence: Evidence | None = None) -> Diagnosis:
        """One candidate, whose credit is kept."""
        return cls((ids,), evidence, earning=(ids,))

    @property
    def is_weak(self) -> bool:
        """Whether another slip may well give the same numbers."""
        return self.evidence is not None and not self.evidence.is_sure

    @property
    def is_certain(self) -> bool:
        """Whether nothing else has to be looked at: the form shows it, or many numbers do."""
        return self.evidence is None or self.evidence.is_certain

    @property
    def name(self) -> str:
        """For staff and for counting: `adam.no_bias_correction`, `a+b` for two at once, `a|b` for a group."""
        return "|".join("+".join(ids) for ids in self.candidates)


def diagnose(
    key: Key,
    question: Question,
    verdicts: Mapping[str, Verdict],
    source: str = "",
    memory: Memory | None = None,
    for_staff: bool = False,
) -> Diagnosis:
    """The diagnosis of the wrong ones among these verdicts, which belong to cases of the question.

    `source` is the student's, as far as it is known. `memory` holds what was found for equal answers to these cases,
    whoever gave them: comparing answers with all known mistakes is most of the work. Visible cases alone are explained
    by what students may know, unless the diagnosis is `for_staff`.
    """
    memory = {} if memory is None else memory
    wrong = {case: verdict for case, verdict in verdicts.items() if not verdict.right}
    if not wrong or question.is_written:  # a text or a choice is no number that a known mistake gives
        return Diagnosis()
    if ids := _mistake_of_form(key, wrong):
        return Diagnosis.of_one(ids)
    if of_slips := _of_slips(key, verdicts):
        return of_slips
    answered = [c for c in question.cases if c.expected is not None and c.id in verdicts and verdicts[c.id].answer]
    cases = sorted(answered, key=lambda case: case.id not in wrong)  # wrong ones first: they tell candidates apart
    if not cases or cases[0].id not in wrong:
        return Diagnosis()
    is_public = not for_staff and not any(case.hidden for case in question.cases if case.id in verdicts)
    work = partial(Work.of, cases, verdicts)
    matches = _remembered(memory, f"{MATCHES} {is_public}", lambda: _matches(key, question, work(), is_public))
    matches = [match for match in matches if not _is_of_right_part(key, question, match, wrong)]
    relation = partial(_remembered, memory, "relation", lambda: _of_relation(key, question, work()))
    places = _places(key, question, matches, source)
    fitting, likely = _written(question, list(places)) or list(places), _by_source(question, places)
    by_numbers = _of_matches(key, question, places, fitting) or relation()
    by_source = by_numbers if likely == fitting else _of_matches(key, question, places, likely)
    named = by_source or relation()
    if not named.candidates:
        named = _of_chance(key, wrong)
    return replace(named, earning=by_numbers.earning)


def _is_of_right_part(key: Key, question: Question, match: Match, wrong: Mapping[str, Verdict]) -> bool:
    """Whether a change of the solution that right parts contradict is said to be in the computation of one of them."""
    if not match.contradictions or _written(question, [match]):
        return False
    outcomes = [verdict.outcome for verdict in wrong.values() if isinstance(verdict.outcome, WrongParts)]
    right = {path for each in outcomes for path in each.right} - {path for each in outcomes for path in each.paths}
    names = " ".join(key.hints[each][0] for each in match.ids)
    return any(f"`{path.rpartition('.')[2]}`" in names for path in right)


def source_clues(key: Key, question: Question, memory: Memory, source: str) -> Hashable:
    """All that a diagnosis takes from the source, where this was found for equal answers."""
    found = [matches for name, matches in memory.items() if name.startswith(MATCHES)]
    return tuple(place for matches in found for place in _places(key, question, matches, source).values())


def _places(key: Key, question: Question, matches: Sequence[Match], source: str) -> dict[Match, _Place]:
    unread = unread_arguments(question, source) if matches else ()
    return {match: _Place.of(key, match, source, unread) for match in _each_once(key, matches)}


def _of_matches(
    key: Key, question: Question, fitting: Mapping[Match, _Place], matches: Sequence[Match]
) -> Diagnosis | None:
    """What is named if these are chosen among all that fits; None for nothing, for too many, and for guesses."""
    if not 0 < len(matches) <= LARGEST_GROUP or _are_guesses(question, matches):
        return None
    first, ids_of = matches[0], {match.ids: _each_name_once(key, match.ids) for match in fitting}
    return Diagnosis(
        tuple(ids_of[match.ids] for match in matches),
        first.evidence,
        first.contradictions > 0,
        not first.is_whole,
        fitting[first].is_odd,
        tuple(ids_of.values()) if first.is_whole and len(fitting) <= LARGEST_GROUP else (),
    )


def _remembered(memory: Memory, name: Hashable, compute: Callable[[], T]) -> T:
    if name not in memory:
        memory[name] = compute()
    value: T = memory[name]
    return value


def _matches(key: Key, question: Question, work: Work, is_public: bool) -> list[Match]:
    """What explains the work, by comparing its numbers with those of all candidates."""
    rounds = rounds_of(key, question)
    with np.errstate(all="ignore"):  # inf - inf, in runs that blew up
        return likeliest(find_matches((each.public for each in rounds) if is_public else rounds, work))


def is_nameable(key: Key, question: Question, verdicts: Mapping[str, Verdict], mistake: str) -> bool:
    """Whether as many bits of the answers of a known mistake speak for it as rule out another one."""
    with np.errstate(all="ignore"):
        matches = list(find_matches(rounds_of(key, question), Work.of(question.cases, verdicts)))
    return any(match.ids == (mistake,) and match.evidence.bits >= DECISIVE for match in matches)


def _each_name_once(key: Key, ids: Ids) -> Ids:
    """The mistakes without those that are called like one before: the same slip in two places."""
    by_name: dict[str, str] = {}
    for each in ids:
        by_name.setdefault(key.hints[each][0], each)
    return tuple(by_name.values())


class _Place(NamedTuple):
    """By what matches are ordered, likely ones first: what the source speaks against comes last."""

    is_odd: bool
    bits: int
    is_not_shown: bool
    is_vague: bool

    @classmethod
    def of(cls, key: Key, match: Match, source: str, unread: Sequence[str]) -> _Place:
        names = [key.hints[each][0] for each in match.ids]
        return cls(
            any(is_unlikely(name, source) for name in names),
            -round(match.evidence.bits),
            not any(is_shown(name, source) or says_unread(name) in unread for name in names),
            any(map(is_vague, names)),
        )


def _each_once(key: Key, matches: Sequence[Match]) -> Sequence[Match]:
    """The matches, each name once."""
    by_name: dict[tuple[str, ...], Match] = {}
    for match in matches:
        by_name.setdefault(tuple(key.hints[each][0] for each in match.ids), match)
    return list(by_name.values())


def _by_source(question: Question, places: Mapping[Match, _Place]) -> Sequence[Match]:
    """Those that are named, likely ones first; of many, or of little evidence, what the source speaks against is not.

    Where many remain, those stay that the source shows, or else those that are not vague. What somebody has written
    comes alone, unless the source speaks against all of it, and not against something else.
    """
    written = _written(question, list(places))
    is_alone = any(not places[match].is_odd for match in written) or all(place.is_odd for place in places.values())
    ordered = sorted(written if written and is_alone else places, key=places.__getitem__)
    are_few = len(ordered) <= LARGEST_GROUP
    likely = [match for match in ordered if not places[match].is_odd or (are_few and match.evidence.is_sure)]
    shown = [match for match in likely if not places[match].is_not_shown]
    clear = [match for match in likely if not places[match].is_vague]
    return next((each for each in (likely, shown) if 0 < len(each) <= LARGEST_GROUP), clear)


def _are_guesses(question: Question, matches: Sequence[Match]) -> bool:
    """Whether several changes of the solution fit, and the numbers are too few to tell even one from another.

    Of 10 such lists on read programs 4 were right and 3 wrong. What somebody has written is a likely mistake by itself.
    """
    return len(matches) > 1 and matches[0].evidence.bits < DECISIVE and not _written(question, matches)


def _written(question: Question, matches: Sequence[Match]) -> list[Match]:
    """The matches of written mistakes alone: these are likely ones, and said in more words."""
    return [match for match in matches if question.derived.isdisjoint(match.ids)]


def _of_relation(key: Key, question: Question, work: Work) -> Diagnosis:
    """The relation of the wrong numbers to the right ones; an older key may not have it."""
    relation, evidence = find_relation(question, work) or (None, None)
    return Diagnosis.of_one((relation.id,), evidence) if relation and relation.id in key.hints else Diagnosis()


def _of_chance(key: Key, wrong: Mapping[str, Verdict]) -> Diagnosis:
    """Whether wrong results depend on random numbers, which no right one does; an older key may not have it."""
    varying = [verdict for verdict in wrong.values() if VARIES in verdict.notes]
    if not varying or BY_CHANCE.id not in key.hints:
        return Diagnosis()
    return Diagnosis(((BY_CHANCE.id,),), in_part=len(varying) < len(wrong))


def _mistake_of_form(key: Key, wrong: Mapping[str, Verdict]) -> Ids:
    """The mistake of form that all wrong cases share, where nothing else is wrong with them."""
    outcomes = [verdict.outcome for verdict in wrong.values()]
    parts = [part.outcome for each in outcomes if isinstance(each, WrongParts) for part in each.wrong]
    mistakes = {
        each.mistake if isinstance(each, Misformed) else ""
        for each in (*parts, *(each for each in outcomes if not isinstance(each, WrongParts)))
    }
    return tuple(mistakes) if len(mistakes) == 1 and mistakes <= key.hints.keys() else ()  # which a small key lacks


def _of_slips(key: Key, verdicts: Mapping[str, Verdict]) -> Diagnosis | None:
    """The recording slips that explain all wrong parts: one for all parts, or one for each.

    Where they change nothing of other histories they stand in a branch, and say nothing of a length: a number of steps
    that is written into the code gives it as well.
    """
    by_path = defaultdict[str, list[WrongHistory]](list)
    for verdict in verdicts.values():
        match verdict.outcome:
            case WrongParts(wrong):
                for part in wrong:
                    if not isinstance(part.outcome, WrongHistory):
                        return None
                    by_path[part.path].append(part.outcome)
            case Right():
                pass
            case _:
                return None
    slips = [_slips_of(key, histories) for histories in by_path.values()]
    common = [slip for slip in slips[0] if all(slip in each for each in slips)]
    ids = tuple(common[:1]) or (tuple(dict.fromkeys(each[0] for each in slips)) if all(slips) else ())
    right = [verdict.answer for verdict in verdicts.values() if verdict.right]
    in_a_branch = any(np.size(answer.get(path, ())) >= SHORTEST for answer in right for path in by_path)
    has_length = all(len(each.yours) == len(each.expected) for histories in by_path.values() for each in histories)
    if not ids or (in_a_branch and not has_length):
        return None
    return Diagnosis((ids,), None, in_a_branch, earning=(ids,))


def _slips_of(key: Key, histories: Sequence[WrongHistory]) -> list[str]:
    """The slips that one of these histories of a part shows, long ones first, and with which all of them agree."""
    by_length = sorted(histories, key=lambda each: -len(each.tolerance))
    shown = dict.fromkeys(slip for each in by_length for slip in each.slips if slip in key.hints)
    return [slip for slip in shown if all(explains(slip, h.yours, h.expected, h.tolerance) for h in histories)]
