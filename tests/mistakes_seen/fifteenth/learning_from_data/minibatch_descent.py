import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single divides_by_all: The gradient of a batch is divided by the number n of all points, and not by the size of the batch.
def minibatch_descent(X, y, w, batches, alpha):
    """Return the points of gradient descent on one given batch after the other."""
    n = X.shape[0]
    ws = [w]
    for batch in batches:
        Xb, yb = X[batch], y[batch]
        p = 1 / (1 + np.exp(-Xb @ w))
        w = w - alpha * Xb.T @ (p - yb) / n
        ws.append(w)
    return ws


# %% single same_array: The point is changed in place and the same array is put into the history again and again, so that all points but the first show the last one.
def minibatch_descent(X, y, w, batches, alpha):
    ws = [w.copy()]
    for batch in batches:
        p = 1 / (1 + np.exp(-X[batch] @ w))
        w -= alpha * X[batch].T @ (p - y[batch]) / len(batch)
        ws.append(w)
    return ws


# %% single indices_from_one: One is subtracted from the indices of the batches, as if they counted from 1, so that each step uses the neighbours of its points.
def minibatch_descent(X, y, w, batches, alpha):
    history = [w]
    for k in range(len(batches)):
        index = batches[k] - 1
        Xb = X[index]
        yb = y[index]
        sigma = 1 / (1 + np.exp(-(Xb @ w)))
        w = w - alpha * np.mean((sigma - yb)[:, None] * Xb, axis=0)
        history.append(w)
    return history


# %% whole loss_for_signs: The loss is log(1 + exp(-y z)), which is for labels -1 and 1, while the labels are 0 and 1, so that the points of label 0 have no gradient.
def batch_loss(w, X, y):
    margins = y * (X @ w)
    return jnp.mean(jnp.logaddexp(0.0, -margins))


slope = jax.jit(jax.grad(batch_loss))


def minibatch_descent(X, y, w, batches, alpha):
    w = jnp.asarray(w)
    points = [w]
    for rows in np.asarray(batches):
        w = w - alpha * slope(w, X[rows], y[rows])
        points.append(w)
    return jnp.stack(points)


# %% whole hard_predictions: The gradient uses the predicted labels, 1 where the score is positive and else 0, in place of the probabilities, which is the perceptron.
def predict(X, w):
    # probability above one half means label 1
    z = np.dot(X, w)
    return np.where(z > 0, 1.0, 0.0)


def minibatch_descent(X, y, w, batches, alpha):
    K, size = batches.shape
    ws = np.zeros((K + 1, len(w)))
    ws[0, :] = w
    for k in range(K):
        grad = np.zeros(len(w))
        for i in batches[k]:
            error = predict(X[i], ws[k]) - y[i]
            grad = grad + error * X[i]
        ws[k + 1, :] = ws[k] - alpha * grad / size
    return ws
