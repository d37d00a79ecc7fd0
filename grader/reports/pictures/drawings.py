"""Which picture says something of an answer: by what is wrong with it, one function for each kind.

    histories           both runs                             points   the set on the curve of the cost
    an array            bars, arrows or cells                 label    the cost on lines through the point
    a history of parts  curves                                minimum  both ends on the cost
Numbers, statements, texts and what a check refuses have none: there the sentence says it all.
"""

from __future__ import annotations

from grader.judging.forms import capitalized
from grader.judging.outcomes import Outcome, Verdict, WrongHistory, WrongPart, WrongParts, WrongPoints, WrongValue
from grader.model.key import Case
from grader.model.result_form import subject
from grader.reports.pictures.arrays import drawing_of_array, drawing_of_history
from grader.reports.pictures.comparison import Answer, Comparison, has_runs
from grader.reports.pictures.points import drawing_of_end, drawing_of_label, drawing_of_points
from grader.reports.pictures.rendering import Drawing
from grader.reports.pictures.runs import drawing_of_runs


def drawing_of(case: Case, run: Verdict | Answer) -> Drawing | None:
    """The drawing of a wrong answer, or of a run as it is; None where a picture says nothing."""
    if has_runs(case, run):
        return drawing_of_runs(Comparison.of(case, run))
    return _of_outcome(case, run.outcome) if isinstance(run, Verdict) else None


def _of_outcome(case: Case, outcome: Outcome) -> Drawing | None:
    match outcome:
        case WrongPoints():
            return drawing_of_points(case, "points", outcome)
        case WrongValue(what="label"):
            return drawing_of_label(case, outcome)
        case WrongValue(what="point"):
            return drawing_of_end(case, outcome)
        case WrongValue(yours, right, "value"):
            return drawing_of_array("Your result", yours, right, float(case.tolerance.get("value", 0.0)))
        case WrongParts() as parts:
            return next(filter(None, (_of_part(case, part) for part in parts.by_rank)), None)
    return None


def _of_part(case: Case, part: WrongPart) -> Drawing | None:
    name = capitalized(subject(part.path)).replace("`", "")
    match part.outcome:
        case WrongHistory() as history:
            return drawing_of_history(name, history)
        case WrongPoints() as points:
            return drawing_of_points(case, part.path, points)
        case WrongValue(yours, right, "value"):
            return drawing_of_array(name, yours, right, float(case.tolerance.get(part.path, 0.0)))
    return None
