import numpy as np

# %% single two_of_the_square_missing: the derivative of alpha2 w^2 is written without the factor 2
def elastic_net_gradient_descent(X, y, alpha1=0.1, alpha2=0.1, learning_rate=0.01, max_iter=1000):
    n, d = X.shape
    w = np.zeros(d)
    b = 0.0
    for i in range(max_iter):
        err = X.dot(w) + b - y
        dw = X.T.dot(err) / n + alpha1 * np.sign(w) + alpha2 * w
        db = err.sum() / n
        w = w - learning_rate * dw
        b = b - learning_rate * db
    return w, b

# %% whole bias_sees_new_weights: the error is computed anew between the two updates, so the bias is updated with the new weights
class ElasticNet:
    def __init__(self, features, l1, l2, rate):
        self.coef = np.zeros(features)
        self.intercept = 0.0
        self.l1, self.l2, self.rate = l1, l2, rate

    def errors(self, X, y):
        return X @ self.coef + self.intercept - y

    def update_coef(self, X, y):
        slope = X.T @ self.errors(X, y) / len(y)
        slope += self.l1 * np.sign(self.coef) + 2 * self.l2 * self.coef
        self.coef = self.coef - self.rate * slope

    def update_intercept(self, X, y):
        self.intercept -= self.rate * self.errors(X, y).mean()


def elastic_net_gradient_descent(X, y, alpha1=0.1, alpha2=0.1, learning_rate=0.01, max_iter=1000):
    net = ElasticNet(X.shape[1], alpha1, alpha2, learning_rate)
    for _ in range(max_iter):
        net.update_coef(X, y)
        net.update_intercept(X, y)
    return net.coef, net.intercept
