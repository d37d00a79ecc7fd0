"""Verdicts and diagnoses in sentences for the student: first what is right, then the first wrong step, then one cause.

    case    "Right."  /  "Your weights are right up to step 1 and wrong from step 2 on: ..."
    question  how many cases are right, the cause if it has a name, and the first case that went wrong

Numbers are those of the key and of the student's own points. Of a hidden case nothing is said but HIDDEN.
"""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard

import numpy as np

from grader.judging import step_sizes as steps
from grader.judging.diagnosis import Diagnosis
from grader.judging.exceptions import meaning
from grader.judging.verdicts import (
    CostsParted,
    Crashed,
    Halted,
    Length,
    Misformed,
    NotFinite,
    Parted,
    Right,
    Turned,
    Unanswered,
    Unasked,
    Unchecked,
    Verdict,
    WrongPoints,
    WrongValue,
    cost_of,
)
from grader.model.key import Case, Key, Question
from grader.model.transcript import Definition, Raised

HIDDEN = "A hidden case. It asks for the same with other arguments; what it asks and what you returned are not shown."
HIDDEN_ITEM = "Your answer is recorded. Whether it is right is not told here."
NONE_VISIBLE = "This question has no visible case; it is graded after you hand in."
LATER = "Whether they are right is told after the due date."
ROWS = 3  # rows of a history that are shown, from the one before the first wrong one


def hidden(statuses: Mapping[str, str]) -> str:
    """What a student reads of a question's hidden cases once their points are published."""
    right = sum(status == "right" for status in statuses.values())
    return (
        f"{right} of {len(statuses)} hidden cases {'is' if right == 1 else 'are'} right. They ask for the same with "
        "other arguments; what they ask and what you returned are not shown."
    )


def statements(asked: Question, statuses: Mapping[str, str]) -> str:
    """Every statement with what came of its answer, the right one and the reason: for after the due date."""
    words = {"right": "Right", "wrong": "Not right", "not_attempted": "Not answered", "optional": "Not answered"}
    marks = {case.id: words.get(statuses.get(case.id, ""), "Could not be read") for case in asked.cases}
    return "\n\n".join(f"{marks[case.id]}: {case.title}\n    {reason(case)}" for case in asked.cases)


def reason(asked: Case) -> str:
    """The right answer to a statement, and why; empty where the key does not hold it."""
    if asked.expected is None:
        return ""
    return f"{asked.expected['truth']}. {asked.because}".strip()


def definition(question: Question, found: Definition) -> str:
    """What to say of a question whose function was never called."""
    thing = f"function `{question.function}`" if question.calls else f"variable `{question.function}`"
    match found.status:
        case "not_attempted":
            return (
                f"Not attempted yet: `{question.function}` still stands as it was handed out. Nothing is lost so far."
            )
        case "missing":
            return f"There is no {thing} in your notebook. {found.message}".strip()
        case "broken":
            return found.message
    raise AssertionError(found.status)


def any_one(group: str) -> str:
    """What to say below every question of a group, whichever of them counts."""
    return f'One question of "{group}" is asked for. Of those that you hand in, the best counts.'


def optional(group: str) -> str:
    """What to say of a question that was left out for another one of its group."""
    return f'Optional: one question of "{group}" is asked for, and you handed in another. Nothing is lost here.'


def reading(chosen: Question, asked: Question) -> str:
    """Which of several readings the shown cases fit, where they tell them apart."""
    others = " and ".join(f'"{q.reading}"' for q in asked.readings if q.reading != chosen.reading)
    return (
        f'Your answers are judged by the reading that they fit best, "{chosen.reading}". '
        f"Right as well: {others}; all cases must follow the same one."
    )


FOUND = Definition("found")
BY_POSITION = "called by position"  # a note of `calling`; `_by_position` says more where it matters


def case(question: Question, asked: Case, verdict: Verdict, definition: Definition = FOUND) -> str:
    """What a student reads of one visible case, without its title."""
    words = _outcome(question, asked, verdict, definition)
    notes = [note for note in verdict.notes if note != BY_POSITION]
    return "\n".join([words, *_not_judged(asked, verdict), *notes])


