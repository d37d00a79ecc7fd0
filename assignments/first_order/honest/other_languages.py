# Style: names, comments and docstrings in seven languages (变量名、注释), with Greek letters, accents and combining marks. x64.

# %%
import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

π = np.pi


# %% Стационарные точки
def stationary_points(g, low, high):
    """Находит все точки, где g'(v) = 0, включая касания."""
    ǵ = jax.jit(jax.vmap(jax.grad(g)))
    g̋ = jax.jit(jax.vmap(jax.grad(jax.grad(g))))
    сетка = np.linspace(low, high, 2800)

    def нули(f):
        знаки = np.asarray(f(сетка)) > 0
        i = np.flatnonzero(знаки[1:] != знаки[:-1])
        a, b = сетка[i], сетка[i + 1]
        for _ in range(45):
            c = (a + b) / 2  # середина
            справа = (np.asarray(f(c)) > 0) == знаки[i]
            a, b = np.where(справа, c, a), np.where(справа, b, c)
        return a

    точки = []
    for v in [*нули(ǵ), *нули(g̋)]:
        if abs(jax.grad(g)(float(v))) < 1e-9 and all(abs(v - p) > 0.01 for p in точки):
            точки.append(v)
    return точки


# %% Art des stationären Punktes
def classify(g, v):
    """Gibt "minimum", "maximum" oder "saddle" zurück (nach dem Vorzeichen links und rechts)."""
    if np.ndim(v) == 0:
        größe = 0.01
        links, rechts = jax.grad(g)(v - größe), jax.grad(g)(v + größe)
        return "minimum" if links < 0 < rechts else "maximum" if links > 0 > rechts else "saddle"
    λ = np.linalg.eigvalsh(jax.hessian(g)(v))
    return "minimum" if min(λ) > 0 else "maximum" if max(λ) < 0 else "saddle"


# %% raíz real de la cúbica: método de la bisección
def quartic_minimizer():
    izquierda, derecha = -2.0, -1.0
    while derecha - izquierda > 1e-13:
        año = (izquierda + derecha) / 2
        if 2 * año**3 + año + 5 < 0:
            izquierda = año
        else:
            derecha = año
    return izquierda


# %% 坐标下降
def coordinate_descent(a, b, C, max_its, w):
    """每次只沿一个坐标精确求极小。"""

    def 代价(w):
        return a + b @ w + w @ C @ w

    权重, 代价史 = [w.copy()], [代价(w)]
    for _ in range(max_its):
        for n in range(len(w)):
            其他 = C[n] @ w - C[n, n] * w[n]
            w[n] = -(b[n] / 2 + 其他) / C[n, n]
            权重.append(w.copy())
            代价史.append(代价(w))
    return 权重, 代价史


# %%
def gradient(w):
    def g(w):
        x, y = w
        höhe = 2 ** jnp.sin(0.1 * x**2 + 0.5 * y**2)
        return höhe * jnp.tanh(y**4 * jnp.tanh(x + jnp.sin(0.2 * y**2)))

    return jax.grad(g)(w)


# %% descente de gradient: les paramètres portent des lettres grecques, l'ordre reste celui de l'énoncé
def gradient_descent(g, α, max_its, w):
    poids, coûts = [w], [g(w)]
    for k in range(1, max_its + 1):
        pas = 1 / k if α == "diminishing" else α
        w = w - pas * jax.grad(g)(w)
        poids.append(w)
        coûts.append(g(w))
    return poids, coûts


def multi_start(g, α, max_its, départs):
    arrivées = [gradient_descent(g, α, max_its, w) for w in départs]
    meilleure = min(arrivées, key=lambda arrivée: arrivée[1][-1])
    return meilleure[0][-1], meilleure[1][-1]


# %% モーメンタム
def momentum(g, α, β, max_its, w):
    h = 0.0
    重み, コスト = [w], [g(w)]
    for _ in range(max_its):
        h = β * h - (1 - β) * jax.grad(g)(w)
        w = w + α * h
        重み.append(w)
        コスト.append(g(w))
    return 重み, コスト


# %% الانحدار المعياري
def normalized_gradient_descent(g, α, max_its, w, ε=1e-8):
    """لكل مركبة على حدة"""
    W, G = [w], [g(w)]
    for _ in range(max_its):
        δ = jax.grad(g)(w)
        w = w - α * δ / (jnp.sqrt(δ**2) + ε)
        W.append(w)
        G.append(g(w))
    return W, G


# %%
def adam(g, α, β1, β2, ε, max_its, w):
    μ, ν = 0.0, 0.0
    W, G = [w], [g(w)]
    for k in range(1, max_its + 1):
        δ = jax.grad(g)(w)
        μ = β1 * μ + (1 - β1) * δ
        ν = β2 * ν + (1 - β2) * δ**2
        μ̂, ν̂ = μ / (1 - β1**k), ν / (1 - β2**k)
        w = w - α * μ̂ / (jnp.sqrt(ν̂) + ε)
        W.append(w)
        G.append(g(w))
    return W, G


# %%
ja, nein = True, False
answers = {
    "cd_without_derivatives": ja,
    "cd_one_direction": ja,
    "diminishing_unnecessary": nein,  # |w| !
    "stationary_means_minimum": nein,
    "descent_every_step": nein,
    "perpendicular_to_contour": ja,
    "small_step_cures_zigzag": nein,
    "jax_differentiates_numpy": nein,
}
