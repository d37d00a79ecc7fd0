"""Other tools' solutions get our markers, and what is handed out then holds none of them."""

from __future__ import annotations

import pytest

from grader.authoring.handout import strip_solutions
from grader.authoring.importing.solutions import UNREADABLE, WHOLE, mark_nbgrader, mark_otter, names_of_solutions

STUB = 'raise NotImplementedError("{}: your code here")'


def handout(source: str, mark=mark_otter) -> str:
    return str(strip_solutions(mark(source).source))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "def f(x):\n    y = 2 * x # SOLUTION NO PROMPT\n    return y # SOLUTION",
            f"def f(x):\n    {STUB.format('f')}",
        ),
        ("x = g(3) # SOLUTION", "x = ..."),
        ("a, (b, c) = g() # SOLUTION", "a = ...\nb = ...\nc = ..."),
        ("x: float = 3.0 # SOLUTION", "x = ..."),
        ("np.random.seed(4) # SEED\ny = 1", "y = 1"),
        (
            '# BEGIN SOLUTION NO PROMPT\ndef f(x):\n    """Twice."""\n    return 2 * x\n# END SOLUTION',
            f'def f(x):\n    """Twice."""\n    {STUB.format("f")}',
        ),
        (
            "class A:\n    # BEGIN SOLUTION\n    def f(self):\n        return 1\n    # END SOLUTION\n    k = 2",
            f"class A:\n    def f(self):\n        {STUB.format('A.f')}\n    k = 2",
        ),
        (
            'def f(x):\n    # BEGIN SOLUTION\n    return x\n    # END SOLUTION\n    """ # BEGIN PROMPT\n    pass\n'
            '    """; # END PROMPT',
            f"def f(x):\n    {STUB.format('f')}",
        ),
        ("a = 1\nprint(a)", "a = 1\nprint(a)"),
        ("class A:\n    k = 1 # SOLUTION\nscale = 2 # SOLUTION", "class A:\n    k = ...\nscale = ..."),
        *(
            (f'y = 1 # SOLUTION\n{begin}\ny = ...\n"""; # END PROMPT', "y = ...")
            for begin in ('"""; # BEGIN PROMPT', '\t""" # BEGIN PROMPT', '""" #  BEGIN  PROMPT')
        ),
    ],
)
def test_what_otter_marks_is_not_handed_out(source, expected):
    assert handout(source) == expected
    assert "# SOLUTION" not in mark_otter(source).source


def test_a_cell_of_nbgrader_without_markers_is_a_solution_as_a_whole():
    source = "import math\n\ndef f(x):\n    return math.sin(x)\n\nlimit = 3"
    assert handout(source, mark_nbgrader).strip() == f"def f(x):\n    {STUB.format('f')}\n\nlimit = ..."
    marked = source.replace("    return", "    ### BEGIN SOLUTION\n    return").replace(
        "(x)\n\n", "(x)\n    ### END SOLUTION\n\n"
    )
    assert handout(marked, mark_nbgrader) == f"import math\n\ndef f(x):\n    {STUB.format('f')}\n\nlimit = 3"


def test_what_cannot_stand_without_its_solution_becomes_part_of_it():
    """Otter replaces the line by `...`; without it, the loop's body would be missing."""
    marked = mark_otter("def f(x):\n    for i in x: # SOLUTION\n        print(i)\n    return 1")
    assert marked.notes == (WHOLE,)
    assert strip_solutions(marked.source) == f"def f(x):\n    {STUB.format('f')}"


def test_a_cell_that_python_cannot_read_is_said_to_be_unmarked():
    assert mark_otter("def f(:\n    return 1 # SOLUTION").notes == (UNREADABLE,)


@pytest.mark.parametrize(
    ("source", "mark"),
    [
        ("# the trick\ndef f(x):\n    # double it\n    return 2 * x\n\n# half of six\ny = 3", mark_nbgrader),
        ("# BEGIN SOLUTION\n# the trick\ny = 3\n# END SOLUTION", mark_otter),
    ],
)
def test_comments_of_a_solution_are_not_handed_out(source, mark):
    """Those above a statement or at the head of a function stayed: both tools take them away."""
    assert "#" not in handout(source, mark)


def test_the_counter_of_a_loop_is_nothing_that_students_are_to_write():
    source = "### BEGIN SOLUTION\nfor i in range(3):\n    total = i\nx: int = 3\n### END SOLUTION"
    assert names_of_solutions([source]) == {"total", "x"}
