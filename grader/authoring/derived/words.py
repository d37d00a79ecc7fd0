"""What each kind of change is called, and the hint for it, likely ones first: of equal answers these are named."""

from __future__ import annotations

from grader.authoring.derived.hints import COORDINATES, OBJECTS, Words
from grader.authoring.derived.likely_words import LIKELY
from grader.repairs.words import COUNTS, LOOP, TERMS

WITHOUT_COPY = "Which arrays does your function change in place, and whose are they?"
UNLIKELY = {  # named only where no other change gives the same answers
    "divided_by_count": Words("term", "{it} is divided by {value}", COUNTS),
    "other_loss": Words("", "the numbers are those of another loss: {value}", "Which loss does the handout ask for?"),
    "shared_by_objects": Words("", "all objects share what each of them should have of its own", OBJECTS),
    "stored_twice": Words("value", "{it} is updated twice in one call", OBJECTS),
    "lowered_when_asked": Words(
        "value", "{it} is changed whenever it is asked for, so that it depends on the calls before", OBJECTS
    ),
    "counted_calls": Words("argument", "{it} is ignored, and the calls are counted in its place", OBJECTS),
    "other_formula": Words("", "{value}", "Compare your formula with that of the handout, symbol by symbol."),
    "without_first": Words("", "the first coordinate is left out of a sum or a penalty", COORDINATES),
    "last_alone": Words("", "only the last entry counts where all should be added up", LOOP),
    "whole_division": Words("", "a division is rounded down to a whole number", "Is // written where / is meant?"),
    "true_division": Words("", "a division is not rounded down to a whole number", "Is a whole number meant?"),
    "counted_off": Words("value", "{it} is one off before a division", "Does the counter begin at 0 or at 1?"),
    "penalty_too": Words("argument", "a squared norm with {it} is added to a result that has none", TERMS),
    "magnitudes_too": Words("argument", "absolute values with {it} are added to a result that has none", TERMS),
    "one_more": Words("argument", "{it} enters one too large", "Does the counter begin at 0 or at 1?"),
    "one_less": Words("argument", "{it} enters one too small", "Does the counter begin at 0 or at 1?"),
    "not_copied": Words("value", "{it} is changed in place, since it is not copied", WITHOUT_COPY),
    "argument_changed": Words("argument", "{it} is changed by the call", WITHOUT_COPY),
}
WORDS = {**LIKELY, **UNLIKELY}
FIRST_UNLIKELY = next(iter(UNLIKELY))
RANK = {kind: at for at, kind in enumerate(WORDS)}
