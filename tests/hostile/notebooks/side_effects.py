"""What a call does beside its result: arguments that it has changed and is to leave alone, and the exception it is to raise.

`halved` may change none of its arguments, and raises ValueError in the second of its three cases. A submission's process
says itself what it left of its arguments, as it says what it returned: who forges that and knows the right result wins
what a copy would have won. All else wins nothing.
"""

from attack import attack, rows

from notebooks.protocol import FORGE

TWO_CASES = {"statuses": ("partial",), "most": 2 / 3, "least": 2 / 3}  # those in which nothing is raised
RAISES = {"statuses": ("partial",), "most": 1 / 3, "least": 1 / 3}  # the case in which something is
NOTHING = ("wrong", "malformed", "crashed", "timed_out", "partial")


def halves(name, code_lines, result="x / k + parts['W'][0].sum()", before="", **verdict):
    """The lines run where the result is due."""
    body = "\n".join(f"    {line}" for line in code_lines.split("\n"))
    code = f"{before}\ndef halved(x, parts, k):\n    if k < 0: raise ValueError('k is negative')\n{body}\n    return {result}"
    return attack(name, code, **{"attacked": "halved"} | RAISES | verdict)


def raises(name, expression, before="", **verdict):
    """The result is right, and the expression is what is raised where ValueError is due."""
    code = (
        f"{before}\ndef halved(x, parts, k):\n    if k < 0: raise {expression}\n    return x / k + parts['W'][0].sum()"
    )
    return attack(name, code, **{"attacked": "halved", "says": "and raises another exception"} | TWO_CASES | verdict)


def forges(name, call, **verdict):
    """The function sends this call in place of the child's own, and leaves."""
    lines = f"result = x / k + parts['W'][0].sum()\n    shout(reply({call}))\n    os._exit(0)"
    code = f"{FORGE}{CODED}\ndef halved(x, parts, k):\n    {lines}"
    return attack(name, code, **{"attacked": "halved", "statuses": NOTHING} | verdict)


CODED = """
def coded(thing):
    from grader.model.encoding.values import encode
    from grader.sandbox.child.conversion import to_value
    return encode(to_value(thing, is_exact=True))
"""
CHANGE = "kept = x.copy(); result = x / k + parts['W'][0].sum(); x *= 9.0"

ATTACKS = rows(__file__, globals())
