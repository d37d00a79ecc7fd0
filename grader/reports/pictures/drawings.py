"""Which picture says something of an answer: by what is wrong with it, one function for each kind.

    histories           both runs                 points                   the set on the curve of the cost
    an array            bars, arrows or cells     a label                  the cost on lines through the point
    a history of parts  curves                    a point w, and its cost  both ends on the cost
Numbers, statements, texts and what a check refuses have none: there the sentence says it all.
"""

from __future__ import annotations

import numpy as np

from grader.base.text import capitalized
from grader.judging.outcomes import Verdict, WrongHistory, WrongPart, WrongParts, WrongPoints, WrongValue
from grader.model.key import Case
from grader.model.result_form import subject
from grader.reports.pictures.arrays import drawing_of_array, drawing_of_history
from grader.reports.pictures.comparison import RunComparison, has_runs
from grader.reports.pictures.points import drawing_of_end, drawing_of_label, drawing_of_points
from grader.reports.pictures.rendering import Drawing
from grader.reports.pictures.runs import drawing_of_runs

POINT, COST = ".w", ".cost"  # parts that are a point, and the cost there


def drawing_of(case: Case, verdict: Verdict) -> Drawing | None:
    """The drawing of a wrong answer, or of any run; None where a picture says nothing."""
    if has_runs(case, verdict):
        return drawing_of_runs(RunComparison.of(case, verdict))
    parts = verdict.outcome.by_rank if isinstance(verdict.outcome, WrongParts) else ()
    return next(filter(None, (_of_part(case, part) for part in parts)), None)


def _of_part(case: Case, part: WrongPart) -> Drawing | None:
    name = capitalized(subject(part.path)).replace("`", "")
    match part.outcome:
        case WrongHistory() as history:
            return drawing_of_history(name, history)
        case WrongPoints() as points:
            return drawing_of_points(case, part.path, points)
        case WrongValue(str()) as label:
            return drawing_of_label(case, label)
        case WrongValue() as end if part.path == POINT and COST in (case.expected or {}):
            return drawing_of_end(case, end)
        case WrongValue(np.ndarray() as yours, right):
            return drawing_of_array(name, yours, right, float(case.tolerance.get(part.path, 0.0)))
    return None
