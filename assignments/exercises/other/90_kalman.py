"""
# 90. Estimation courses: kalman(belief, F, Q, H, R, z) -> belief
[[question]]
name = "kalman"
title = "Predict and update"
signature = "kalman(belief, F, Q, H, R, z)"
returns = { mean = "array", covariance = "array" }
points = 5
  [[question.case]]
  belief = { mean = [0.0, 1.0], covariance = [[1.0, 0.1], [0.1, 2.0]] }
  F = [[1.0, 0.5], [0.0, 1.0]]
  Q = [[0.1, 0.0], [0.0, 0.2]]
  H = [[1.0, 0.0]]
  R = [[0.5]]
  z = [0.7]
  [[question.case]]
  belief = { mean = [1.0, -1.0], covariance = [[2.0, -0.3], [-0.3, 0.5]] }
  F = [[0.9, 0.2], [0.1, 1.1]]
  Q = [[0.3, 0.1], [0.1, 0.2]]
  H = [[1.0, 0.3], [0.0, 1.0]]
  R = [[0.5, 0.1], [0.1, 0.4]]
  z = [0.3, -0.4]
  hidden = true
"""
# %% solution
def kalman(belief, F, Q, H, R, z):
    """Return the belief, a dictionary of mean and covariance, after predicting and after the measurement z."""
    ### BEGIN SOLUTION
    mean = F @ belief["mean"]
    P = F @ belief["covariance"] @ F.T + Q
    S = H @ P @ H.T + R
    K = P @ H.T @ np.linalg.inv(S)
    return {"mean": mean + K @ (z - H @ mean), "covariance": (np.eye(len(mean)) - K @ H) @ P}
    ### END SOLUTION

# %% honest
def kalman(belief, F, Q, H, R, z):
    m, P = F @ belief["mean"], F @ belief["covariance"] @ F.T + Q
    K = np.linalg.solve((H @ P @ H.T + R).T, (P @ H.T).T).T
    I = np.identity(m.size) - K @ H
    belief["mean"] = m + K.dot(z - H.dot(m))
    belief["covariance"] = I @ P @ I.T + K @ R @ K.T
    return belief

# %% honest
def kalman(belief, F, Q, H, R, z):
    m = F.dot(belief["mean"])
    P = Q + F.dot(belief["covariance"]).dot(F.T)
    information = np.linalg.inv(P) + H.T @ np.linalg.inv(R) @ H
    cov = np.linalg.inv(information)
    mean = cov @ (np.linalg.inv(P) @ m + H.T @ np.linalg.inv(R) @ z)
    return {"covariance": cov.tolist(), "mean": mean.reshape(-1, 1)}

# %% wrong: Q is forgotten
def kalman(belief, F, Q, H, R, z):
    mean = F @ belief["mean"]
    P = F @ belief["covariance"] @ F.T
    S = H @ P @ H.T + R
    K = P @ H.T @ np.linalg.inv(S)
    return {"mean": mean + K @ (z - H @ mean), "covariance": (np.eye(len(mean)) - K @ H) @ P}

# %% wrong: the old mean in the innovation
def kalman(belief, F, Q, H, R, z):
    mean = F @ belief["mean"]
    P = F @ belief["covariance"] @ F.T + Q
    S = H @ P @ H.T + R
    K = P @ H.T @ np.linalg.inv(S)
    return {"mean": mean + K @ (z - H @ belief["mean"]), "covariance": (np.eye(len(mean)) - K @ H) @ P}

# %% wrong: a tuple
def kalman(belief, F, Q, H, R, z):
    mean = F @ belief["mean"]
    P = F @ belief["covariance"] @ F.T + Q
    S = H @ P @ H.T + R
    K = P @ H.T @ np.linalg.inv(S)
    return mean + K @ (z - H @ mean), (np.eye(len(mean)) - K @ H) @ P
