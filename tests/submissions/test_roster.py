"""Who is in the course and who submitted nothing. How people are found by what platforms write: test_collection."""

from __future__ import annotations

from grader.submissions.roster import Person, Roster, names_of

ANN, BOB, EVA, OTHER_EVA = Person("a1", "Ann A"), Person("b1", "Bob B"), Person("e1", "Eva E"), Person("e2", "Eva E")
ROSTER = Roster((ANN, BOB, EVA, OTHER_EVA))


def test_whoever_is_in_a_submission_is_not_absent():
    """By the name that Canvas writes, as a member of a group, or by the id."""
    seen = map(ROSTER.completed, [Person("77", "annA"), Person("b1"), Person("e2")])
    assert ROSTER.absent(seen) == (EVA,)


def test_one_of_two_of_a_name_is_not_guessed_to_be_there():
    """Staff see the submission that fits both in the summary of a run."""
    unknown = ROSTER.completed(Person("78", "Eva E"))
    assert not ROSTER.has_id(unknown.id)
    assert {EVA, OTHER_EVA} <= set(ROSTER.absent([unknown]))


def test_a_student_who_is_listed_twice_is_absent_once():
    """Two sections, one person."""
    assert Roster((ANN, ANN)).absent([]) == (ANN,)


def test_people_of_one_name_are_called_by_what_tells_them_apart():
    people = [BOB, EVA, OTHER_EVA, Person("x1"), Person(email="e@x")]
    assert names_of(people) == ["Bob B", "Eva E (e1)", "Eva E (e2)", "x1", "e@x"]
