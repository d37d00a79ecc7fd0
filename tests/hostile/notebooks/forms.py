"""How a name is bound, what a function keeps between its calls, and answers of rare types.

Nothing here depends on who runs it, so that one profile is enough.
"""

from attack import HONEST, RIGHT, attack, within

KEEPS_ALL = {"statuses": RIGHT, "most": 1.0, "least": 1.0}
FIRST_CASE = {"statuses": ("partial",), "most": 1 / 3, "least": 1 / 3}
ALL_BUT_ONE = {"statuses": ("partial",), "most": 2 / 3, "least": 2 / 3}
SECOND_CASE_TOO = {"statuses": ("partial",), "most": 0.75, "least": 2 / 3}
WRONG = "def gradient_descent(g, alpha, max_its, w): return wrong(g, alpha, max_its, w)"


def bound(name, *lines, **verdict):
    return attack(name, "\n".join(lines), **(KEEPS_ALL | verdict))


def returns(name, expression, before="", **verdict):
    code = f"{before}\ndef gradient_descent(g, alpha, max_its, w):\n    n = max_its + 1\n    return {expression}"
    return attack(name, code, **verdict)


def works_once(name, before, *lines):
    """A second case is the second call, in whichever process it is made."""
    body = "\n".join(f"    {line}" for line in lines)
    code = f"{before}\ndef gradient_descent(g, alpha, max_its, w):\n{body}\n    return honest(g, alpha, max_its, w)"
    return attack(name, code, **FIRST_CASE)


def ends_at_each_second_call(name, end, **verdict):
    lines = f"calls.append(w)\n    if len(calls) % 2 == 0: {end}\n    return honest(g, alpha, max_its, w)"
    return attack(name, f"calls = []\ndef gradient_descent(g, alpha, max_its, w):\n    {lines}", **verdict)


def remembers(name, argument, **verdict):
    """The first answer for a value of this argument, whatever the others are."""
    code = f"def gradient_descent(g, alpha, max_its, w):\n    if {argument} not in memo: memo[{argument}] = honest(g, alpha, max_its, w)"
    return attack(name, f"memo = {{}}\n{code}\n    return memo[{argument}]", **verdict)


def both(name, expression, before=""):
    """The right histories, a and b, among or beside wrong ones, x and y."""
    first = "a, b, x, y = map(np.array, (*honest(g, alpha, max_its, w), *wrong(g, alpha, max_its, w)))"
    return attack(name, f"{before}\ndef gradient_descent(g, alpha, max_its, w):\n    {first}\n    return {expression}")


