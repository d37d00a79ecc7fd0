"""Each gradebook is read back: what was earned arrives, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from grader.base.errors import UserError
from grader.course.platforms.codes import code, people_by_code
from grader.course.platforms.exports import ClassResults, export
from grader.model.report import QuestionReport, Report
from grader.submissions.collection import Person, Submission


def report(name: str, *statuses: str) -> Report:
    questions = tuple(
        QuestionReport(f"q{n}", f"Q{n}", s, 10.0 * (s == "right"), 10.0, "message") for n, s in enumerate(statuses, 1)
    )
    return Report(name, "hw", "graded", sum(q.earned for q in questions), 20.0, "", questions)


SUBMISSIONS = {
    "11": Submission("11", people=(Person("j1", "Doe, Jane", "j@x.edu"),), late=True, layout="canvas"),
    "12": Submission("12", people=(Person("a1", "Zoë Q Ünal"), Person("a2", "李 小龙")), submitted_at="2023-09-21"),
    "13": Submission("13", people=(Person("13", "=cmd|'/c calc'!A1", "@x"),), layout="moodle"),
}
REPORTS = [report("11", "right", "wrong"), report("12", "right", "right"), report("13", "right", "could_not_check")]
CLASS = ClassResults("", REPORTS, SUBMISSIONS)


def rows(
    tmp_path: Path, platform: str, encoding: str = "utf-8", title="", absent=(), secret=None
) -> list[dict[str, str]]:
    export(ClassResults(title, REPORTS, SUBMISSIONS, absent), platform, tmp_path / "out.csv", secret=secret)
    with (tmp_path / "out.csv").open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_a_group_gives_one_row_for_each_person(tmp_path):
    assert len(rows(tmp_path, "gradescope")) == 4
    assert len(rows(tmp_path, "moodle")) == len(rows(tmp_path, "canvas")) - 1 == 3, "one has no grade yet"


def test_gradescope_finds_its_columns(tmp_path):
    first, second, third, _ = rows(tmp_path, "gradescope")
    assert (first["First Name"], first["Last Name"], first["SID"]) == ("Jane", "Doe", "j1")
    assert (second["First Name"], second["Last Name"], second["Total Score"]) == ("Zoë Q", "Ünal", "20")
    assert (third["Last Name"], third["Status"], third["Submission ID"]) == ("小龙", "Graded", "12")
    assert first["Lateness (H:M:S)"] == "" and second["Lateness (H:M:S)"] == "00:00:00", "how late is not known"


def test_a_plain_table_has_a_column_for_each_question_and_a_mark_for_excel(tmp_path):
    table = rows(tmp_path, "csv", encoding="utf-8-sig")
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (table[0]["q1"], table[0]["q2"], table[0]["earned"]) == ("10", "0", "10")
    assert table[-1]["q2"] == "" and table[-1]["could not check"] == "q2" and table[0]["late"] == "late"


ABSENT = [Person("n1", "Neo Nil", "n@x.edu"), Person("n2", "Ño Ñame")]


@pytest.mark.parametrize(
    ("platform", "grade", "place", "says"),
    [
        (
            "gradescope",
            "Total Score",
            {"SID": "n1", "Submission ID": "", "Submission Count": "0"},
            ("Status", "Missing"),
        ),
        ("csv", "earned", {"id": "n1", "q1": "", "submission": ""}, ("status", "no submission")),
    ],
)
def test_who_handed_in_nothing_has_a_row_and_no_invented_zero(platform, grade, place, says, tmp_path):
    """A zero would be a decision, which is the course's."""
    table = rows(tmp_path, platform, encoding="utf-8-sig", title="HW", absent=ABSENT)
    row, other = table[-2:]
    assert {name: row[name] for name in place} == place and row[grade] == other[grade] == ""
    assert says is None or row[says[0]] == says[1]
    anonymous = rows(tmp_path, platform, encoding="utf-8-sig", title="HW", absent=ABSENT, secret="s")
    assert len(anonymous) == len(table) and "Neo" not in str(anonymous) and "n@x" not in str(anonymous)


