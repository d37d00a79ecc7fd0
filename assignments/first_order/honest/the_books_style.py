# Style: as in the code of "Machine Learning Refined": compute the gradient by compute_value_and_grad, record inside the loop, last point after it. float32.

# %%
import copy

import jax.numpy as np  # the book's `import autograd.numpy as np`, for JAX
from jax import grad as compute_grad
from jax import hessian, jit, value_and_grad, vmap


# %%
# gradient descent function - inputs: g (input function), alpha (steplength parameter), max_its (maximum number of iterations), w (initialization)
def gradient_descent(g, alpha, max_its, w):
    # compute gradient module using jax
    gradient = value_and_grad(g)

    # run the gradient descent loop
    weight_history = []  # container for weight history
    cost_history = []  # container for corresponding cost function history
    alpha_choice = copy.deepcopy(alpha)
    for k in range(1, max_its + 1):
        # check if diminishing steplength rule used
        if alpha_choice == "diminishing":
            alpha = 1 / float(k)
        else:
            alpha = alpha_choice

        # evaluate the gradient, store current weights and cost function value
        cost_eval, grad_eval = gradient(w)
        weight_history.append(copy.deepcopy(w))
        cost_history.append(copy.deepcopy(cost_eval))

        # take gradient descent step
        w = w - alpha * grad_eval

    # collect final weights and final cost function value
    weight_history.append(copy.deepcopy(w))
    cost_history.append(copy.copy(g(w)))
    return weight_history, cost_history


# run gradient descent from several random initial points
def multi_start(g, alpha, max_its, starts):
    weight_histories = []
    cost_histories = []
    for w in copy.deepcopy(starts):
        weight_history, cost_history = gradient_descent(g, alpha, max_its, w)
        weight_histories.append(copy.deepcopy(weight_history))
        cost_histories.append(copy.deepcopy(cost_history))
    # pick out the one with the lowest final cost
    finals = np.array([cost_history[-1] for cost_history in cost_histories])
    ind = np.argmin(finals)
    return weight_histories[ind][-1], cost_histories[ind][-1]


# gradient descent with momentum; z is the exponential average of the negative gradients
def momentum(g, alpha, beta, max_its, w):
    gradient = value_and_grad(g)
    weight_history = []
    cost_history = []
    z = np.zeros(np.shape(w))
    for k in range(1, max_its + 1):
        cost_eval, grad_eval = gradient(w)
        weight_history.append(w)
        cost_history.append(cost_eval)
        z = beta * z + (1 - beta) * (-grad_eval)
        w = w + alpha * z
    weight_history.append(w)
    cost_history.append(g(w))
    return weight_history, cost_history


# component-wise normalized gradient descent
def normalized_gradient_descent(g, alpha, max_its, w, eps=10 ** (-8)):
    gradient = value_and_grad(g)
    weight_history = []
    cost_history = []
    for k in range(1, max_its + 1):
        cost_eval, grad_eval = gradient(w)
        weight_history.append(w)
        cost_history.append(cost_eval)
        # normalize components
        component_norm = np.abs(grad_eval) + eps
        grad_eval = grad_eval / component_norm
        w = w - alpha * grad_eval
    weight_history.append(w)
    cost_history.append(g(w))
    return weight_history, cost_history


# Adam
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    gradient = value_and_grad(g)
    weight_history = []
    cost_history = []
    d = np.zeros(np.shape(w))
    h = np.zeros(np.shape(w))
    for k in range(1, max_its + 1):
        cost_eval, grad_eval = gradient(w)
        weight_history.append(w)
        cost_history.append(cost_eval)
        d = beta1 * d + (1 - beta1) * grad_eval
        h = beta2 * h + (1 - beta2) * grad_eval**2
        d_hat = d / (1 - beta1 ** float(k))
        h_hat = h / (1 - beta2 ** float(k))
        w = w - alpha * d_hat / (h_hat**0.5 + eps)
    weight_history.append(w)
    cost_history.append(g(w))
    return weight_history, cost_history


# coordinate descent
def coordinate_descent(a, b, C, max_its, w):
    # cost function
    g = lambda w: a + np.dot(b.T, w) + np.dot(np.dot(w.T, C), w)

    # record weights at initial iteration
    weight_history = []
    weight_history.append(copy.deepcopy(w))
    cost_history = [g(w)]

    # outer loop: each is a sweep through every variable once
    for k in range(max_its):
        # inner loop: each is a single variable update
        for n in range(len(w)):
            # compute numerator of newton update
            c_n_vec = copy.deepcopy(C[:, n])
            c_nn = c_n_vec[n]
            c_n_vec[n] = 0
            numerator = 2 * np.dot(c_n_vec, w) + b[n]

            # record newton update
            w[n] = -numerator / float(2 * c_nn)
            weight_history.append(copy.deepcopy(w))
            cost_history.append(g(w))
    return weight_history, cost_history


# %%
def stationary_points(g, low, high):
    # derivatives
    g1 = jit(vmap(compute_grad(g)))
    g2 = jit(vmap(compute_grad(compute_grad(g))))
    w = np.linspace(low, high, 3000)
    all_points = []
    for func in [g1, g2]:
        vals = func(w)
        inds = [i for i in np.argwhere(vals[1:] * vals[:-1] < 0).flatten()]
        left = w[np.array(inds, dtype=int)]
        right = w[np.array(inds, dtype=int) + 1]
        signs = np.sign(func(left))
        for j in range(30):
            mid = (left + right) / 2.0
            in_right = np.sign(func(mid)) == signs
            left = np.where(in_right, mid, left)
            right = np.where(in_right, right, mid)
        for val in left:
            if np.abs(compute_grad(g)(val)) < 10 ** (-5):
                if len([s for s in all_points if abs(s - val) < 10 ** (-2)]) == 0:
                    all_points.append(val)
    return all_points


def classify(g, v):
    if np.size(v) == 1:
        left = compute_grad(g)(v - 10 ** (-2))
        right = compute_grad(g)(v + 10 ** (-2))
        if left < 0 and right > 0:
            return "minimum"
        if left > 0 and right < 0:
            return "maximum"
        return "saddle point"
    eigs, _ = np.linalg.eigh(hessian(g)(v))
    if np.min(eigs) > 0:
        return "minimum"
    if np.max(eigs) < 0:
        return "maximum"
    return "saddle point"


def quartic_minimizer():
    # the formula of the lecture; Python floats, since float32 loses digits in 2031^0.5 - 45
    diff = 2031**0.5 - 45
    return diff ** (1 / 3.0) / 6 ** (2 / 3.0) - 1 / (6 * diff) ** (1 / 3.0)


def gradient(w):
    g = lambda w: 2 ** (np.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)) * np.tanh(
        w[1] ** 4 * np.tanh(w[0] + np.sin(0.2 * w[1] ** 2))
    )
    return compute_grad(g)(w)


# %%
answers = {
    "cd_without_derivatives": True,
    "cd_one_direction": True,
    "diminishing_unnecessary": False,
    "stationary_means_minimum": False,
    "descent_every_step": False,
    "perpendicular_to_contour": True,
    "small_step_cures_zigzag": False,
    "jax_differentiates_numpy": False,
}
