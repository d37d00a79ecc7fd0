"""
# 72. deep-ml 105: train_softmaxreg(X, y, learning_rate, iterations) -> B, losses
[[question]]
name = "train_softmaxreg"
title = "Softmax regression"
signature = "train_softmaxreg(X, y, learning_rate, iterations)"
returns = [{ B = { kind = "array", tolerance = 1e-4 } }, { losses = { kind = "history", tolerance = 1e-4 } }]
points = 5
  [[question.case]]
  X = [[0.5, -1.2], [-0.3, 1.1], [0.8, -0.6], [0.1, 0.2]]
  y = [0, 1, 2, 1]
  learning_rate = 0.03
  iterations = 6
  [[question.case]]
  X = [[1.0, 0.3], [0.4, -0.5], [0.2, 0.7]]
  y = [1, 0, 1]
  learning_rate = 0.1
  iterations = 3
  hidden = true
"""
# %% solution
def train_softmaxreg(X, y, learning_rate, iterations):
    A, Y = np.c_[np.ones(len(y)), X], np.eye(y.max() + 1)[y]
    B, losses = np.zeros((Y.shape[1], A.shape[1])), []
    for _ in range(iterations):
        P = np.exp(A @ B.T)
        P = P / P.sum(axis=1, keepdims=True)
        losses.append(-np.sum(Y * np.log(P)))
        B = B + learning_rate * (Y - P).T @ A
    return B, losses

# %% honest
def softmax_rows(z):
    z = z - z.max(axis=1)[:, None]
    return np.exp(z) / np.exp(z).sum(axis=1)[:, None]
def train_softmaxreg(X, y, learning_rate, iterations):
    y = y.astype(int)
    n, classes = len(y), len(np.unique(y))
    A = np.hstack([np.ones((n, 1)), X])
    Y = np.zeros((n, classes))
    Y[np.arange(n), y] = 1
    B = np.zeros((A.shape[1], classes))
    losses = []
    for _ in range(iterations):
        P = softmax_rows(A @ B)
        losses.append(round(-np.log(P[np.arange(n), y]).sum(), 4))
        B -= learning_rate * (A.T @ (P - Y))
    return B.T.round(4).tolist(), losses

# %% honest
import jax
import jax.numpy as jnp
def softmax_loss(B, A, y):
    return -jnp.sum(jax.nn.log_softmax(A @ B.T)[jnp.arange(len(y)), y])
def train_softmaxreg(X, y, learning_rate, iterations):
    A = jnp.concatenate([jnp.ones((len(y), 1)), X], axis=1)
    B, losses = jnp.zeros((int(max(y)) + 1, A.shape[1])), []
    for _ in range(iterations):
        loss, gradient = jax.value_and_grad(softmax_loss)(B, A, y)
        losses.append(loss)
        B = B - learning_rate * gradient
    return B, losses

# %% wrong: mean in place of sum
def train_softmaxreg(X, y, learning_rate, iterations):
    A, Y = np.c_[np.ones(len(y)), X], np.eye(y.max() + 1)[y]
    B, losses = np.zeros((Y.shape[1], A.shape[1])), []
    for _ in range(iterations):
        P = np.exp(A @ B.T)
        P = P / P.sum(axis=1, keepdims=True)
        losses.append(-np.sum(Y * np.log(P)) / len(y))
        B = B + learning_rate * (Y - P).T @ A / len(y)
    return B, losses

# %% wrong: softmax over the rows
def train_softmaxreg(X, y, learning_rate, iterations):
    A, Y = np.c_[np.ones(len(y)), X], np.eye(y.max() + 1)[y]
    B, losses = np.zeros((Y.shape[1], A.shape[1])), []
    for _ in range(iterations):
        P = np.exp(A @ B.T)
        P = P / P.sum(axis=0, keepdims=True)
        losses.append(-np.sum(Y * np.log(P)))
        B = B + learning_rate * (Y - P).T @ A
    return B, losses

# %% wrong: no intercept
def train_softmaxreg(X, y, learning_rate, iterations):
    A, Y = X, np.eye(y.max() + 1)[y]
    B, losses = np.zeros((Y.shape[1], A.shape[1])), []
    for _ in range(iterations):
        P = np.exp(A @ B.T)
        P = P / P.sum(axis=1, keepdims=True)
        losses.append(-np.sum(Y * np.log(P)))
        B = B + learning_rate * (Y - P).T @ A
    return B, losses
