"""What each kind of change is called, and the hint for it, likely ones first: of equal answers these are named."""

from __future__ import annotations

from typing import NamedTuple

from grader.repairs.words import COUNTS, LOOP, NAMES, NORMS, PASSES, RECORD, SHAPES, TERMS

BY_HAND = "Follow both sides of it by hand: when is each of them taken?"
BOTH_USED = "Look at every place where your function uses one of them, also at the order of arguments in calls."
USED = "Look at every place where your function uses it."
COUNTER = "Write down which values the counter takes in the first three steps."
CHOSEN = "Which rows or entries are meant, and in which order?"
DEVIATION = "Libraries differ: which of the two does the handout mean, and what does your function do by default?"
COLUMNS = "Write down the shapes: (n, 1) and (n,) give a table of n times n numbers."
SYSTEM = "Write down the linear system whose solution is meant."
COORDINATES = "Each coordinate has a value of its own: check the shape of what you compute."
WHOLE = "Has an array the dtype of whole numbers?"
ROUND = "Return the numbers as they are."
OBJECTS = "Which values belong to the object, and which to one call? Follow them through two calls by hand."
DERIVATIVE = "Differentiate from the outside to the inside, and multiply what you get: the chain rule."


class Words(NamedTuple):
    """`name` is a clause in which {it} stands for the subject, `noun` is what the subject is called."""

    noun: str
    name: str
    hint: str


