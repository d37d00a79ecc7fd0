"""Values that lie about themselves: only plain numbers reach the judge, which compares them in another process."""

from attack import attack, rows


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
ATTACKS = rows(__file__, globals())
