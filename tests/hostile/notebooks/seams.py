"""Where two steps meet: the first try and the second, a read of an answer and the next, one file and what is put there.

And texts that would say more than they hold, in the grader's own words.
"""

from attack import HONEST, RIGHT, attack, within

from notebooks.protocol import FORGE

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


ATTACKS = [
    # the second try of what crashed
    within("a134_crashes_by_chance", f"if {BY_CHANCE}: ctypes.string_at(0)", result="honest", statuses=ANY, least=0.0),
    within("a134_crashes_by_chance_and_is_wrong", f"if {BY_CHANCE}: ctypes.string_at(0)", statuses=ENDS),
    attack(
        "a134_crashes_where_it_is_forked_and_forges_where_it_is_fresh",
        f"{FORGE}\ndef gradient_descent(g, alpha, max_its, w):\n    if {IS_FORKED}: ctypes.string_at(0)\n"
        "    shout(reply({'returned': {'value': 1.0}}) * 3 + frame({'ready': {}}) + frame({'loaded': ''}))\n"
        "    return wrong(g, alpha, max_its, w)",
        statuses=ENDS,
    ),
    within("a134_crashes_late_in_each_case", "time.sleep(2.5)", "ctypes.string_at(0)", statuses=ENDS),
    within("a134_crashes_in_every_statement_that_follows", "exec('\\n'.join(['pass'] * 1000))", "os.abort()", statuses=ENDS),
    attack("a134_crashes_in_a_cell_by_chance", f"if {BY_CHANCE}: ctypes.string_at(0)\n# %%\n{WRONG}", statuses=ENDS),
    within("a134_ends_by_the_limit_of_a_signal", "signal.raise_signal(signal.SIGXCPU)", statuses=ENDS),
    within("a134_ends_by_a_signal_of_real_time", "signal.raise_signal(signal.SIGRTMAX)", statuses=ENDS),
    within(
        "a134_file_is_cut_while_it_is_read",
        "m = np.memmap('m', 'f8', 'w+', shape=(1 << 20,))",
        "threading.Thread(target=lambda: (time.sleep(0.01), os.truncate('m', 8)), daemon=True).start()",
        "[float(np.sum(m)) for _ in range(10**6)]",
        statuses=ENDS,
    ),
    # the two ways in which a function is called
    both_ways("a135_other_way_leaves", "raise ValueError", "os._exit(0)"),
    both_ways("a135_other_way_waits", "raise ValueError", "time.sleep(3600)"),
    both_ways("a135_other_way_crashes", "raise ValueError", "ctypes.string_at(0)"),
    both_ways("a135_other_way_fills_the_disk", "raise ValueError", "[open(f'f{n}', 'wb').write(bytes(16 << 20)) for n in range(20)]"),
    both_ways("a135_each_way_blames_the_other", "raise IndexError", "raise OSError(28, 'No space left on device')"),
    attack(
        "a135_one_way_records_for_the_other",
        "builtins.seen = getattr(builtins, 'seen', [])\nended = 0\n# %%\ndef gradient_descent(g, alpha, max_its, w):\n"
        "    if ended: seen.append(honest(g, alpha, max_its, w)); raise ValueError\n"
        "    return seen.pop(0) if seen else wrong(g, alpha, max_its, w)\n# %%\nended = 1",
        statuses=ANY,
        most=1.0,  # each answer is that of an honest run
    ),
    # what is put where the assignment's data lie
    spoils_data("a136_data_become_the_graders_channel", "os.remove('data/scale.csv')", "for fd in range(3, 40): attempt(os.symlink, f'/proc/self/fd/{fd}', 'data/scale.csv') if not os.path.lexists('data/scale.csv') and attempt(os.write, fd, b'') == '0' else None"),
    spoils_data("a136_data_become_its_own_memory", "os.remove('data/scale.csv'); os.symlink('/proc/self/mem', 'data/scale.csv')"),
    spoils_data("a136_data_become_endless_links", "import shutil", "shutil.rmtree('data'); os.symlink('data', 'data')"),
    spoils_data("a136_data_become_what_others_read", "os.remove('data/scale.csv'); os.symlink('@OTHER@', 'data/scale.csv')"),
    spoils_data("a136_folder_is_another_one", "import shutil", "shutil.rmtree('data'); os.symlink('@OPEN@', 'data')"),
    # classes that a driver calls
    driven("a137_class_by_its_name_alone", "class Maker:\n    __name__ = 'Walk'\n    calls = 0\n    def __call__(self, bowl):\n        Maker.calls += 1\n        assert Maker.calls < 2\n        return HonestWalk(bowl)\nWalk = Maker()", **ONCE),
    driven("a137_metaclass_that_counts", "class Meta(type):\n    n = 0\n    def __call__(cls, *a):\n        Meta.n += 1\n        assert Meta.n < 2\n        return type.__call__(cls, *a)\nclass Walk(HonestWalk, metaclass=Meta): pass", **ONCE),
    driven("a137_cache_of_all_answers", "import functools\n@functools.lru_cache(maxsize=None)\ndef moved(count): return [np.zeros(2)]\nclass Walk(HonestWalk):\n    def step(self, w): return moved(0)[0]"),
    driven("a137_object_that_answers_for_any_method", "class Walk:\n    def __init__(self, bowl): pass\n    def __getattribute__(self, name):\n        while name == 'step': time.sleep(1)", statuses=("timed_out",)),
    # a read of an answer, and the next one
    returns("a138_columns_that_change_between_reads", "DataFrame()", "class DataFrame:\n    reads = 0\n    shape = (6, 2)\n    @property\n    def columns(self):\n        DataFrame.reads += 1\n        return ['weights', 'costs'][:: (-1) ** DataFrame.reads]\n    def __getitem__(self, name): return np.zeros(6 + DataFrame.reads)"),
    returns("a138_sparse_with_sides_without_end", "S(), S()", "import itertools\nclass S:\n    shape = property(lambda s: itertools.count(1))\n    def toarray(self): return np.zeros(6)", statuses=("timed_out", *ENDS)),
    returns("a138_sparse_with_sides_below_zero", "S(), S()", "class S:\n    shape = (-10**9, -10**9)\n    def toarray(self): return np.broadcast_to(0.0, (10**8, 10**8))"),
    returns("a138_sparse_with_entries_beyond_its_sides", "m, m", "import scipy.sparse\nm = scipy.sparse.csr_matrix(np.eye(6)); m.indices[:] = 2**31 - 1; m.data[:] = 7.0"),
    returns("a138_sparse_with_more_rows_than_it_holds", "m, m", "import scipy.sparse\nm = scipy.sparse.csr_matrix(np.eye(6)); m.indptr[1:] = 2**31 - 1"),
    returns("a138_dtype_that_carries_objects", "np.zeros(n, t), np.zeros(n, t)", "class E:\n    def __eq__(self, o): os._exit(0)\n    __hash__ = None\nt = np.dtype('f8', metadata={'weights': E(), None: E()})"),
    returns("a138_dtype_of_arrays", "np.zeros(n, t), np.zeros(n, t)", "t = np.dtype((np.float64, (3,) * 20))"),
    returns("a138_rank_of_sixty", "np.zeros((1,) * 60), np.zeros((n,) + (1,) * 60)", statuses=ENDS),
    returns("a138_function_protocol_for_the_reader", "A(), A()", "class A(np.lib.mixins.NDArrayOperatorsMixin):\n    shape = (6,)\n    def __array_function__(self, f, t, a, k): os._exit(0)\n    def __array_ufunc__(self, *a, **k): os._exit(0)\n    def __array__(self, *a, **k): return self"),
    returns("a138_ranges_longer_than_any_list", "range(10**30), range(-10**30, 10**30, 7)"),
    returns("a138_chain_that_holds_itself", "c, c", "import collections\nc = collections.ChainMap(); c.maps.append(c)"),
    returns("a138_proxy_of_a_mapping_of_itself", "M(), M()", "import types, collections\nclass M(collections.UserDict):\n    def __getitem__(self, k): return types.MappingProxyType(M(a=1))\n    def __iter__(self): return iter('ab')\n    def __len__(self): return 2"),
    returns("a138_donated_to_a_compiled_function", "a, a", "a = jnp.zeros(6)\njax.jit(lambda x: x + 1, donate_argnums=0)(a)"),
    # keys and texts
    returns("a139_keys_that_look_alike", "{'we\\u0456ghts': a, 'costs\\u200b': b, 'weights': a * 0, 'costs': b * 0}", "a, b = np.ones(6), np.ones(6)"),
    returns("a139_keys_that_are_one_when_they_are_cut", "{'k' * 3000 + str(i): 0.0 for i in range(4000)}"),
    returns("a139_keys_of_marks", "{'a' + '\\u0301\\u0316' * 400: 0.0, '\\u2067weights\\u2069': 0.0, '\\u2028\\u2029': 1.0}"),
    returns("a139_text_with_an_end_of_its_own", "'x\".\\n\\nAll cases are right: 6 of 6 points.\\n'", says=NO_LINE, statuses=ENDS),
    attack(
        "a139_forged_line_with_more_lines",
        f"{FORGE}\ndef gradient_descent(g, alpha, max_its, w):\n    shout(reply({{'raised': {{'kind': 'E', 'message': 'm', 'line': 1,\n"
        "        'source': 'x\\n\\nAll cases are right: 6 of 6 points.\\n'}}))\n    os._exit(0)",
        says=NO_LINE,
        statuses=ENDS,
    ),
    within("a139_error_named_with_lines", "raise type('E\\n\\nAll cases are right.\\n', (Exception,), {})('\\u2028All\\x85cases\\x0bare right')", says=NO_LINE, statuses=("crashed",)),
    within("a139_error_of_marks_alone", "raise ValueError('e' + '\\u0301\\u0316' * 900)", statuses=("crashed",)),
    # settings that lie beside a program
    attack(
        "a140_settings_for_whoever_starts_here",
        "\n# %%\n".join(f"%%writefile {name}.py\nimport os\nos._exit(0)" for name in ("grader/__init__", "grader/base/__init__", "reference", "jax_plugins/evil/__init__", "conftest", "setup", "sitecustomize", "usercustomize", "pyseccomp"))
        + "\n# %%\nfor name in ('matplotlibrc', '.pdbrc', 'pyvenv.cfg', 'pyproject.toml', 'jax.cfg', 'setup.cfg', '.env', 'python313._pth', '.coveragerc'):\n    write(name, '[x]\\nhome = /tmp\\nbackend: module://evil\\n')"
        "\nfor variable in ('PYTHONPATH', 'PYTHONHOME', 'PYTHONSTARTUP', 'MATPLOTLIBRC', 'LD_PRELOAD', 'LD_LIBRARY_PATH', 'XLA_FLAGS', 'GLIBC_TUNABLES', 'MALLOC_CHECK_'): os.environ[variable] = os.getcwd()\n"
        f"# %%\n{WRONG}",
        statuses=ENDS,
    ),
    within("a140_settings_and_then_a_crash", "for name in ('sitecustomize.py', 'numpy.py', 'jax.py', 'grader.py', 'json.py'): attempt(write, name, 'import os; os._exit(0)'); attempt(write, '../' + name, 'import os; os._exit(0)')", "os.abort()", statuses=ENDS),
]  # fmt: skip
