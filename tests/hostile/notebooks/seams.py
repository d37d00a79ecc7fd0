"""Where two steps meet: the first try and the second, a read of an answer and the next, one file and what is put there.

And texts that would say more than they hold, in the grader's own words.
"""

from attack import HONEST, RIGHT, attack, rows

from notebooks import protocol

WRONG = "def gradient_descent(g, alpha, max_its, w): return wrong(g, alpha, max_its, w)"
ENDS = ("malformed", "crashed", "wrong", "timed_out", "out_of_memory")
ANY = (*ENDS, "partial", *RIGHT)
BY_CHANCE = "time.time_ns() // 1000 % 2"
ONCE = {"statuses": ("partial",), "most": 0.5, "least": 0.5}  # of two cases
NO_LINE = r"\A(?!.*\n\s*All)"  # of its own in what a student reads
IS_FORKED = "'grader.sandbox.child.forking' in sys.modules"


def returns(name, expression, before="", **verdict):
    code = f"{before}\ndef gradient_descent(g, alpha, max_its, w):\n    n = max_its + 1\n    return {expression}"
    return attack(name, code, **{"statuses": ENDS} | verdict)


def driven(name, code, **verdict):
    """The code is the class that the driver calls."""
    return attack(name, code, **{"attacked": "walk", "statuses": ENDS} | verdict)


def spoils_data(name, *lines):
    """The lines run in the class that reads the data; the questions asked after it are right."""
    body = "\n".join(f"        {line}" for line in lines)
    return driven(
        name, f"class Walk(HonestWalk):\n    def step(self, w):\n{body}\n        return 0.0 * w", spares=HONEST
    )


def both_ways(name, at_the_end, as_defined, **verdict):
    """What the function does as the notebook ends, and as it was defined."""
    code = f"ended = 0\n# %%\ndef gradient_descent(g, alpha, max_its, w):\n    if ended: {at_the_end}\n    {as_defined}\n    return wrong(g, alpha, max_its, w)\n# %%\nended = 1"
    return attack(name, code, **{"statuses": ENDS} | verdict)


ATTACKS = rows(__file__, {"FORGE": protocol.FORGE, **globals()})
ATTACKS += [
    # settings that lie beside a program
    attack(
        "a140_settings_for_whoever_starts_here",
        "\n# %%\n".join(
            f"%%writefile {name}.py\nimport os\nos._exit(0)"
            for name in (
                "grader/__init__",
                "grader/base/__init__",
                "reference",
                "jax_plugins/evil/__init__",
                "conftest",
                "setup",
                "sitecustomize",
                "usercustomize",
                "pyseccomp",
            )
        )
        + "\n# %%\nfor name in ('matplotlibrc', '.pdbrc', 'pyvenv.cfg', 'pyproject.toml', 'jax.cfg', 'setup.cfg', '.env', 'python313._pth', '.coveragerc'):\n    write(name, '[x]\\nhome = /tmp\\nbackend: module://evil\\n')"
        "\nfor variable in ('PYTHONPATH', 'PYTHONHOME', 'PYTHONSTARTUP', 'MATPLOTLIBRC', 'LD_PRELOAD', 'LD_LIBRARY_PATH', 'XLA_FLAGS', 'GLIBC_TUNABLES', 'MALLOC_CHECK_'): os.environ[variable] = os.getcwd()\n"
        f"# %%\n{WRONG}",
        statuses=ENDS,
    ),
]
