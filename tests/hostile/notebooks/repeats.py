"""What is done again: refusals of NumPy arrays, JAX arrays in a namespace of their own, earlier calls in a new child.

And what a submission brings along in great number or under odd names, which is read, sent and written before it runs.
"""

from attack import HONEST, RIGHT, attack, rows

from notebooks.protocol import FORGE

WITH_WALK = (*HONEST, "walk")
WALK = "class Walk(HonestWalk):\n    pass"
WRONG = "def gradient_descent(g, alpha, max_its, w): return wrong(g, alpha, max_its, w)"
HIDDEN = "np.size(w) == 2 and float(np.ravel(w)[0]) == 0.7131"
REFUSAL = "frame({'refused_numpy': ticket()})"
ENDS = ("malformed", "crashed", "wrong", "timed_out", "out_of_memory")
ANY = (*ENDS, "partial", *RIGHT)


def forges(name, *lines, result="wrong", **verdict):
    body = "\n".join(f"    {line}" for line in lines)
    code = f"{FORGE}\ndef gradient_descent(g, alpha, max_its, w):\n{body}\n    return {result}(g, alpha, max_its, w)"
    return attack(name, code, **{"statuses": ENDS} | verdict)


def on_jax_arrays(name, code_lines, cell="", **verdict):
    """The function refuses NumPy arrays; the lines are what it does with JAX's, after which it is wrong."""
    body = "\n".join(f"        {line}" for line in code_lines.split("\n"))
    code = f"{cell}\ndef gradient_descent(g, alpha, max_its, w):\n    if isinstance(w, jax.Array):\n{body}\n        return wrong(g, alpha, max_its, w)\n    w.at[0].set(1)"
    return attack(name, code, **{"statuses": ENDS} | verdict)


def module(name, *files, last=WRONG, **verdict):
    """Files that the notebook writes, then its cell; `walk` is right, and uses the assignment's modules and data."""
    cells = "\n# %%\n".join(f"%%writefile {path}\n{code}" for path, code in files)
    return attack(name, f"{cells}\n# %%\n{last}\n# %%\n{WALK}", **{"statuses": ENDS, "spares": WITH_WALK} | verdict)


EXITS = "import os\nos._exit(0)"
ODD_PATHS = (
    "a/" * 300 + "x.py", "x" * 300 + ".py", "con.py", " .py", "-.py", "data/scale.py", "data/scale.csv.py", "data.py",
    "scale.py", "functions/__init__.py", "drivers/__init__.py", "functions/x.py", "data/scale/csv.py", "é" * 120 + ".py",
    b"x\\ud800.py".decode("unicode_escape"), b"a\\x00b.py".decode("unicode_escape"), "\u202ex.py", "\u3164.py",
    "__init__.py", "a/__init__.py", "a.py", "a/b.py", "a/b/__init__.py", "..py", "...py", "x.y.z.py", "x.ipynb", "~/x.py",
    "./data/./scale.py", "data\\scale.py", "'data/scale.py'", "/etc/x.py", "/x.py", "C:/x.py", "NUL.py", "job.lock.py",
)  # fmt: skip

ATTACKS = rows(__file__, globals())
ATTACKS += [
    # modules in great number, and under odd names
    module(
        "a131_very_many_modules",
        *((f"m{n}.py", "x = 1") for n in range(20_000)),
        last="import statistics, csv, m1\n" + WRONG,
    ),
    module(
        "a131_very_many_modules_and_imports",
        *((f"m{n}.py", "x = 1") for n in range(15_000)),
        last="def gradient_descent(g, alpha, max_its, w):\n"
        + "    import b\n" * 12_000
        + "    return wrong(g, alpha, max_its, w)",
    ),
    module("a131_module_in_one_line_of_packages", ("/".join(["a"] * 20_000) + "/x.py", "y = 1")),
    module("a131_modules_of_odd_names", *((path, EXITS) for path in ODD_PATHS)),
    module(
        "a131_modules_in_place_of_libraries_on_the_disk",
        *(
            (f"{name}.py", EXITS)
            for name in (
                "numpy",
                "jax",
                "os",
                "io",
                "typing",
                "scipy",
                "encodings",
                "site",
                "sitecustomize",
                "usercustomize",
                "pyseccomp",
                "landlockpy",
                "statistics",
                "_bootlocale",
            )
        ),
        *(
            (f"{name}/__init__.py", EXITS)
            for name in ("numpy", "jax", "jaxlib", "scipy", "json", "encodings", "importlib")
        ),
    ),
    module(
        "a131_module_that_is_read_as_data",
        ("data/scale.py", "scale\n9.0\n9.0"),
        last="import shutil\nattempt(shutil.copy, 'data/scale.py', 'data/scale.csv'); attempt(os.rename, 'scale.py', 'data/scale.csv')\n"
        + WRONG,
    ),
    attack(
        "a132_very_many_statements",
        "x = 0\n" * 33_000 + "# %%\n" + "y = 0\n" * 33_000 + f"# %%\n{WRONG}\nexec('')",
        spares=(),
        statuses=ENDS,
    ),
    attack(
        "a132_every_statement_is_needed",
        "\n# %%\n".join("\n".join(f"x{n}_{m} = {n}" for m in range(9_000)) for n in range(8))
        + f"\n# %%\neval('1')\n{WRONG}",
        statuses=ENDS,
    ),
]
