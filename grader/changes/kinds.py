"""Kinds of mistakes, with all that is said and known of each: one paragraph for a kind.

A kind is what a rule, or another change, does to a program. Made of the solution, it is a known mistake: `makes` says
what is wrong with a program like that. Made of a student's program that it puts right, it is the opposite of the
mistake: `undoes` says what was wrong. Of causes that explain the same numbers the likelier ones are named: of `makes`
those that stand earlier in this table, of `undoes` those of the smaller number at the end of the line.

    sign: often, twice                                  what else is known of the kind: see `Trait`
        makes  {a term} has the wrong sign | TERMS      a clause and a hint, perhaps one of `HINTS`; in place of the
        undoes a sign is wrong | TERMS | 20             braces there may be code that the handout shows
        summary squared                                 what several of this kind say, if they fit one argument
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple


class Trait(Enum):
    """What else is known of a kind."""

    OFTEN = auto()  # a common mistake, of which many places are tried before less likely kinds are
    REPEATED = auto()  # made of one place, it may be made wherever the same code stands
    UNLIKELY = auto()  # named only where no other kind gives the same answers
    LASTING = auto()  # keeps something from one case to the next one
    NOT_OF_RUNS = auto()  # nobody does it to a run of steps, or it is a mistake of recording there
    VAGUE = auto()  # does not say what it is about
    BY_VALUE = auto()  # is called what its change gives as a value: several mistakes in one
    ADDS = auto()  # adds something to a student's program: of all that could be, some fits by accident
    TWICE = auto()  # two of these are tried at once where nothing shows that one of them helps
    MANIFOLD = auto()  # there are hundreds of it for one line: beside another one it would fit by accident
    DECIDES = auto()  # turns a decision around
    MOVES = auto()  # puts code elsewhere, so that it draws other random numbers
    OF_NUMBERS = auto()  # changes a number: in a condition that may make it true whatever happens
    ENOUGH = auto()  # evidence for a check that says how good a result is: a likely kind, or one of random numbers


class Words(NamedTuple):
    """What a mistake is called: a clause in which {it} stands for the subject, `noun` is what the subject is called."""

    rank: int
    noun: str
    name: str
    hint: str


class Kind(NamedTuple):
    """One kind, with the words for it as a change of the solution and as one of a student's program."""

    name: str
    traits: frozenset[Trait]
    makes: Words | None
    undoes: Words | None
    summary: str


