"""The book holds a submission wholly or not at all, knows its own version, and gives back what was put in."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from support import keys

from grader.base.errors import UserError
from grader.base.version import version
from grader.course.gradebook.gradebook import Gradebook
from grader.course.gradebook.rows import JudgingKey, Record, packed, points_of, questions_digest, text_of
from grader.model.report import CaseReport, QuestionReport, Report, parse_report
from grader.submissions.collection import Person, Submission

ONE = Submission("s1", (Path("hw.ipynb"),), (Person("1", "Zoë Ünal", "z@x"),), True, "2023", "", "a note", "canvas")


def report(name: str, earned: float = 1.0) -> str:
    return Report(name, "hw", "graded", earned, 2.0).to_json()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "gradebook.sqlite"


def test_a_transcript_is_found_only_for_what_was_asked_then(path):
    """A new case needs a new run; new points do not."""
    with Gradebook(path) as book:
        book.put(Record(ONE, "d1", "{}", report("s1"), questions="a1"))
        assert book.transcript_of("d1") == book.transcript_of("d1", "a1") == "{}"
        assert book.transcript_of("d1", "a2") is None is book.transcript_of("d2")


def test_a_book_names_the_grader_that_put_its_key_into_it(path):
    with Gradebook(path) as book:
        assert book.made_with == ()
        book.replace_key(JudgingKey("d", "HW", "{}"))
        book.replace_key(JudgingKey("e", "HW", "{}"))
        assert book.made_with == (version(),)


def test_a_book_of_the_same_version_without_that_table_is_read(path):
    with Gradebook(path) as book:
        book.put(Record(ONE, "d1", "{}", report("s1")))
    with closing(sqlite3.connect(path)) as sql, sql:
        sql.execute("DROP TABLE made_with")
    with Gradebook(path) as book:
        assert book.made_with == () and book.submissions() == {"s1": ONE}


def test_a_damaged_entry_is_refused_with_the_path_of_what_is_wrong(path):
    with Gradebook(path) as book:
        book.put(Record(ONE, "d1", "{}", report("s1")))
    with closing(sqlite3.connect(path)) as sql, sql:
        sql.execute("UPDATE submissions SET entry = replace(entry, '\"late\": true', '\"late\": 7')")
    words = r"the entry of s1 in this gradebook is damaged: late: expected true or false, got 7"
    with Gradebook(path) as book, pytest.raises(UserError, match=words):
        book.submissions()


ONE_KEY, OTHER_KEY = JudgingKey("1" * 64, "Homework", "{}"), JudgingKey("2" * 64, "Homework, again", "{}")


def test_a_book_that_holds_submissions_keeps_its_key(path):
    """Else who was graded before would be judged by another key than who came later."""
    with Gradebook(path) as book:
        assert book.key is None
        assert book.judge_by(ONE_KEY) and book.judge_by(OTHER_KEY)
        assert book.key == OTHER_KEY, "nothing was judged by the first"
        book.put(Record(ONE, "d1", "{}", report("s1")))
        assert not book.judge_by(ONE_KEY)
    with Gradebook(path) as book:
        assert book.key == OTHER_KEY and book.judge_by(OTHER_KEY)


def test_what_fails_half_way_leaves_nothing(path):
    """A submission without a transcript could never be regraded."""
    with Gradebook(path) as book:
        with pytest.raises(AttributeError):
            book.put(Record(ONE, "d1", "{}", None))  # type: ignore[arg-type]
        assert book.submissions() == {} and book.transcript_of("d1") is None


@pytest.mark.parametrize("content", [b"hello, I am no database at all" * 10, None])
def test_a_file_that_is_no_gradebook_is_left_alone_and_answered(path, content):
    if content:
        path.write_bytes(content)
    else:
        other = sqlite3.connect(path)
        other.execute("CREATE TABLE recipes (name)")
        other.close()
    with pytest.raises(UserError, match="not a gradebook"):
        Gradebook(path)
    assert not content or path.read_bytes() == content


def test_another_version_is_refused_with_a_way_out(path):
    Gradebook(path).close()
    other = sqlite3.connect(path)
    other.execute("UPDATE schema SET version = 99")
    other.execute("DROP TABLE made_with")  # which that version may not have
    other.commit()
    with pytest.raises(UserError, match="version 99.*reads version 3.*another folder"):
        Gradebook(path)
    tables = [name for (name,) in other.execute("SELECT name FROM sqlite_master")]
    other.close()
    assert "schema" in tables and "made_with" not in tables, "a book that is refused gets no table"


@pytest.mark.parametrize("status", ["right", "manual", "could_not_check", "overridden"])
@pytest.mark.parametrize("counts", [True, False])
def test_the_points_of_a_packed_report_are_those_of_the_report(status, counts):
    """A regrade compares ten thousand of them, and decodes none."""
    cases = (CaseReport("f.1", "f", False, "right", 3.0, 3.0, ""), CaseReport("f.2", "f", True, "manual", 0.0, 2.0, ""))
    questions = (
        QuestionReport("f", "F", status, 3.0, 5.0, "", cases=cases, counts=counts),
        QuestionReport("g", "G", "could_not_check", 0.0, 4.0, "", cases=(replace(cases[0], status="could_not_check"),)),
    )
    whole = Report("s1", "hw", "graded", 3.0, 9.0, questions=questions)
    assert points_of(text_of(packed(whole.to_json()))) == points_of(whole.to_json()) == whole.outline.points
    thirds = tuple(CaseReport(f"f.{n}", "f", False, "could_not_check", 0.0, 4 / 3, "") for n in range(2))
    two = tuple(replace(question, cases=thirds, earned=0.0, possible=4.0) for question in questions)
    unchecked = replace(whole, questions=two, possible=17 / 3)  # each question's points are rounded by themselves
    assert points_of(unchecked.to_json()) == unchecked.outline.points
    older = json.loads(whole.to_json())
    for question in older["questions"].values():
        del question["counts"]
    assert points_of(json.dumps(older)) == parse_report(json.dumps(older)).outline.points


@pytest.mark.parametrize("text", ["", b"", "{}", "[]", '{"questions": {"f": {}}}', b"\0", packed("{")])
def test_a_report_that_is_damaged_has_no_points_before(text):
    """A regrade, which makes it anew, must not end with it."""
    assert points_of(text_of(text)) == {}


def test_reports_that_an_older_grader_wrote_as_they_are_read_like_the_packed_ones(path):
    """Every way to read one: as it is, its points alone, and that of an earlier attempt."""

    def read() -> tuple:
        with Gradebook(path) as book:
            attempts = {name: [each.earned for each in of] for name, of in book.history.attempts().items()}
            return (
                [*book.reports()], book.report_of("s1"), book.points(), book.points(["s1"]),
                points_of(text_of(book.packed_report_of("s1"))), attempts,
                book.history.attempt(1), [*book.records()], [*book.judged_submissions()],
            )  # fmt: skip

    with Gradebook(path) as book:
        book.put(Record(ONE, "d1", "{}", report("s1", 2.0)))
        book.put(Record(ONE, "d2", "{}", report("s1") + " " * 1000))
    packed = read()
    with closing(sqlite3.connect(path)) as old, old:
        (size,) = old.execute("SELECT length(text) FROM reports").fetchone()
        old.execute("UPDATE reports SET text = ?", (report("s1") + " " * 1000,))
        old.execute("UPDATE attempts SET report = ?", (report("s1", 2.0),))
    assert size < 300 and read() == packed and packed[5] == {"s1": [2.0]}


def test_a_book_of_version_2_is_brought_up_to_date_by_a_regrade_alone(path):
    """Its reports may be by several keys; nothing else is lost, and no other command changes it."""
    with Gradebook(path) as book:
        book.put(Record(ONE, "d1", "{}", report("s1"), questions="a1"))
        secret = book.secret
    with closing(sqlite3.connect(path)) as old:
        old.executescript(
            "DROP TABLE reports; DROP TABLE key; UPDATE schema SET version = 2; "
            "CREATE TABLE reports (number INTEGER PRIMARY KEY AUTOINCREMENT, submission TEXT, key TEXT, text TEXT, "
            "UNIQUE (submission, key)); CREATE INDEX reports_by_key ON reports (key, submission); "
            "INSERT INTO reports VALUES (1, 's1', 'k', '{}')"
        )
    with pytest.raises(UserError, match="version 2.*grader regrade"):
        Gradebook(path)
    with Gradebook(path, old=True) as book, pytest.raises(ZeroDivisionError):
        upgrade_and_fail(book)
    with Gradebook(path, old=True) as book, book.transaction():
        book.upgrade()
        book.put_report("s1", packed(report("s1", 2.0)))
        book.replace_key(ONE_KEY)
    with Gradebook(path) as book:
        assert book.submissions() == {"s1": ONE} and book.transcript_of("d1", "a1") == "{}" and book.secret == secret
        assert [r.earned for r in book.reports()] == [2.0] and book.key == ONE_KEY


def upgrade_and_fail(book: Gradebook) -> None:
    with book.transaction():
        book.upgrade()
        raise ZeroDivisionError


def test_the_secret_stays_that_of_the_book(path, tmp_path):
    with Gradebook(path) as book, Gradebook(tmp_path / "other.sqlite") as other:
        first, second = book.secret, other.secret
    with Gradebook(path) as book:
        assert book.secret == first != second


def test_a_book_can_be_opened_while_a_long_transaction_writes_it(path):
    """A regrade of a large class is one transaction: `show` and `export` are not to wait for its end."""
    with Gradebook(path) as writer:
        writer.put(Record(ONE, "d1", "{}", report("s1")))
        with writer.transaction():
            writer.put(Record(replace(ONE, id="s2"), "d2", "{}", report("s2")))
            with Gradebook(path) as reader:
                assert reader.submissions() == {"s1": ONE}


def test_by_which_versions_a_key_was_made_is_not_in_its_digest():
    """Also where a version is a text that stands elsewhere in the key: it would be written once for both places."""
    key = replace(keys.key(keys.number()), title="0.6.1+cuda12.cudnn89.local")
    made = [replace(key, made_with={"jax": version}) for version in (key.title, "0.6.2", "0.6.2+cuda12.cudnn89.local")]
    assert len({JudgingKey.of(each).digest for each in made}) == 1


def test_what_students_are_called_with_is_in_the_digest_and_a_title_is_not():
    """Seeds and files of data decide what a transcript holds; titles and points do not."""
    key = keys.key(keys.number())
    digest, (question,) = questions_digest(key), key.questions
    seeded = replace(question, cases=(replace(question.cases[0], seed=1),))
    assert questions_digest(replace(key, questions=(seeded,))) != digest
    assert questions_digest(replace(key, files={"x.csv": ""})) != digest
    assert questions_digest(replace(key, title="Another")) == digest