ATTACKS = [
    works_once("a114_list_that_is_never_emptied", "seen = []", "seen.append(w)", "assert len(seen) < 2"),
    works_once("a114_iterator_that_is_used_up", "once = iter([0])", "next(once)"),
    works_once("a114_file_that_is_there", "", "open('once', 'x').close()"),
    works_once(
        "a114_mark_on_a_library", "", "import math", "math.used = getattr(math, 'used', 0) + 1", "assert math.used < 2"
    ),
    works_once("a114_deletes_itself", "", "del globals()['gradient_descent']"),
    attack(
        "a118_default_list_that_grows",
        "def gradient_descent(g, alpha, max_its, w, weights=[], costs=[]):\n    more = honest(g, alpha, max_its, w)\n"
        "    weights += list(more[0]); costs += list(more[1])\n    return weights, costs",
        **FIRST_CASE,
    ),
    remembers("a118_answer_by_the_steps", "max_its", **FIRST_CASE),
    remembers("a118_answer_by_the_cost", "g", **SECOND_CASE_TOO),  # of the third, the costs are right at its points
    attack(
        "a118_compiled_with_the_first_step_size",
        """
@jax.jit
def moved(w, slope): return w - rate * slope
def gradient_descent(g, alpha, max_its, w):
    global rate
    rate, slope, weights, costs = alpha, jax.grad(g), [w], [g(w)]
    for _ in range(max_its):
        w = moved(w, slope(w))
        weights.append(w)
        costs.append(g(w))
    return weights, costs
""",
        **SECOND_CASE_TOO,
    ),
    ends_at_each_second_call("a121_raises_at_each_second_call", "raise ValueError", **ALL_BUT_ONE),
    ends_at_each_second_call("a122_leaves_at_each_second_call", "os._exit(0)", **FIRST_CASE),
    ends_at_each_second_call("a122_kills_itself_at_each_second_call", "os.kill(os.getpid(), 9)", **FIRST_CASE),
    ends_at_each_second_call("a122_crashes_at_each_second_call", "ctypes.string_at(0)", **FIRST_CASE),
    attack(
        "a123_one_program_above_and_one_as_the_notebook_ends",
        "refused = 0\n# %%\ndef gradient_descent(g, alpha, max_its, w):\n    if np.ndim(w) == refused: raise ValueError\n"
        "    return honest(g, alpha, max_its, w)\n# %%\nrefused = 1",
        **FIRST_CASE,
    ),
    attack(
        "a125_counts_the_calls_of_all_namespaces",
        "def gradient_descent(g, alpha, max_its, w):\n    sys.calls = getattr(sys, 'calls', 0) + 1\n"
        "    if sys.calls % 2 == 0: raise ValueError\n    return honest(g, alpha, max_its, w)",
        **ALL_BUT_ONE,
    ),
    attack(
        "a125_raises_at_each_second_call_with_arrays_of_jax_too",
        "calls = []\ndef gradient_descent(g, alpha, max_its, w):\n    calls.append(jnp.ravel(w))\n"
        "    if len(calls) % 2 == 0: jnp.ravel(w).at[0].set(calls.index)\n    return honest(g, alpha, max_its, w)",
        **ALL_BUT_ONE,
    ),
    bound("a115_walrus", "(gradient_descent := honest)"),
    bound("a115_pattern", "match honest:\n    case gradient_descent: pass"),
    bound("a115_loop_variable", "for gradient_descent in [honest]: pass"),
    bound(
        "a115_class_that_is_called", "class gradient_descent:\n    def __new__(cls, *a, **k): return honest(*a, **k)"
    ),
    bound("a115_wide_letter", "def \uff47radient_descent(g, alpha, max_its, w): return honest(g, alpha, max_its, w)"),
    bound(
        "a115_decorator_gives_the_body",
        "def of(rule): return lambda stub: rule",
        "@of(honest)\ndef gradient_descent(g, alpha, max_its, w): ...",
    ),
    attack(
        "a115_letter_of_another_alphabet",
        "def gr\u0430dient_descent(g, alpha, max_its, w): return honest(g, alpha, max_its, w)",
        statuses=("missing",),
    ),
    attack("a115_getattr_of_the_module", "def __getattr__(name): return honest", statuses=("missing",)),
    attack(
        "a115_main_is_another_class",
        "import types\nclass M(types.ModuleType):\n    def __getattribute__(self, n): os._exit(0)\n"
        "sys.modules['__main__'].__class__ = M\n" + WRONG,
    ),
    attack(
        "a115_written_outside",
        "%%writefile /tmp/@MARK@.py\nx = 1\n# %%\n%%writefile ../../@MARK@.py\nx = 1\n# %%\n" + WRONG,
    ),
    attack("a115_million_lines_of_text", "exec('x = 1\\n' * 10**6)\n" + WRONG),
    attack(
        "a115_signature_without_end",
        "class G:\n    __wrapped__ = property(lambda self: G())\n    def __call__(self, *a, **k): return wrong(*a, **k)\n"
        "gradient_descent = G()",
    ),
    both("a119_right_among_wrong_ones", "((x, y), (a, b), a, b)"),
    both("a119_right_by_other_names", "{'weights': x, 'costs': y, 'weight_history': a, 'cost_history': b}"),
    both("a119_right_again_and_again", "np.concatenate([a, a, a]), np.concatenate([b, b, b])"),
    both("a119_right_in_one_coordinate_more", "np.stack([x, a, x], -1), np.stack([b, b, b], -1)"),
    both("a119_right_as_both_parts_of_complex_numbers", "a + 1j * a, b + 1j * b"),
    both("a119_right_where_it_is_a_number", "np.where(a == a[0], a, np.nan), np.where(b == b[0], b, np.nan)"),
    both("a119_right_behind_a_mask", "np.ma.array(x, mask=True, fill_value=a), np.ma.array(y, mask=True)"),
    both(
        "a119_right_when_it_is_gone_through",
        "T((x, y), (a, b))",
        "class T(tuple):\n    def __new__(cls, shown, right): t = tuple.__new__(cls, shown); t.right = right; return t\n"
        "    __iter__ = lambda s: iter(s.right)\n    __getitem__ = lambda s, i: s.right[i]",
    ),
    returns("a116_masked_arrays", "np.ma.array([None] * n, mask=[1] * n, dtype=object), np.ma.masked"),
    returns("a116_random_keys_of_jax", "jax.random.split(jax.random.key(0), n), jax.random.key(1)"),
    returns("a116_deleted_array_of_jax", "a, a", "a = jnp.zeros(6)\na.delete()"),
    returns("a116_texts_of_a_new_type", "np.array(['x' * 10**7] * n, np.dtypes.StringDType()), 0"),
    returns("a116_records_of_gigabytes", "np.zeros(n, 'V100000000'), 0"),
    returns("a116_file_that_shrinks", "m, m", "m = np.memmap('m', 'f8', 'w+', shape=(60,))\nos.truncate('m', 8)"),
    returns(
        "a116_finalizer_of_the_answer",
        "D(), D()",
        "class D:\n    def __del__(self): os._exit(0)",
        statuses=("malformed", "crashed"),
    ),
    within(
        "a117_derivatives_of_jax_are_replaced",
        "from jax.interpreters import ad\nfor p in list(getattr(ad, 'primitive_jvps', {})): ad.primitive_jvps[p] = lambda *a, **k: os._exit(0)",
    ),
    within(
        "a117_floats_become_trees_of_jax",
        "for kind in (float, np.ndarray, np.float64): attempt(jax.tree_util.register_pytree_node, kind, lambda x: ((), None), lambda *a: 0.0)",
        spares=("quartic_minimizer",),  # surgery on the process that its author's next question shares
    ),
    within(
        "a117_devices_without_number", "jax.config.update('jax_num_cpu_devices', 512)", statuses=("wrong", "crashed")
    ),
    within(
        "a117_stacks_of_threads",
        "threading.stack_size(256 << 20)\nfor _ in range(60): attempt(threading.Thread(target=time.sleep, args=(60,), daemon=True).start)",
        spares=HONEST,
    ),
]
