import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single divided_by_all_points: the sum over the batch is divided by the number n of all points, len(X), in place of the size of the batch
def minibatch_descent(X, y, w, batches, alpha):
    n = len(X)
    ws = [w]
    for batch in batches:
        Xb, yb = X[batch], y[batch]
        sigma = 1 / (1 + np.exp(-(Xb @ w)))
        w = w - alpha * Xb.T @ (sigma - yb) / n
        ws.append(w)
    return ws


# %% single same_array_in_history: w is changed in place (w -= ...) and the same array is appended in every step, in place of a copy, so that every entry shows the last point
def minibatch_descent(X, y, w, batches, alpha):
    ws = [w]
    for batch in batches:
        Xb, yb = X[batch], y[batch]
        sigma = 1 / (1 + np.exp(-(Xb @ w)))
        w -= alpha * Xb.T @ (sigma - yb) / len(batch)
        ws.append(w)
    return ws


# %% whole least_squares_gradient: the gradient is the one of least squares, the mean of (x^T w - y) x over the batch, in place of the logistic one with the sigmoid, (sigma(x^T w) - y) x
def batch_loss(w, X, y):
    error = jnp.dot(X, w) - y
    return 0.5 * jnp.mean(error**2)


def minibatch_descent(X, y, w, batches, alpha):
    slope = jax.jit(jax.grad(batch_loss))

    def one_step(point, batch):
        return point - alpha * slope(point, X[batch], y[batch])

    points = [jnp.asarray(w)]
    for k in range(len(batches)):
        points.append(one_step(points[-1], batches[k]))
    return jnp.vstack(points)


# %% whole step_for_each_point: within a batch it takes a step of length alpha for every single point, one after the other with the newest w, in place of one step with the mean gradient of the batch at the old w
def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def learn_from_point(x, label, w, alpha):
    mistake = sigmoid(np.dot(x, w)) - label
    return w - alpha * mistake * x


def minibatch_descent(X, y, w, batches, alpha):
    K, size = batches.shape
    history = np.empty((K + 1, len(w)))
    history[0] = w
    for k in range(K):
        current = history[k]
        for position in range(size):
            index = int(batches[k, position])
            current = learn_from_point(X[index], y[index], current, alpha)
        history[k + 1] = current
    return history
