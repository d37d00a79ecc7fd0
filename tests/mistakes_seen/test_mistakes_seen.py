"""The sets of wrong programs: they are as large as they were, nobody changed them, and all of them is Python."""

from collections import Counter

import pytest
from mistakes_seen.collection import PROGRAMS, SUMS, check_sums


def test_nobody_changed_a_program_since_the_sets_were_frozen():
    assert check_sums() == SUMS.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("frozen_set", "exercises"), [("sixteenth", 40), ("seventeenth", 40), ("eighteenth", 30), ("nineteenth", 21)]
)
def test_each_exercise_of_a_set_has_three_single_mistakes_and_two_whole_wrong_solutions(frozen_set, exercises):
    counts = Counter((p.assignment, p.exercise, p.kind) for p in PROGRAMS if p.frozen_set == frozen_set)
    assert len({key[:2] for key in counts}) == exercises
    assert set(counts.items()) == {(key, 3 if key[-1] == "single" else 2) for key in counts}


def test_every_program_compiles_and_has_an_id_of_its_own():
    assert len({program.id for program in PROGRAMS}) == len(PROGRAMS)
    for program in PROGRAMS:
        compile(program.source, program.id, "exec")
