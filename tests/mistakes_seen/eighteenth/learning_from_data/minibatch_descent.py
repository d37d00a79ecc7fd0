import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single divided_by_all: the gradient of a batch is divided by the number n of all points instead of the size of the batch
def minibatch_descent(X, y, w, batches, alpha):
    n = len(y)
    ws = [w]
    for batch in batches:
        Xb, yb = X[batch], y[batch]
        p = 1 / (1 + np.exp(-Xb @ w))
        w = w - alpha * Xb.T @ (p - yb) / n
        ws.append(w)
    return ws


# %% single no_sigmoid: the sigmoid is missing: the residual is x.w - y, the gradient of least squares instead of the logistic loss
def minibatch_descent(X, y, w, batches, alpha):
    ws = [w]
    for batch in batches:
        Xb, yb = X[batch], y[batch]
        residual = Xb @ w - yb
        w = w - alpha * Xb.T @ residual / len(batch)
        ws.append(w)
    return ws


# %% single same_array_stored: w is changed in place and the same array is appended every time without a copy, so all entries of the history show the last point
def minibatch_descent(X, y, w, batches, alpha):
    ws = [w]
    for batch in batches:
        Xb, yb = X[batch], y[batch]
        p = 1 / (1 + np.exp(-Xb @ w))
        w -= alpha * Xb.T @ (p - yb) / len(batch)
        ws.append(w)
    return ws


# %% whole step_per_point: w is moved after every single point of a batch (with alpha / size), so the later points of the batch see an already moved w instead of all being evaluated at w^(k-1)
def sigma(z):
    if z >= 0:
        return 1.0 / (1.0 + np.exp(-z))
    return np.exp(z) / (1.0 + np.exp(z))


def minibatch_descent(X, y, w, batches, alpha):
    points = [np.array(w, dtype=float)]
    current = np.array(w, dtype=float)
    for k in range(batches.shape[0]):
        size = batches.shape[1]
        for i in batches[k]:
            error = sigma(np.dot(X[i], current)) - y[i]
            current = current - alpha / size * error * X[i]
        points.append(current)
    return np.array(points)


# %% whole plus_minus_labels: the loss log(1 + exp(-y x.w)) for labels -1 and 1 is used with the labels 0 and 1, so points of label 0 have no gradient at all
def batch_loss(w, A, labels):
    margins = labels * (A @ w)
    return jnp.mean(jnp.log1p(jnp.exp(-margins)))


batch_grad = jax.grad(batch_loss)


def minibatch_descent(X, y, w, batches, alpha):
    history = [jnp.asarray(w)]
    for rows in batches:
        step = batch_grad(history[-1], jnp.asarray(X[rows]), jnp.asarray(y[rows]))
        history.append(history[-1] - alpha * step)
    return jnp.stack(history)
