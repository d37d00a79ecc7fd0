"""
# 128. Machine learning courses: nearest(X, labels, X_new, k) -> a list of words
[[question]]
name = "nearest"
title = "Nearest neighbours"
signature = "nearest(X, labels, X_new, k)"
returns = { kind = "list", each = { kind = "label", options = ["ham", "spam"] } }
points = 4
  [[question.case]]
  X = [[0.0, 0.0], [0.1, 0.2], [1.0, 1.0], [1.2, 0.9]]
  labels = ["ham", "ham", "spam", "spam"]
  X_new = [[0.2, 0.1], [0.9, 1.1], [0.45, 0.5]]
  k = 1
  [[question.case]]
  X = [[0.0, 0.0], [0.1, 0.2], [0.3, 0.3], [1.0, 1.0], [1.2, 0.9]]
  labels = ["ham", "spam", "ham", "spam", "spam"]
  X_new = [[0.15, 0.15], [0.9, 1.1], [0.08, 0.19]]
  k = 3
  hidden = true
"""
# %% solution
def nearest(X, labels, X_new, k):
    """The label that most of the k nearest rows of X have, for each row of X_new."""
    ### BEGIN SOLUTION
    answers = []
    for x in X_new:
        near = [labels[i] for i in np.argsort(((X - x) ** 2).sum(axis=1))[:k]]
        answers.append(max(near, key=near.count))
    return answers
    ### END SOLUTION

# %% honest
def nearest(X, labels, X_new, k):
    distances, words = np.linalg.norm(X_new[:, None] - X[None], axis=2), np.array(labels)
    votes = words[np.argsort(distances, axis=1)[:, :k]] == "spam"
    return np.where(votes.mean(axis=1) > 0.5, "spam", "ham")

# %% honest
def nearest(X, labels, X_new, k):
    def label(x):
        near = sorted(zip(X, labels), key=lambda pair: np.hypot(*(pair[0] - x)))[:k]
        return "Spam" if sum(word == "spam" for _, word in near) * 2 > k else "Ham"
    return tuple(map(label, X_new))

# %% wrong: always the same
def nearest(X, labels, X_new, k):
    return ["ham"] * len(X_new)

# %% wrong: numbers in place of words
def nearest(X, labels, X_new, k):
    return [int(labels[np.argmin(((X - x) ** 2).sum(axis=1))] == "spam") for x in X_new]

# %% wrong: the farthest
def nearest(X, labels, X_new, k):
    return [labels[np.argmax(((X - x) ** 2).sum(axis=1))] for x in X_new]
