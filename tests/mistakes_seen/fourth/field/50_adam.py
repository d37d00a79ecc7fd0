import numpy as np

# %% single no_root: the step is divided by s_corrected + eps in place of sqrt(s_corrected) + eps (the square root is missing)
def adam(params, states, hyperparams):
    beta1, beta2, eps = 0.9, 0.999, 1e-6
    for p, (v, s) in zip(params, states):
        g = np.array(p.grad)
        v[:] = beta1 * v + (1 - beta1) * g
        s[:] = beta2 * s + (1 - beta2) * np.square(g)
        v_bias_corr = v / (1 - beta1 ** hyperparams["t"])
        s_bias_corr = s / (1 - beta2 ** hyperparams["t"])
        p[:] -= hyperparams["lr"] * v_bias_corr / (s_bias_corr + eps)
    hyperparams["t"] += 1

# %% single count_first: t is raised at the beginning, before the bias corrections use it, in place of at the end, so the corrections are those of t = 2 in the first step, and so on
def adam(params, states, hyperparams):
    b1, b2 = 0.9, 0.999
    hyperparams["t"] += 1
    t = hyperparams["t"]
    for i in range(len(params)):
        p = params[i]
        v, s = states[i]
        v[:] = b1 * v + (1 - b1) * p.grad
        s[:] = b2 * s + (1 - b2) * p.grad * p.grad
        v_hat, s_hat = v / (1 - b1**t), s / (1 - b2**t)
        p[:] = p - hyperparams["lr"] * v_hat / (np.sqrt(s_hat) + 1e-6)

# %% whole no_correction: the moments v and s are used as they are, without the bias corrections 1 - beta^t
def moving_average(state, beta, value):
    state *= beta
    state += (1 - beta) * value


def adam(params, states, hyperparams):
    lr = hyperparams["lr"]
    eps = 1e-6
    for param, state in zip(params, states):
        momentum, second = state
        gradient = np.asarray(param.grad)
        moving_average(momentum, 0.9, gradient)
        moving_average(second, 0.999, gradient**2)
        param[:] = param - lr * momentum / (np.sqrt(second) + eps)
    hyperparams["t"] = hyperparams["t"] + 1

# %% whole first_moment_sum: the old first moment v is not multiplied with beta1, v = v + (1 - beta1) grad (a growing sum), in place of v = beta1 v + (1 - beta1) grad
def adam(params, states, hyperparams):
    """adam for one step, entry by entry"""
    t = hyperparams["t"]
    c1 = 1 - 0.9**t
    c2 = 1 - 0.999**t
    for p, state in zip(params, states):
        for k in range(len(p)):
            g = float(p.grad[k])
            state[0][k] += (1 - 0.9) * g
            state[1][k] = 0.999 * state[1][k] + (1 - 0.999) * g * g
            root = (state[1][k] / c2) ** 0.5
            p[k] -= hyperparams["lr"] * (state[0][k] / c1) / (root + 1e-6)
    hyperparams["t"] = t + 1