def test_what_we_could_not_check_changes_no_grade_and_is_named(tmp_path):
    """An empty cell leaves the grade as it is; a zero would be a point lost through our fault."""
    assert export(CLASS, "canvas", tmp_path / "o") == ["13"]


@pytest.mark.parametrize("platform", ["canvas", "moodle"])
def test_canvas_and_moodle_hear_nothing_of_who_has_no_grade(platform, tmp_path):
    """Canvas takes an empty cell for "no grade", and erases what staff entered there."""
    assert rows(tmp_path, platform, absent=ABSENT) == rows(tmp_path, platform)


@pytest.mark.parametrize(
    ("person", "layout", "ids"),
    [
        (Person("200", "Ann A", "a@x.edu"), "gradescope", ["", "200", "a@x.edu"]),
        (Person("77", "A, Ann", "a@x.edu", "200", "ann", "Monday"), "folder", ["77", "200", "ann"]),
        (Person("77", "annA"), "canvas", ["77", "", ""]),
    ],
)
def test_a_university_s_number_never_stands_where_canvas_has_its_own(person, layout, ids, tmp_path):
    """Canvas takes the number there for another student's."""
    submission = Submission("77", people=(person,), layout=layout)
    export(ClassResults("HW", [report("77", "right", "right")], {"77": submission}), "canvas", tmp_path / "o")
    row = [*csv.reader((tmp_path / "o").open(encoding="utf-8", newline=""))][-1]
    assert row[1:4] == ids and row[4] == person.section


def test_a_table_for_programs_has_numbers_as_numbers_and_ids_as_text(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    submissions = {"007": Submission("007", people=(Person("007", "Ann A"),))}
    export(ClassResults("", [report("007", "right", "could_not_check")], submissions), "parquet", tmp_path / "o")
    (row,) = parquet.read_table(tmp_path / "o").to_pylist()
    assert (row["id"], row["submission"], row["q1"], row["q2"]) == ("007", "007", 10.0, None)
    export(ClassResults("", []), "parquet", tmp_path / "o")
    assert parquet.read_table(tmp_path / "o").num_rows == 0


def test_each_code_leads_back_to_who_it_stands_for(tmp_path):
    codes = people_by_code(SUBMISSIONS.values(), ABSENT, "s")
    table = rows(tmp_path, "csv", encoding="utf-8-sig", absent=ABSENT, secret="s")
    assert [codes[row["id"]] for row in table][::3] == ["Doe, Jane, j1, j@x.edu", "=cmd|'/c calc'!A1, 13, @x"]
    assert codes[table[1]["submission"]] == "submission 12 of Zoë Q Ünal, a1, 李 小龙, a2"
    assert codes[table[-1]["id"]] == "Ño Ñame, n2"


@pytest.mark.parametrize("platform", ["canvas", "gradescope", "moodle", "csv"])
def test_codes_stand_in_place_of_people_everywhere_and_stay_the_same(platform, tmp_path):
    first = rows(tmp_path, platform, secret="s")
    text = (tmp_path / "out.csv").read_text(encoding="utf-8")
    for word in ("Jane", "Doe", "j@x", "j1", "a2", "Zoë", "calc"):
        assert word not in text
    assert first == rows(tmp_path, platform, secret="s") != rows(tmp_path, platform, secret="t")
    assert code("j1", "s") in text


def test_codes_without_a_secret_are_refused(tmp_path):
    """Whoever has a class list could try all ids."""
    with pytest.raises(ValueError, match="secret"):
        export(CLASS, "csv", tmp_path / "o", secret="")


def test_a_format_that_is_not_known_is_answered(tmp_path):
    with pytest.raises(UserError, match="canvas.*Did you mean 'moodle'"):
        export(CLASS, "moodel", tmp_path / "o")
