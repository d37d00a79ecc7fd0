import numpy as np


def least_squares(X, y, w):
    residuals = X @ w - y
    return residuals @ residuals / (2 * len(y)), X.T @ residuals / len(y)


def soft_threshold(v, t):
    return np.sign(v) * np.maximum(np.abs(v) - t, 0)


# %% single threshold_before_the_gradient_step: the old point is soft-thresholded and then the gradient step is subtracted, soft(w) - alpha grad in place of soft(w - alpha grad)
def ista(X, y, lam, alpha, max_its, w):
    def objective(w):
        return least_squares(X, y, w)[0] + lam * np.sum(np.abs(w))

    ws, objectives = [w], [objective(w)]
    for _ in range(max_its):
        gradient = least_squares(X, y, w)[1]
        w = soft_threshold(w, alpha * lam) - alpha * gradient
        ws.append(w)
        objectives.append(objective(w))
    return ws, objectives


# %% whole subgradient_steps: subgradient descent on the whole objective, w - alpha (grad f + lam sign(w)), in place of the proximal step with soft thresholding
class Lasso:
    def __init__(self, X, y, lam):
        self.X, self.y, self.lam = X, y, lam
        self.n = X.shape[0]

    def value(self, w):
        r = self.y - self.X @ w
        return 0.5 * np.mean(r**2) + self.lam * np.abs(w).sum()

    def slope(self, w):
        # derivative of |w| is the sign
        r = self.X @ w - self.y
        return self.X.T @ r / self.n + self.lam * np.sign(w)


def ista(X, y, lam, alpha, max_its, w):
    problem = Lasso(X, y, lam)
    ws = np.zeros((max_its + 1, len(w)))
    ws[0] = w
    for k in range(max_its):
        ws[k + 1] = ws[k] - alpha * problem.slope(ws[k])
    return ws, [problem.value(each) for each in ws]
