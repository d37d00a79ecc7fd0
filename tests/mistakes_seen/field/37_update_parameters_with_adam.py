import numpy as np

# %% single uncorrected_step: the step is made of v and s as they are, not of the corrected ones
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    vc, sc = {}, {}
    for k in grads:
        v[k] = beta1 * v[k] + (1 - beta1) * grads[k]
        s[k] = beta2 * s[k] + (1 - beta2) * grads[k] ** 2
        vc[k] = v[k] / (1 - beta1**t)
        sc[k] = s[k] / (1 - beta2**t)
        parameters[k[1:]] = parameters[k[1:]] - learning_rate * v[k] / (np.sqrt(s[k]) + epsilon)
    return parameters, v, s, vc, sc

# %% single epsilon_inside: epsilon stands inside the root
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    L = len(parameters) // 2
    vc, sc = {}, {}
    for l in range(1, L + 1):
        for n in ("W", "b"):
            k = f"d{n}{l}"
            v[k] = beta1 * v[k] + (1 - beta1) * grads[k]
            s[k] = beta2 * s[k] + (1 - beta2) * grads[k] ** 2
            vc[k] = v[k] / (1 - beta1**t)
            sc[k] = s[k] / (1 - beta2**t)
            parameters[f"{n}{l}"] = parameters[f"{n}{l}"] - learning_rate * vc[k] / np.sqrt(sc[k] + epsilon)
    return parameters, v, s, vc, sc

# %% single t_fixed_at_one: the bias correction has no power of t
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    vc, sc = {}, {}
    for k in grads:
        v[k] = beta1 * v[k] + (1 - beta1) * grads[k]
        s[k] = beta2 * s[k] + (1 - beta2) * grads[k] ** 2
        vc[k] = v[k] / (1 - beta1)
        sc[k] = s[k] / (1 - beta2)
        name = k[1:]
        parameters[name] = parameters[name] - learning_rate * vc[k] / (np.sqrt(sc[k]) + epsilon)
    return parameters, v, s, vc, sc

# %% single gradient_not_squared: s averages the gradient and not its square
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    v = {k: beta1 * v[k] + (1 - beta1) * grads[k] for k in v}
    s = {k: beta2 * s[k] + (1 - beta2) * np.abs(grads[k]) for k in s}
    vc = {k: v[k] / (1 - beta1**t) for k in v}
    sc = {k: s[k] / (1 - beta2**t) for k in s}
    p = {k: parameters[k] - learning_rate * vc["d" + k] / (np.sqrt(sc["d" + k]) + epsilon) for k in parameters}
    return p, v, s, vc, sc

# %% single beta1_for_s: s is corrected with beta1
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    v = {k: beta1 * v[k] + (1 - beta1) * grads[k] for k in v}
    s = {k: beta2 * s[k] + (1 - beta2) * grads[k] ** 2 for k in s}
    vc = {k: v[k] / (1 - beta1**t) for k in v}
    sc = {k: s[k] / (1 - beta1**t) for k in s}
    p = {k: parameters[k] - learning_rate * vc["d" + k] / (np.sqrt(sc["d" + k]) + epsilon) for k in parameters}
    return p, v, s, vc, sc

# %% whole copy_paste_b: the usual long form, in which db1 is updated with dW1's names left over in its correction and + in the step of b
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    L = len(parameters) // 2
    v_corrected = {}
    s_corrected = {}
    for l in range(1, L + 1):
        v["dW" + str(l)] = beta1 * v["dW" + str(l)] + (1 - beta1) * grads["dW" + str(l)]
        v["db" + str(l)] = beta1 * v["db" + str(l)] + (1 - beta1) * grads["db" + str(l)]
        v_corrected["dW" + str(l)] = v["dW" + str(l)] / (1 - beta1**t)
        v_corrected["db" + str(l)] = v["db" + str(l)] / (1 - beta1**t)
        s["dW" + str(l)] = beta2 * s["dW" + str(l)] + (1 - beta2) * np.power(grads["dW" + str(l)], 2)
        s["db" + str(l)] = beta2 * s["db" + str(l)] + (1 - beta2) * np.power(grads["db" + str(l)], 2)
        s_corrected["dW" + str(l)] = s["dW" + str(l)] / (1 - beta2**t)
        s_corrected["db" + str(l)] = s["db" + str(l)]
        W, b = parameters["W" + str(l)], parameters["b" + str(l)]
        parameters["W" + str(l)] = W - learning_rate * v_corrected["dW" + str(l)] / (
            np.sqrt(s_corrected["dW" + str(l)]) + epsilon
        )
        parameters["b" + str(l)] = b + learning_rate * v_corrected["db" + str(l)] / (
            np.sqrt(s_corrected["db" + str(l)]) + epsilon
        )
    return parameters, v, s, v_corrected, s_corrected

# %% whole corrected_in_place: v and s are overwritten by their corrected values, and returned twice
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for key in grads:
        v[key] = (beta1 * v[key] + (1 - beta1) * grads[key]) / (1 - beta1**t)
        s[key] = (beta2 * s[key] + (1 - beta2) * np.square(grads[key])) / (1 - beta2**t)
        parameters[key[1:]] = parameters[key[1:]] - learning_rate * v[key] / (np.sqrt(s[key]) + epsilon)
    return parameters, v, s, v, s

# %% whole plain_momentum_mix: the step divides by s and not by its root; learning_rate is decayed by sqrt(t)
def ema(old, new, beta):
    return beta * old + (1 - beta) * new

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    lr = learning_rate / np.sqrt(t)
    v = {k: ema(v[k], grads[k], beta1) for k in grads}
    s = {k: ema(s[k], grads[k] ** 2, beta2) for k in grads}
    v_c = {k: v[k] / (1 - beta1**t) for k in grads}
    s_c = {k: s[k] / (1 - beta2**t) for k in grads}
    new = {}
    for name in ["W1", "b1"]:
        new[name] = parameters[name] - lr * v_c["d" + name] / (s_c["d" + name] + epsilon)
    return new, v, s, v_c, s_c
