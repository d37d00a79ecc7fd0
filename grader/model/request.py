"""What the student's process is asked to do. Student code may read all of it, so it holds no answers."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Request:
    """One call of one function on one case.

    `arguments` has the homework's names, in its order, and the data of `grader.model.arguments.typed_arguments`.
    With a `seed`, the global random numbers of Python and NumPy begin with it.

    `needs` are the positions of the statements that define the function. Those in `configuration` may fail, because
    they only configure. If `lenient`, all cells are run in order and any may fail, because a name could not be traced.
    If `calls` is false, nothing is called: `function` names a variable.

    Where they end in an exception, all cases may be run with `as_defined` in place of `needs`, if there are any: the
    statements of a notebook that ends with the definition.

    With a `driver`, such as "drivers.py:steps", that function of the assignment is called in place of the student's:
    with what the student's code defines under the names of `defines`, in this order, and with the arguments by name.
    Those in `lasting` were handed out as classes or functions: what stands for one serves all cases, as they do.

    At most `most_bytes` of the answer are kept; 0 means as many as one reply may hold. `numbers` is how many numbers
    the answer should hold, 0 where that is secret; it is never sent to the student's process.

    What the call leaves in the arguments of `unchanged` is a part of its outcome. `raises` names the exception that the
    call should end in; it is never sent to the student's process.

    With `runs`, the function is called so often, each time with other seeds, and the answer is the list of its results.
    """

    case: str
    question: str
    function: str
    arguments: Mapping[str, Any]
    needs: tuple[int, ...]
    lenient: bool = False
    configuration: tuple[int, ...] = ()
    as_defined: tuple[int, ...] = ()
    calls: bool = True
    numbers: int = 0
    most_bytes: int = 0
    driver: str = ""
    defines: tuple[str, ...] = ()
    lasting: tuple[str, ...] = ()
    seed: int | None = None
    runs: int = 0
    unchanged: tuple[str, ...] = ()
    raises: str = ""

    @property
    def is_as_defined(self) -> bool:
        """Whether it needs the statements up to the definition alone, where later ones may change something."""
        return bool(self.as_defined) and self.needs == self.as_defined

    @property
    def way(self) -> Hashable:
        """Its question, and the statements that define the functions of that."""
        return self.question, self.is_as_defined
