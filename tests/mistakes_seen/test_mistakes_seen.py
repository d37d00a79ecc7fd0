"""The set of wrong programs: it is as large as it was, nobody changed it, and all of it is Python."""

from collections import Counter

from mistakes_seen.collection import HALVES, PROGRAMS, SUMS, check_sums


def test_nobody_changed_a_program_since_the_set_was_frozen():
    assert check_sums() == SUMS.read_text(encoding="utf-8")


def test_each_of_40_exercises_has_five_single_mistakes_and_three_whole_wrong_solutions():
    counts = Counter((program.assignment, program.exercise, program.kind) for program in PROGRAMS)
    assert len({key[:2] for key in counts}) >= 40
    assert {key[-1]: count for key, count in counts.items()} == {"single": 5, "whole": 3}
    assert set(counts.values()) == {5, 3}


def test_every_program_compiles_and_has_an_id_of_its_own():
    assert len({program.id for program in PROGRAMS}) == len(PROGRAMS)
    for program in PROGRAMS:
        compile(program.source, program.id, "exec")


def test_either_half_has_two_fifths_of_the_set_or_more():
    assert all(sum(p.half == half for p in PROGRAMS) >= 0.4 * len(PROGRAMS) for half in HALVES)
