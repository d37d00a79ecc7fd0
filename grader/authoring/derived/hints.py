"""The form of what a change is called, and hints that several kinds of change share."""

from __future__ import annotations

from typing import NamedTuple

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
