# Style: own names for all parameters, in the order asked for; numpy names, short variables. x64.

# %%
import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)


# %%
def stationary_points(func, start, stop):
    n_cells = 2345
    points = jnp.linspace(start, stop, n_cells + 1)
    derivative = jax.grad(func)
    second = jax.grad(derivative)
    solutions = set()
    for function, is_second in ((derivative, False), (second, True)):
        vals = jax.vmap(function)(points).tolist()
        fast = jax.jit(function)
        for l, r, fl, fr in zip(points.tolist(), points.tolist()[1:], vals, vals[1:]):
            if (fl < 0) == (fr < 0):
                continue
            for _ in range(45):
                m = (l + r) / 2
                if (fast(m) < 0) == (fl < 0):
                    l = m
                else:
                    r = m
            if not is_second or abs(derivative(l)) < 1e-10:
                solutions.add(round(l, 7))
    return solutions  # a set: the order does not matter


def classify(func, point):
    if isinstance(point, float):
        before = derivative_sign(func, point - 1e-2)
        after = derivative_sign(func, point + 1e-2)
        return "saddle" if before == after else ["minimum", "maximum"][before > after]
    spectrum = jnp.linalg.eigvalsh(jax.hessian(func)(point))
    return "minimum" if spectrum[0] > 0 else "maximum" if spectrum[-1] < 0 else "saddle"


def derivative_sign(func, x):
    return float(jnp.sign(jax.grad(func)(x)))


def quartic_minimizer(tolerance=1e-12, guess=-1.0):
    while abs(2 * guess**3 + guess + 5) > tolerance:
        guess -= (2 * guess**3 + guess + 5) / (6 * guess**2 + 1)
    return guess


def coordinate_descent(constant, linear, matrix, sweeps, x0):
    def objective(x):
        return constant + linear @ x + x @ matrix @ x

    x = x0.copy()
    path, values = [x.copy()], [objective(x)]
    for _ in range(sweeps):
        for i in range(x.size):
            x[i] -= (linear[i] + 2 * matrix[i] @ x) / (2 * matrix[i, i])
            path.append(x.copy())
            values.append(objective(x))
    return path, values


def gradient(x):
    def objective(x):
        a, b = x[0], x[1]
        return 2 ** jnp.sin(0.1 * a**2 + 0.5 * b**2) * jnp.tanh(b**4 * jnp.tanh(a + jnp.sin(0.2 * b**2)))

    return jax.grad(objective)(x)


# %%
def gradient_descent(cost, lr, n, x0):
    x = x0
    path, values = [x], [cost(x)]
    for i in range(n):
        rate = lr if lr != "diminishing" else 1 / (i + 1)
        x = x - rate * jax.grad(cost)(x)
        path.append(x)
        values.append(cost(x))
    return path, values


def multi_start(cost, lr, n, guesses):
    results = {}
    for x0 in guesses:
        path, values = gradient_descent(cost, lr, n, x0)
        results[float(values[-1])] = path[-1]
    return results[min(results)], min(results)


def momentum(cost, lr, decay, n, x0):
    x, velocity = x0, 0.0
    path, values = [x], [cost(x)]
    for i in range(n):
        velocity = decay * velocity + (1 - decay) * jax.grad(cost)(x)
        x = x - lr * velocity
        path.append(x)
        values.append(cost(x))
    return path, values


def normalized_gradient_descent(cost, lr, n, x0, small=1e-8):
    x = x0
    path, values = [x], [cost(x)]
    for i in range(n):
        slope = jax.grad(cost)(x)
        x = x - lr * slope / (jnp.sqrt(slope**2) + small)
        path.append(x)
        values.append(cost(x))
    return path, values


def adam(cost, lr, b1, b2, small, n, x0):
    x, first, second = x0, 0.0, 0.0
    path, values = [x], [cost(x)]
    for i in range(1, n + 1):
        slope = jax.grad(cost)(x)
        first = b1 * first + (1 - b1) * slope
        second = b2 * second + (1 - b2) * slope**2
        x = x - lr * (first / (1 - b1**i)) / (jnp.sqrt(second / (1 - b2**i)) + small)
        path.append(x)
        values.append(cost(x))
    return path, values


# %%
answers = {
    "cd_without_derivatives": True,
    "cd_one_direction": True,
    "diminishing_unnecessary": False,
    "stationary_means_minimum": False,
    "descent_every_step": False,
    "perpendicular_to_contour": True,
    "small_step_cures_zigzag": False,
    "jax_differentiates_numpy": False,
}
