import numpy as np


def gradient_descent(y, tx, initial_w, max_iters, gamma):
    ### BEGIN SOLUTION
    w, ws, losses = initial_w, [initial_w], []
    for _ in range(max_iters):
        e = y - tx @ w
        losses.append(e @ e / (2 * len(y)))
        w = w + gamma * tx.T @ e / len(y)
        ws.append(w)
    return losses, ws
    ### END SOLUTION


def ista(X, y, lambd, w0, stepsize, tol=1e-4, maxiter=1000):
    ### BEGIN SOLUTION
    w_traces = [w0]
    for _ in range(maxiter):
        w = w_traces[-1] - stepsize * X.T @ (X @ w_traces[-1] - y)
        w = np.sign(w) * np.maximum(np.abs(w) - stepsize * lambd, 0)
        w_traces.append(w)
        if np.linalg.norm(w - w_traces[-2]) < tol:
            break
    return w_traces
    ### END SOLUTION


def fixed_step_steepest_descent(A, b, alpha, x0, tol, maxIter):
    ### BEGIN SOLUTION
    x, path, k = x0, [x0], 0
    while np.linalg.norm(A @ x - b) > tol and k < maxIter:
        x, k = x - alpha * (A @ x - b), k + 1
        path.append(x)
    return x, k, np.array(path)
    ### END SOLUTION


def random_walk(G, x_init, num_iter):
    ### BEGIN SOLUTION
    x, errors = x_init, []
    for _ in range(num_iter):
        new = G @ x
        errors.append(np.linalg.norm(new - x))
        x = new
    return x, errors
    ### END SOLUTION


def zscore_normalize_features(X):
    ### BEGIN SOLUTION
    mu, sigma = X.mean(axis=0), X.std(axis=0)
    return (X - mu) / sigma, mu, sigma
    ### END SOLUTION


def mini_batches(X, Y, order, size):
    ### BEGIN SOLUTION
    starts = range(0, len(Y), size)
    return [(X[order[i : i + size]], Y[order[i : i + size]]) for i in starts]
    ### END SOLUTION
