"""A master's solutions, and what a student is handed in their place."""

import copy

import pytest
from support.tables import tables

from grader.authoring.handout import extract_stubs, strip_notebook, strip_solutions
from grader.authoring.markers import MasterError


def notebook(*sources, kind="code"):
    return {
        "cells": [{"cell_type": kind, "id": f"c{i}", "metadata": {}, "source": s} for i, s in enumerate(sources)],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def sources(notebook):
    return ["".join(cell["source"]) for cell in notebook["cells"]]


ADAM = '''\
def adam(g):
    """Return the histories."""
    ### BEGIN SOLUTION
    m = 0

    return m
    ### END SOLUTION
'''
STUB = '''\
def adam(g):
    """Return the histories."""
    raise NotImplementedError("adam: your code here")
'''


def test_a_region_outside_functions_disappears_and_leaves_the_stub_above_it():
    master = "answers = {'a': None}\n### BEGIN SOLUTION\nanswers = {'a': True}\n### END SOLUTION"
    assert strip_solutions(master) == "answers = {'a': None}"


def test_a_cell_that_is_all_solution_says_that_code_goes_there():
    assert strip_solutions("### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n") == "# Your code here."


@pytest.mark.parametrize(
    ("master", "stub"),
    tables(__file__, "handout.toml")["stubs"],
    ids=["nested function", "method", "in a branch", "marker at the margin", "two regions, Otter's marks", "magics"],
)
def test_the_line_stands_where_the_solution_stood(master, stub):
    assert strip_solutions(master) == stub


def test_regions_in_prose_become_an_invitation():
    master = notebook("Why?\n### BEGIN SOLUTION\nBecause.\n### END SOLUTION\nGo on.", kind="markdown")
    assert sources(strip_notebook(master)) == ["Why?\n*Your answer here.*\nGo on."]


def test_outputs_counts_and_traces_of_running_go_and_the_master_stays():
    master = notebook(ADAM)
    master["metadata"] = {"kernelspec": {"name": "python3"}, "widgets": {"state": "m = 0"}}
    master["cells"][0] |= {
        "outputs": [{"output_type": "stream", "text": "m = 0"}],
        "execution_count": 7,
        "metadata": {"tags": ["adam"], "execution": {"iopub.execute_input": "2026"}},
    }
    before = copy.deepcopy(master)
    handed_out = strip_notebook(master)
    assert master == before
    assert handed_out["metadata"] == {"kernelspec": {"name": "python3"}}
    assert handed_out["cells"] == [
        {
            "cell_type": "code",
            "id": "c0",
            "metadata": {"tags": ["adam"]},
            "source": STUB,
            "outputs": [],
            "execution_count": None,
        }
    ]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("x = 1\n### BEGIN SOLUTION\nx = 2", ["line 2", "begins and does not end"]),
        ("x = 1\n### END SOLUTION", ["line 2", "ends that did not begin"]),
        ("### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION\n### END SOLUTION", ["line 2", "do not nest"]),
        ("x = 2  ### BEGIN SOLUTION\n### END SOLUTION", ["line 1", "lines of their own"]),
        ("### BEGIN_SOLUTION\nx = 2\n### END_SOLUTION", ["line 1", "lines of their own"]),
        ("x = 2  # SOLUTION", ["line 1", "lines of their own"]),
        ("def f(:\n    ### BEGIN SOLUTION\n    pass\n    ### END SOLUTION", ["does not parse", "line 1"]),
        ("class A:\n    ### BEGIN SOLUTION\n    x = 1\n    ### END SOLUTION", ["once its solution is taken out"]),
    ],
    ids=["no end", "no begin", "nested", "on a line with code", "misspelt", "Otter's suffix", "master", "handout"],
)
def test_a_marker_that_cannot_be_read_is_answered_with_its_place(source, words):
    with pytest.raises(MasterError) as error:
        strip_notebook(notebook("x = 0", source))
    assert all(word in str(error.value) for word in ["Cell 2", *words]), error.value


def test_stubs_are_what_the_student_is_handed_for_each_solved_name():
    master = notebook(
        "import jax",
        ADAM,
        "%matplotlib inline\ndef given():\n    return 1",
        "answers = {'a': None}\n### BEGIN SOLUTION\nanswers = {'a': True}\nhelper = 1\n### END SOLUTION",
        "this cell does not parse",
    )
    assert extract_stubs(master) == {"adam": STUB.rstrip("\n"), "answers": "answers = {'a': None}"}
