"""Accidents, and what notebooks hold beside functions."""

from attack import attack

RIGHT = {"statuses": ("right",), "most": 1, "least": 1}

ATTACKS = [
    attack("a35_magics", "!touch @OPEN@/magic\n%run @OPEN@/x.py\n%cd /\nx = !id\ngradient_descent = honest", **RIGHT),
    attack(
        "a35_bash_cell",
        "%%bash\ntouch @OPEN@/magic\n# %%\n%%writefile @OPEN@/magic\nx\n# %%\n%%script python\nopen('@OPEN@/magic', 'w')\n# %%\ngradient_descent = honest",
        **RIGHT,
    ),
    attack(
        "a35_get_ipython",
        "gradient_descent = honest\n# %%\nget_ipython().system('touch @OPEN@/magic')\n# %%\n!pip install evil",
        **RIGHT,
    ),
    attack("a54_ragged", "def gradient_descent(g, alpha, max_its, w):\n    return [[1.0], [1.0, 2.0]], [1.0]"),
    attack("a54_scalar", "def gradient_descent(g, alpha, max_its, w):\n    return 1.0", statuses=("malformed",)),
    attack(
        "a54_nothing",
        "def gradient_descent(g, alpha, max_its, w):\n    pass; x = 1",
        statuses=("malformed", "not_attempted"),
    ),
    attack(
        "a55_missing",
        "def gradient_decent(g, alpha, max_its, w):\n    return 1",
        statuses=("missing",),
        says="gradient_decent",
    ),
    attack("a56_wrong_signature", "def gradient_descent(g):\n    return 1", statuses=("crashed",), says="TypeError"),
    attack(
        "a57_syntax_error",
        "def gradient_descent(g, alpha, max_its, w)\n    return 1",
        statuses=("crashed", "missing"),
        says="ell 3",
    ),
    attack(
        "a57_syntax_error_that_paints",
        "def gradient_descent(g, alpha, max_its, w)\n    return 1  # \x1b[2J \u202e\n# %%\n"
        "def gradient_descent(g, alpha, max_its, w):  # \x1b]0;x\x07 \u202e <b>\n    return (1  \x1b[2J \u202e",
        statuses=("crashed", "missing"),
        says="ell 4",
    ),
    attack(
        "a57_nul_in_the_code",
        "def gradient_descent(g, alpha, max_its, w):\n    return '\0'",
        statuses=("crashed", "missing", "malformed"),
    ),
    attack(
        "a57_deep_expression",
        "gradient_descent = " + "(" * 5000 + "1" + ")" * 5000,
        statuses=("crashed", "missing", "malformed"),
    ),
    attack(
        "a57_deep_sum",
        "def gradient_descent(g, alpha, max_its, w):\n    return " + "+".join(["1"] * 50_000),
        statuses=("crashed", "missing", "malformed"),
    ),
    attack(
        "a57_huge_constant",
        "def gradient_descent(g, alpha, max_its, w):\n    return " + "9" * 10_000,
        statuses=("crashed", "missing", "malformed"),
    ),
    attack(
        "a57_power_to_fold",
        "def gradient_descent(g, alpha, max_its, w):\n    return ((10 ** 1000) ** 1000) ** 1000",
        statuses=("crashed", "malformed", "timed_out", "out_of_memory"),
    ),
    attack("not_a_function", "gradient_descent = 42", statuses=("crashed",), says="TypeError"),
    attack(
        "async_function",
        "async def gradient_descent(g, alpha, max_its, w):\n    return honest(g, alpha, max_its, w)",
        statuses=("malformed",),
    ),
    attack(
        "exits_while_it_is_defined",
        "@(lambda f: os._exit(0))\ndef gradient_descent(g, alpha, max_its, w): return 1",
        statuses=("crashed",),
        says="ell 3",
    ),
    attack(
        "exits_in_a_default",
        "def gradient_descent(g, alpha, max_its, w=sys.exit(1)): return w",
        statuses=("crashed",),
        says="SystemExit",
    ),
    attack(
        "defined_by_exec",
        "exec('def gradient_descent(g, alpha, max_its, w):\\n    return wrong(g, alpha, max_its, w)')",
        statuses=("missing", "wrong", "malformed"),
    ),
    attack(
        "unresolved_and_exits",
        "os._exit(5)\n# %%\ndef gradient_descent(g, alpha, max_its, w):\n    return undefined_name_here",
        statuses=("crashed",),
    ),
    attack(
        "unresolved_and_hangs",
        "while True: pass\n# %%\ndef gradient_descent(g, alpha, max_its, w):\n    return undefined_name_here",
        statuses=("crashed", "timed_out"),
    ),
    attack(
        "star_import_of_a_trap",
        "from os import *\nfrom numpy import *\ngradient_descent = honest",
        statuses=("right", "crashed", "wrong"),
        most=1,
    ),
    attack(
        "callable_object",
        "class Descent:\n    def __call__(self, g, alpha, max_its, w): return honest(g, alpha, max_its, w)\n"
        "    def __getattr__(self, name): os._exit(0)\ngradient_descent = Descent()",
        statuses=("right", "crashed"),
        most=1,
    ),
    attack(
        "signature_that_lies",
        "def gradient_descent(*a, **k):\n    return wrong(*a, **k)\n"
        "class S:\n    parameters = property(lambda s: os._exit(0))\ngradient_descent.__signature__ = S()",
        statuses=("crashed", "wrong"),
    ),
    attack(
        "wrapped_for_ever",
        "def gradient_descent(g, alpha, max_its, w): return wrong(g, alpha, max_its, w)\ngradient_descent.__wrapped__ = gradient_descent",
        statuses=("crashed", "wrong"),
    ),
]
