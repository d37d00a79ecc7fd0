"""Python of a key: whoever puts a key where staff find it, or writes a course's checks, reaches no more than a submission.

What a check gives for a result is its own business: no points are at stake here.
"""

from attack import attack, rows

ANSWER = "def looked_at(t): return t * t"
DENIED = "(Permission|BlockingIO)Error"


def checks(name, body, **verdict):
    """The body is that of the key's check."""
    return attack(name, ANSWER, **{"attacked": "looked_at", "statuses": ("wrong",), "check": body} | verdict)


def tries(name, *expressions, before="pass", says=""):
    """Try every expression and say what comes of it, where the author of the notebook reads it. All are refused."""
    body = f"{before}\nreturn False, ' '.join([{', '.join(f'attempt(lambda: {e})[:80]' for e in expressions)}])"
    return checks(name, body, says=says or " ".join([DENIED] * len(expressions)))


ATTACKS = rows(__file__, globals())
ATTACKS += [
    tries(
        "a146_check_reads_keys",
        "read('@SECRET@')",
        "os.listdir('@KEYS@')",
        "read('@PUBLIC@')",
        "read('@REPO@/assignments/first_order/assignment.toml')",
        says=" ".join([DENIED] * 3 + ["(Permission|FileNotFound)Error"]),
    ),
    tries(
        "a146_check_reads_the_process_that_judges",
        *(f"read(f'/proc/{{os.getppid()}}/{what}')" for what in ("environ", "maps", "mem", "stack")),
        "os.listdir(f'/proc/{os.getppid()}/fd')",
        "os.readlink(f'/proc/{os.getppid()}/cwd')",
    ),
]
