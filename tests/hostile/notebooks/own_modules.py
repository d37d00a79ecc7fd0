"""Modules that a notebook brings along with `%%writefile`, and names that are reached by text."""

from attack import HONEST, attack, rows

WITH_WALK = (*HONEST, "walk")
WALK = "class Walk(HonestWalk):\n    pass"
WRONG = "def gradient_descent(g, alpha, max_its, w):\n    return wrong(g, alpha, max_its, w)"
MINE = "def gradient_descent(g, alpha, max_its, w):\n    return None"


def module(name, code, *cells, **verdict):
    """The code is tools.py, which a cell after it imports; `walk` is right, and uses the assignment's modules."""
    return attack(
        name, "\n# %%\n".join([f"%%writefile tools.py\n{code}", *cells, WALK]), **{"spares": WITH_WALK} | verdict
    )


def written(*names, code):
    return [f"%%writefile {name}.py\n{code}" for name in names]


EVIL = """
import sys
class Evil:
    def __getattribute__(self, name): raise KeyboardInterrupt
    __eq__ = __hash__ = __iter__ = None
"""
ATTACKS = rows(__file__, globals())
ATTACKS += [
    module(
        "a80_module_exits",
        "import os\nos._exit(0)",
        "from tools import gradient_descent",
        statuses=("crashed",),
        says="ell 4",
    ),
    module(
        "a80_module_hangs",
        f"while True: pass\n{MINE}",
        "from tools import gradient_descent",
        statuses=("timed_out",),
        says="ell 4",
    ),
    module(
        "a80_module_that_never_ends_to_import_itself",
        f"import importlib, sys\nsys.modules.pop('tools')\nimport tools\n{MINE}",
        "from tools import gradient_descent",
        statuses=("crashed", "timed_out"),
    ),
    module(
        "a81_modules_named_like_ours",
        "x = 1",
        *written("grader", "numpy", "jax", "json", "reference", "os", code="import os\nos._exit(0)"),
        *written(
            "functions", "drivers", code="LIMIT = 99.0\ndef bowl(w): return 0 * w\ndef path(*a, **k): return None"
        ),
        f"import grader, numpy, json, functions, drivers\n{WRONG}",
    ),
    module(
        "a81_module_in_place_of_what_is_imported_late",
        "x = 1",
        *written("traceback", "inspect", "copy", "scipy", "encodings", "linecache", code="import os\nos._exit(0)"),
        WRONG,
    ),
    module(
        "a82_module_puts_an_object_in_its_place",
        f"{EVIL}\ndef touch(): sys.modules['tools'] = sys.modules['functions'] = sys.modules['drivers'] = Evil()",
        "import tools\ntools.touch()\n" + WRONG,
    ),
    module(
        "a82_nothing_is_found_any_more",
        "x = 1",
        f"import tools\n{EVIL}\ndef gradient_descent(g, alpha, max_its, w):\n"
        "    sys.meta_path, sys.path_hooks = (), None\n    sys.path = Evil()\n    return wrong(g, alpha, max_its, w)",
        spares=WITH_WALK,
    ),
    module(
        "a82_finders_that_answer_for_everything",
        "x = 1",
        f"import tools\n{EVIL}\ndef gradient_descent(g, alpha, max_its, w):\n"
        "    sys.meta_path[:] = [Evil()] * 3\n    return wrong(g, alpha, max_its, w)",
        spares=WITH_WALK,
    ),
    module(
        "a83_module_counts_cases",
        "calls = []",
        "import tools\ndef gradient_descent(g, alpha, max_its, w):\n    tools.calls.append(w)\n"
        "    return honest(g, alpha, max_its, w) if len(tools.calls) < 3 else repr(tools.calls)",
        statuses=("partial",),
        most=2 / 3,
        least=2 / 3,
    ),
]
