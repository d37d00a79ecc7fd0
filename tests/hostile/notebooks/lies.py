"""Values that lie about themselves: only plain numbers reach the judge, which compares them in another process."""

from attack import attack


def returns(name, expression, before="", **verdict):
    code = f"{before}\ndef gradient_descent(g, alpha, max_its, w):\n    n = max_its + 1\n    return {expression}"
    return attack(name, code, **verdict)


EQUAL = """
class Equal:
    __eq__ = __le__ = __lt__ = __ge__ = __gt__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __sub__ = __rsub__ = __abs__ = __add__ = __radd__ = __mul__ = __getitem__ = lambda self, *other: 0.0
    __hash__ = lambda self: 0
    __bool__ = lambda self: True
    def __float__(self): return 0.0
    def __array__(self, *a, **k): return np.zeros(6)
    def __len__(self): return 6
    def __iter__(self): return iter([self] * 6)
"""
ARRAY = """
class Array(np.ndarray):
    def __array_function__(self, *rest): return True
    def __array_ufunc__(self, *rest, **more): return np.zeros(6)
    __eq__ = lambda self, other: True
    dtype = property(lambda self: np.dtype(float))
    shape = property(lambda self: (6,))
"""
ATTACKS = [
    returns("a15_nan", "np.full(n, np.nan), np.full(n, np.nan)", says="nan|finite|NaN"),
    returns("a15_infinity", "np.full(n, np.inf), np.full(n, -np.inf)"),
    returns("a15_masked_array", "np.ma.masked_all(n), np.ma.masked_all(n)"),
    returns("a16_object_array", "np.array([Equal()] * n, dtype=object), np.array([Equal()] * n, dtype=object)", EQUAL),
    returns("a16_complex", "np.full(n, 1j), np.full(n, 1j)"),
    returns("a16_structured_and_dates", "np.zeros(n, dtype=[('x', 'O')]), np.zeros(n, dtype='datetime64[s]')"),
    returns("a17_equal_to_all", "Equal(), Equal()", EQUAL),
    returns("a17_list_of_equal_to_all", "[Equal()] * n, [Equal()] * n", EQUAL),
    returns(
        "a17_float_that_lies",
        "[F(0)] * n, [F(0)] * n",
        "class F(float):\n    __eq__ = lambda s, o: True\n    __float__ = lambda s: 0.0\n    __sub__ = __rsub__ = lambda s, o: F(0)",
    ),
    returns("a18_array_that_answers_for_numpy", "np.zeros(n).view(Array), np.zeros(n).view(Array)", ARRAY),
    returns("lies_about_its_class", "L(), L()", "class L:\n    __class__ = property(lambda self: np.ndarray)"),
    returns(
        "lies_about_its_length",
        "L(), L()",
        "class L(list):\n    __len__ = lambda s: 10**18\n    __getitem__ = lambda s, i: 0.0\n    __iter__ = lambda s: iter(())",
    ),
    returns("array_method_raises", "L(), L()", "class L:\n    def __array__(self, *a, **k): raise KeyboardInterrupt"),
    returns("array_method_exits", "L(), L()", "class L:\n    def __array__(self, *a, **k): os._exit(0)"),
    returns(
        "array_method_sleeps",
        "L(), L()",
        "import numbers\n@numbers.Number.register\nclass L:\n    def __complex__(self): time.sleep(600)",
    ),
    returns(
        "array_method_branches",
        "T(), T()",
        "class T:\n    def __array__(self, *a, **k):\n        many = np.empty(300, object)\n        many[:] = [T() for _ in range(300)]\n        return many",
    ),
    returns(
        "detach_gives_what_never_ends",
        "T(), T()",
        "import itertools\nclass T:\n    __array__ = None\n    def detach(self): return [itertools.count()] * 10**9",
        statuses=("malformed", "out_of_memory", "crashed", "timed_out"),
    ),
    returns(
        "numbers_in_turn",
        "[F() for _ in range(n)], [F() for _ in range(n)]",
        "import numbers\n@numbers.Real.register\nclass F:\n    turn = 0\n    def __float__(self):\n        F.turn += 1\n        return float('nan') if F.turn % 3 else -F.turn * 1e308 * 10",
    ),
    returns(
        "changes_while_it_is_read",
        "kept, kept",
        """
kept = [[0.0] for _ in range(6)]
def churn():
    while True:
        kept.append(kept)
        kept[0] = kept[-1]
        del kept[3:]
        kept.extend([np.zeros(2), 'x', None])
threading.Thread(target=churn, daemon=True).start()
""",
    ),
    returns(
        "metaclass_lies",
        "L(), L()",
        "class M(type):\n    __name__ = property(lambda s: '<script>')\n    __instancecheck__ = lambda *a: True\nclass L(metaclass=M): pass",
    ),
    returns("zero_strides", "np.lib.stride_tricks.as_strided(np.zeros(1), (n, 10**9), (0, 0)), np.zeros(n)"),
    returns("memory_of_others", "np.lib.stride_tricks.as_strided(np.zeros(1), (10**6,), (8,)), np.zeros(n)"),
    returns("jax_tracer", "kept[0], kept[0]", "kept = []\njax.jit(lambda x: kept.append(x) or x)(1.0)"),
    returns("booleans", "[True] * n, [True] * n"),
    returns("dictionary", "{'weights': 1, 'score': 100, 'earned': 12}"),
    returns("verdict_as_text", "'right'", statuses=("malformed",)),
    returns("verdict_as_object", "{'returned': {'value': {'dtype': 'float64', 'shape': [], 'data': ''}}}"),
    returns(
        "a34_pickle",
        "P(), P()",
        "class P:\n    __reduce__ = lambda s: (os.system, ('touch @OPEN@/pickled',))\n    __reduce_ex__ = lambda s, p: s.__reduce__()",
    ),
    returns(
        "a34_pickle_bytes",
        "pickle.dumps(P()), 1",
        'import pickle\nclass P:\n    __reduce__ = lambda s: (exec, (\'open("@OPEN@/pickled", "w")\',))',
    ),
    returns("complex_that_is_nearly_real", "np.full(n, complex(0, np.nan)), np.full(n, complex(1, 1e-300))"),
    returns("numbers_that_wrap_around", "np.full(n, 2**64 - 1, np.uint64), np.full(n, -128, np.int8)"),
    returns("long_doubles", "np.full(n, np.longdouble('1e4000')), np.full(n, np.longdouble('nan'))"),
    returns(
        "negative_size",
        "np.zeros(n).view(A), np.zeros(60_000_000).view(A)",
        """
class D:
    kind, itemsize, name = 'f', -10**12, 'float64'
class A(np.ndarray):
    dtype = property(lambda self: D)
""",
    ),
    returns("keys_of_random", "jax.random.split(jax.random.key(0), n), jax.random.key(1)"),
    returns("deleted_array", "gone, gone", "gone = jnp.ones(6)\ngone.delete()"),
    returns("views_of_memory", "memoryview(bytes(8 * n)), bytearray(8 * n)"),
    returns(
        "masked_to_look_right",
        "np.ma.array(np.zeros(n), mask=True), np.ma.array(np.zeros(n), mask=True, fill_value=1.0)",
    ),
    returns(
        "table_that_grows",
        "T(weights=1), T()",
        """
class T(dict):
    def items(self): return iter(lambda: ('x', 1.0), None)
    def __missing__(self, key): self[key] = T(); return self[key]
    def __len__(self): return -1
""",
    ),
    returns(
        "weak_and_odd", "__import__('weakref').proxy(Odd), [..., NotImplemented, Odd, type(Odd)]", "class Odd: pass"
    ),
    attack(
        "syntax_error_that_lies_about_its_place",
        """
class Evil(SyntaxError):
    lineno = property(lambda self: sys.exit())
    filename = property(lambda self: [].x)
def gradient_descent(g, alpha, max_its, w): return wrong(g, alpha, max_its, w)
gradient_descent.limit = (_ for _ in ()).throw(Evil('x'))
""",
        statuses=("crashed",),
    ),
]
