"""What differs between two programs, line by line, whatever their variables are called."""

from __future__ import annotations

import ast

import pytest

from grader.repairs.alignment import NEVER, Alignment

OWN = """
def position(x, row):
    found = 0
    for i in range(len(row)):
        if x < row[i]:
            return i
    return found
"""


def aligned(right: str, own: str = OWN, imported: str = "") -> Alignment:
    statements = dict(enumerate(ast.parse(own).body))
    return Alignment(statements, ast.parse(right).body, ["position"], [imported])


def lines_of(alignment: Alignment, own: str = OWN) -> list[str]:
    return [own.strip().splitlines()[each.line - 2].strip() for each in alignment.exchanges]


def whole(alignment: Alignment) -> str:
    return "\n".join(alignment.program(alignment.exchanges).values())


def test_the_exchanged_line_has_the_names_of_the_own_program():
    right = OWN.replace("x <", "y <=").replace("(x,", "(y,").replace("row", "x").replace("found", "last")
    alignment = aligned(right)
    assert lines_of(alignment) == ["if x < row[i]:"]
    assert "\n        if x <= row[i]:\n" in whole(alignment)


@pytest.mark.parametrize(
    ("right", "built"),
    [
        (OWN.replace("    found = 0\n", ""), OWN.replace("    found = 0\n", "")),
        (OWN.replace("found = 0", "found = 0\n    rest = []"), OWN.replace("found = 0", "found = 0\n    rest = []")),
        (OWN.replace("        if x < row[i]:\n            return i", "        pass"), None),
        (OWN.replace("for i in range(len(row)):", "while True:"), None),
        (OWN.replace("return found", "if found:\n        return 1\n    else:\n        return 2"), None),
    ],
)
def test_with_all_exchanges_it_is_the_right_program(right, built):
    assert whole(aligned(right)) == (built or right).strip()


def test_a_name_that_means_something_else_in_the_own_program_is_another_one_there():
    right = OWN.replace("found = 0", "n = len(row)").replace("return found", "return n")
    own = OWN.replace("found = 0\n", "found = 0\n    n = 5\n    print(n, n, n)\n")
    text = whole(aligned(right, own))
    assert "n = 5" not in text or "n_ = len(row)" in text


def test_a_function_of_the_right_program_comes_with_what_calls_it_and_an_import_where_it_is_missing():
    right = "import math\ndef last(a):\n    return math.floor(len(a))\n" + OWN.replace(
        "return found", "return last(row)"
    )
    assert whole(aligned(right)).startswith("import math\ndef last(a):")
    assert "import" not in whole(aligned(right, imported="math"))


def test_no_line_is_added_that_ends_a_block_in_front_of_own_lines():
    """It would put every program right: what it returns first, and the rest never runs."""
    alignment = aligned(OWN.replace("    found = 0\n", "    return sum(r < x for r in row)\n    found = 0\n"))
    assert [each.lines for each in alignment.exchanges] == [NEVER]
