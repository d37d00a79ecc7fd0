"""The set of wrong programs: it is as large as it was, nobody changed it, and all of it is Python."""

from collections import Counter

import pytest
from mistakes_seen.collection import HALVES, PROGRAMS, SUMS, check_sums


def test_nobody_changed_a_program_since_the_set_was_frozen():
    assert check_sums() == SUMS.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("parts", "exercises", "singles", "wholes"),
    [
        (HALVES, 40, 5, 3),
        (("second",), 40, 3, 2),
        (("third",), 40, 2, 2),
        (("fourth",), 40, 2, 2),
        (("fifth",), 20, 2, 2),
        (("sixth",), 40, 1, 1),
        (("seventh",), 40, 1, 1),
        (("eighth",), 40, 1, 1),
        (("ninth",), 40, 1, 1),
        (("tenth",), 35, 1, 1),
        (("eleventh",), 35, 1, 1),
        (("twelfth",), 35, 1, 1),
        (("thirteenth",), 35, 1, 1),
        (("fourteenth",), 30, 3, 2),
        (("fifteenth",), 30, 3, 2),
        (("sixteenth",), 40, 3, 2),
        (("seventeenth",), 40, 3, 2),
        (("eighteenth",), 30, 3, 2),
        (("nineteenth",), 21, 3, 2),
    ],
)
def test_each_exercise_of_a_set_has_single_mistakes_and_whole_wrong_solutions(parts, exercises, singles, wholes):
    counts = Counter((p.assignment, p.exercise, p.kind) for p in PROGRAMS if p.part in parts)
    assert len({key[:2] for key in counts}) >= exercises
    assert set(counts.items()) == {(key, singles if key[-1] == "single" else wholes) for key in counts}


def test_every_program_compiles_and_has_an_id_of_its_own():
    assert len({program.id for program in PROGRAMS}) == len(PROGRAMS)
    for program in PROGRAMS:
        compile(program.source, program.id, "exec")


def test_either_half_has_two_fifths_of_the_set_or_more():
    assert all(sum(p.part == half for p in PROGRAMS) >= 0.4 * 320 for half in HALVES)
