"""What the interpreter offers to code that wants to be called later, or to change how everything after it computes."""

from attack import HONEST, attack, rows

WALK = (*HONEST, "walk")
RAISE = "def boom(*a, **k): raise SystemExit('boom')"
EXIT = "def boom(*a, **k): os._exit(0)"


def awaits(name, *lines, **verdict):
    """A cell waits for what the lines do, and the function needs what comes of it."""
    body = "\n".join(f"    {line}" for line in lines)
    cell = f"import asyncio\nasync def later():\n{body}\n    return 1\nlate = await later()"
    code = f"{cell}\n# %%\ndef gradient_descent(g, alpha, max_its, w): return wrong(g, alpha, max_its, w * late)"
    return attack(name, code, **verdict)


ATTACKS = rows(__file__, globals())
