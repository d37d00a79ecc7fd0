"""A line that was meant to take a solution out of the handout, and does not, is never overlooked."""

import pytest

from grader.authoring.handout import strip_notebook
from grader.authoring.markers import MasterError, misread

MISSPELT = [
    "### BEGIN SOLUTOIN", "### BEGN SOLUTION", "### BEGINN SOLUTION", "### EDN SOLUTION", "# begin solutions",
    "### START SOLUTION", "### SOLUTION BEGIN", "### SOLUTION END", "## BEGINSOLUTION", "### BEGINSOLUTOIN",
    "### BEGIN_SOLUTION", "### BEGIN SOLN", "### BEGIN ANSWER", "#### Begin of solution", "# END SOLUTON ###",
    "# SOLUTION", "x = 3 # SOLUTION",
]  # fmt: skip
OTHER_TOOLS = [
    "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS", "### BEGIN MARK SCHEME", "# HIDDEN", "#hidden", "#grade",
    "# BEGIN QUESTION", "# END QUESTION", "# BEGIN TESTS", "# BEGIN PROMPT", "# ASSIGNMENT CONFIG",
    "# SOLUTION NO PROMPT", "# IGNORE",
]  # fmt: skip
HARMLESS = [
    "### BEGIN SOLUTION", "### END SOLUTION", "# the solution of 2w^3 + w + 5 = 0", "# at the end w is the solution",
    "solution = 3", "hidden = 1", "# Your code here.", "# start from w", "# end of the loop", "# test the gradient",
    "# keep the answer in a list", "grade(solution)", "# %% [markdown]", "# the hidden layer's weights",
]  # fmt: skip


@pytest.mark.parametrize("line", MISSPELT)
def test_a_misspelt_marker_is_seen(line):
    assert "looks like a solution marker and is none" in misread(f"    {line}", code=True)


@pytest.mark.parametrize("line", OTHER_TOOLS)
def test_another_tools_marker_is_seen_in_code_and_in_capitals_in_text(line):
    assert misread(line, code=True)
    assert misread(line.upper(), code=False)


@pytest.mark.parametrize("line", HARMLESS)
def test_a_comment_that_only_speaks_of_solutions_is_left_alone(line):
    assert misread(line, code=True) == ""


@pytest.mark.parametrize(
    "line",
    ["## Question 3", "## Hidden layers", "Begin with the first question.", "## Tests and proofs", "# Grade", ""],
)
def test_headings_are_left_alone(line):
    assert misread(line, code=False) == ""


def _cell(kind, source, metadata=None):
    return {"cell_type": kind, "id": "a", "metadata": metadata or {}, "source": source}


@pytest.mark.parametrize("kind", ["raw", "markdown", "code"])
def test_the_cell_and_the_line_are_named_whatever_the_kind_of_cell(kind):
    """Otter's questions begin in raw cells, nbgrader's hidden tests in code cells."""
    cells = [_cell("markdown", "# A homework"), _cell(kind, "\n# BEGIN QUESTION\nname: q1")]
    with pytest.raises(MasterError, match=r"^Cell 2, line 2: '# BEGIN QUESTION' is a marker of another tool"):
        strip_notebook({"cells": cells, "metadata": {}})


@pytest.mark.parametrize(
    ("metadata", "name"),
    [
        ({"nbgrader": {"solution": True, "grade": False}}, "nbgrader"),
        ({"solution2": "hidden", "solution2_first": True}, "solution2"),
        ({"tags": ["hide-input", "solution"]}, "solution"),
        ({"otter": {"tests": ["q1"]}}, "otter"),
    ],
)
def test_metadata_by_which_another_tool_hides_a_cell_stops_the_handout(metadata, name):
    with pytest.raises(MasterError, match=rf"^Cell 1: its metadata has '{name}'.*delete this entry"):
        strip_notebook({"cells": [_cell("code", "x = 1", metadata)], "metadata": {}})
    with pytest.raises(MasterError, match=f"^The notebook: its metadata has '{name}'"):
        strip_notebook({"cells": [], "metadata": metadata})
