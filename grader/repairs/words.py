"""What the slip is called that an edit undoes: a clause for its name, and a hint. Neither shows code."""

from __future__ import annotations

from typing import NamedTuple

TERMS = "Compare your formula with the handout's, term by term."
LOOP = "Write down which values your first two steps use, the old or the new ones, and compare them with the handout."
PASSES = "Count by hand for a small number of steps: where does the counter begin, and where does it end?"
SHAPES = "Write down the shapes of the matrices that you multiply."
COUNTS = "By which number is divided: that of the points, or that of the coordinates?"
NORMS = "Which norm does the handout mean, and is it squared?"
NAMES = "Check which variable each line reads."
RECORD = "Look at the lines that put something into your result."
ORDER = "Read the lines in their order, and say of each value whether it is the old or the new one."
CALLS = "Say in words what is done to each value, from the inside to the outside."
PARENTHESES = "Set parentheses around what belongs together, and compare with the handout."
CONDITIONS = "Follow both sides of the condition by hand."
DRAWS = "Which numbers can be drawn, how often each of them, and when is one drawn anew?"
COPIES = "Two names, or two entries of a list, can be one and the same array: where does it change?"


class Slip(NamedTuple):
    """`name` says what is wrong, `hint` how to find it."""

    name: str
    hint: str


TERM, FACTOR, DIVISOR = "a term is missing", "a factor is missing", "a divisor is missing"
SIGN = Slip("a sign is wrong", TERMS)

