"""What the student's process is asked to do. Student code may read all of it, so it holds no answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Request:
    """One call of one function on one case.

    `arguments` are by the homework's names, in its order, as JSON data: a float, an int, a bool, a string, a list
    (handed over as a float64 NumPy array), `{"cost": NAME, "parameters": {...}}` (a cost of `grader.model.costs`,
    compiled) or `{"gradient_of": NAME, "parameters": {...}}`, both with a "formula" where the cost is the assignment's own.
    `needs` are the positions of the statements that define the function; those in `configuration` may fail, since they
    only configure. With `lenient` all may: all cells are run in order then, because a name could not be traced. With
    `calls` false nothing is called: `function` names a variable.

    `most_bytes` of the answer are kept, 0 for as much as one reply may hold; `numbers` is how many numbers the answer
    should hold, 0 where that is not to be said, and never sent to the student's process.
    """

    case: str
    question: str
    function: str
    arguments: Mapping[str, Any]
    needs: tuple[int, ...]
    lenient: bool = False
    configuration: tuple[int, ...] = ()
    calls: bool = True
    numbers: int = 0
    most_bytes: int = 0
