# Style: the course's own script, as handed in: `python hw2.py` draws two figures; everything that runs stands behind the guard. float32; 1/k
import jax.numpy as np
from jax import grad
import matplotlib.pyplot as plt


def cost_func(w):
    return 1/50*(w**4 + w**2 + 10*w)


def gradient_func(w):
    return 2/25*w**3 + 1/25*w + 1/5


def gradient_descent(g, gradient, alpha, max_its, w):
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        grad_eval = gradient(w)
        w = w - alpha*grad_eval
        cost_history.append(g(w))
    return cost_history


def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    gradient = grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        if diminishing_alpha == True:
            alpha = 1/float(k)
        grad_eval = gradient(w)
        w = w - alpha*grad_eval
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


def run_task1():
    print('g(2) =', cost_func(2.0), "g'(2) =", gradient_func(2.0))
    for alpha in [10**0, 10**-1, 10**-2]:
        plt.plot(gradient_descent(cost_func, gradient_func, alpha, 1000, 2.0))
    plt.savefig('task1.png')


def run_task2():
    g = lambda w: np.abs(w)
    _, fixed = gradient_descent_auto(g, 0.5, 20, 2.0)
    _, shrinking = gradient_descent_auto(g, None, 20, 2.0, diminishing_alpha=True)
    plt.plot(fixed)
    plt.plot(shrinking)
    plt.savefig('task2.png')


if __name__ == '__main__':
    run_task1()
    run_task2()
    input('press enter to close')
