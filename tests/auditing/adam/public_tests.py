"""Tests in the manner of an online course: each is handed the function, and takes one step."""

import numpy as np


def parameters():
    return {"W1": np.array([[1.6, -0.6, -0.5], [-1.1, 0.9, -2.3]]), "b1": np.array([[1.7], [-0.8]])}


def initialize_adam_test(target):
    v, s = target(parameters())
    assert type(v) is dict and type(s) is dict, "The averages are dictionaries"
    for name, value in parameters().items():
        assert v["d" + name].shape == value.shape, f"Wrong shape of v for {name}"
        assert np.all(v["d" + name] == 0) and np.all(s["d" + name] == 0)


def update_parameters_with_adam_test(target):
    grads = {"dW1": np.array([[-1.1, 0.2, 0.6], [0.0, -1.1, 1.1]]), "db1": np.array([[-0.3], [0.4]])}
    v = {"dW1": np.zeros((2, 3)), "db1": np.zeros((2, 1))}
    s = {"dW1": np.zeros((2, 3)), "db1": np.zeros((2, 1))}
    new, v, s = target(
        parameters(), grads, v, s, t=2, learning_rate=0.02, beta1=0.9, beta2=0.999, epsilon=1e-2
    )
    assert isinstance(new, dict)
    assert new["W1"].shape == (2, 3)
    assert np.allclose(new["b1"], [[1.7142131], [-0.81437457]], rtol=1e-5)
    assert np.allclose(v["db1"], 0.1 * grads["db1"]), "Wrong v"
    assert np.allclose(s["dW1"], 0.001 * grads["dW1"] ** 2), "Wrong s"