def _not_judged(asked: Case, verdict: Verdict) -> Sequence[str]:
    """Where a run is judged up to a kink only."""
    if "costs" not in verdict.answer or asked.last_judged == asked.steps:
        return ()
    k = asked.last_judged
    return (f"Steps after {k} are not judged: the right w^{k} lies on a kink of g, where the slope is not unique.",)


def _outcome(question: Question, asked: Case, verdict: Verdict, definition: Definition) -> str:
    match verdict.outcome:
        case Right():
            return "Right."
        case Unasked():
            return "Your answer has the right form. Whether it is right is told after the due date."
        case Unanswered():
            return "Not answered yet: the entry is None."
        case Crashed(raised):
            return crash(raised, question, asked.arguments, definition)
        case Halted(stopped):
            return stopped.detail
        case Unchecked():
            return (
                "This could not be checked, and not through your fault. It costs you nothing until somebody has looked."
            )
        case Misformed(misfit):
            return misfit.sentence
        case Turned(mistakes):
            return _TURNED[mistakes[0]]
        case Length() as length:
            return _length(length, asked)
        case Parted() as parted:
            return _parted(parted, asked, verdict)
        case NotFinite(step, which):
            return f"Your {which} history holds nan or inf from step {step} on; the right values are finite there."
        case CostsParted() as parted:
            return _costs(parted, asked, verdict)
        case WrongValue() as wrong:
            return _value(wrong)
        case WrongPoints() as wrong:
            return _points(wrong, asked)
    raise AssertionError(verdict.outcome)


_TURNED = {
    "bookkeeping.swapped": "All numbers are right, but the two histories stand in the wrong order: "
    "`return weight_history, cost_history`.",
    "bookkeeping.transposed": "All numbers are right, but the weight history is transposed: it should have one row per "
    "step, shape (K + 1, N), not (N, K + 1).",
}


def crash(
    raised: Raised, question: Question, arguments: Mapping[str, Any] | None = None, definition: Definition = FOUND
) -> str:
    """The student's own line and exception, with one line on what it means."""
    text = f"{raised.kind}: {raised.message}" if raised.message else raised.kind
    lines = [f"{_where(raised, question, definition)}:"]
    if raised.source.strip():
        lines.append(f"    {raised.source.strip()}")
    lines.append(f"    {textwrap.shorten(text, 300, placeholder=' ...')}")
    return "\n".join([*lines, *filter(None, [meaning(raised, arguments)])])


def _where(raised: Raised, question: Question, definition: Definition) -> str:
    """What stopped, and where; of another cell than the function's own, why the function needs it."""
    where = f"cell {raised.cell}, line {raised.line}" if raised.cell else f"line {raised.line} of its cell"
    where = where if raised.line else "a place that is not in your notebook"
    if raised.during != "definition":
        return f"Your function stopped at {where}"
    if raised.cell in (0, definition.cell) or not definition.cell:
        return f"The cell that defines it stopped at {where}"
    names = ", ".join(f"`{name}`" for name in _assigned(raised.source))
    needs = f"{names} of cell {raised.cell}" if names else f"something that cell {raised.cell} defines"
    own = f"`{question.function}` (cell {definition.cell})"
    return f"{own} needs {needs}, and cell {raised.cell} stopped at line {raised.line}"


