import numpy as np

# %% single raw_scores: predict returns the scores x.w in place of their signs, the labels -1 and 1
class GradientDescent:
    def __init__(self, loss, learning_rate=0.01):
        self.loss = loss
        self.learning_rate = learning_rate
        self.model = None

    def fit(self, features, targets, batch_size=None, max_iter=1000):
        X = np.hstack([features, np.ones((features.shape[0], 1))])
        n = X.shape[0]
        size = n if batch_size is None else batch_size
        self.model = np.random.uniform(-0.1, 0.1, X.shape[1])
        for _ in range(max_iter):
            pick = np.random.choice(n, size, replace=False)
            self.model -= self.learning_rate * self.loss.backward(X[pick], self.model, targets[pick])

    def predict(self, features):
        X = np.hstack([features, np.ones((features.shape[0], 1))])
        return X @ self.model

# %% single forward_for_backward: the update subtracts learning_rate times loss.forward (the loss's value, the same number for every weight) in place of loss.backward (the gradient)
class GradientDescent:
    def __init__(self, loss, learning_rate=0.01):
        self.loss, self.lr = loss, learning_rate

    def fit(self, features, targets, batch_size=None, max_iter=1000):
        data = np.c_[features, np.ones(len(features))]
        self.w = np.zeros(data.shape[1])
        for it in range(max_iter):
            idx = np.random.permutation(len(data))[:batch_size]
            grad = self.loss.forward(data[idx], self.w, targets[idx])
            self.w = self.w - self.lr * grad

    def predict(self, features):
        data = np.c_[features, np.ones(len(features))]
        return np.where(data @ self.w >= 0, 1, -1)

# %% whole same_batch: every iteration uses the same batch, the first batch_size rows (neither shuffled nor moved on), so the other points are never learned from
class GradientDescent:
    def __init__(self, loss, learning_rate=0.01):
        self.loss = loss
        self.learning_rate = learning_rate
        self.weights = None

    @staticmethod
    def add_ones(features):
        ones = np.ones((len(features), 1))
        return np.concatenate([features, ones], axis=1)

    def next_batch(self, X, y, batch_size):
        if batch_size is None:
            return X, y
        return X[0:batch_size], y[0:batch_size]

    def fit(self, features, targets, batch_size=None, max_iter=1000):
        X = self.add_ones(features)
        self.weights = np.zeros(X.shape[1])
        iteration = 0
        while iteration < max_iter:
            Xb, yb = self.next_batch(X, targets, batch_size)
            self.weights = self.weights - self.learning_rate * self.loss.backward(Xb, self.weights, yb)
            iteration += 1

    def predict(self, features):
        scores = self.add_ones(features).dot(self.weights)
        return np.array([1 if s > 0 else -1 for s in scores])

# %% whole not_stored: fit trains a local variable and never stores it in the object, so predict works with the zeros from the beginning and gives -1 for every point
class GradientDescent:
    def __init__(self, loss, learning_rate=0.01):
        self.loss = loss
        self.learning_rate = learning_rate

    def fit(self, features, targets, batch_size=None, max_iter=1000):
        n, d = features.shape
        self.w = np.zeros(d)
        self.b = 0.0
        Xb = np.column_stack((features, np.ones(n)))
        w = np.zeros(d + 1)
        order = list(range(n))
        for it in range(max_iter):
            np.random.shuffle(order)
            chosen = order[: (batch_size or n)]
            g = self.loss.backward(Xb[chosen], w, targets[chosen])
            w = w - self.learning_rate * g
        print("trained weights:", w)

    def predict(self, features):
        labels = []
        for x in features:
            if np.dot(x, self.w) + self.b > 0:
                labels.append(1)
            else:
                labels.append(-1)
        return np.array(labels)
