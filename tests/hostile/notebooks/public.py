"""What students receive of an assignment: its modules, the driver that calls their class, its data."""

from attack import HONEST, attack, rows

WITH_WALK = (*HONEST, "walk")
HONEST_WALK = """
class Walk(HonestWalk):
    pass
"""


def modules(name, code, **verdict):
    """The code stands beside a wrong `gradient_descent`; `walk` uses the same modules and data, and keeps its points."""
    wrong = "def gradient_descent(g, alpha, max_its, w):\n    touch()\n    return wrong(g, alpha, max_its, w)"
    return attack(name, f"{code}\n{wrong}\n# %%{HONEST_WALK}", **{"spares": WITH_WALK} | verdict)


def data(name, *lines):
    """The lines spoil the data for `walk`, which comes next."""
    return modules(name, "\n    ".join(["def touch():", *lines]))


def driven(name, code, **verdict):
    """The code is the class that the driver calls."""
    return attack(name, code, **{"attacked": "walk"} | verdict)


ATTACKS = rows(__file__, globals())
