import numpy as np

# %% single only_gradient_is_a_mean: the gradient is divided by n and the Hessian is not, so the step is n times too short
def learning_by_newton_method(y, tx, w, gamma):
    n = len(y)
    z = tx @ w
    p = 1 / (1 + np.exp(-z))
    loss = np.mean(np.log(1 + np.exp(z)) - y * z)
    grad = tx.T @ (p - y) / n
    H = tx.T @ np.diag(p * (1 - p)) @ tx
    w = w - gamma * np.linalg.solve(H, grad)
    return loss, w

# %% whole loss_after_the_step: the loss is computed at the new w, after the step, instead of at the w that was given
class LogReg:
    def __init__(self, labels, features):
        self.labels = labels
        self.features = features

    def probs(self, w):
        return 1 / (1 + np.exp(-self.features @ w))

    def loss(self, w):
        q = self.probs(w)
        return -np.mean(self.labels * np.log(q) + (1 - self.labels) * np.log(1 - q))

    def gradient(self, w):
        return self.features.T @ (self.probs(w) - self.labels) / len(self.labels)

    def hessian(self, w):
        q = self.probs(w)
        return (self.features.T * (q * (1 - q))) @ self.features / len(self.labels)


def learning_by_newton_method(y, tx, w, gamma):
    model = LogReg(y, tx)
    direction = np.linalg.inv(model.hessian(w)) @ model.gradient(w)
    w = w - gamma * direction
    return model.loss(w), w
