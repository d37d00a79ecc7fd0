"""What is done again: refusals of NumPy arrays, JAX arrays in a namespace of their own, earlier calls in a new child.

And what a submission brings along in great number or under odd names, which is read, sent and written before it runs.
"""

from attack import HONEST, RIGHT, attack, within

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


def on_jax_arrays(name, lines, cell="", **verdict):
    """The function refuses NumPy arrays; the lines are what it does with JAX's, after which it is wrong."""
    body = "\n".join(f"        {line}" for line in lines.split("\n"))
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

ATTACKS = [
    # refusals: a message that asks for JAX arrays
    forges("a128_refusals_without_end", f"data = {REFUSAL} * 1000", "while True: shout(data)"),
    forges(
        "a128_refusals_of_a_thread",
        f"data = {REFUSAL} * 100",
        "threading.Thread(target=lambda: [shout(data) for _ in iter(int, 1)], daemon=True).start()",
        "time.sleep(0.5)",
        result="honest",
        statuses=ANY,
        most=1.0,
    ),
    forges("a128_refuses_and_returns", f"shout({REFUSAL})", result="honest", statuses=RIGHT, most=1.0, least=1.0),
    forges(
        "a128_refuses_what_is_out_of_range",
        "if isinstance(w, jax.Array) or np.ndim(w) == 0: return wrong(g, alpha, max_its, w)",
        f"shout({REFUSAL})",
        "raise IndexError('first')",
        statuses=ENDS,
    ),
    forges(
        "a128_refuses_in_the_wrong_place",
        "shout(frame({'refused_numpy': 'x'}) + frame({'refused_numpy': None, 'x': 1}))",
    ),
    forges("a128_positions_that_equal_others", "shout(frame({'running': True}) + frame({'running': 0.0}))"),
    forges("a128_positions_of_other_kinds", "shout(frame({'running': [0]}) + frame({'running': {'a': 1}}))"),
    forges("a128_calls_of_other_kinds", "shout(frame({'calling': [ticket()]}) + frame({'ticket': [ticket()], 'call': 1}))"),
    forges(
        "a128_packets_in_the_pipe",
        "import fcntl",
        "for fd in range(3, 40): attempt(lambda: fcntl.fcntl(fd, fcntl.F_SETFL, os.O_DIRECT | os.O_APPEND | os.O_NOATIME))",
        statuses=ANY,
    ),
    # JAX arrays in a namespace of their own
    on_jax_arrays("a129_ends", "os._exit(0)"),
    on_jax_arrays("a129_hangs", "while True: pass"),
    on_jax_arrays("a129_waits", "time.sleep(3600)"),
    on_jax_arrays("a129_starts_threads", "[threading.Thread(target=time.sleep, args=(60,), daemon=True).start() for _ in range(50)]"),
    on_jax_arrays("a129_fills_the_disk", "for n in range(20): open(f'f{n}', 'wb').write(bytes(16 << 20))"),
    on_jax_arrays("a129_kills_itself", "os.kill(os.getpid(), 9)"),
    on_jax_arrays("a129_refuses_as_well", "raise ValueError('x' * 10**6)"),
    on_jax_arrays(
        "a129_second_namespace_ends",
        "pass",
        cell="if hasattr(builtins, 'been'): os._exit(0)\nbuiltins.been = True",
        spares=(),
    ),
    on_jax_arrays(
        "a129_second_namespace_hangs",
        "pass",
        cell="while hasattr(builtins, 'been'): pass\nbuiltins.been = True",
        spares=(),
    ),
    on_jax_arrays(
        "a129_second_namespace_raises",
        "pass",
        cell="assert not hasattr(builtins, 'been')\nbuiltins.been = True",
        spares=(),
    ),
    attack(
        "a129_one_kind_of_arrays_tells_the_other",
        "builtins.seen = getattr(builtins, 'seen', [])\ndef gradient_descent(g, alpha, max_its, w):\n"
        "    if np.ndim(w) and not isinstance(w, jax.Array):\n        seen.append(honest(g, alpha, max_its, w)); raise ValueError\n"
        "    return seen.pop(0) if seen else wrong(g, alpha, max_its, w)",
        statuses=ANY,
        most=1.0,  # each answer is that of an honest run
    ),
    # earlier calls in a new child
    within("a130_ends_in_the_hidden_case_and_waits_before", f"if {HIDDEN}: os._exit(0)", "time.sleep(2)", statuses=ENDS),
    within(
        "a130_waits_by_chance", "time.sleep(3600 * (time.time_ns() // 1000 % 2))", "raise ValueError", statuses=ENDS
    ),
    within(
        "a130_ends_by_chance",
        "if time.time_ns() // 1000 % 2: os._exit(0)",
        result="honest",
        statuses=ANY,
        least=0.0,
    ),
    attack(
        "a130_statement_ends_in_each_new_child",
        f"if os.getpid() % 2: os._exit(0)\n{WRONG}",
        statuses=ENDS,
    ),
    within(
        "a130_leaves_marks_for_the_next_child",
        "for place in ('/tmp', '/dev/shm', '/var/tmp', os.getcwd() + '/..', '/dev/mqueue', '/run/lock', '/proc/self/fd'):",
        "    attempt(write, f'{place}/@MARK@'); attempt(os.mkdir, f'{place}/@MARK@d')",
        "os._exit(0)",
    ),
    # modules in great number, and under odd names
    module("a131_very_many_modules", *((f"m{n}.py", "x = 1") for n in range(20_000)), last="import statistics, csv, m1\n" + WRONG),
    module(
        "a131_very_many_modules_and_imports",
        *((f"m{n}.py", "x = 1") for n in range(15_000)),
        last="def gradient_descent(g, alpha, max_its, w):\n" + "    import b\n" * 12_000 + "    return wrong(g, alpha, max_its, w)",
    ),
    module("a131_module_in_one_line_of_packages", ("/".join(["a"] * 20_000) + "/x.py", "y = 1")),
    module("a131_modules_of_odd_names", *((path, EXITS) for path in ODD_PATHS)),
    module(
        "a131_modules_in_place_of_libraries_on_the_disk",
        *((f"{name}.py", EXITS) for name in ("numpy", "jax", "os", "io", "typing", "scipy", "encodings", "site", "sitecustomize",
                                             "usercustomize", "pyseccomp", "landlockpy", "statistics", "_bootlocale")),
        *((f"{name}/__init__.py", EXITS) for name in ("numpy", "jax", "jaxlib", "scipy", "json", "encodings", "importlib")),
    ),
    module(
        "a131_module_that_is_read_as_data",
        ("data/scale.py", "scale\n9.0\n9.0"),
        last="import shutil\nattempt(shutil.copy, 'data/scale.py', 'data/scale.csv'); attempt(os.rename, 'scale.py', 'data/scale.csv')\n" + WRONG,
    ),
    attack("a132_very_many_statements", "x = 0\n" * 33_000 + "# %%\n" + "y = 0\n" * 33_000 + f"# %%\n{WRONG}\nexec('')", spares=(), statuses=ENDS),
    attack(
        "a132_every_statement_is_needed",
        "\n# %%\n".join("\n".join(f"x{n}_{m} = {n}" for m in range(9_000)) for n in range(8)) + f"\n# %%\neval('1')\n{WRONG}",
        statuses=ENDS,
    ),
    within(
        "a133_epolls_of_epolls",
        "import select\nks = [select.epoll() for _ in range(200)]\nfor a in ks:\n    for b in ks: attempt(a.register, b)\n[k.poll(0) for k in ks]",
    ),
    within("a133_reads_ahead_all_libraries", "for d, _, fs in list(os.walk(sys.prefix))[:3000]:\n    for f in fs: attempt(lambda: os.posix_fadvise(os.open(f'{d}/{f}', 0), 0, 0, 3))"),
    within("a133_every_sparse_file", "for n in range(4000):\n    attempt(lambda: os.truncate(os.open(f'{n}', 65), 32 << 20))", statuses=ANY),
]  # fmt: skip
