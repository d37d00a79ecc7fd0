"""The master: stubs, and the solution that gives the right answers."""

# %%
import numpy as np


# %%
def logistic(X, y, w):
    """Return (loss, gradient, hessian) of the mean cross-entropy, for labels 0 and 1."""
    ### BEGIN SOLUTION
    p = 1 / (1 + np.exp(-X @ w))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    return loss, X.T @ (p - y) / len(y), X.T @ (X * (p * (1 - p))[:, None]) / len(y)
    ### END SOLUTION


# %%
def normalize(X):
    """Return X with columns of mean 0 and standard deviation 1, and the means."""
    ### BEGIN SOLUTION
    mu = X.mean(axis=0)
    return (X - mu) / X.std(axis=0), mu
    ### END SOLUTION


# %%
def momentum_step(parameters, gradients, velocity, alpha, beta):
    """Return the parameters and the velocity, dictionaries with the keys W and b, after one step."""
    ### BEGIN SOLUTION
    new, v = {}, {}
    for key in parameters:
        v[key] = beta * velocity[key] + (1 - beta) * gradients[key]
        new[key] = parameters[key] - alpha * v[key]
    return new, v
    ### END SOLUTION


# %%
def descend(gradient, w, alpha, tol):
    """Return the points of gradient descent until the norm of the gradient is below tol, and the number of steps."""
    ### BEGIN SOLUTION
    path = [w]
    while np.linalg.norm(gradient(path[-1])) >= tol:
        path.append(path[-1] - alpha * gradient(path[-1]))
    return path, len(path) - 1
    ### END SOLUTION


# %%
def power_method(A, x, max_its):
    """Return the points x^0, ..., x^K of norm 1, and the Rayleigh quotients of all of them."""
    ### BEGIN SOLUTION
    xs = [x]
    for _ in range(max_its):
        x = A @ x
        x = x / np.linalg.norm(x)
        xs.append(x)
    return xs, [x @ A @ x for x in xs]
    ### END SOLUTION


# %%
class Momentum:
    """Momentum: z = beta z + gradient, then w = w - alpha z; `step` returns the new w."""

    def __init__(self, alpha, beta):
        ### BEGIN SOLUTION
        self.alpha, self.beta, self.z = alpha, beta, 0.0
        ### END SOLUTION

    def step(self, w, gradient):
        """Return the next point."""
        ### BEGIN SOLUTION
        self.z = self.beta * self.z + gradient
        return w - self.alpha * self.z
        ### END SOLUTION


# %%
def direction(gradient, B):
    """Return any direction along which the cost falls."""
    ### BEGIN SOLUTION
    return -np.linalg.solve(B, gradient)
    ### END SOLUTION


# %%
def draw_index(n, rng):
    """Return one of 0, ..., n - 1 at random."""
    ### BEGIN SOLUTION
    return rng.integers(n)
    ### END SOLUTION


# %%
def mean_of_file(X):
    """Return the mean of all numbers of data/houses.csv."""
    ### BEGIN SOLUTION
    return X.mean()
    ### END SOLUTION


# %%
converges = []  # one or several of "1/L", "1.9/L", "2/L", "3/L"
### BEGIN SOLUTION
converges = ["1/L", "1.9/L"]
### END SOLUTION

# %%
rate = None
### BEGIN SOLUTION
rate = 7 / 16
### END SOLUTION

# %%
names = {"look_ahead": None, "norm": None}
### BEGIN SOLUTION
names = {"look_ahead": "Nesterov", "norm": "l1"}
### END SOLUTION

# %%
explanation = """..."""
### BEGIN SOLUTION
explanation = "A batch is cheap."
### END SOLUTION
