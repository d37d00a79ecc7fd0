"""Assignments as newcomers break them: a change to a new assignment, and the words that the answer must hold.

Every change is made to the files of `grader new homework`, by the name of a file: a pair replaces a text in it, a text
or bytes replace the file, None removes it.
"""

from __future__ import annotations

import json

TOML, MASTER = "assignment.toml", "homework.ipynb"
DESCEND = 'signature = "descend(gradient, w, alpha, max_its)"'
RETURNS = 'returns = [{ w = "array" }, { points = "history" }]'


def code(*lines: str) -> str:
    """A notebook with one code cell."""
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": "\n".join(lines)}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4})


def solution(*lines: str) -> str:
    """A master whose solution of `descend` holds these lines."""
    body = [f"    {line}" for line in ("### BEGIN SOLUTION", *lines, "### END SOLUTION")]
    return code("import numpy as np", "def descend(gradient, w, alpha, max_its):", *body)


# what is broken: (file, change, words of the message)
BROKEN: dict[str, tuple[str, object, tuple[str, ...]]] = {
    # the file
    "no file": (TOML, None, ("there is no assignment.toml here",)),
    "empty file": (TOML, "", ("assignment.toml", "'name' is missing", "'title' is missing", "'question' is missing")),
    "not TOML": (TOML, ('title = "Homework"', "title = Homework"), ("assignment.toml", "line 5", "quotes")),
    "a single equals sign too many": (TOML, ("alpha = 0.1", "alpha == 0.1"), ("assignment.toml", "line")),
    "curly quotes": (TOML, ('title = "Homework"', "title = \u201cHomework\u201d"), ("line 5", "quotes are straight")),
    "a fraction": (TOML, ("alpha = 0.1", "alpha = 1/10"), ("line 20", "does not calculate")),
    "a decimal comma": (TOML, ("alpha = 0.1", "alpha = 0,1"), ("line 20", "has a point: 0.1")),
    "a decimal without its 0": (TOML, ("alpha = 0.1", "alpha = .5"), ("line 20", "0.5")),
    "NumPy's array": (TOML, ("[1.3, -0.7]", "np.array([1.3, -0.7])"), ("line 19", "write an array as [1.0, 2.0]")),
    "a minus of a text processor": (TOML, ("-0.7", "\u22120.7"), ("line 19", "the short - of the keyboard")),
    "a space of a web page": (TOML, ("alpha = 0.1", "alpha\u00a0= 0.1"), ("line 20", "type its spaces anew")),
    "a long minus behind an e": (TOML, ("alpha = 0.1", "alpha = 1e\u22122"), ("line 20", "the short - of the keyboard")),
    "a space of a web page behind a value": (TOML, ("alpha = 0.1", "alpha = 0.1\u00a0"), ("type its spaces anew",)),
    "a dash in a text with a backslash": (TOML, ('title = "Homework"', 'title = """\nA \u2013 B: \\lambda\n"""'),
                                          ("line 6", "single quotes: '\\lambda'")),
    "a backslash and a u in a title": (TOML, ('"Homework"', '"On \\underline"'), ("line 5", "single quotes")),
    "a dash in a comment": (TOML, ("hidden = true", "hidden = True # as on pages 2\u20133"), ("line 27", "`true`")),
    "a hard space in a comment": (TOML, ("alpha = 0.1", "alpha = 0,1 #\u00a0rate"), ("line 20", "has a point: 0.1")),
    "a dash in a text without quotes": (TOML, ('"Homework"', "Homework \u2013 1"), ("line 5", "stands in quotes")),
    "a list in braces": (TOML, ("[1.3, -0.7]", "{ 1.3, -0.7 }"), ("line 19", "A list stands in [ ]")),
    "a key twice": (TOML, ("alpha = 0.1", "alpha = 0.1\n  alpha = 0.2"), ("assignment.toml", "line 21", "twice")),
    "a list that does not end": (TOML, ("[1.3, -0.7]", "[1.3, -0.7"), ("assignment.toml", "line")),
    "Python's True in a list": (TOML, ("[1.3, -0.7]", "[1.3, True]"), ("assignment.toml", "`true`")),
    "a null": (TOML, ("[1.3, -0.7]", "null"), ("assignment.toml", "TOML has no None")),
    "Python's True": (TOML, ("hidden = true", "hidden = True"), ("assignment.toml", "line 27", "`true`")),
    "Python's None": (TOML, ("hidden = true", "hidden = None"), ("assignment.toml", "line 27", "no None")),
    "in Latin-1": (TOML, 'name = "h"\ntitle = "Ubung \xfc"'.encode("latin-1"), ("assignment.toml", "UTF-8")),
    "in UTF-16": (TOML, 'name = "h"'.encode("utf-16"), ("assignment.toml", "UTF-8")),
    "a table in place of tables": (TOML, ("[[question]]", "[question]"), ("assignment.toml", "question", "[[question]]")),
    "cases in single brackets": (TOML, ("[[question.case]]\n  on = \"tilted\"", "[question.case]\n  on = \"tilted\""),
                                 ("assignment.toml", "line")),
    # keys of the assignment
    "a name with capitals": (TOML, ('name = "homework"', 'name = "Homework 1"'), ("name", "a-z", "'Homework 1'")),
    "a title that is a number": (TOML, ('title = "Homework"', "title = 1"), ("title", "text", "quotes")),
    "an unknown key": (TOML, ('title = "Homework"', 'title = "H"\nnotebok = "h.ipynb"'), ("'notebok'", "'notebook'")),
    "no notebook key": (TOML, ('notebook = "homework.ipynb"', ""), ("the key 'notebook' is missing", "notebook = ")),
    "a notebook that lies elsewhere": (TOML, ('"homework.ipynb"', '"../homework.ipynb"'), ("notebook is '../homework.ipynb'",
                                       "beside assignment.toml")),
    "a script that is no Python file": (TOML, ('title = "Homework"', 'title = "H"\nscript = "h.txt"'), ("script", ".py")),
    "a word of Gradescope's": (TOML, ('"after_published"', '"later"'), ("gradescope", "hidden_cases", "after_due_date")),
    "an unknown key of Gradescope's": (TOML, ("hidden_cases", "hiden_cases"), ("gradescope", "'hidden_cases'")),
    # keys of a question
    "negative points": (TOML, ("points = 10", "points = -10"), ("question 'descend'", "points", "more than 0", "-10")),
    "points in quotes": (TOML, ("points = 10", 'points = "10"'), ("question 'descend'", "points is '10'", "a number")),
    "no name": (TOML, ('name = "descend"', ""), ("question 1", "the key 'name' is missing")),
    "a name that is no name": (TOML, ('name = "descend"', 'name = "gradient descent!"'), ("question", "name", "a-z")),
    "no returns": (TOML, (RETURNS, ""), ("question 'descend'", "'returns' is missing")),
    "an unknown kind": (TOML, (RETURNS, 'returns = "matrix"'), ("question 'descend'", "returns", "'matrix'", "array")),
    "a word of Python": (TOML, (RETURNS, 'returns = "np.ndarray"'), ("question 'descend'", "word of Python", 'Write "array"')),
    "a word of pandas": (TOML, ('{ w = "array" }', '{ w = "DataFrame" }'), ("question 'descend'", "columns by their names")),
    "returns without names": (TOML, (RETURNS, 'returns = ["array", "array"]'), ("question 'descend'", "returns", "{ ")),
    "no signature": (TOML, (DESCEND, ""), ("question 'descend'", "signature", "descend(")),
    "a signature with a typing error": (TOML, (DESCEND, 'signature = "descend(gradient, w, alpha, max_its"'),
                                        ("question 'descend'", "signature", "not Python")),
    "a signature with def": (TOML, (DESCEND, 'signature = "def descend(gradient, w):"'),
                             ("question 'descend'", "signature", "name(first, second=1.0)", "`def` and the colon")),
    "a misspelt signature": (TOML, ("descend(gradient, w", "desend(gradient, w"), ("question 'descend'", "descend")),
    "a method of a class": (TOML, (DESCEND, 'signature = "Model.descend(w)"'), ("question 'descend'", "signature", "driver = ")),
    "a signature of arguments alone": (TOML, (DESCEND, 'signature = "gradient, w, alpha, max_its"'),
                                       ("question 'descend'", "signature", "descend(")),
    "an argument named twice": (TOML, ("alpha, max_its)", "alpha, alpha)"), ("question 'descend'", "signature")),
    "two questions of one name": (TOML, ("[gradescope]", '[[question]]\nname = "descend"\ntitle = "T"\npoints = 1\n'
                                  'returns = "array"\nsignature = "descend(w)"\n[[question.case]]\nw = 1.0\n[gradescope]'),
                                  ("two questions are named 'descend'",)),
    "no cases": (TOML, 'name = "h"\ntitle = "T"\nnotebook = "homework.ipynb"\n[[question]]\nname = "descend"\n'
                 'title = "T"\npoints = 1\nreturns = "array"\nsignature = "descend(w)"\n',
                 ("question 'descend'", "'case' is missing", "[[question.case]]")),
    "a key of a case": (TOML, ("points = 10", "points = 10\nhidden = true"), ("question 'descend'", "'hidden'",
                        "below [[question.case]]")),
    "a method's argument that is none": (TOML, ("points = 10", 'points = 10\nmethod = "m.py"\nmeans = { alfa = "lr" }'), ("question 'descend'", "means", "'alpha'")),
    "names for no method": (TOML, ("points = 10", 'points = 10\nmeans = { alpha = "lr" }'), ("question 'descend'", "means", "methods/newton.py")),
    # keys of a case
    "an expected value": (TOML, ("  alpha = 0.1\n", "  alpha = 0.1\n  expected = [1.0]\n"), ("case 1", "'expected'",
                          "the solution gives it")),
    "a relative tolerance": (TOML, ("  alpha = 0.1\n", "  alpha = 0.1\n  rtol = 1e-3\n"), ("case 1", "'rtol'", "is absolute")),
    "a case without arguments": (TOML, ("[gradescope]", "[[question]]\nname = 'f'\ntitle = 'T'\npoints = 1\n"
                                 "returns = 'array'\nsignature = 'f(w)'\n[[question.case]]\n[gradescope]"),
                                 ("question 'f'", "case 1", "w = ")),
    "on as a number": (TOML, ('on = "coupled"', "on = 3"), ("question 'descend'", "case 1", "on", "3")),
    "rows of several lengths": (TOML, ("[1.3, -0.7]", "[[1.3, -0.7], [1.0]]"), ("question 'descend'", "case 1", "w",
                               "cannot be computed at w = [[1.3, -0.7], [1.0]]")),
    "whole in one case and decimal in another": (TOML, ("alpha = 0.05", "alpha = 1"), ("question 'descend'", "case 2",
                                                 "alpha", "1.0")),
    "a number that is too large": (TOML, ("max_its = 5", "max_its = 99999999999999999999"), ("question 'descend'",
                                   "case 1", "max_its", "64 bits")),
    "an integer of 5000 digits": (TOML, ("max_its = 5", f"max_its = {'9' * 5000}"), ("assignment.toml",)),
    "a date": (TOML, ("alpha = 0.1", "alpha = 2026-01-01"), ("question 'descend'", "case 1", "alpha")),
    "a weight of nothing": (TOML, ("hidden = true", "hidden = true\n  weight = 0"), ("question 'descend'", "case 2",
                            "weight", "more than 0")),
    "hidden as yes": (TOML, ("hidden = true", 'hidden = "yes"'), ("question 'descend'", "case 2", "true or false")),
    "a negative tolerance": (TOML, ("alpha = 0.1", "alpha = 0.1\n  tolerance = -1e-3"), ("question 'descend'", "case 1",
                             "tolerance", "more than 0")),
    # the master
    "a master that is not JSON": (MASTER, "{", ("homework.ipynb", "not a notebook")),
    "an empty master": (MASTER, "", ("homework.ipynb", "empty")),
    "a list in place of a notebook": (MASTER, "[]", ("homework.ipynb", "not a notebook")),
    "a notebook without cells": (MASTER, '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
                                 ("question 'descend'", "homework.ipynb", "descend")),
    "a master in Latin-1": (MASTER, code("# \xfc").encode().replace(b"\\u00fc", b"\xfc"), ("homework.ipynb", "UTF-8")),
    "a cell that is no table": (MASTER, '{"cells": [1], "metadata": {}, "nbformat": 4}', ("homework.ipynb", "cell 1")),
    "a cell of numbers": (MASTER, '{"cells": [{"cell_type": "code", "source": 3}], "nbformat": 4}', ("homework.ipynb",
                          "cell 1")),
    "a solution that does not parse": (MASTER, solution("return w,, 1"), ("homework.ipynb", "parse", "line")),
    "tabs and spaces": (MASTER, solution("if True:", "\treturn w, w", "        return w, w"), ("homework.ipynb",)),
    "a solution that raises": (MASTER, solution("return w / undefined"), ("question 'descend'", "case 1", "solution",
                               "NameError", "cell 1, line")),
    "a solution that opens a file": (MASTER, solution("open('train.csv')"), ("question 'descend'", "case 1", "train.csv",
                                     'files = ["data/train.csv"]')),
    "a solution that is random": (MASTER, solution("return w + np.random.rand(2), w"), ("question 'descend'", "case 1",
                                  "the same call in two ways", "seed = 0")),
    "a solution that returns nothing": (MASTER, solution("np.zeros(3)"), ("question 'descend'", "case 1", "None")),
    "a solution that needs a package": (MASTER, solution("import sklearn_of_mine", "return w, w"), ("question 'descend'",
                                        "case 1", "sklearn_of_mine", "packages")),
    "a solution with other parameters": (MASTER, code("def descend(w):", "    ### BEGIN SOLUTION", "    return w, w",
                                         "    ### END SOLUTION"), ("question 'descend'", "case 1", "signature")),
    "a solution that exits": (MASTER, solution("raise SystemExit"), ("question 'descend'", "case 1", "SystemExit")),
    "a part that is a vector": (TOML, ('{ w = "array" }', '{ w = "vector" }'), ("there is no kind 'vector'",
                                "an array may be a vector")),
    "fixed that is no argument": (TOML, ("points = 10", 'points = 10\nfixed = ["eps"]'), ("fixed names 'eps'",
                                  "The arguments are gradient, w, alpha, max_its.")),
    "a parameter that is a word of Python": (TOML, (DESCEND, 'signature = "descend(gradient, w, lambda, max_its)"'),
                                             ("question 'descend': the signature", "'lambda' is a word of Python's own")),
    "a method with self": (TOML, (DESCEND, 'signature = "descend(self, w, alpha, max_its)"'), ("signature", "a method", "driver =")),
    "a module of Python as a package": (TOML, ('title = "Homework"', 'title = "H"\npackages = ["json"]'), ("'json'", "part of Python")),
    "a choice by its number": (TOML, ("[gradescope]", '[[question]]\nname = "c"\ntitle = "C"\nreturns = "choice"\npoints = 1\n'
                               'options = ["a", "b"]\nanswer = 0\n[gradescope]'), ("question 'c': answer is 0", "in quotes")),
    "a number with its unit": (TOML, ("[gradescope]", '[[question]]\nname = "c"\ntitle = "C"\nreturns = "number"\npoints = 1\n'
                               'answer = "3 m"\n[gradescope]'), ("question 'c': answer is '3 m'", 'returns = "text"')),
    "the answer of an array": (TOML, ("[gradescope]", '[[question]]\nname = "c"\ntitle = "C"\nreturns = "array"\npoints = 1\n'
                               'answer = [0.1]\n[gradescope]'), ("question 'c': `answer` is for a number", "a driver of one line")),
    "one statement that is true": (TOML, ("[gradescope]", '[[question]]\nname = "c"\ntitle = "C"\nreturns = "truth"\npoints = 1\n'
                                   'answer = true\n[gradescope]'), ("question 'c'", "`item`", 'returns = "choice"')),
    "a solution that imports a module beside it": (MASTER, solution("import authoring_helpers"), ("case 1", "packages")),
    "costs.py that is no formula": ("costs.py", "def mine(w, np):\n    for i in w: pass\n", ("costs.py",)),
}  # fmt: skip
