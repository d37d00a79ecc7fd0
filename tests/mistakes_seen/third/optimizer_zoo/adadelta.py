import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single u_averages_the_scaled_steps: u averages the squares of alpha d in place of the squares of d
def adadelta(g, alpha, rho, eps, max_its, w):
    gradient = jax.grad(g)
    u, v = 0 * w, 0 * w
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        grad = gradient(w)
        v = rho * v + (1 - rho) * grad**2
        step = alpha * jnp.sqrt(u + eps) / jnp.sqrt(v + eps) * grad
        u = rho * u + (1 - rho) * step**2
        w = w - step
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single eps_outside_both_roots: eps is added outside both roots, (sqrt(u) + eps) / (sqrt(v) + eps), in place of inside
def adadelta(g, alpha, rho, eps, max_its, w):
    u = v = np.zeros(np.shape(w))
    ws = [w]
    for k in range(max_its):
        d = np.array(jax.grad(g)(ws[k]))
        v = rho * v + (1 - rho) * d**2
        delta = (np.sqrt(u) + eps) / (np.sqrt(v) + eps) * d
        u = rho * u + (1 - rho) * delta**2
        ws.append(ws[k] - alpha * delta)
    return ws, [g(w) for w in ws]


# %% whole alpha_ignored: the argument alpha is ignored, w^k = w^(k-1) - d^k as in the paper
def rms(x, eps):
    return (x + eps) ** 0.5


def adadelta(g, alpha, rho, eps, max_its, w):
    f = jax.value_and_grad(g)
    acc_grad = 0.0
    acc_step = 0.0
    weight_history = [w]
    cost_history = []
    for t in range(max_its):
        cost, grad_t = f(w)
        cost_history.append(cost)
        acc_grad = rho * acc_grad + (1 - rho) * grad_t**2
        step = -rms(acc_step, eps) / rms(acc_grad, eps) * grad_t
        acc_step = rho * acc_step + (1 - rho) * step**2
        w = w + step
        weight_history.append(w)
    cost_history.append(g(w))
    return weight_history, cost_history


# %% whole d_with_the_old_v: d is made with v^(k-1), because v is updated only at the end of the step, in place of with the new v^k
def adadelta(g, alpha, rho, eps, max_its, w):
    W = np.zeros((max_its + 1,) + np.shape(w))
    C = np.zeros(max_its + 1)
    W[0] = w
    C[0] = g(w)
    E_d = np.zeros(np.shape(w))
    E_g = np.zeros(np.shape(w))
    for k in range(1, max_its + 1):
        gk = np.array(jax.grad(g)(W[k - 1]))
        d = np.sqrt(E_d + eps) / np.sqrt(E_g + eps) * gk
        W[k] = W[k - 1] - alpha * d
        C[k] = g(W[k])
        # running averages
        E_g = rho * E_g + (1 - rho) * gk**2
        E_d = rho * E_d + (1 - rho) * d**2
    return W, C