SLIPS = {  # by the kind of the edit; an edit of another kind is not tried
    # what is too much, or another thing; first those of which a line has one or two
    "stops_early": Slip(
        "a condition ends a loop early, which belongs run to its end", "Does the handout ask for this condition?"
    ),
    "sign": SIGN,
    "comparison": Slip("a comparison has the wrong direction", CONDITIONS),
    "reversed": Slip("a difference is taken the wrong way round", TERMS),
    "term": Slip("a term is too many", TERMS),
    "factor": Slip("a factor is too many", TERMS),
    "divisor": Slip("a divisor is too many", TERMS),
    "power": Slip("a power is taken that does not belong there", TERMS),
    "whole_numbers": Slip(
        "an array of whole numbers cuts off what follows the decimal point",
        "Which kind of numbers does each new array hold? Print its dtype.",
    ),
    "call": Slip("a function is applied that does not belong there", CALLS),
    "complement": Slip("1 minus a value stands where the value itself belongs", TERMS),
    "divided": Slip("a value multiplies where it should divide", TERMS),
    "multiplied": Slip("a value divides where it should multiply", TERMS),
    "upside_down": Slip("a fraction is upside down", TERMS),
    "other_term": Slip("a factor multiplies the wrong term of a sum", TERMS),
    "as_average": Slip("one of the two weights of an average is missing", TERMS),
    "parentheses": Slip("a factor acts on a whole sum, and belongs to one term of it", PARENTHESES),
    "divides_one": Slip("a divisor acts on a whole sum, and belongs to one term of it", PARENTHESES),
    "inside": Slip("a term stands outside of a root or another function, and belongs inside", PARENTHESES),
    "magnitude_for_square": Slip("a square is taken where the absolute value belongs", TERMS),
    "exponent": Slip("an exponent is one off", "Does the counter begin at 0 or at 1?"),
    "mean_for_sum": Slip("a sum is taken where a mean belongs", COUNTS),
    "sum_for_mean": Slip("a mean is taken where a sum belongs", COUNTS),
    "extreme": Slip("a minimum and a maximum are exchanged", CALLS),
    "other_function": Slip("a function is taken where a similar one belongs", CALLS),
    "start": Slip("zeros and ones are exchanged", "With which values does your function begin?"),
    "other_shape": Slip("a new array has the wrong shape", SHAPES),
    "arguments": Slip("two arguments of a call are exchanged", CALLS),
    "axis": Slip("the axis of a sum, a mean or the like is the wrong one", SHAPES),
    "keyword": Slip("an option of a call does not belong there", CALLS),
    "order": Slip("two matrices are multiplied in the wrong order", SHAPES),
    "transpose": Slip("a matrix is transposed that should not be", SHAPES),
    "equality": Slip("a comparison decides wrongly where both sides are equal", CONDITIONS),
    "condition": Slip("a condition is the wrong one", CONDITIONS),
    "branch": Slip("a condition is too many: one of its two sides belongs in every case", CONDITIONS),
    "other_count": Slip("a division by the wrong number", COUNTS),
    "few_passes": Slip(
        "a condition is tested once, where it belongs tested again and again", CONDITIONS
    ),
    "weighted": Slip("values are only added up, where each belongs multiplied with a row of a matrix", SHAPES),
    "other_end": Slip(
        "the first entry, row or column is taken where the last one belongs, or the last for the first",
        "In which order do the entries stand?",
    ),
    "index": Slip("an index is one off", "Does the index begin at 0 or at 1?"),
    "slice": Slip("only a part of an array is used, where all of it belongs", "Which entries are meant?"),
    "backwards": Slip("an array is read backwards", "Which entry comes first?"),
    "rising": Slip("an array is read backwards", "Which entry comes first?"),
    "overwritten": Slip("a value is added to the one before, and belongs in its place", LOOP),
    "added_up": Slip("a value replaces the one before, and belongs added to it", LOOP),
    "pass_backwards": Slip("the loop runs in the wrong direction", PASSES),
    "stale": Slip("a value is used after its update, where the one before belongs", LOOP),
    "first_value": Slip("a value changes from pass to pass, where the one from the start belongs", LOOP),
    "before_inner_loop": Slip("an inner loop uses its new entries, where those from before it belong", LOOP),
    "length_for_sum": Slip("the sum of absolute values is taken where the Euclidean norm belongs", NORMS),
    "sum_for_length": Slip("the Euclidean norm is taken where the sum of absolute values belongs", NORMS),
    "squared_length": Slip("a norm is taken as it is, where it belongs squared", NORMS),
    "root_of_squares": Slip("a sum of squares is taken where its root belongs", NORMS),
    "sum_for_squares": Slip("squares are added up where absolute values belong", NORMS),
    "other_norm": Slip("another norm is taken than the one that belongs there", NORMS),
    "quotient": Slip("two factors, or a quotient, are too many", COUNTS),
    "needless": Slip("a line does what the handout does not ask for", ORDER),
    # what belongs together
    "regrouped": Slip("parentheses are missing, or stand at the wrong place", PARENTHESES),
    "belongs_inside": Slip("a function or a power is taken too early, before a value that belongs under it", CALLS),
    "belongs_outside": Slip("a function or a power is taken of more than it should be", CALLS),
    # order and place of lines
    "moved": Slip("two lines stand in the wrong order", ORDER),
    "at_once": Slip("a line uses a value that the line before it has just replaced", ORDER),
    "moved_out": Slip("a line stands inside of a loop or a branch, and belongs outside", LOOP),
    "moved_in": Slip("a line stands outside of a loop or a branch, and belongs inside", LOOP),
    "again_after": Slip("what a loop does in each pass is to be done once more after it", RECORD),
    "again_inside": Slip("what is done once, outside of a loop, is to be done in each pass as well", LOOP),
    "renewed": Slip("a value is computed once, before a loop, and belongs computed anew in each pass", LOOP),
    "no_copy": Slip("an array is changed after it was recorded", COPIES),
    "one_object": Slip("two names, or two entries, are one and the same object: what changes one changes both", COPIES),
    "changed_argument": Slip("an argument is changed in place", COPIES),
    "in_place": Slip("an array is changed in place that something else still holds", COPIES),
    # random numbers
    "fixed_seed": Slip("random numbers begin with a fixed seed", DRAWS),
    "drawn_again": Slip("entries are drawn with replacement, and belong drawn without: none comes twice", DRAWS),
    "drawn_once": Slip("entries are drawn without replacement, and belong drawn with: one may come twice", DRAWS),
    "other_range": Slip("random numbers are drawn from the wrong range", DRAWS),
    "not_shuffled": Slip("parts of the data are taken in their order, and belong drawn at random", DRAWS),
    # the result
    "parts_exchanged": Slip("two parts of the result are exchanged", "In which order are they returned?"),
    "entry_at_end": Slip("the result has an entry too many at its end", RECORD),
    "entry_at_start": Slip("the result has an entry too many at its beginning", RECORD),
    "wrong_way_round": Slip("the result stands in the opposite order", RECORD),
    "last_alone": Slip("all entries are returned where the last one belongs", RECORD),
    "transposed": Slip("rows and columns of the result are exchanged", SHAPES),
    # another variable
    "call_order": Slip("a function is applied to the result of another one, and belongs inside of it", CALLS),
    "count_for_values": Slip("entries are counted, where their values are to be added", COUNTS),
    "signs": Slip("two signs of a sum are exchanged", TERMS),
    "other_key": Slip("a table is read under another key than the one that belongs there", NAMES),
    "coarse": Slip("a small number, such as the step of a difference quotient, is not small enough", TERMS),
    "threshold": Slip("a limit in a condition is too coarse", CONDITIONS),
    "first_best": Slip("the best value so far begins at 0, where any value should be better", CONDITIONS),
    "computed_once": Slip("a value is computed anew where it is needed again, and is another one then", ORDER),
    "postponed": Slip("what is only to be used in a formula is stored, and changes the next values too", LOOP),
    "stored_back": Slip("a value for this pass or call alone is stored in place of the one that goes on", LOOP),
    "not_reset": Slip("a value is not set back at the beginning of a pass", LOOP),
    "sum_for_average": Slip("a weighted average is taken where a sum belongs", TERMS),
    "average_for_sum": Slip("a sum is taken where a weighted average belongs", TERMS),
    "terms": Slip("two terms are too many", TERMS),
    "other_operator": Slip("two values are combined by the wrong operation", TERMS),
    "other_terms": Slip(
        "an inner loop runs over the wrong entries: all, all others, those before or those after", LOOP
    ),
    "other_index": Slip("the wrong entries of an array are read", "Which entries are meant?"),
    "columns_backwards": Slip("the columns of the result stand in the opposite order", RECORD),
    "other_name": Slip("a variable is read where another one belongs", NAMES),
    "name_for_number": Slip("a number is written where a variable or an argument belongs", NAMES),
    "name_for_value": Slip("something is computed where a variable itself belongs", NAMES),
    "call_for_value": Slip("something else stands where a function's value belongs", CALLS),
    "other_called": Slip("a function is called where another one belongs", NAMES),
    "own_function": Slip(
        "an argument is never used, and a function of your own stands in its place",
        "Which of its arguments does your function read?"
    ),
    "entry_for_value": Slip("something is computed where an entry of an argument belongs", NAMES),
    "raised_late": Slip("a counter is raised after it is used, and belongs raised before", PASSES),
    "for_one_use": Slip("a factor of a stored value belongs to one of the lines that read it, not to all", TERMS),
    "term_elsewhere": Slip("a term is part of the wrong value: it belongs to another one", TERMS),
    "exchanged": Slip("two variables, or two numbers, stand in each other's place", NAMES),
    # what is missing
    "no_axis": Slip("a sum, a mean or the like is taken over all entries, where it belongs along one axis", SHAPES),
    "one_less": Slip("a value is one too large", PASSES),
    "one_more": Slip("a value is one too small", PASSES),
    "opposite": SIGN,
    "square": Slip("a square is missing", TERMS),
    "root": Slip("a root is missing", TERMS),
    "magnitude": Slip("an absolute value is missing", TERMS),
    "double": Slip("a factor 2 is missing, or a value is halved", TERMS),
    "half": Slip("a factor 1/2 is missing, or a value is doubled", TERMS),
    "nothing": Slip("a value is used where 0 belongs", "With which values does your function begin?"),
    "pass_less": Slip("the loop makes one pass too many", PASSES),
    "pass_more": Slip("the loop makes one pass too few", PASSES),
    "pass_late": Slip("the loop begins one pass too early", PASSES),
    "pass_shifted": Slip("the counter of the loop is one too small", PASSES),
    "one_minus": Slip("a value stands where 1 minus it belongs", TERMS),
    "mean": Slip("a mean is missing", COUNTS),
    "sum": Slip("a sum is missing", COUNTS),
    "length_one": Slip("a division by the norm is missing", NORMS),
    "norm": Slip("a norm is missing", NORMS),
    "turned": Slip("a matrix is not transposed", SHAPES),
    "sign_alone": Slip("the sign of a value is to be taken", CALLS),
    "positive_part": Slip("a value is not cut off at 0", CALLS),
    "corrected": Slip(
        "a running mean that begins at 0 is not corrected for its first steps",
        "How large is your mean after the first step, compared with the first gradient?",
    ),
    "corrected_late": Slip(
        "a term, such as eps, is added to a running mean after its correction, and belongs before it", PARENTHESES
    ),
    "corrected_early": Slip(
        "a term, such as eps, is added to a running mean before its correction, and belongs after it", PARENTHESES
    ),
    "soft_threshold": Slip(
        "a soft threshold is missing: a value is to be pulled towards 0, and is 0 where it is small",
        "What does the step of the penalty do to a small value, and to a large one?",
    ),
    "mirrored": Slip(
        "a product of two vectors stands there once, and its mirror image, the transpose, is missing", TERMS
    ),
    "times_name": Slip(FACTOR, TERMS),
    "over_name": Slip(DIVISOR, TERMS),
    "times_rest": Slip(f"{FACTOR}: 1 minus a value", TERMS),
    "over_rest": Slip(f"{DIVISOR}: 1 minus a value", TERMS),
    "times_sign": Slip("a sign is missing as a factor", TERMS),
    "times_count": Slip("a division by the number of entries is too many", COUNTS),
    "over_count": Slip("a division by the number of entries is missing", COUNTS),
    "plus_name": Slip(TERM, TERMS),
    "minus_name": Slip(TERM, TERMS),
    "plus_product": Slip(TERM, TERMS),
    "minus_product": Slip(TERM, TERMS),
    "other_default": Slip(
        "a default value is not the right number", "What holds where an argument is left out?"
    ),
    "constant": Slip("a number in the formula is not the right one", TERMS),
}  # fmt: skip
FIRST_INSERTION = "no_axis"  # from here on something is added, and of all that could be, some fits by accident
CONDITION = "condition"
# What stands elsewhere draws other numbers: of a random result it is no evidence that a check then finds it right.
ELSEWHERE = frozenset({"moved", "moved_out", "moved_in", "term_elsewhere"})
DECISIONS = frozenset({"comparison", "equality", CONDITION, "branch"})  # kinds that turn one around
# Kinds that change a number: in a test they may make it true or false whatever happens, and say nothing of a formula.
OF_NUMBERS = frozenset({
    "sign", "opposite", "reversed", "term", "factor", "divisor", "power", "square", "root", "double", "half",
})  # fmt: skip
# Of these there are hundreds for one line: beside another edit one of them does by accident, so none is tried there.
MANIFOLD = frozenset({
    "plus_name", "minus_name", "plus_product", "minus_product", "times_name", "over_name", "times_rest", "over_rest",
    "soft_threshold", "constant",
})  # fmt: skip
RANK = {kind: rank for rank, kind in enumerate(SLIPS)}  # of two edits that do the same, the first is named
# The likely kinds, and those of random numbers: to a check that asks how good a result is, others do by accident.
OF_A_SHARE = frozenset({kind for kind in SLIPS if RANK[kind] <= RANK["branch"]}) | {
    "fixed_seed", "drawn_again", "drawn_once", "other_range", "not_shuffled", "computed_once"
}  # fmt: skip
TWICE = frozenset({  # kinds of edits of which two are tried at once where nothing shows that one of them helps
    "sign", "reversed", "term", "factor", "divisor", "power", "call", "complement", "divided", "multiplied", "terms",
    "upside_down", "parentheses", "inside", "mean_for_sum", "sum_for_mean", "extreme", "belongs_inside", "opposite",
    "belongs_outside", "square", "root", "magnitude", "double", "half", "one_minus", "mean", "sum", "other_norm",
    "other_name", "quotient", "over_count", "no_axis", "turned", "transpose", "magnitude_for_square", "call_order",
    "added_up", "corrected", "corrected_late", "for_one_use", "term_elsewhere",
    "drawn_again", "other_range", "computed_once",
})  # fmt: skip