HINTS = {
    "BOTH_USED": "Look at every place where your function uses one of them, also at the order of arguments in calls.",
    "BY_HAND": "Follow both sides of it by hand: when is each of them taken?",
    "CALLS": "Say in words what is done to each value, from the inside to the outside.",
    "CHOSEN": "Which rows or entries are meant, and in which order?",
    "CONDITIONS": "Follow both sides of the condition by hand.",
    "COORDINATES": "Each coordinate has a value of its own: check the shape of what you compute.",
    "COPIES": "Two names, or two entries of a list, can be one and the same array: where does it change?",
    "COUNTER": "Write down which values the counter takes in the first three steps.",
    "COUNTS": "By which number is divided: that of the points, or that of the coordinates?",
    "DEVIATION": "Libraries differ: which of the two does the handout mean, and what does your function do by default?",
    "DRAWS": "Which numbers can be drawn, how often each of them, and when is one drawn anew?",
    "LOOP": "Write down which values your first two steps use, the old or the new ones, "
    "and compare them with the handout.",
    "NAMES": "Check which variable each line reads.",
    "NORMS": "Which norm does the handout mean, and is it squared?",
    "OBJECTS": "Which values belong to the object, and which to one call? Follow them through two calls by hand.",
    "ORDER": "Read the lines in their order, and say of each value whether it is the old or the new one.",
    "PARENTHESES": "Set parentheses around what belongs together, and compare with the handout.",
    "PASSES": "Count by hand for a small number of steps: where does the counter begin, and where does it end?",
    "RECORD": "Look at the lines that put something into your result.",
    "ROUND": "Return the numbers as they are.",
    "SHAPES": "Write down the shapes of the matrices that you multiply.",
    "SYSTEM": "Write down the linear system whose solution is meant.",
    "TERMS": "Compare your formula with the handout's, term by term.",
    "USED": "Look at every place where your function uses it.",
    "WHOLE": "Has an array the dtype of whole numbers?",
    "WITHOUT_COPY": "Which arrays does your function change in place, and whose are they?",
}
CATALOGUE = """
doubled_result
    makes  {a result} is twice as large as it should be | Is a factor 1/2 missing, or a division by 2?
halved_result
    makes  {a result} is half as large as it should be | Is a factor 1/2 too many?
term: often, repeated, twice, of_numbers, enough
    makes  {a term} is missing | TERMS
    undoes a term is too many | TERMS | 50
factor: often, repeated, twice, of_numbers, enough
    makes  {a factor} is missing | TERMS
    undoes a factor is too many | TERMS | 60
divisor: often, repeated, twice, of_numbers, enough
    makes  {a divisor} is missing | TERMS
    undoes a divisor is too many | TERMS | 70
one
    makes  the 1 of a difference is missing | TERMS
added_number: vague
    makes  a number that is added or subtracted is missing | Does a counter begin at 0 or at 1? Compare each number.
whole_sum
    makes  {a factor} multiplies a whole sum, not one of its terms | Are parentheses misplaced?
extreme: by_value, twice, enough
    makes  {value} | Which of the two does the handout ask for?
    undoes a minimum and a maximum are exchanged | CALLS | 240
sign: often, twice, of_numbers, enough
    makes  {a term} has the wrong sign | TERMS
    undoes a sign is wrong | TERMS | 20
half_term
    makes  {a term} is half as large as it should be | Is a factor 1/2 too many in it?
double_term
    makes  {a term} is twice as large as it should be | Is a factor 1/2 missing in it?
written
    makes  {an argument} is always {value}, whatever is passed
           | The argument has no effect. Look at every place where your function uses it.
    summary ignored
first_for_all
    makes  the first entry of {an argument} is used in place of each of them | USED
mean_for_sum: twice, enough
    makes  a mean is taken where a sum belongs | Is something divided by the number of rows, or of entries?
    undoes a sum is taken where a mean belongs | COUNTS | 220
sum_for_mean: twice, enough
    makes  a sum is taken where a mean belongs | Is a division by the number of rows missing, or of entries?
    undoes a mean is taken where a sum belongs | COUNTS | 230
one_sided
    makes  a difference is taken on one side, where the formula takes both | Which two points does it use?
sums
    makes  sums are taken where means belong | Is a division by the number of rows missing, or of entries?
other_count
    makes  {value} is counted where another number belongs | COUNTS
    undoes a division by the wrong number | COUNTS | 360
given_back
    makes  {an argument} is returned as it was passed | RECORD
magnitude_for_square: twice, enough
    makes  the absolute value is taken in place of {a square} | TERMS
    undoes a square is taken where the absolute value belongs | TERMS | 200
length_for_sum
    makes  the Euclidean norm is taken where the sum of absolute values belongs | NORMS
sum_for_length
    makes  the sum of absolute values is taken where the Euclidean norm belongs | NORMS
sum_for_squares
    makes  absolute values are added up where squares belong | NORMS
root_of_squares
    makes  the root of a sum of squares is taken where the sum itself belongs | NORMS
    undoes a sum of squares is taken where its root belongs | NORMS | 530
root_of_mean
    makes  the root of a mean of squares is taken where the mean, or half of it, belongs | NORMS
squared_sum
    makes  a sum is squared, where squares should be added up | NORMS
squared_length
    makes  a norm is squared where it belongs as it is | NORMS
    undoes a norm is taken as it is, where it belongs squared | NORMS | 520
largest_for_length
    makes  the largest coordinate is taken where the Euclidean norm belongs | NORMS
kept_above
    makes  what lies above a threshold is kept as it is, and the threshold not subtracted | BY_HAND
kept_below
    makes  what lies below a threshold is kept, where 0 belongs | BY_HAND
other_order
    makes  {value} are taken in the wrong order | Which of the two comes first in the formula?
first_entries
    makes  the first entries of {an array} are used, not the chosen ones | Which rows are meant?
batch_by_all
    makes  a sum over some entries of {an array} is divided by the number of all | COUNTS
piled_up
    makes  what is computed for a row still holds the rows before it | LOOP
until_entry
    makes  a sum ends at the current entry, and leaves out the later ones | BY_HAND
blocks
    makes  two blocks of a matrix stand in the wrong order | In which order does the handout put them together?
all_of_one
    makes  {an array} is used as it is, where chosen entries of it belong | CHOSEN
entry_left_out
    makes  the first or the last entry of {an array} is left out of a sum or a mean | RECORD
matrix_itself
    makes  a matrix is used where its inverse belongs | SYSTEM
diagonal_alone
    makes  only the diagonal of a matrix is used | SYSTEM
entrywise_inverse
    makes  the inverse of a matrix is taken entry by entry | SYSTEM
turned: adds, twice
    makes  rows and columns of {an argument} are exchanged | Which axis counts the rows of the data?
    undoes a matrix is not transposed | SHAPES | 1310
sample_deviation
    makes  a standard deviation is divided by n - 1, not by n | DEVIATION
range
    makes  the range is taken where the standard deviation belongs | TERMS
logistic
    makes  the logistic function is missing | TERMS
as_average: repeated, enough
    makes  the new term has the factor 1 - {an argument}, as in an average | TERMS
    undoes one of the two weights of an average is missing | TERMS | 160
other_term: enough
    makes  {a factor} multiplies the other term of a sum | TERMS
    undoes a factor multiplies the wrong term of a sum | TERMS | 150
factor_later
    makes  {a factor} multiplies a later value as a whole, not the new term alone | TERMS
call: often, repeated, twice, enough
    makes  {a function} is missing | TERMS
    undoes a function is applied that does not belong there | CALLS | 100
power: often, repeated, twice, of_numbers, enough
    makes  {a power} is missing | TERMS
    undoes a power is taken that does not belong there | TERMS | 80
opposite: adds, twice, of_numbers
    makes  1 minus {an argument} is used where {an argument} itself belongs | TERMS
    undoes a sign is wrong | TERMS | 1150
base
    makes  the base of a power is not the right number | TERMS
constant: repeated, vague, adds, manifold
    makes  {value} is not the right number | TERMS
    undoes a number in the formula is not the right one | TERMS | 1510
shrunk_point
    makes  each step shrinks {a value} as well | That is weight decay: is it part of the formula?
negated_value
    makes  {a value} has the wrong sign | TERMS
doubled_value
    makes  {a value} is twice as large as it should be | TERMS
negated_result
    makes  {a result} has the wrong sign | Which of the two directions is meant?
rebound
    makes  a new array gets the name of the old one, which stays as it is
           | Does the line change the array itself, or does it make a new one?
stale
    makes  {a value} is used as it was before its update in the same pass | LOOP
    undoes a value is used after its update, where the one before belongs | LOOP | 470
before_last_step
    makes  {a result} uses the values from before the last pass of the loop
           | Does each pass compute it before its step or after it? A result belongs to the newest values.
    undoes a result uses the values from before the last pass of the loop
           | Does each pass compute it before its step or after it? A result belongs to the newest values. | 455
after_loop
    makes  a line stands behind the loop, and belongs into it | LOOP
sequence
    makes  two lines stand in the wrong order | Which of your lines needs what another one computes?
first_entry
    makes  a first entry is read where the newest one belongs | LOOP
other_end
    makes  the first entry, row or column is taken where the last one belongs, or the last for the first
           | In which order do the entries stand?
    undoes the first entry, row or column is taken where the last one belongs, or the last for the first
           | In which order do the entries stand? | 390
anew
    makes  {a value} is computed again, where the first one belongs
           | Compute it before you change anything, and change all variables with the same values.
recorded_alone
    makes  {a function} is applied to what is recorded alone, and the next step begins without it | LOOP
accelerated
    makes  each step of {a value} begins beyond the newest point, as in Nesterov's accelerated method
           | From which point does the handout take the step?
factor_more
    makes  {an argument} enters as a factor once too often | TERMS
    summary squared
once_more
    makes  {a value} is updated once more where it is used, as in Nesterov's form | TERMS
each_on_one_term
    makes  {a term} stands outside of a root or a power, and belongs inside | TERMS
row_by_row
    makes  a step is taken for each row of {an array}, where one for all belongs | LOOP
other_axis
    makes  a row is taken where a column belongs, or a column for a row | SHAPES
negated_inside
    makes  the sign of what stands inside of {a function} is wrong | TERMS
signed_labels
    makes  the labels {an argument} are taken as -1 and 1, and they are 0 and 1 | TERMS
margins
    makes  the formula is one for labels -1 and 1, and the labels {an argument} are 0 and 1
           | What does a 0 give in it?
other_test
    makes  the loop ends where {a value} changes little, which is another rule
           | Which quantity does the handout compare with the tolerance?
update
    makes  {a value} is not updated | LOOP
carried
    makes  {a value} is overwritten with what is meant for one pass alone | LOOP
first_value
    makes  {a value} is used as it was at the start, in every pass | LOOP
    undoes a value changes from pass to pass, where the one from the start belongs | LOOP | 480
before_inner_loop
    makes  the inner loop uses {a value} as it was before it, and not the new entries | LOOP
    undoes an inner loop uses its new entries, where those from before it belong | LOOP | 490
pass_less: adds
    makes  the loop makes one pass too few | PASSES
    undoes the loop makes one pass too many | PASSES | 1220
pass_more: adds
    makes  the loop makes one pass too many | PASSES
    undoes the loop makes one pass too few | PASSES | 1230
pass_late: adds
    makes  the loop leaves out its first pass | PASSES
    undoes the loop begins one pass too early | PASSES | 1240
pass_shifted: adds
    makes  the counter of the loop is one too large | Does the counter begin at 0 or at 1?
    undoes the counter of the loop is one too small | PASSES | 1250
one_pass
    makes  the loop ends after its first pass | Is the `return` indented into the loop?
counter_zero
    makes  0 is used where the counter of the loop belongs | COUNTER
counter_rooted
    makes  the root of the counter is used in place of it | COUNTER
made_once
    makes  {a value} is made once, before the loop, not in each pass | LOOP
moved_point
    makes  the step begins at the point at which {value} is taken, not at {a value} | LOOP
exchanged_values
    makes  {a value} and {value} are exchanged | USED
replaced_here
    makes  {value} is used in one place where {an argument} belongs | USED
exchanged
    makes  {an argument} and {value} are exchanged | BOTH_USED
    undoes two variables, or two numbers, stand in each other's place | NAMES | 1110
doubled
    makes  {an argument} enters with twice its value | USED
halved
    makes  {an argument} enters with half its value | USED
squared
    makes  {an argument} enters squared | USED
    summary squared
root: adds, twice, of_numbers
    makes  the root of {an argument} is used in place of it | USED
    undoes a root is missing | TERMS | 1170
negated
    makes  {an argument} enters with the wrong sign | USED
parentheses: twice, enough
    makes  {a factor} acts on one term of a sum only | Are parentheses missing?
    undoes a factor acts on a whole sum, and belongs to one term of it | PARENTHESES | 170
divides_one: enough
    makes  {a divisor} divides one term of a sum only | Are parentheses missing?
    undoes a divisor acts on a whole sum, and belongs to one term of it | PARENTHESES | 180
inside: twice, enough
    makes  {a term} stands inside a root or another function, and belongs outside | TERMS
    undoes a term stands outside of a root or another function, and belongs inside | PARENTHESES | 190
divided: twice, enough
    makes  {a factor} divides where it should multiply, or the reverse | TERMS
    undoes a value multiplies where it should divide | TERMS | 120
multiplied: twice, enough
    makes  {a divisor} multiplies where it should divide | TERMS
    undoes a value divides where it should multiply | TERMS | 130
upside_down: twice, enough
    makes  {a fraction} is upside down | TERMS
    undoes a fraction is upside down | TERMS | 140
reversed: twice, of_numbers, enough
    makes  {a difference} is taken the wrong way round | TERMS
    undoes a difference is taken the wrong way round | TERMS | 40
sign_alone: adds
    makes  only the sign of {a value} is used | TERMS
unit_length
    makes  {a value} is divided by its norm | The formula uses it as it is.
summed
    makes  the coordinates of {a value} are added up | COORDINATES
averaged
    makes  the mean over the coordinates of {a value} is used | COORDINATES
length
    makes  the norm of {a value} is used for all its coordinates | COORDINATES
largest
    makes  the largest coordinate of {a value} is used for all | COORDINATES
coordinate_by_coordinate
    makes  each coordinate of {a value} already uses the new values of the coordinates before it
           | Compute the new point as a whole before you store any of it.
list_between_calls: lasting
    makes  what an earlier call has recorded stands before the result of this one
           | A list that is a default argument, or stands outside of the function, is not emptied between two calls.
zero_start
    makes  {an argument} is replaced by zero | USED
whole_numbers: enough
    makes  {a result} is cut to whole numbers | WHOLE
    undoes an array of whole numbers cuts off what follows the decimal point
           | Which kind of numbers does each new array hold? Print its dtype. | 90
rounded_2
    makes  {a result} is rounded to 2 decimals | ROUND
rounded_3
    makes  {a result} is rounded to 3 decimals | ROUND
only_downhill
    makes  a step of {a value} that raises the cost is not taken | Take every step, also uphill.
direct_penalty
    makes  the penalty is subtracted from {a value} directly, and belongs to the gradient | TERMS
shrunk_first
    makes  {a value} is shrunk before each step, where it should be shrunk after it
           | At which point does the handout take the slope, and what is done to the point after the step?
subgradient_step
    makes  each step of {a value} subtracts a subgradient of the penalty, where a proximal step belongs
           | Which part of the step is a gradient, and what is done to the point after it?
fades
    makes  {an argument} is divided by the number of the step | USED
fades_by_root
    makes  {an argument} is divided by the root of the number of the step | USED
pass_backwards
    makes  the loop takes its passes in another order, as from the last to the first
           | In which order does the handout take them?
    undoes the loop runs in the wrong direction | PASSES | 460
result_of_length_one: not_of_runs
    makes  {a result} is divided by its norm | The handout asks for it as it is.
root_of_result: not_of_runs
    makes  the root of {a result} is returned | The handout asks for it as it is.
squared_result: not_of_runs
    makes  the square of {a result} is returned | The handout asks for it as it is.
axis: repeated, enough
    makes  the axis of a sum, a mean or the like is the wrong one | Which axis counts the rows of the data?
    undoes the axis of a sum, a mean or the like is the wrong one | SHAPES | 290
exponent: enough
    makes  the exponent of {a power} is one off | Does the counter begin at 0 or at 1?
    undoes an exponent is one off | Does the counter begin at 0 or at 1? | 210
branch: decides, enough
    makes  {a condition} has no effect: one of its two sides is always taken | BY_HAND
    undoes a condition is too many: one of its two sides belongs in every case | CONDITIONS | 350
condition: decides, enough
    makes  {a condition} is the wrong way round, or a part of it is missing | BY_HAND
    undoes a condition is the wrong one | CONDITIONS | 340
ignored
    makes  {a value} is ignored | Where does your function use it?
comparison: decides, enough
    makes  {a comparison} is the wrong way round | BY_HAND
    undoes a comparison has the wrong direction | CONDITIONS | 30
penalty_too
    makes  a squared norm with {an argument} is added to a result that has none | TERMS
other_name: often, twice
    makes  {value} is used where {a variable} belongs | NAMES
    undoes a variable is read where another one belongs | NAMES | 1010
equality: decides, enough
    makes  {a comparison} is wrong where both sides are equal | Is it < or <=?
    undoes a comparison decides wrongly where both sides are equal | CONDITIONS | 330
overwritten
    makes  {a value} is overwritten where something should be added to it | LOOP
    undoes a value is added to the one before, and belongs in its place | LOOP | 440
start: enough
    makes  zeros stand where ones belong, or ones for zeros | Which values does the handout begin with?
index
    makes  an index is one off | The first entry has the index 0.
    undoes an index is one off | Does the index begin at 0 or at 1? | 400
backwards
    makes  {an array} is not turned around, or not thinned out | In which order are its entries needed?
    undoes an array is read backwards | Which entry comes first? | 420
slice
    makes  all entries of {an array} are used where only some belong | Which rows or columns are meant?
    undoes only a part of an array is used, where all of it belongs | Which entries are meant? | 410
other_function: enough
    makes  `{value}` is used where another function belongs | TERMS
    undoes a function is taken where a similar one belongs | CALLS | 250
arguments: enough
    makes  the two arguments of {a function} are exchanged | Which of the two comes first?
    undoes two arguments of a call are exchanged | CALLS | 280
one_term
    makes  {a function} acts on one term of a sum only | TERMS
outside
    makes  {a factor} stands outside of a function, and belongs inside | TERMS
divisor_outside
    makes  {a divisor} stands outside of a function, and belongs inside | TERMS
penalized_point
    makes  the step of {a value} contains a penalty | Which of your variables has a penalty?
uncorrected
    makes  values are used as they were before their correction | NAMES
as_passed
    makes  {an argument} is used as it was passed, before its update | NAMES
totals
    makes  the averages are sums of all values so far | TERMS
late_test
    makes  what decides whether the loop goes on is one pass old | LOOP
from_one
    makes  the indices in {an argument} are taken as counted from 1 | The first entry has the index 0.
counter_late
    makes  the counter of the loop is one too small, and 1 comes twice | COUNTER
halving
    makes  a step of {a value} that raises the cost is not taken, and the next ones are halved
           | Take every step as it is.
other_result
    makes  {a result} is computed as in `{value}` | Which formula does the handout give for it here?
own_function
    makes  your function `{value}` is called where the argument {an argument} belongs | USED
divided_by_count: unlikely
    makes  {a term} is divided by {value} | COUNTS
other_loss: unlikely
    makes  the numbers are those of another loss: {value} | Which loss does the handout ask for?
shared_by_objects: unlikely, lasting
    makes  all objects share what each of them should have of its own | OBJECTS
lowered_when_asked: unlikely
    makes  {a value} is changed whenever it is asked for, so that it depends on the calls before | OBJECTS
other_formula: by_value, unlikely
    makes  {value} | Compare your formula with that of the handout, symbol by symbol.
without_first: unlikely
    makes  the first coordinate is left out of a sum or a penalty | COORDINATES
last_alone: unlikely
    makes  only the last entry counts where all should be added up | LOOP
whole_division: unlikely
    makes  a division is rounded down to a whole number | Is // written where / is meant?
true_division: unlikely
    makes  a division is not rounded down to a whole number | Is a whole number meant?
one_more: unlikely, adds
    makes  {an argument} enters one too large | Does the counter begin at 0 or at 1?
    undoes a value is one too small | PASSES | 1140
one_less: unlikely, adds
    makes  {an argument} enters one too small | Does the counter begin at 0 or at 1?
    undoes a value is one too large | PASSES | 1130
not_copied: unlikely
    makes  {a value} is changed in place, since it is not copied | WITHOUT_COPY
argument_changed: unlikely
    makes  {an argument} is changed by the call | WITHOUT_COPY
added_up: twice
    undoes a value replaces the one before, and belongs added to it | LOOP | 450
other_norm: twice
    undoes another norm is taken than the one that belongs there | NORMS | 550
quotient: twice
    undoes two factors, or a quotient, are too many | COUNTS | 560
needless
    undoes a line does what the handout does not ask for | ORDER | 570
regrouped
    undoes parentheses are missing, or stand at the wrong place | PARENTHESES | 580
belongs_inside: twice
    undoes a function or a power is taken too early, before a value that belongs under it | CALLS | 590
belongs_outside: twice
    undoes a function or a power is taken of more than it should be | CALLS | 600
moved: moves
    undoes two lines stand in the wrong order | ORDER | 610
moved_out: moves
    undoes a line stands inside of a loop or a branch, and belongs outside | LOOP | 630
moved_in: moves
    undoes a line stands outside of a loop or a branch, and belongs inside | LOOP | 640
again_after
    undoes what a loop does in each pass is to be done once more after it | RECORD | 650
renewed
    undoes a value is computed once, before a loop, and belongs computed anew in each pass | LOOP | 670
no_copy
    undoes an array is changed after it was recorded | COPIES | 680
changed_argument
    undoes an argument is changed in place | COPIES | 700
fixed_seed: enough
    undoes random numbers begin with a fixed seed | DRAWS | 720
drawn_again: twice, enough
    undoes entries are drawn with replacement, and belong drawn without: none comes twice | DRAWS | 730
drawn_once: enough
    undoes entries are drawn without replacement, and belong drawn with: one may come twice | DRAWS | 740
other_range: twice, enough
    undoes random numbers are drawn from the wrong range | DRAWS | 750
not_shuffled: enough
    undoes parts of the data are taken in their order, and belong drawn at random | DRAWS | 760
transposed
    undoes rows and columns of the result are exchanged | SHAPES | 820
call_order: twice
    undoes a function is applied to the result of another one, and belongs inside of it | CALLS | 830
coarse
    undoes a small number, such as the step of a difference quotient, is not small enough | TERMS | 870
computed_once: twice, enough
    undoes a value is computed anew where it is needed again, and is another one then | ORDER | 900
postponed
    undoes what is only to be used in a formula is stored, and changes the next values too | LOOP | 910
stored_back
    undoes a value for this pass or call alone is stored in place of the one that goes on | LOOP | 920
not_reset
    undoes a value is not set back at the beginning of a pass | LOOP | 930
terms: twice
    undoes two terms are too many | TERMS | 960
other_operator
    undoes two values are combined by the wrong operation | TERMS | 970
other_index
    undoes the wrong entries of an array are read | Which entries are meant? | 990
name_for_number
    undoes a number is written where a variable or an argument belongs | NAMES | 1020
name_for_value
    undoes something is computed where a variable itself belongs | NAMES | 1030
call_for_value
    undoes something else stands where a function's value belongs | CALLS | 1040
other_called
    undoes a function is called where another one belongs | NAMES | 1050
no_axis: adds, twice
    undoes a sum, a mean or the like is taken over all entries, where it belongs along one axis | SHAPES | 1120
square: adds, twice, of_numbers
    undoes a square is missing | TERMS | 1160
double: adds, twice, of_numbers
    undoes a factor 2 is missing, or a value is halved | TERMS | 1190
half: adds, twice, of_numbers
    undoes a factor 1/2 is missing, or a value is doubled | TERMS | 1200
nothing: adds
    undoes a value is used where 0 belongs | With which values does your function begin? | 1210
one_minus: adds, twice
    undoes a value stands where 1 minus it belongs | TERMS | 1260
times_name: adds, manifold
    undoes a factor is missing | TERMS | 1390
over_name: adds, manifold
    undoes a divisor is missing | TERMS | 1400
times_sign: adds
    undoes a sign is missing as a factor | TERMS | 1430
over_count: adds, twice
    undoes a division by the number of entries is missing | COUNTS | 1450
plus_name: adds, manifold
    undoes a term is missing | TERMS | 1460
minus_name: adds, manifold
    undoes a term is missing | TERMS | 1470
plus_product: adds, manifold
    undoes a term is missing | TERMS | 1480
minus_product: adds, manifold
    undoes a term is missing | TERMS | 1490
"""
NOUN = re.compile(r"\{an? (\w+)\}")


