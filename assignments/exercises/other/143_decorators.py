"""
# 143. Programming for machine learning: count_calls(f), a decorator, compose(*functions), the last function first
[[question]]
name = "functional"
title = "Functions that take and return functions"
defines = ["count_calls", "compose"]
driver = "drivers.py:decorated"
returns = { value = "number", calls = { kind = "list", each = "number" }, name = "text", composed = "array" }
points = 3
  [[question.case]]
  x = [1.0, 2.0]
  k = 3
  [[question.case]]
  x = [0.5, -1.0, 3.0]
  k = 5
  hidden = true
"""
# %% drivers.py
def decorated(count_calls, compose, x, k):
    @count_calls
    def loss(w, scale=1.0):
        return scale * float(w @ w)
    @count_calls
    def other():
        pass
    value, _ = 0.0, other()
    for i in range(k):
        value += loss(x, scale=i + 1.0)
    composed = compose(lambda v: v + 1, np.tanh, lambda v: 2 * v)(x)
    return {"value": value, "calls": [loss.calls, other.calls], "name": loss.__name__, "composed": composed}

# %% solution
import functools

def count_calls(f):
    """f, with an attribute `calls` and f's name."""
    ### BEGIN SOLUTION
    @functools.wraps(f)
    def g(*args, **kwargs):
        g.calls += 1
        return f(*args, **kwargs)
    g.calls = 0
    return g
    ### END SOLUTION

def compose(*functions):
    """The last one first."""
    ### BEGIN SOLUTION
    return functools.reduce(lambda f, g: lambda x: f(g(x)), functions)
    ### END SOLUTION

# %% honest
class count_calls:
    def __init__(self, f):
        self.f, self.calls, self.__name__ = f, 0, f.__name__

    def __call__(self, *args, **kwargs):
        self.calls += 1
        return self.f(*args, **kwargs)

def compose(*functions):
    def composed(x):
        for f in reversed(functions):
            x = f(x)
        return x
    return composed

# %% honest
def count_calls(f):
    def wrapper(*a, **k):
        wrapper.calls = wrapper.calls + 1
        return f(*a, **k)
    wrapper.__name__ = f.__name__
    wrapper.calls = 0
    return wrapper

def compose(first, *rest):
    return (lambda x: first(compose(*rest)(x))) if rest else first

# %% wrong: the first function first, and the name is lost
def count_calls(f):
    def wrapper(*a, **k):
        wrapper.calls += 1
        return f(*a, **k)
    wrapper.calls = 0
    return wrapper

def compose(*functions):
    def composed(x):
        for f in functions:
            x = f(x)
        return x
    return composed

# %% wrong: keywords are not handed on
import functools

def count_calls(f):
    @functools.wraps(f)
    def wrapper(*a):
        wrapper.calls += 1
        return f(*a)
    wrapper.calls = 0
    return wrapper

def compose(*functions):
    return functools.reduce(lambda f, g: lambda x: f(g(x)), functions)

# %% wrong: one counter for all functions
import functools

def count_calls(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        count_calls.n += 1
        wrapper.calls = count_calls.n
        return f(*args, **kwargs)
    return wrapper

count_calls.n = 0

def compose(*functions):
    return functools.reduce(lambda f, g: lambda x: f(g(x)), functions)
