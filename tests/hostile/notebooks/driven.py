"""Objects that a driver uses, and what they do to its frames, its arguments and its libraries while it runs."""

from attack import HONEST, attack, rows

WALK = (*HONEST, "walk")
RIGHT = {"statuses": ("right",), "most": 1.0, "least": 1.0}
ONCE = {"statuses": ("partial",), "most": 0.5, "least": 0.5}  # of two cases
ENDS = ("wrong", "malformed", "crashed", "timed_out", "out_of_memory")


def driven(name, code, **verdict):
    """The code is the class that the driver calls."""
    return attack(name, code, **{"attacked": "walk", "statuses": ENDS} | verdict)


def steps(name, body, before="", **verdict):
    """The body is that of `step`, of which the driver makes an array with another one."""
    lines = "\n".join(f"        {line}" for line in body.strip("\n").split("\n"))
    return driven(name, f"{before}\nclass Walk(HonestWalk):\n    def step(self, w):\n{lines}", **verdict)


def works_once(name, step, before=""):
    """The class is right for the one object of its first case; a second case is its second object."""
    return steps(name, f"{step}\nreturn HonestWalk.step(self, w)", before, **ONCE)


ATTACKS = rows(__file__, globals())
