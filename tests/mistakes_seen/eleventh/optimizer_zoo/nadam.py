import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single power_for_product: P_k is computed as the power mu_k^k instead of the product mu_1 mu_2 ... mu_k
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    gradient = jax.jit(jax.grad(g))

    def mu(k):
        return beta1 * (1 - 0.5 * 0.96**k)

    m = jnp.zeros_like(w)
    v = jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        gk = gradient(w)
        m = beta1 * m + (1 - beta1) * gk
        v = beta2 * v + (1 - beta2) * gk**2
        P = mu(k) ** k
        P_next = mu(k + 1) ** (k + 1)
        M = mu(k + 1) / (1 - P_next) * m + (1 - mu(k)) / (1 - P) * gk
        w = w - alpha * M / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole schedule_in_m: the average m is formed with the scheduled mu_k in place of beta1, although the schedule belongs into M alone
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    slope = jax.jit(jax.grad(g))
    # the whole schedule and its products, entry k - 1 belongs to step k
    ks = np.arange(1, max_its + 2)
    schedule = beta1 * (1 - 0.5 * 0.96**ks)
    products = np.cumprod(schedule)

    avg, avg_sq = 0.0, 0.0
    ws = [w]
    for j in range(max_its):
        s = np.asarray(slope(ws[j]))
        now, nxt = schedule[j], schedule[j + 1]
        avg = now * avg + (1 - now) * s
        avg_sq = beta2 * avg_sq + (1 - beta2) * s**2
        look_ahead = nxt * avg / (1 - products[j + 1]) + (1 - now) * s / (1 - products[j])
        root = np.sqrt(avg_sq / (1 - beta2 ** (j + 1)))
        ws.append(ws[j] - alpha * look_ahead / (root + eps))
    return ws, [g(x) for x in ws]
