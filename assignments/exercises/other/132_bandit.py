"""
# 132. Reinforcement learning courses: class UCB1: __init__(arms, c), choose(), update(arm, reward), estimates
# Note: the driver plays; its arms pay by a generator of the case.
[[question]]
name = "ucb"
title = "The upper confidence bound of a bandit"
signature = "class UCB1"
driver = "drivers.py:play"
returns = [{ arms = "array" }, { estimates = "array" }, { regret = "history" }]
points = 5
  [[question.case]]
  means = [0.2, 0.8, 0.5]
  c = 1.0
  rounds = 12
  rng = { rng = 1 }
  [[question.case]]
  means = [0.5, 0.1]
  c = 0.3
  rounds = 20
  rng = { rng = 7 }
  hidden = true
"""
# %% drivers.py
def play(UCB1, means, c, rounds, rng):
    bandit, arms, regret = UCB1(len(means), c), [], [0.0]
    for _ in range(rounds):
        arm = bandit.choose()
        bandit.update(arm, float(rng.random() < means[arm]))
        arms.append(arm)
        regret.append(regret[-1] + max(means) - means[arm])
    return arms, bandit.estimates, regret

# %% solution
class UCB1:
    """Each arm once, in order; then the one of the largest estimate + c sqrt(2 log(pulls of all) / its pulls)."""

    def __init__(self, arms, c):
        ### BEGIN SOLUTION
        self.counts, self.estimates, self.c = np.zeros(arms, dtype=int), np.zeros(arms), c
        ### END SOLUTION

    def choose(self):
        ### BEGIN SOLUTION
        if 0 in self.counts:
            return int(np.argmin(self.counts))
        return int(np.argmax(self.estimates + self.c * np.sqrt(2 * np.log(self.counts.sum()) / self.counts)))
        ### END SOLUTION

    def update(self, arm, reward):
        ### BEGIN SOLUTION
        self.counts[arm] += 1
        self.estimates[arm] += (reward - self.estimates[arm]) / self.counts[arm]
        ### END SOLUTION

# %% honest
class UCB1:
    def __init__(self, arms, c):
        self.c = c
        self.rewards = [[] for _ in range(arms)]

    @property
    def estimates(self):
        return [sum(r) / len(r) if r else 0.0 for r in self.rewards]

    def choose(self):
        t = sum(map(len, self.rewards))
        bounds = [sum(r) / len(r) + self.c * (2 * np.log(t) / len(r)) ** 0.5 if r else np.inf for r in self.rewards]
        return bounds.index(max(bounds))

    def update(self, arm, reward):
        self.rewards[arm].append(reward)

# %% honest
import math
from dataclasses import dataclass, field

@dataclass
class UCB1:
    arms: int
    c: float
    n: dict = field(default_factory=dict)
    total: dict = field(default_factory=dict)

    def choose(self):
        for arm in range(self.arms):
            if arm not in self.n:
                return arm
        t = sum(self.n.values())
        return max(self.n, key=lambda a: self.total[a] / self.n[a] + self.c * math.sqrt(2 * math.log(t) / self.n[a]))

    def update(self, arm, reward):
        self.n[arm] = self.n.get(arm, 0) + 1
        self.total[arm] = self.total.get(arm, 0) + reward

    estimates = property(lambda self: np.array([self.total[a] / self.n[a] for a in range(self.arms)]))

# %% wrong: without the factor 2
class UCB1:
    def __init__(self, arms, c):
        self.counts, self.estimates, self.c = np.zeros(arms, dtype=int), np.zeros(arms), c
    def choose(self):
        if 0 in self.counts:
            return int(np.argmin(self.counts))
        return int(np.argmax(self.estimates + self.c * np.sqrt(np.log(self.counts.sum()) / self.counts)))
    def update(self, arm, reward):
        self.counts[arm] += 1
        self.estimates[arm] += (reward - self.estimates[arm]) / self.counts[arm]

# %% wrong: the estimate moves by all of the reward
class UCB1:
    def __init__(self, arms, c):
        self.counts, self.estimates, self.c = np.zeros(arms, dtype=int), np.zeros(arms), c
    def choose(self):
        if 0 in self.counts:
            return int(np.argmin(self.counts))
        return int(np.argmax(self.estimates + self.c * np.sqrt(2 * np.log(self.counts.sum()) / self.counts)))
    def update(self, arm, reward):
        self.counts[arm] += 1
        self.estimates[arm] += reward / self.counts[arm]

# %% wrong: greedy after the first round
class UCB1:
    def __init__(self, arms, c):
        self.counts, self.estimates = np.zeros(arms, dtype=int), np.zeros(arms)
    def choose(self):
        return int(np.argmin(self.counts)) if 0 in self.counts else int(np.argmax(self.estimates))
    def update(self, arm, reward):
        self.counts[arm] += 1
        self.estimates[arm] += (reward - self.estimates[arm]) / self.counts[arm]
