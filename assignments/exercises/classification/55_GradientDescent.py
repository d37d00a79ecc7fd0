"""
# 55. Northwestern CS349, homework 4: GradientDescent(loss, ...).fit(features, targets, batch_size, max_iter), accuracy
# Note: on a few points in the file, in place of the course's data sets; the labels of the unseen points reach the check alone.
[[question]]
name = "GradientDescent"
title = "A classifier that is right on points that it has not seen"
signature = "class GradientDescent(loss, learning_rate=0.01)"
driver = "classifier.py:fit_and_predict"
returns = "array"
check = "checks.py:accurate"
points = 4
  [[question.case]]
  features = [[0.0, 1.0], [0.5, 2.0], [3.0, 0.2], [2.5, -0.5], [0.2, 0.9], [2.0, 0.1]]
  targets = [1, 1, -1, -1, 1, -1]
  unseen = [[0.1, 1.5], [2.2, 0.4], [0.3, 3.0], [4.0, 1.0], [0.2, 0.7], [0.4, -0.7]]
  for_check = { labels = [1, -1, 1, -1, 1, -1] }
  [[question.case]]
  features = [[1.0, -1.0], [1.5, -2.0], [-1.0, 0.2], [-2.5, 1.5], [0.9, -0.2]]
  targets = [1, 1, -1, -1, 1]
  unseen = [[2.0, -1.0], [-0.8, 1.1], [1.2, -0.3], [-2.0, -0.1]]
  for_check = { labels = [1, -1, 1, -1] }
  hidden = true
"""
# %% classifier.py
class MarginLoss:
    """The mean of max(0, 1 - y x.w), and a subgradient by w."""

    def forward(self, X, w, y):
        return np.mean(np.maximum(0, 1 - y * (X @ w)))

    def backward(self, X, w, y):
        return -X.T @ (y * (y * (X @ w) < 1)) / len(y)

def fit_and_predict(GradientDescent, features, targets, unseen):
    learner = GradientDescent(MarginLoss(), learning_rate=0.1)
    learner.fit(features, targets, batch_size=2, max_iter=200)
    return learner.predict(unseen)

# %% checks.py
def accurate(result, *, arguments, expected):
    labels = arguments["labels"]
    if np.size(result) != len(labels) or not set(np.ravel(result)) <= {-1, 1}:
        return 0, f"{len(labels)} labels, each -1 or 1, were asked for."
    accuracy = np.mean(np.ravel(result) == labels)
    return accuracy >= 0.9, f"On unseen points {accuracy:.0%} of your labels are right; 90 % were asked for."

# %% solution
class GradientDescent:
    def __init__(self, loss, learning_rate=0.01):
        self.loss, self.learning_rate, self.w = loss, learning_rate, None

    ### BEGIN SOLUTION
    def with_bias(self, features):
        return np.c_[features, np.ones(len(features))]

    ### END SOLUTION
    def fit(self, features, targets, batch_size=None, max_iter=1000):
        ### BEGIN SOLUTION
        X = self.with_bias(features)
        self.w = np.zeros(X.shape[1])
        for _ in range(max_iter):
            batch = np.random.permutation(len(X))[:batch_size]
            self.w = self.w - self.learning_rate * self.loss.backward(X[batch], self.w, targets[batch])
        ### END SOLUTION

    def predict(self, features):
        ### BEGIN SOLUTION
        return np.where(self.with_bias(features) @ self.w > 0, 1, -1)
        ### END SOLUTION

# %% honest
class GradientDescent:
    def __init__(self, loss, learning_rate=0.01):
        self.loss = loss
        self.learning_rate = learning_rate
        self.model = None
    def fit(self, features, targets, batch_size=None, max_iter=1000):
        X = np.append(features, np.ones((features.shape[0], 1)), axis=1)
        self.model = np.random.uniform(-0.1, 0.1, X.shape[1])
        order = np.arange(len(X))
        for iteration in range(max_iter):
            np.random.shuffle(order)
            batch = order if batch_size is None else order[:batch_size]
            self.model -= self.learning_rate * self.loss.backward(X[batch], self.model, targets[batch])
    def predict(self, features):
        X = np.append(features, np.ones((features.shape[0], 1)), axis=1)
        return np.sign(X @ self.model)

# %% honest
class GradientDescent:
    def __init__(self, loss, learning_rate=0.01):
        self.loss, self.rate, self.weights, self.bias = loss, learning_rate, 0.0, 0.0
    def fit(self, features, targets, batch_size=None, max_iter=1000):
        self.weights = np.zeros(features.shape[1])
        for _ in range(max_iter):
            for x, y in zip(features, targets):
                if y * (x @ self.weights + self.bias) < 1:
                    self.weights = self.weights + self.rate * y * x
                    self.bias += self.rate * y
        return self
    def predict(self, features):
        return [1 if x @ self.weights + self.bias >= 0 else -1 for x in features]

# %% wrong: goes uphill
class GradientDescent:
    def __init__(self, loss, learning_rate=0.01):
        self.loss, self.learning_rate = loss, learning_rate
    def fit(self, features, targets, batch_size=None, max_iter=1000):
        self.w = np.zeros(features.shape[1])
        for _ in range(max_iter):
            self.w = self.w + self.learning_rate * self.loss.backward(features, self.w, targets)
    def predict(self, features):
        return np.where(features @ self.w > 0, 1, -1)

# %% wrong: labels 0 and 1
class GradientDescent:
    def __init__(self, loss, learning_rate=0.01):
        self.loss, self.learning_rate = loss, learning_rate
    def fit(self, features, targets, batch_size=None, max_iter=1000):
        X = np.c_[features, np.ones(len(features))]
        self.w = np.zeros(X.shape[1])
        for _ in range(max_iter):
            self.w = self.w - self.learning_rate * self.loss.backward(X, self.w, targets)
    def predict(self, features):
        return (np.c_[features, np.ones(len(features))] @ self.w > 0).astype(int)

# %% wrong: knows the training points by heart
class GradientDescent:
    def __init__(self, loss, learning_rate=0.01):
        self.known = {}
    def fit(self, features, targets, batch_size=None, max_iter=1000):
        self.known = {tuple(x): y for x, y in zip(features, targets)}
    def predict(self, features):
        return [self.known.get(tuple(x), 1) for x in features]
