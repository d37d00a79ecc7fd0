"""
# 142. Statistics courses: theta_hat, a variable: the line that fits the data of the handout
# Note: the driver reads the variable; there is one case, without an argument.
[[question]]
name = "theta_hat"
title = "The line that fits the data"
signature = "theta_hat"
driver = "drivers.py:of_variable"
returns = "array"
points = 1
  [[question.case]]
"""
# %% drivers.py
def of_variable(theta_hat):
    return theta_hat

# %% solution
x_seen = np.array([0.0, 1.0, 2.0, 4.0])
y_seen = np.array([0.9, 3.1, 5.2, 8.7])
theta_hat = None
### BEGIN SOLUTION
theta_hat = np.polyfit(x_seen, y_seen, 1)
### END SOLUTION

# %% honest
x_seen = np.array([0.0, 1.0, 2.0, 4.0])
y_seen = np.array([0.9, 3.1, 5.2, 8.7])
A = np.c_[x_seen, np.ones(4)]
theta_hat = np.linalg.solve(A.T @ A, A.T @ y_seen)

# %% honest
theta_hat = [1.94, 1.08]

# %% wrong: the other order
x_seen = np.array([0.0, 1.0, 2.0, 4.0])
y_seen = np.array([0.9, 3.1, 5.2, 8.7])
theta_hat = np.polyfit(x_seen, y_seen, 1)[::-1]

# %% wrong: a square
x_seen = np.array([0.0, 1.0, 2.0, 4.0])
y_seen = np.array([0.9, 3.1, 5.2, 8.7])
theta_hat = np.polyfit(x_seen, y_seen, 2)

# %% wrong: a text
theta_hat = "1.9 x + 1.1"
