"""Tables of text: however long a cell is it is read, and nothing that is written is run by a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.authoring.case_arguments.csv_tables import read_csv
from grader.base.csv_text import BadCsv, guarded, read_rows, to_csv
from grader.course.decisions import decision_csv
from grader.submissions.roster import Roster

LONG = "x" * 200_000
FORMULAS = tuple("=+@＝＋－＠-")
SEPARATORS = ";\t,"


def test_a_long_cell_costs_no_reader_the_file(tmp_path):
    """Python's own reader ends at 131,072 characters."""
    path = tmp_path / "table.csv"
    path.write_text(f"id,name\n1,{LONG}\n2,Bo\n", encoding="utf-8")
    assert [person.name for person in Roster.read(path).people] == [LONG, "Bo"]
    path.write_text(f"submission,question,points,because\nada,f,1,{LONG}\n", encoding="utf-8")
    assert decision_csv.read_decisions(path, "override")[0].cells["because"] == LONG
    assert read_csv(f"word\n{LONG}\nb\n".encode(), "word") == [LONG, "b"]


def test_a_quote_that_ends_nothing_is_named_by_its_line():
    with pytest.raises(BadCsv, match="line 2: "):
        read_rows('a\n"b', strict=True)


PAYLOADS = [
    'Jane;"=HYPERLINK(0);Doe', 'a,"+1', "a\t@b", "a;=1", 'a\n=1;"', 'a\r"=1', 'x;""""-1', '"=1', "\t=1", "\n\n;=1",
    ";" * 3 + "＝1", 'a";"=1";=2',
]  # fmt: skip


def cells_seen(text: str, separator: str) -> list[str]:
    """What a spreadsheet has in its cells, if it takes this for the separator."""
    return [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) for cell in row]


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_is_a_formula_whatever_a_spreadsheet_takes_for_the_separator(payload, separator):
    text = to_csv([["1", payload, "x"], [payload, payload]])
    assert not [cell for cell in cells_seen(text, separator) if cell.lstrip('"').startswith(FORMULAS)]


@given(st.lists(st.text(st.sampled_from('a1;,\t\r\n"' + "".join(FORMULAS))), min_size=1), st.sampled_from(SEPARATORS))
def test_no_row_of_cells_makes_a_formula(row, separator):
    """Numbers stay numbers: they are no formulas, and spreadsheets add them up."""
    seen = cells_seen(to_csv([["a", *row]]), separator)
    assert not [
        cell for cell in seen if cell.startswith(FORMULAS) and not cell.lstrip("-").replace(".", "", 1).isdigit()
        and cell != "-"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "safe"), [("Doe;=1+1", "Doe;'=1+1"), ("a\t@b", "a\t'@b"), ("1;-2", "1;'-2"), ("a; b=c", "a; b=c")]
)
def test_what_stands_behind_a_separator_begins_no_formula(cell, safe):
    assert guarded(cell) == safe


@pytest.mark.parametrize("cell", ["-1.5", "3", "", "Jane", "0", "-", "Doe, Jane", "x - y"])
def test_numbers_and_names_stay_as_they_are(cell):
    assert guarded(cell) == cell


def test_a_platforms_own_cells_stay_where_it_has_to_find_them_again():
    assert to_csv([["=Zoë", "-1"]], mark="\ufeff", guard=False) == "\ufeff=Zoë,-1\r\n"
