import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

def gradient_descent(g, alpha, max_its, w):
    grad = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        w = w - (1 / k if alpha == "diminishing" else alpha) * grad(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% single best_on_the_way: the best point of all histories is returned, not the best final point
def multi_start(g, alpha, max_its, starts):
    best_w, best_cost = None, np.inf
    for s in starts:
        ws, cs = gradient_descent(g, alpha, max_its, s)
        i = int(np.argmin(cs))
        if cs[i] < best_cost:
            best_w, best_cost = ws[i], cs[i]
    return best_w, best_cost

# %% single highest: the end of highest cost is taken
def multi_start(g, alpha, max_its, starts):
    runs = [gradient_descent(g, alpha, max_its, s) for s in starts]
    return max(((ws[-1], cs[-1]) for ws, cs in runs), key=lambda e: e[1])

# %% single one_step_less: every run makes one step too few
def multi_start(g, alpha, max_its, starts):
    ends = []
    for start in starts:
        ws, cs = gradient_descent(g, alpha, max_its - 1, start)
        ends.append((cs[-1], ws[-1]))
    costs = [float(c) for c, _ in ends]
    j = costs.index(min(costs))
    return ends[j][1], ends[j][0]

# %% single last_start_wins: the result is overwritten in every run, so that the last start is returned
def multi_start(g, alpha, max_its, starts):
    best = np.inf
    for start in starts:
        ws, cs = gradient_descent(g, alpha, max_its, start)
        w, cost = ws[-1], cs[-1]
        if cost < best:
            best = cost
    return w, cost

# %% single cost_of_start: the returned cost belongs to the start and not to the final point
def multi_start(g, alpha, max_its, starts):
    finals = []
    for start in starts:
        ws, cs = gradient_descent(g, alpha, max_its, start)
        finals.append((ws[-1], cs[-1], cs[0]))
    w, _, c = min(finals, key=lambda f: f[1])
    return w, c

# %% whole best_start_first: chooses the start of lowest cost and runs gradient descent from that one alone
def multi_start(g, alpha, max_its, starts):
    # pick the best start
    values = np.array([g(s) for s in starts])
    start = starts[np.argmin(values)]
    weights, costs = gradient_descent(g, alpha, max_its, start)
    return weights[-1], costs[-1]

# %% whole smallest_w: takes the minimum over w (by its size) and over costs independently of each other
def multi_start(g, alpha, max_its, starts):
    all_w = []
    all_c = []
    for i in range(len(starts)):
        res = gradient_descent(g, alpha, max_its, starts[i])
        all_w.append(np.asarray(res[0][-1]))
        all_c.append(float(res[1][-1]))
    norms = [np.linalg.norm(a) for a in all_w]
    return all_w[int(np.argmin(norms))], min(all_c)

# %% whole warm_start_chain: each run begins where the last one ended, in place of its own start, and both histories are returned
def multi_start(g, alpha, max_its, starts):
    w = starts[0]
    results = []
    for s in starts:
        hist, costs = gradient_descent(g, alpha, max_its, w)
        w = hist[-1]
        results.append([hist[-1], costs[-1]])
    results.sort(key=lambda r: float(r[1]))
    return results[0][0], results[0][1]