WORDS = {
    "few_passes": Words(
        "",
        "a condition is tested once or twice, and should be tested until it holds",
        "Does `if` stand where `while` belongs, or does a loop end too early?",
    ),
    "doubled_result": Words(
        "result", "{it} is twice as large as it should be", "Is a factor 1/2 missing, or a division by 2?"
    ),
    "halved_result": Words("result", "{it} is half as large as it should be", "Is a factor 1/2 too many?"),
    "term": Words("term", "{it} is missing", TERMS),
    "factor": Words("factor", "{it} is missing", TERMS),
    "divisor": Words("divisor", "{it} is missing", TERMS),
    "one": Words("", "the 1 of a difference is missing", TERMS),
    "powered_too": Words("factor", "{it} stands inside of a power, and belongs outside", TERMS),
    "denominator": Words(
        "factor", "{it} multiplies a fraction, and belongs below its line", "Are parentheses missing below the line?"
    ),
    "whole_sum": Words("factor", "{it} multiplies a whole sum, not one of its terms", "Are parentheses misplaced?"),
    "sign": Words("term", "{it} has the wrong sign", TERMS),
    "half_term": Words("term", "{it} is half as large as it should be", "Is a factor 1/2 too many in it?"),
    "double_term": Words("term", "{it} is twice as large as it should be", "Is a factor 1/2 missing in it?"),
    "written": Words("argument", "{it} is always {value}, whatever is passed", f"The argument has no effect. {USED}"),
    "other_default": Words(
        "argument", "the default of {it} is {value}, and should be another number", "What holds where it is left out?"
    ),
    "first_for_all": Words("argument", "the first entry of {it} is used in place of each of them", USED),
    "mean_for_sum": Words(
        "", "a mean is taken where a sum belongs", "Is something divided by the number of rows, or of entries?"
    ),
    "sum_for_mean": Words(
        "", "a sum is taken where a mean belongs", "Is a division by the number of rows missing, or of entries?"
    ),
    "one_sided": Words(
        "", "a difference is taken on one side, where the formula takes both", "Which two points does it use?"
    ),
    "sums": Words(
        "", "sums are taken where means belong", "Is a division by the number of rows missing, or of entries?"
    ),
    "other_count": Words("", "{value} is counted where another number belongs", COUNTS),
    "parts_exchanged": Words("", "two parts of the result are exchanged", "In which order are they returned?"),
    "given_back": Words("argument", "{it} is returned as it was passed", RECORD),
    "magnitude_for_square": Words("square", "the absolute value is taken in place of {it}", TERMS),
    "length_for_sum": Words("", "the Euclidean norm is taken where the sum of absolute values belongs", NORMS),
    "sum_for_length": Words("", "the sum of absolute values is taken where the Euclidean norm belongs", NORMS),
    "sum_for_squares": Words("", "absolute values are added up where squares belong", NORMS),
    "root_of_squares": Words("", "the root of a sum of squares is taken where the sum itself belongs", NORMS),
    "squared_sum": Words("", "a sum is squared, where squares should be added up", NORMS),
    "squared_length": Words("", "a norm is squared where it belongs as it is", NORMS),
    "largest_for_length": Words("", "the largest coordinate is taken where the Euclidean norm belongs", NORMS),
    "all_squares": Words("", "the root of the sum of all squares is taken where another norm belongs", NORMS),
    "largest_row": Words("", "the largest norm of a row is taken where another norm of a matrix belongs", NORMS),
    "largest_row_sum": Words("", "the largest sum of a row is taken where another norm of a matrix belongs", NORMS),
    "largest_entry": Words("", "the largest entry is taken where another norm of a matrix belongs", NORMS),
    "least_singular": Words("", "the least singular value is taken where the greatest one belongs", NORMS),
    "trace": Words("", "all squares, or all eigenvalues, are added up (a trace) where another norm belongs", NORMS),
    "all_magnitudes": Words("", "absolute values are added up where another norm belongs", NORMS),
    "sum_for_extreme": Words("", "all values are added up where one of them alone, an extreme, belongs", TERMS),
    "counted": Words("", "it is counted how many values are positive, not by how much", TERMS),
    "kept_above": Words("", "what lies above a threshold is kept as it is, and the threshold not subtracted", BY_HAND),
    "kept_below": Words("", "what lies below a threshold is kept, where 0 belongs", BY_HAND),
    "other_order": Words("", "{value} are taken in the wrong order", "Which of the two comes first in the formula?"),
    "only_summed": Words("matrix", "{it} is missing as a factor: the values beside it are only added up", SHAPES),
    "summed_term": Words("term", "{it} is added up, where its mean belongs", COUNTS),
    "first_entries": Words("array", "the first entries of {it} are used, not the chosen ones", "Which rows are meant?"),
    "batch_by_all": Words("array", "a sum over some entries of {it} is divided by the number of all", COUNTS),
    "piled_up": Words("", "what is computed for a row still holds the rows before it", LOOP),
    "until_entry": Words("", "a sum ends at the current entry, and leaves out the later ones", BY_HAND),
    "from_entry": Words("", "a sum begins at the current entry, and leaves out the earlier ones", BY_HAND),
    "blocks": Words(
        "", "two blocks of a matrix stand in the wrong order", "In which order does the handout put them together?"
    ),
    "one_block": Words("", "a block of a matrix is missing, such as a column of ones", SHAPES),
    "all_entries": Words("", "all entries are used where only some belong", CHOSEN),
    "all_of_one": Words("array", "{it} is used as it is, where chosen entries of it belong", CHOSEN),
    "entry_left_out": Words("array", "the first or the last entry of {it} is left out of a sum or a mean", RECORD),
    "matrix_itself": Words("", "a matrix is used where its inverse belongs", SYSTEM),
    "damped": Words("", "a multiple of the identity is added to the matrix of a linear system", SYSTEM),
    "diagonal_alone": Words("", "only the diagonal of a matrix is used", SYSTEM),
    "entrywise_inverse": Words("", "the inverse of a matrix is taken entry by entry", SYSTEM),
    "every_entry": Words("", "what belongs on the diagonal of a matrix is added to every entry", SYSTEM),
    "turned": Words("argument", "rows and columns of {it} are exchanged", "Which axis counts the rows of the data?"),
    "sample_deviation": Words("", "a standard deviation is divided by n - 1, not by n", DEVIATION),
    "range": Words("", "the range is taken where the standard deviation belongs", TERMS),
    "mean_deviation": Words("", "the mean absolute deviation is taken where the standard deviation belongs", TERMS),
    "logistic": Words("", "the logistic function is missing", TERMS),
    "as_average": Words("argument", "the new term has the factor 1 - {it}, as in an average", TERMS),
    "other_term": Words("factor", "{it} multiplies the other term of a sum", TERMS),
    "factor_later": Words("factor", "{it} multiplies a later value as a whole, not the new term alone", TERMS),
    "call": Words("function", "{it} is missing", TERMS),
    "power": Words("power", "{it} is missing", TERMS),
    "powered_sum": Words("power", "{it} is taken of a whole sum, and belongs to one of its terms", TERMS),
    "complement": Words("value", "{it} is used where 1 minus it belongs", TERMS),
    "opposite": Words("argument", "1 minus {it} is used where {it} itself belongs", TERMS),
    "numerator": Words("numerator", "1 stands above the line of a fraction, where {it} belongs", TERMS),
    "base": Words("", "the base of a power is not the right number", TERMS),
    "constant": Words("", "{value} is not the right number", TERMS),
    "opposite_step": Words("value", "the steps of {it} go the opposite way", "Is the sign of your step right?"),
    "reset_in_call": Words("value", "{it} is made anew in every call, and should go on from call to call", OBJECTS),
    "not_stored": Words("value", "{it} is computed, and not stored in the object", OBJECTS),
    "overwritten_by_result": Words(
        "value", "{it} is overwritten by the result, from which the next call goes on", OBJECTS
    ),
    "shrunk_point": Words(
        "value", "each step shrinks {it} as well", "That is weight decay: is it part of the formula?"
    ),
    "negated_value": Words("value", "{it} has the wrong sign", TERMS),
    "doubled_value": Words("value", "{it} is twice as large as it should be", TERMS),
    "halved_value": Words("value", "{it} is half as large as it should be", TERMS),
    "negated_result": Words("result", "{it} has the wrong sign", "Which of the two directions is meant?"),
    "word": Words("argument", "the word for {it} is ignored, and a number is used", USED),
    "rebound": Words(
        "",
        "a new array gets the name of the old one, which stays as it is",
        "Does the line change the array itself, or does it make a new one?",
    ),
    "stale": Words("value", "{it} is used as it was before its update in the same pass", LOOP),
    "loop_first": Words("", "the loop stands before a line that belongs before it", LOOP),
    "after_loop": Words("", "a line stands behind the loop, and belongs into it", LOOP),
    "sequence": Words("", "two lines stand in the wrong order", "Which of your lines needs what another one computes?"),
    "first_entry": Words("", "a first entry is read where the newest one belongs", LOOP),
    "other_end": Words(
        "",
        "the first entry, row or column is taken where the last one belongs, or the last for the first",
        "In which order do the entries stand?",
    ),
    "anew": Words(
        "value",
        "{it} is computed again at the new point, where the old one belongs",
        "Compute it before you change anything, and change all variables with the same values.",
    ),
    "recorded_alone": Words(
        "function", "{it} is applied to what is recorded alone, and the next step begins without it", LOOP
    ),
    "accelerated": Words(
        "value", "each step of {it} begins beyond the newest point", "From which point does the handout take the step?"
    ),
    "factor_more": Words("argument", "{it} enters as a factor once too often", TERMS),
    "once_more": Words("value", "{it} is updated once more where it is used", TERMS),
    "each_on_one_term": Words("term", "{it} stands outside of a root or a power, and belongs inside", TERMS),
    "row_by_row": Words("array", "a step is taken for each row of {it}, where one for all belongs", LOOP),
    "other_axis": Words("", "a row is taken where a column belongs, or a column for a row", SHAPES),
    "all_pairs": Words("", "a column is combined with a flat array, so that each entry meets every other one", COLUMNS),
    "negated_inside": Words("function", "the sign of what stands inside of {it} is wrong", TERMS),
    "divided_too": Words("term", "{it} is divided as well, by what divides the value beside it", TERMS),
    "squares_for_sum": Words("", "squares are added up where absolute values belong", NORMS),
    "signed_labels": Words("argument", "the labels {it} are taken as -1 and 1, and they are 0 and 1", TERMS),
    "margins": Words(
        "argument",
        "the formula is one for labels -1 and 1, and the labels {it} are 0 and 1",
        "What does a 0 give in it?",
    ),
    "labels_from_zero": Words("argument", "the labels {it} are taken as 0 and 1, and they are -1 and 1", TERMS),
    "other_test": Words(
        "value",
        "the loop ends where {it} changes little, which is another rule",
        "Which quantity does the handout compare with the tolerance?",
    ),
    "update": Words("value", "{it} is not updated", LOOP),
    "carried": Words("value", "{it} is overwritten with what is meant for one pass alone", LOOP),
    "first_value": Words("value", "{it} is used as it was at the start, in every pass", LOOP),
    "lagging": Words("value", "{it} is used as it was one pass earlier", LOOP),
    "before_inner_loop": Words("value", "the inner loop uses {it} as it was before it, and not the new entries", LOOP),
    "pass_less": Words("", "the loop makes one pass too few", PASSES),
    "pass_more": Words("", "the loop makes one pass too many", PASSES),
    "pass_late": Words("", "the loop leaves out its first pass", PASSES),
    "pass_shifted": Words("", "the counter of the loop is one too large", "Does the counter begin at 0 or at 1?"),
    "one_pass": Words("", "the loop ends after its first pass", "Is the `return` indented into the loop?"),
    "counter_doubled": Words("", "the counter of the loop is twice as large as it should be", COUNTER),
    "counter_fixed": Words("", "the counter of the loop stays at 1", COUNTER),
    "counter_zero": Words("", "0 is used where the counter of the loop belongs", COUNTER),
    "counter_squared": Words("", "the counter of the loop enters squared", COUNTER),
    "counter_rooted": Words("", "the root of the counter is used in place of it", COUNTER),
    "counter_stop": Words("", "the number of all steps is used in place of the counter", COUNTER),
    "made_once": Words("value", "{it} is made once, before the loop, not in each pass", LOOP),
    "moved_point": Words("value", "the step begins at the point at which {value} is taken, not at {it}", LOOP),
    "exchanged_values": Words("value", "{it} and {value} are exchanged", USED),
    "complement_here": Words("argument", "{it} and 1 minus it are exchanged", TERMS),
    "replaced_here": Words("argument", "{value} is used in one place where {it} belongs", USED),
    "replaced": Words("argument", "{value} is used wherever {it} belongs", USED),
    "written_together": Words("", "{value}, whatever is passed", "The arguments have no effect."),
    "exchanged": Words("argument", "{it} and {value} are exchanged", BOTH_USED),
    "doubled": Words("argument", "{it} enters with twice its value", USED),
    "halved": Words("argument", "{it} enters with half its value", USED),
    "squared": Words("argument", "{it} enters squared", USED),
    "root": Words("argument", "the root of {it} is used in place of it", USED),
    "negated": Words("argument", "{it} enters with the wrong sign", USED),
    "parentheses": Words("factor", "{it} acts on one term of a sum only", "Are parentheses missing?"),
    "divides_one": Words("divisor", "{it} divides one term of a sum only", "Are parentheses missing?"),
    "inside": Words("term", "{it} stands inside a root or another function, and belongs outside", TERMS),
    "divided": Words("factor", "{it} divides where it should multiply, or the reverse", TERMS),
    "multiplied": Words("divisor", "{it} multiplies where it should divide", TERMS),
    "upside_down": Words("fraction", "{it} is upside down", TERMS),
    "reversed": Words("difference", "{it} is taken the wrong way round", TERMS),
    "transpose": Words("matrix", "{it} is not transposed", SHAPES),
    "doubled_step": Words("value", "each step of {it} is twice as long as it should be", TERMS),
    "halved_step": Words("value", "each step of {it} is half as long as it should be", TERMS),
    "two_steps": Words("", "two steps are taken in each pass, and one of them is recorded", LOOP),
    "magnitude": Words("value", "the sign of {it} is lost", "Is an absolute value taken, or the root of a square?"),
    "sign_alone": Words("value", "only the sign of {it} is used", TERMS),
    "clipped": Words("value", "{it} is cut off at -1 and 1", "The formula uses it as it is."),
    "unit_length": Words("value", "{it} is divided by its norm", "The formula uses it as it is."),
    "summed": Words("value", "the coordinates of {it} are added up", COORDINATES),
    "averaged": Words("value", "the mean over the coordinates of {it} is used", COORDINATES),
    "length": Words("value", "the norm of {it} is used for all its coordinates", COORDINATES),
    "largest": Words("value", "the largest coordinate of {it} is used for all", COORDINATES),
    "first_coordinate": Words("value", "only the first coordinate of {it} is used", COORDINATES),
    "moves_first_coordinate": Words("value", "only the first coordinate of {it} moves", COORDINATES),
    "coordinate_by_coordinate": Words(
        "value",
        "each coordinate of {it} already uses the new values of the coordinates before it",
        "Compute the new point as a whole before you store any of it.",
    ),
    "values_for_points": Words("function", "the values of {it} are returned in place of the points", RECORD),
    "list_between_calls": Words(
        "",
        "what an earlier call has recorded stands before the result of this one",
        "A list that is a default argument, or stands outside of the function, is not emptied between two calls.",
    ),
    "zero_start": Words("argument", "{it} is replaced by zero", USED),
    "whole_start": Words("argument", "{it} is cut to whole numbers", WHOLE),
    "whole_points": Words("value", "{it} is cut to whole numbers in each step", WHOLE),
    "whole_numbers": Words("result", "{it} is cut to whole numbers", WHOLE),
    "rounded_2": Words("result", "{it} is rounded to 2 decimals", ROUND),
    "rounded_3": Words("result", "{it} is rounded to 3 decimals", ROUND),
    "rounded_points": Words("value", "{it} is rounded to 2 decimals in each step", ROUND),
    "half_precision": Words("value", "{it} is stored in half precision", "Which dtype does your array have?"),
    "line_search": Words("value", "a step of {it} that raises the cost is halved", "Take every step as it is."),
    "best_so_far": Words("", "each entry is the best point so far, not the newest", RECORD),
    "coarse_quotient": Words(
        "", "the derivative is a difference quotient with a step of {value}", "Let JAX differentiate."
    ),
    "quotient_of_four": Words(
        "", "the derivative is a difference quotient with a step of 4", "Is 10-6 written where 1e-6 is meant?"
    ),
    "whole_numbers_in": Words("value", "{it} is cut to whole numbers", WHOLE),
    "only_downhill": Words(
        "value", "a step of {it} that raises the cost is not taken", "Take every step, also uphill."
    ),
    "direct_penalty": Words(
        "value", "the penalty is subtracted from {it} directly, and belongs to the gradient", TERMS
    ),
    "shrunk_first": Words(
        "value",
        "{it} is shrunk before each step, where it should be shrunk after it",
        "At which point does the handout take the slope, and what is done to the point after the step?",
    ),
    "subgradient_step": Words(
        "value",
        "each step of {it} subtracts a subgradient of the penalty, where a proximal step belongs",
        "Which part of the step is a gradient, and what is done to the point after it?",
    ),
    "ball": Words(
        "value",
        "a part of the step before is added to each step of {it}",
        "That is momentum: is it part of the formula?",
    ),
    "fades": Words("argument", "{it} is divided by the number of the step", USED),
    "fades_by_root": Words("argument", "{it} is divided by the root of the number of the step", USED),
    "powers": Words("argument", "{it} is raised to the number of the step", USED),
    "pass_backwards": Words(
        "",
        "the loop takes its passes in another order, as from the last to the first",
        "In which order does the handout take them?",
    ),
    "magnitudes": Words("result", "the signs of {it} are lost", "Is an absolute value taken?"),
    "reversed_result": Words("result", "{it} stands in the opposite order", "Which entry comes first?"),
    "last_after_first": Words(
        "result",
        "every entry of {it} but the first is the last one",
        "One array is changed in place and stands in the list again and again: put copies into it.",
    ),
    "first_is_zero": Words("result", "the first entry of {it} is zero", RECORD),
    "last_is_zero": Words("result", "the last entry of {it} is zero", RECORD),
    "never_moves": Words("value", "{it} never moves", LOOP),
    "constant_term": Words("term", "{it} is differentiated as if it were a constant", DERIVATIVE),
    "outer_derivative": Words("function", "the derivative of {it} is missing", DERIVATIVE),
    "exponent_factor": Words("power", "the exponent of {it} is missing as a factor of its derivative", DERIVATIVE),
    "result_of_length_one": Words("result", "{it} is divided by its norm", "The handout asks for it as it is."),
    "root_of_result": Words("result", "the root of {it} is returned", "The handout asks for it as it is."),
    "squared_result": Words("result", "the square of {it} is returned", "The handout asks for it as it is."),
    "summed_result": Words("result", "the coordinates of {it} are added up", COORDINATES),
    "order": Words("", "two matrices are multiplied in the wrong order", SHAPES),
    "axis": Words(
        "", "the axis of a sum, a mean or the like is the wrong one", "Which axis counts the rows of the data?"
    ),
    "exponent": Words("power", "the exponent of {it} is one off", "Does the counter begin at 0 or at 1?"),
    "extreme": Words("", "a minimum and a maximum are exchanged", "Which of the two does the handout ask for?"),
    "branch": Words("condition", "{it} has no effect: one of its two sides is always taken", BY_HAND),
    "condition": Words("condition", "{it} is the wrong way round, or a part of it is missing", BY_HAND),
    "ignored": Words("value", "{it} is ignored", "Where does your function use it?"),
    "comparison": Words("comparison", "{it} is the wrong way round", BY_HAND),
    "part_of_value": Words("value", "only a part of {it} is used where it is read", NAMES),
    "earlier_form": Words("value", "{it} is used as it was before its last computation", NAMES),
    "later_form": Words("value", "{it} is used after one more computation", NAMES),
    "other_name": Words("variable", "{value} is used where {it} belongs", NAMES),
    "equality": Words("comparison", "{it} is wrong where both sides are equal", "Is it < or <=?"),
    "overwritten": Words("value", "{it} is overwritten where something should be added to it", LOOP),
    "start": Words("", "zeros stand where ones belong, or ones for zeros", "Which values does the handout begin with?"),
    "index": Words("", "an index is one off", "The first entry has the index 0."),
    "backwards": Words(
        "array", "{it} is not turned around, or not thinned out", "In which order are its entries needed?"
    ),
    "slice": Words("array", "all entries of {it} are used where only some belong", "Which rows or columns are meant?"),
    "other_function": Words("", "`{value}` is used where another function belongs", TERMS),
    "rounding": Words("", "a number is rounded the wrong way", "Up, or down?"),
    "arguments": Words("function", "the two arguments of {it} are exchanged", "Which of the two comes first?"),
    "one_term": Words("function", "{it} acts on one term of a sum only", TERMS),
    "outside": Words("factor", "{it} stands outside of a function, and belongs inside", TERMS),
    "divisor_outside": Words("divisor", "{it} stands outside of a function, and belongs inside", TERMS),
    "divisor_inside": Words("divisor", "{it} stands inside of a function, and belongs outside", TERMS),
    "inside_factor": Words("factor", "{it} stands inside of a function, and belongs outside", TERMS),
    "penalized_point": Words("value", "the step of {it} contains a penalty", "Which of your variables has a penalty?"),
    "uncorrected": Words("", "values are used as they were before their correction", NAMES),
    "as_passed": Words("argument", "{it} is used as it was passed, before its update", NAMES),
    "starts_at_first": Words(
        "value", "{it} starts at its first new value, and not where it should", "With which value does it begin?"
    ),
    "plain_mean": Words("value", "{it} is the plain mean of all values so far", TERMS),
    "totals": Words("", "the averages are sums of all values so far", TERMS),
    "one_object": Words(
        "value", "{it} and another value are one and the same array or table: what changes one changes both", OBJECTS
    ),
    "decaying": Words("value", "{it} is a decaying average, where a sum belongs", TERMS),
    "late_test": Words("", "what decides whether the loop goes on is one pass old", LOOP),
    "piling": Words("", "what is added to a value for one place alone stays in it, and piles up", LOOP),
    "logistic_too": Words("", "the logistic function is taken of a value that belongs as it is", TERMS),
    "logistic_slope": Words("", "the slope of the logistic function is a factor too many", TERMS),
    "squared_value": Words("product", "{it} enters squared", TERMS),
    "columns_reversed": Words("result", "the columns of {it} stand in the opposite order", "Which column comes first?"),
    "reshaped": Words("result", "{it} is reshaped, where rows and columns should be exchanged", SHAPES),
    "total": Words("value", "{it} is the sum of all values so far", TERMS),
    "corrected": Words("value", "{it} is divided by 1 minus a power", TERMS),
    "ahead": Words("value", "{it} is taken at a point ahead", TERMS),
    "start_at": Words("argument", "the loop begins at {it}", "Which values does the handout begin with?"),
    "from_one": Words(
        "argument", "the indices in {it} are taken as counted from 1", "The first entry has the index 0."
    ),
    "sorted_result": Words("result", "{it} is sorted", "Which entry belongs to which argument?"),
    "falling_result": Words("result", "{it} is sorted, the largest first", "Which entry belongs to which argument?"),
    "rounded_4": Words("result", "{it} is rounded to 4 decimals", ROUND),
    "entry_given_back": Words("argument", "one entry of {it} is returned as it was passed", RECORD),
    "counter_late": Words("", "the counter of the loop is one too small, and 1 comes twice", COUNTER),
    "halving": Words(
        "value",
        "a step of {it} that raises the cost is not taken, and the next ones are halved",
        "Take every step as it is.",
    ),
    "keyword": Words("", "the option `{value}` of a call is missing", "Look at what the call does without it."),
    "other_method": Words(
        "", "the method of another question is used: {value}", "Which method does this question ask for?"
    ),
    "own_function": Words("argument", "your function `{value}` is called where the argument {it} belongs", USED),
    "divided_by_count": Words("term", "{it} is divided by {value}", COUNTS),
    "other_loss": Words("", "the numbers are those of another loss: {value}", "Which loss does the handout ask for?"),
    "shared_by_objects": Words("", "all objects share what each of them should have of its own", OBJECTS),
    "stored_twice": Words("value", "{it} is updated twice in one call", OBJECTS),
    "lowered_when_asked": Words(
        "value", "{it} is changed whenever it is asked for, so that it depends on the calls before", OBJECTS
    ),
    "counted_calls": Words("argument", "{it} is ignored, and the calls are counted in its place", OBJECTS),
    "averaged_points": Words("value", "the mean of all values of {it} so far is used, not its newest value", RECORD),
    "mean_slope": Words(
        "value",
        "each step of {it} uses the mean of two slopes, the second one after a plain step",
        "At which point does the handout take the slope?",
    ),
    "middle_slope": Words(
        "value",
        "each step of {it} uses the slope halfway along a plain step",
        "At which point does the handout take the slope?",
    ),
    "other_formula": Words("", "{value}", "Compare your formula with that of the handout, symbol by symbol."),
    "plain_step": Words(
        "value",
        "each step of {it} is a multiple of {value} alone",
        "That is a plain gradient step: what else does the method use?",
    ),
    "without_first": Words("", "the first coordinate is left out of a sum or a penalty", COORDINATES),
    "without_last": Words("", "the last coordinate is left out of a sum or a penalty", COORDINATES),
    "last_alone": Words("", "only the last entry counts where all should be added up", LOOP),
    "whole_division": Words("", "a division is rounded down to a whole number", "Is // written where / is meant?"),
    "true_division": Words("", "a division is not rounded down to a whole number", "Is / written where // is meant?"),
    "counted_off": Words("value", "{it} is one off before a division", "Does the counter begin at 0 or at 1?"),
    "penalty_too": Words("argument", "a squared norm with {it} is added to a result that has none", TERMS),
    "magnitudes_too": Words("argument", "absolute values with {it} are added to a result that has none", TERMS),
    "one_more": Words("argument", "{it} enters one too large", "Does the counter begin at 0 or at 1?"),
    "one_less": Words("argument", "{it} enters one too small", "Does the counter begin at 0 or at 1?"),
    "exchanged_numbers": Words("", "two numbers of a formula are exchanged", TERMS),
}
FIRST_UNLIKELY = "divided_by_count"  # from here on: named only where no other change gives the same answers
RANK = {kind: at for at, kind in enumerate(WORDS)}
