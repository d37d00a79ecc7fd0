# Style: a lived-in notebook: helpers defined after their use, magics, plots, experiments, old versions, broken cells.

# %%
%matplotlib inline
%load_ext autoreload
import matplotlib.pyplot as plt
from jax import *
from jax.numpy import *
import jax, jax.numpy as jnp
import numpy as np
!pip install --quiet jax

# %%
config.update("jax_enable_x64", True)
print("x64:", jnp.ones(1).dtype)

# %%
name = input("Your name: ")

# %% first try, does not work yet
def gradient_descent(g, alpha, max_its, w):
    for k in range(max_its):
        w = w - alpha * grad(g)(w)
    return w

# %%
def momentum(g, alpha, beta, max_its, w):
    h = zeros_like(w)
    log = Log(g, w)
    for k in range(max_its):
        h = beta * h - (1 - beta) * slope(g, w)
        w = w + alpha * h
        log.add(w)
    return log.both()

# %% the cell below was never finished
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    m = 0
    for k in range(1, max_its +
        d = slope(g, w)

# %%
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    log = Log(g, w)
    m, v = 0, 0
    for k in range(1, max_its + 1):
        d = slope(g, w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        w = w - alpha * (m / (1 - beta1**k)) / (sqrt(v / (1 - beta2**k)) + eps)
        log.add(w)
    return log.both()

# %%
x = linspace(-3, 3, 200)
plt.plot(x, sin(3 * x) + 0.1 * x**2)
plt.savefig("/no/such/folder/wavy.png")
1 / 0

# %% training for the report, takes 20 minutes
best = None
for seed in range(10_000_000):
    w = np.random.default_rng(seed).normal(size=2)
    weights, costs = momentum(lambda w: w @ w, 1e-4, 0.9, 1000, w)
    if best is None or costs[-1] < best:
        best = costs[-1]

# %% used above, defined here
class Log:
    def __init__(self, g, w):
        self.g, self.w, self.c = g, [w], [g(w)]

    def add(self, w):
        self.w.append(w)
        self.c.append(self.g(w))

    def both(self):
        return self.w, self.c


def slope(g, w):
    return grad(g)(w)

# %%
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    log = Log(g, w)
    for k in range(max_its):
        d = slope(g, w)
        w = w - alpha * d / (abs(d) + eps)  # abs is JAX's here
        log.add(w)
    return log.both()

# %% second try
def gradient_descent(g, alpha, max_its, w):
    log = Log(g, w)
    for k in range(max_its):
        w = w - steplength(alpha, k) * slope(g, w)
        log.add(w)
    return log.both()

steplength = lambda alpha, k: 1 / (1 + k) if alpha == "diminishing" else alpha

# %%
assert len(gradient_descent(lambda w: w**2, 0.1, 3, 1.0)[0]) == 4
%timeit gradient_descent(lambda w: w**2, 0.1, 3, 1.0)
gradient_descent?

# %%
%%time
def multi_start(g, alpha, max_its, starts):
    return lowest([[h[-1] for h in gradient_descent(g, alpha, max_its, s)] for s in starts])

# %%
if __name__ == "__main__":
    def lowest(ends):
        return sorted(ends, key=lambda e: float(e[1]))[0]  # min is JAX's here

    print(multi_start(lambda w: sin(w), 0.1, 5, array([1.0, 2.0])))

# %%
try:
    import torch
except ImportError:
    torch = None

with np.errstate(all="ignore"):
    print(np.log(0.0))

# %%
def coordinate_descent(a, b, C, max_its, w):
    log = Log(lambda w: a + b @ w + w @ C @ w, w)
    for k in range(max_its):
        for n in range(len(w)):
            w = solve_for(n, b, C, w)
            log.add(w)
    return log.both()

def solve_for(n, b, C, w):
    w = w.copy(); w[n] = 0
    w[n] = -(C[n] @ w + b[n] / 2) / C[n, n]
    return w

# %%
def stationary_points(g, low, high):
    f1, f2 = jit(vmap(grad(g))), jit(vmap(grad(grad(g))))
    pts = [*signchanges(f1, low, high)]
    for v in signchanges(f2, low, high):
        if abs(f1(array([v]))[0]) < 1e-8:
            pts.append(v)
    return dedupe(pts)

def signchanges(f, low, high, N=3001):
    x = linspace(low, high, N)
    p = f(x) > 0
    i = nonzero(p[1:] != p[:-1])[0]
    a, b, pa = x[i], x[i + 1], p[i]
    for _ in range(50):
        c = (a + b) / 2
        s = (f(c) > 0) == pa
        a, b = where(s, c, a), where(s, b, c)
    return a.tolist()

def dedupe(pts, out=None):
    out = []
    for p in pts:
        if not any(array([abs(p - q) < 0.01 for q in out] + [False])):
            out.append(p)
    return out

# %%
def classify(g, v):
    if isinstance(v, float):
        l, r = sign(slope(g, v - 0.01)), sign(slope(g, v + 0.01))
        return "saddle" if l == r else "minimum" if r > l else "maximum"
    e = linalg.eigvalsh(hessian(g)(v))
    return "minimum" if all(e > 0) else "maximum" if all(e < 0) else "saddle"

# %%
quartic_minimizer = lambda: float(cbrt(sqrt(2031.0) - 45) / 6 ** (2 / 3) - 1 / cbrt(6 * (sqrt(2031.0) - 45)))
print(quartic_minimizer())

# %%
g5 = lambda w: 2 ** sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2) * tanh(w[1] ** 4 * tanh(w[0] + sin(0.2 * w[1] ** 2)))
gradient = grad(g5)
gradient(array([1.0, 1.0]))

# %%
answers = {
    "cd_without_derivatives": None,
    "cd_one_direction": None,
}

# %%
answers = {
    "cd_without_derivatives": True,
    "cd_one_direction": True,
    "diminishing_unnecessary": False,
    "stationary_means_minimum": True,
    "descent_every_step": False,
    "perpendicular_to_contour": True,
    "small_step_cures_zigzag": False,
    "jax_differentiates_numpy": False,
}
answers["stationary_means_minimum"] = False  # the saddle!
for q, a in answers.items():
    print(f"{q:30}{a}")
