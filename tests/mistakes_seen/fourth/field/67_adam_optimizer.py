import numpy as np

# %% single one_too_few: the loop runs over range(1, num_iterations), one iteration too few
def adam_optimizer(f, grad, x0, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, num_iterations=10):
    x = np.array(x0, dtype=float)
    m = np.zeros_like(x)
    v = np.zeros_like(x)
    for t in range(1, num_iterations):
        g = grad(x)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        x = x - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return x

# %% single correction_beta_one: the second moment's bias correction uses beta1, v / (1 - beta1^t), in place of beta2 (copied from the line above)
def adam_optimizer(f, grad, x0, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, num_iterations=10):
    x, first, second, t = x0.copy(), 0.0, 0.0, 0
    while t < num_iterations:
        t += 1
        gradient = np.asarray(grad(x))
        first = beta1 * first + (1.0 - beta1) * gradient
        second = beta2 * second + (1.0 - beta2) * np.square(gradient)
        first_unbiased = first / (1.0 - beta1**t)
        second_unbiased = second / (1.0 - beta1**t)
        x = x - learning_rate * first_unbiased / (np.sqrt(second_unbiased) + epsilon)
    return x

# %% whole gradient_at_start: the gradient is evaluated at the start x0 in every iteration in place of at the present point x
class AdamState:
    def __init__(self, shape, beta1, beta2):
        self.m, self.v, self.t = np.zeros(shape), np.zeros(shape), 0
        self.beta1, self.beta2 = beta1, beta2

    def update(self, g):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g**2

    def hats(self):
        return self.m / (1 - self.beta1**self.t), self.v / (1 - self.beta2**self.t)


def adam_optimizer(f, grad, x0, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, num_iterations=10):
    state = AdamState(x0.shape, beta1, beta2)
    x = np.copy(x0)
    for _ in range(num_iterations):
        state.update(grad(x0))
        m_hat, v_hat = state.hats()
        x -= learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return x

# %% whole count_per_coordinate: the step count t is raised in the inner loop over the coordinates, so it grows by the number of coordinates in each iteration (and differs between coordinates) in place of by 1, and the bias corrections are wrong
def adam_optimizer(f, grad, x0, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, num_iterations=10):
    dim = len(x0)
    x = [float(value) for value in x0]
    m = [0.0] * dim
    v = [0.0] * dim
    t = 0
    for iteration in range(num_iterations):
        slopes = grad(np.array(x))
        for i in range(dim):
            t += 1
            m[i] = beta1 * m[i] + (1 - beta1) * slopes[i]
            v[i] = beta2 * v[i] + (1 - beta2) * slopes[i] ** 2
            mh = m[i] / (1 - beta1**t)
            vh = v[i] / (1 - beta2**t)
            x[i] = x[i] - learning_rate * mh / (vh**0.5 + epsilon)
        print(iteration, f(np.array(x)))
    return np.array(x)
