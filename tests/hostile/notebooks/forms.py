"""How a name is bound, what a function keeps between its calls, and answers of rare types.

Nothing here depends on who runs it, so that one profile is enough.
"""

from attack import RIGHT, attack, rows

KEEPS_ALL = {"statuses": RIGHT, "most": 1.0, "least": 1.0}
FIRST_CASE = {"statuses": ("partial",), "most": 1 / 3, "least": 1 / 3}
ALL_BUT_ONE = {"statuses": ("partial",), "most": 2 / 3, "least": 2 / 3}
SECOND_CASE_TOO = {"statuses": ("partial",), "most": 0.75, "least": 2 / 3}
WRONG = "def gradient_descent(g, alpha, max_its, w): return wrong(g, alpha, max_its, w)"


def bound(name, *lines, **verdict):
    return attack(name, "\n".join(lines), **(KEEPS_ALL | verdict))


def returns(name, expression, before="", **verdict):
    code = f"{before}\ndef gradient_descent(g, alpha, max_its, w):\n    n = max_its + 1\n    return {expression}"
    return attack(name, code, **verdict)


def works_once(name, *lines, before=""):
    """A second case is the second call, in whichever process it is made."""
    body = "\n".join(f"    {line}" for line in lines)
    code = f"{before}\ndef gradient_descent(g, alpha, max_its, w):\n{body}\n    return honest(g, alpha, max_its, w)"
    return attack(name, code, **FIRST_CASE)


def ends_at_each_second_call(name, end, **verdict):
    lines = f"calls.append(w)\n    if len(calls) % 2 == 0: {end}\n    return honest(g, alpha, max_its, w)"
    return attack(name, f"calls = []\ndef gradient_descent(g, alpha, max_its, w):\n    {lines}", **verdict)


def remembers(name, argument, **verdict):
    """The first answer for a value of this argument, whatever the others are."""
    code = f"def gradient_descent(g, alpha, max_its, w):\n    if {argument} not in memo: memo[{argument}] = honest(g, alpha, max_its, w)"
    return attack(name, f"memo = {{}}\n{code}\n    return memo[{argument}]", **verdict)


def both(name, expression, before=""):
    """The right histories, a and b, among or beside wrong ones, x and y."""
    first = "a, b, x, y = map(np.array, (*honest(g, alpha, max_its, w), *wrong(g, alpha, max_its, w)))"
    return attack(name, f"{before}\ndef gradient_descent(g, alpha, max_its, w):\n    {first}\n    return {expression}")


ATTACKS = rows(__file__, globals())
