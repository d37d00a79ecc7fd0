import numpy as np

# %% single beta1_for_both: the line of m_hat was copied for v_hat, which is divided by 1 - beta1^t instead of 1 - beta2^t
def adam_optimizer(f, grad, x0, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, num_iterations=10):
    x = x0
    m = np.zeros_like(x)
    v = np.zeros_like(x)
    for t in range(1, num_iterations + 1):
        g = grad(x)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta1**t)
        x = x - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return x

# %% whole two_steps: Adam is taken for a momentum step followed by an RMSprop step, each moves x by itself, instead of one quotient of the averaged gradient and the root
def adam_optimizer(f, grad, x0, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, num_iterations=10):
    position = np.array(x0, dtype=float)
    velocity = np.zeros(position.shape)
    squares = np.zeros(position.shape)
    count = 0
    while count < num_iterations:
        count += 1
        slope = np.asarray(grad(position))
        # momentum
        velocity = beta1 * velocity + (1 - beta1) * slope
        position = position - learning_rate * velocity / (1 - beta1**count)
        # RMSprop
        squares = beta2 * squares + (1 - beta2) * slope * slope
        rms = np.sqrt(squares / (1 - beta2**count))
        position = position - learning_rate * slope / (rms + epsilon)
    return position
