"""
# 116. Reinforcement learning courses: q_update(Q, state, action, reward, next_state, alpha, gamma), in place -> None
[[question]]
name = "q_update"
title = "One step of Q-learning, in place"
signature = "q_update(Q, state, action, reward, next_state, alpha, gamma)"
driver = "drivers.py:updated"
returns = { start = { left = "number", right = "number" }, middle = { left = "number", right = "number" } }
points = 3
  [[question.case]]
  Q = { start = { left = 0.0, right = 0.5 }, middle = { left = 1.0, right = -0.2 } }
  steps = [{ state = "start", action = "right", reward = 1.0, next_state = "middle" }]
  alpha = 0.1
  gamma = 0.9
  [[question.case]]
  Q = { start = { left = 0.3, right = 0.5 }, middle = { left = -1.0, right = 0.7 } }
  steps = [{ state = "middle", action = "right", reward = -0.5, next_state = "start" }, { state = "start", action = "left", reward = 2.0 }]
  alpha = 0.4
  gamma = 0.8
  hidden = true
"""
# %% drivers.py
def updated(q_update, Q, steps, alpha, gamma):
    for step in steps:
        q_update(Q, step["state"], step["action"], step["reward"], step.get("next_state"), alpha, gamma)
    return Q

# %% solution
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    """`next_state` is None where the episode ends."""
    ### BEGIN SOLUTION
    future = 0.0 if next_state is None else max(Q[next_state].values())
    Q[state][action] += alpha * (reward + gamma * future - Q[state][action])
    ### END SOLUTION

# %% honest
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    target = reward
    if next_state is not None:
        target = target + gamma * max(Q[next_state][a] for a in Q[next_state])
    Q[state][action] = (1 - alpha) * Q[state][action] + alpha * target

# %% honest
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    best = np.max(list(Q[next_state].values())) if next_state else 0
    Q[state].update({action: Q[state][action] + alpha * (reward + gamma * best - Q[state][action])})
    return Q

# %% wrong: the value of the same action (SARSA)
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    future = 0.0 if next_state is None else Q[next_state][action]
    Q[state][action] += alpha * (reward + gamma * future - Q[state][action])

# %% wrong: a copy is changed
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    import copy
    Q = copy.deepcopy(Q)
    future = 0.0 if next_state is None else max(Q[next_state].values())
    Q[state][action] += alpha * (reward + gamma * future - Q[state][action])
    return Q

# %% wrong: the end of an episode is forgotten
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    Q[state][action] += alpha * (reward + gamma * max(Q[next_state].values()) - Q[state][action])