def _read(catalogue: str) -> Iterator[Kind]:
    joined = re.sub(r"\n\s+\|", " |", catalogue)
    for rank, paragraph in enumerate(re.split(r"\n(?=\w)", joined.strip())):
        head, *lines = paragraph.splitlines()
        name, _, traits = head.partition(": ")
        said = {label: text.strip() for label, _, text in (line.strip().partition(" ") for line in lines)}
        has_traits = frozenset(Trait[each.upper()] for each in traits.split(", ") if each)
        words = [_words(said.get(label, ""), rank) for label in ("makes", "undoes")]
        yield Kind(name, has_traits, words[0], words[1], said.get("summary", ""))


def _words(text: str, rank: int) -> Words | None:
    if not text:
        return None
    name, hint, *place = text.split(" | ")
    noun = NOUN.search(name)
    return Words(int(*place) if place else rank, noun[1] if noun else "", NOUN.sub("{it}", name), HINTS.get(hint, hint))


KINDS = {kind.name: kind for kind in _read(CATALOGUE)}
MAKES = {name: kind.makes for name, kind in KINDS.items() if kind.makes is not None}
UNDOES = {name: kind.undoes for name, kind in KINDS.items() if kind.undoes is not None}


def has(kind: str, trait: Trait) -> bool:
    """Whether the kind has this trait."""
    return trait in KINDS[kind].traits