def _assigned(source: str) -> list[str]:
    """The names to which a line of Python gives a value; none where it cannot be read alone."""
    try:
        (statement,) = ast.parse(source.strip()).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    names = [node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    return names + [a.asname or a.name.split(".")[0] for n in ast.walk(statement) if _imports(n) for a in n.names]


def _imports(node: ast.AST) -> TypeGuard[ast.Import | ast.ImportFrom]:
    return isinstance(node, (ast.Import, ast.ImportFrom))


# ── histories


def _length(length: Length, asked: Case) -> str:
    K = length.expected - 1
    gap = length.rows - length.expected
    count = f"{abs(gap)} too {'many' if gap > 0 else 'few'}"
    steps_give = f"{K} steps give {length.expected}, step 0 among them"
    entries = "1 entry" if length.rows == 1 else f"{length.rows} entries"
    start = f"Your {length.which} history has {entries}, {count}: {steps_give}."
    if 1 < length.agreed == length.rows < K:
        return f"{start}\nThey are right. Take all {K} steps: a stopping rule of your own makes the history too short."
    if length.agreed == min(length.rows, length.expected) > 0:
        return f"{start}\nThe entries it shares with the right one are right."
    if length.agreed == 0 and length.rows and length.which == "weight":
        return f"{start}\nEntry 0 should be the starting point w^0."
    return f"{start}\nThey agree with the right ones up to entry {length.agreed - 1}." if length.agreed else start


def _parted(parted: Parted, asked: Case, verdict: Verdict) -> str:
    if parted.step == 0:
        first = "Your weights are wrong from step 0 on: entry 0 should be the starting point w^0."
    elif parted.step == 1:
        first = "Your starting point is right; the first step already is not:"
    else:
        first = f"Your weights are right up to step {parted.step - 1} and wrong from step {parted.step} on:"
    yours, expected = np.asarray(verdict.answer["weights"]), np.asarray(asked.expected["weights"])  # type: ignore[index]
    lines = [first, table(yours, expected, parted.step, asked.last_judged)]
    if verdict.costs_follow:
        lines.append("Your costs are g at your own points, so you keep the points for them.")
    return "\n".join(lines)


def _costs(parted: CostsParted, asked: Case, verdict: Verdict) -> str:
    yours, expected = np.asarray(verdict.answer["costs"]), np.asarray(asked.expected["costs"])  # type: ignore[index]
    k, alone = parted.step, "weights" not in verdict.answer
    if k == 0:
        first = "Your costs are wrong at step 0, where the cost is g(w^0):"
    elif k == 1:
        first = "The cost of your starting point is right; the one after the first step already is not:"
    else:
        first = f"Your costs are right up to step {k - 1} and wrong from step {k} on:"
    lines = [first if alone else f"Your weights are right. {first}", table(yours, expected, k, asked.last_judged)]
    if alone and asked.dimension == 1:
        weights = np.asarray(asked.expected["weights"])  # type: ignore[index]
        lines.append(f"The right run goes from {number(weights[max(k - 1, 0)])} to {number(weights[k])} in this step.")
    return "\n".join(lines if k else lines[:2])


def table(yours: np.ndarray, expected: np.ndarray, step: int, last: int) -> str:
    """A few rows of both histories around the first wrong step, aligned."""
    first = max(step - 1, 0)
    shown = range(first, min(first + ROWS, last + 1, len(yours)))
    rows = [(str(k), number(yours[k]), number(expected[k])) for k in shown]
    widths = [max(len(row[i]) for row in [("k", "yours", "expected"), *rows]) for i in range(3)]
    lines = [_aligned(("k", "yours", "expected"), widths)]
    lines += [_aligned(row, widths) + ("   <- first difference" if row[0] == str(step) else "") for row in rows]
    return "\n".join(lines)


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    return "    " + "   ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))


def number(value: np.ndarray | float) -> str:
    """A number with six decimals, or a point as (0.500000, -1.250000); very large and small ones by exponent."""
    array = np.asarray(value, dtype=float)
    return _decimal(float(array)) if array.ndim == 0 else f"({', '.join(map(_decimal, array.ravel().tolist()))})"


def _decimal(x: float) -> str:
    x = 0.0 if abs(x) <= 1e-15 else x  # a zero that was calculated; nan stays
    return f"{x:.6f}" if x == 0 or 1e-3 <= abs(x) < 1e6 else f"{x:.6g}"


# ── other answers


def _value(wrong: WrongValue) -> str:
    match wrong.what:
        case "truth":
            return "Not right."
        case "kind":
            return f'You say "{wrong.yours}"; this point is a {wrong.expected}.'
        case "cost":
            return f"Your point is right. Your cost is {number(wrong.yours)}; it should be {number(wrong.expected)}."
    noun = {"value": "value", "point": "point w"}[wrong.what]
    return f"Your {noun} is {number(wrong.yours)}; it should be {number(wrong.expected)}."


def _points(wrong: WrongPoints, asked: Case) -> str:
    total = len(asked.expected["points"])  # type: ignore[index]
    hit = total - len(wrong.missing)
    lines = [f"{hit} of the {total} stationary points are in your list." if total > 1 else ""]
    if wrong.missing:
        lines.append(f"Missing: {_listed(wrong.missing)}.")
    if wrong.extra:
        lines.append(f"Not stationary, or not accurate enough: {_listed(wrong.extra)}.")
    if wrong.repeated:
        lines.append(f"More than once in your list: {_listed(wrong.repeated)}. Each point counts once.")
    return "\n".join(filter(None, lines))


def _listed(values: Sequence[float], most: int = 6) -> str:
    shown = ", ".join(number(v) for v in values[:most])
    return shown if len(values) <= most else f"{shown} and {len(values) - most} more"


# ── a whole question


def question(
    key: Key,
    asked: Question,
    verdicts: Mapping[str, Verdict],
    diagnosis: Diagnosis,
    definition: Definition = FOUND,
) -> str:
    """What a student reads of one question: from its visible cases and their diagnosis alone."""
    shown = [c for c in asked.cases if not c.hidden and c.id in verdicts]
    if not shown:
        return NONE_VISIBLE
    right = sum(verdicts[c.id].right for c in shown)
    hidden = (
        ""
        if len(shown) == len(asked.cases)
        else " Hidden cases are judged too; they ask for the same with other arguments."
    )
    if right == len(shown):
        partly = [f"With {c.title}: {line}" for c in shown for line in _not_judged(c, verdicts[c.id])]
        return "\n".join([f"{_all(len(shown))} right.{hidden}", *partly])
    head = f"{right} of {len(shown)} shown cases {'is' if right == 1 else 'are'} right." if right else ""
    parts = [head, _first_wrong(asked, shown, verdicts, definition)]
    parts += [_by_position(asked, definition)] if all(map(_was_called, verdicts.values())) else []
    parts += [cause(key, diagnosis)] if diagnosis.candidates else _unexplained(asked, shown, verdicts)
    return "\n\n".join(filter(None, parts))


def _all(count: int) -> str:
    return {1: "The shown case is", 2: "Both shown cases are"}.get(count, f"All {count} shown cases are")


def _first_wrong(
    asked: Question, shown: Sequence[Case], verdicts: Mapping[str, Verdict], definition: Definition
) -> str:
    wrong = [c for c in shown if not verdicts[c.id].right]
    title = f"With {wrong[0].title}:\n" if wrong[0].arguments else ""
    others = f"\n{_others(len(wrong) - 1)} wrong as well." if len(wrong) > 1 else ""
    return title + case(asked, wrong[0], verdicts[wrong[0].id], definition) + others


def _was_called(verdict: Verdict) -> bool:
    return not (isinstance(verdict.outcome, Crashed) and verdict.outcome.raised.during == "definition")


def _by_position(asked: Question, definition: Definition) -> str:
    """Which of the student's parameters got which argument, where their names are not the handout's."""
    names = _parameters(definition.source, asked.function)
    if not names or set(asked.parameters) <= set(names):  # called by name
        return ""
    got = [f"`{mine}` got {theirs}" for mine, theirs in zip(names, asked.parameters, strict=False) if mine != theirs]
    if not got:
        return ""
    handout = f"{asked.function}({', '.join(asked.parameters)})"
    return (
        f"Your function's parameters are not named as in the handout, {handout}, so the arguments came in its order: "
        f"{', '.join(got)}. With the handout's names, any order will do."
    )


def _parameters(source: str, function: str) -> list[str]:
    """The parameters of the last function of that name; none where it cannot be read or takes any number."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    defined = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == function]
    if not defined or defined[-1].args.vararg:
        return []
    return [argument.arg for argument in (*defined[-1].args.posonlyargs, *defined[-1].args.args)]


def _others(count: int) -> str:
    return "1 other shown case is" if count == 1 else f"{count} other shown cases are"


def cause(key: Key, diagnosis: Diagnosis) -> str:
    """The cause by name, with its hint; a group says that its members cannot be told apart."""
    if len(diagnosis.candidates) == 1:
        ids = diagnosis.candidates[0]
        start = (
            "Two mistakes at once give your values"
            if len(ids) > 1
            else "What you return shows this mistake"
            if any(ids[0] == form.id for form in key.structural)
            else "Your values are exactly those of this mistake"
        )
        return "\n".join(
            [f"{start}: {'; and '.join(key.hints[id][0] for id in ids)}.", *(key.hints[id][1] for id in ids)]
        )
    names = ", or ".join("; and ".join(key.hints[id][0] for id in ids) for ids in diagnosis.candidates)
    return f"Your values are those of one of these, which give the same numbers here: {names}."


def _unexplained(asked: Question, shown: Sequence[Case], verdicts: Mapping[str, Verdict]) -> list[str]:
    """For a run that no known mistake explains, its steps along the gradient, where the right run follows it."""
    if asked.returns != "histories":
        return []
    for c in shown:
        if isinstance(outcome := verdicts[c.id].outcome, Parted) and outcome.step and "g" in c.arguments:
            return list(filter(None, [_step_lengths(c, verdicts[c.id], outcome.step)]))
    return []


def _step_lengths(asked: Case, verdict: Verdict, step: int) -> str:
    cost = cost_of(asked)
    assert cost is not None and asked.expected is not None
    count = min(max(step + 1, 4), asked.steps, 6)
    mine = np.asarray(verdict.answer["weights"]).reshape(asked.steps + 1, -1)
    right = np.asarray(asked.expected["weights"])[:-1].reshape(asked.steps + 1, -1)
    wanted = steps.lengths(cost, right, count)
    length = _length_of(step, wanted)
    if length is None and not (asked.dimension > 1 and steps.follow_gradient(cost, right, count)):
        return ""
    lines = [
        "Your steps, as multiples of the negative gradient at your own points, have the lengths",
        f"    {_short(steps.lengths(cost, mine, count))}    (the right run's: {_short(wanted)}).",
    ]
    if length is not None:
        lines += _one_step(steps.residual(cost, mine, step, length), mine, step)
    return "\n".join(lines)


def _length_of(step: int, lengths: np.ndarray) -> float | None:
    """How long a step is by a run's first lengths, where these are all alike or shrink like 1/k."""
    for shrink in (np.ones(len(lengths)), np.arange(1, len(lengths) + 1)):
        if np.allclose(lengths, lengths[0] / shrink, rtol=1e-4):
            return float(lengths[0] / (step if shrink[-1] > 1 else 1))
    return None


def _one_step(there: tuple[np.ndarray, float], mine: np.ndarray, step: int) -> list[str]:
    goal = there[0][0] if len(there[0]) == 1 else there[0]
    own = mine[step][0] if len(mine[step]) == 1 else mine[step]
    return [f"One correct step from your own w^{step - 1} leads to {number(goal)}; your w^{step} is {number(own)}."]


def _short(values: np.ndarray) -> str:
    return ", ".join("-" if not np.isfinite(x) else f"{x:.4g}" for x in values)


def concepts(asked: Question, verdicts: Mapping[str, Verdict]) -> str:
    """How many items have an answer, and what is wrong with the form of others; never which are right."""
    found = [verdicts[c.id] for c in asked.cases if c.id in verdicts]
    answered = sum(not isinstance(v.outcome, (Unanswered, Misformed, Crashed, Halted, Unchecked)) for v in found)
    troubles = [case(asked, c, verdicts[c.id]) for c in asked.cases if _in_trouble(verdicts[c.id])]
    return "\n".join([f"{answered} of {len(found)} statements are answered. {LATER}", *dict.fromkeys(troubles)])


def _in_trouble(verdict: Verdict) -> bool:
    return isinstance(verdict.outcome, (Misformed, Crashed, Halted, Unchecked))
