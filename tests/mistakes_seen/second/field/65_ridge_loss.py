import numpy as np


# %% single square_of_the_sum: the penalty squares the sum of the weights instead of adding up their squares
def ridge_loss(X, w, y_true, alpha):
    mse = np.mean((X @ w - y_true) ** 2)
    return mse + alpha * np.sum(w) ** 2


# %% single penalty_divided_by_n: the penalty stands inside the brackets that are divided by the number of points
def ridge_loss(X, w, y_true, alpha):
    n = X.shape[0]
    residual = y_true - X.dot(w)
    return (residual.dot(residual) + alpha * w.dot(w)) / n


# %% single first_weight_not_penalized: leaves the first weight out of the penalty as if it were an intercept
def ridge_loss(X, w, y_true, alpha):
    y_pred = np.dot(X, w)
    loss = np.mean(np.square(y_true - y_pred))
    return loss + alpha * np.sum(w[1:] ** 2)


# %% whole lasso_with_half: penalizes the absolute values of the weights (lasso), and the mean squared error has a factor 1/2
def ridge_loss(X, w, y_true, alpha):
    n_samples = len(y_true)
    err = X @ w - y_true
    data_fit = (1 / (2 * n_samples)) * np.sum(err**2)
    penalty = alpha * np.linalg.norm(w, 1)
    return data_fit + penalty


# %% whole prediction_not_reset: the loop does not set the prediction back to zero for a new row, so that the predictions of the rows before are added to it
def ridge_loss(X, w, y_true, alpha):
    sq = 0
    pred = 0
    for i in range(len(X)):
        for j in range(len(w)):
            pred += X[i][j] * w[j]
        sq += (y_true[i] - pred) ** 2
    reg = 0
    for j in range(len(w)):
        reg += w[j] ** 2
    return sq / len(X) + alpha * reg
