"""
# 37. DeepLearning.AI course 2: update_parameters_with_adam(...) -> parameters, v, s, v_corrected, s_corrected
[[question]]
name = "update_parameters_with_adam"
title = "Adam on a dictionary of parameters"
signature = "update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8)"
returns = [{ parameters = { W1 = "array", b1 = "array" } }, { v = { dW1 = "array", db1 = "array" } }, { s = { dW1 = "array", db1 = "array" } }, { v_corrected = { dW1 = "array", db1 = "array" } }, { s_corrected = { dW1 = "array", db1 = "array" } }]
points = 10
  [[question.case]]
  parameters = { W1 = [[1.0, 2.0]], b1 = [[0.5]] }
  grads = { dW1 = [[0.1, -0.2]], db1 = [[0.3]] }
  v = { dW1 = [[0.05, 0.0]], db1 = [[0.1]] }
  s = { dW1 = [[0.01, 0.02]], db1 = [[0.03]] }
  t = 2
  [[question.case]]
  parameters = { W1 = [[0.455, 0.77, 0.108], [0.103, -1.31, -1.41], [-1.11, 0.246, 1.04]], b1 = [[0.718], [0.132], [0.0503]] }
  grads = { dW1 = [[0.407, 0.107, 0.123], [0.0676, -0.682, -0.521], [-0.4, 0.0923, 0.106]], db1 = [[0.125], [0.819], [0.803]] }
  v = { dW1 = [[0.223, 0.0884, 0.0], [0.0, 0.119, 0.115], [0.119, 0.0, 0.0635]], db1 = [[0.366], [-0.103], [-0.081]] }
  s = { dW1 = [[0.0986, 0.0556, 0.0287], [0.0172, 0.214, 0.164], [0.219, 0.0168, 0.0357]], db1 = [[0.139], [0.218], [0.337]] }
  t = 5
  learning_rate = 0.0584
  beta1 = 0.935
  beta2 = 0.862
  epsilon = 0.00739
  [[question.case]]
  parameters = { W1 = [[0.4, 1.0], [0.2, -1.0]], b1 = [[0.5], [0.1]] }
  grads = { dW1 = [[0.3, 0.2], [0.1, -0.5]], db1 = [[0.2], [0.7]] }
  v = { dW1 = [[0.2, 0.1], [0.0, 0.1]], db1 = [[0.3], [-0.1]] }
  s = { dW1 = [[0.1, 0.04], [0.02, 0.2]], db1 = [[0.1], [0.3]] }
  t = 5
  learning_rate = 0.1
  beta1 = 0.8
  beta2 = 0.9
  epsilon = 0.01
  hidden = true
"""
# %% solution
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    v = {key: beta1 * v[key] + (1 - beta1) * grads[key] for key in v}
    s = {key: beta2 * s[key] + (1 - beta2) * grads[key] ** 2 for key in s}
    v_corrected = {key: v[key] / (1 - beta1**t) for key in v}
    s_corrected = {key: s[key] / (1 - beta2**t) for key in s}
    step = {key: v_corrected[key] / (np.sqrt(s_corrected[key]) + epsilon) for key in v}
    parameters = {key: p - learning_rate * step["d" + key] for key, p in parameters.items()}
    return parameters, v, s, v_corrected, s_corrected

# %% honest
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    L = len(parameters) // 2
    v_corrected, s_corrected = {}, {}
    for l in range(1, L + 1):
        for kind in "Wb":
            key = "d" + kind + str(l)
            v[key] = beta1 * v[key] + (1 - beta1) * grads[key]
            v_corrected[key] = v[key] / (1 - np.power(beta1, t))
            s[key] = beta2 * s[key] + (1 - beta2) * np.power(grads[key], 2)
            s_corrected[key] = s[key] / (1 - np.power(beta2, t))
            parameters[kind + str(l)] -= learning_rate * v_corrected[key] / (np.sqrt(s_corrected[key]) + epsilon)
    return parameters, v, s, v_corrected, s_corrected

# %% honest
import jax
import jax.numpy as jnp
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    tree = jax.tree_util.tree_map
    v = tree(lambda m, g: beta1 * m + (1 - beta1) * g, v, grads)
    s = tree(lambda m, g: beta2 * m + (1 - beta2) * g * g, s, grads)
    v_hat = tree(lambda m: m / (1 - beta1**t), v)
    s_hat = tree(lambda m: m / (1 - beta2**t), s)
    new = {k: jnp.asarray(p) - learning_rate * v_hat["d" + k] / (jnp.sqrt(s_hat["d" + k]) + epsilon) for k, p in parameters.items()}
    return new, v, s, v_hat, s_hat

# %% wrong: no bias correction in the step
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    vc, sc = {}, {}
    for k in v:
        v[k] = beta1 * v[k] + (1 - beta1) * grads[k]
        s[k] = beta2 * s[k] + (1 - beta2) * grads[k] ** 2
        vc[k], sc[k] = v[k] / (1 - beta1**t), s[k] / (1 - beta2**t)
        parameters[k[1:]] = parameters[k[1:]] - learning_rate * v[k] / (np.sqrt(s[k]) + epsilon)
    return parameters, v, s, vc, sc

# %% wrong: epsilon inside the root
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    vc, sc = {}, {}
    for k in v:
        v[k] = beta1 * v[k] + (1 - beta1) * grads[k]
        s[k] = beta2 * s[k] + (1 - beta2) * grads[k] ** 2
        vc[k], sc[k] = v[k] / (1 - beta1**t), s[k] / (1 - beta2**t)
        parameters[k[1:]] = parameters[k[1:]] - learning_rate * vc[k] / np.sqrt(sc[k] + epsilon)
    return parameters, v, s, vc, sc

# %% wrong: learning rate written into the code
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    vc, sc = {}, {}
    for k in v:
        v[k] = beta1 * v[k] + (1 - beta1) * grads[k]
        s[k] = beta2 * s[k] + (1 - beta2) * grads[k] ** 2
        vc[k], sc[k] = v[k] / (1 - beta1**t), s[k] / (1 - beta2**t)
        parameters[k[1:]] = parameters[k[1:]] - 0.01 * vc[k] / (np.sqrt(sc[k]) + epsilon)
    return parameters, v, s, vc, sc
