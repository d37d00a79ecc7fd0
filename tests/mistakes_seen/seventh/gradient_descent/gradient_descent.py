# %% single last_cost_missing: each cost is recorded before its step and none after the last, so that the history has K entries and g(w^K) is missing
def gradient_descent(g, gradient, alpha, max_its, w):
    cost_history = []
    for _ in range(max_its):
        cost_history.append(g(w))
        w = w - alpha * gradient(w)
    return cost_history


# %% whole gradient_taken_once: the gradient is taken at the starting point once, before the loop, and used in every step
def gradient_descent(g, gradient, alpha, max_its, w):
    slope = gradient(w)
    costs = [g(w)]
    its = 0
    while its < max_its:
        w = w - alpha * slope
        costs.append(g(w))
        its += 1
    return costs
