"""Tests in the manner of a course's public ones: one data point or three, one lambda, at most two steps."""

import numpy as np
import pytest

MAX_ITERS = 2
GAMMA = 0.1
RTOL, ATOL = 1e-4, 1e-8


@pytest.fixture
def student():
    import implementations

    return implementations


@pytest.fixture
def y():
    return np.array([0.1, 0.3, 0.5])


@pytest.fixture
def tx():
    return np.array([[2.3, 3.2], [1.0, 0.1], [1.4, 2.3]])


@pytest.fixture
def initial_w():
    return np.array([0.5, 1.0])


def test_mean_squared_error_gd_0_step(student, y, tx):
    expected_w = np.array([0.413044, 0.875757])
    w, loss = student.mean_squared_error_gd(y, tx, expected_w, 0, GAMMA)
    np.testing.assert_allclose(w, expected_w, rtol=RTOL, atol=ATOL)
    np.testing.assert_allclose(loss, 2.959836, rtol=RTOL, atol=ATOL)
    assert loss.ndim == 0
    assert w.shape == expected_w.shape


def test_mean_squared_error_gd(student, y, tx, initial_w):
    w, loss = student.mean_squared_error_gd(y, tx, initial_w, MAX_ITERS, GAMMA)
    np.testing.assert_allclose(w, [-0.050586, 0.203718], rtol=RTOL, atol=ATOL)
    np.testing.assert_allclose(loss, 0.051534, rtol=RTOL, atol=ATOL)


def test_mean_squared_error_sgd(student, y, tx, initial_w):
    # one data point, so that chance decides nothing
    w, loss = student.mean_squared_error_sgd(y[:1], tx[:1], initial_w, MAX_ITERS, GAMMA)
    np.testing.assert_allclose(w, [0.063058, 0.39208], rtol=RTOL, atol=ATOL)
    np.testing.assert_allclose(loss, 0.844595, rtol=RTOL, atol=ATOL)


def test_ridge_regression_lambda0(student, y, tx):
    w, loss = student.ridge_regression(y, tx, 0)
    np.testing.assert_allclose(w, [0.218786, -0.053837], rtol=RTOL, atol=ATOL)
    np.testing.assert_allclose(loss, 0.026942, rtol=RTOL, atol=ATOL)


def test_ridge_regression_lambda1(student, y, tx):
    w, loss = student.ridge_regression(y, tx, 1)
    np.testing.assert_allclose(w, [0.054303, 0.042713], rtol=RTOL, atol=ATOL)
    np.testing.assert_allclose(loss, 0.03175, rtol=RTOL, atol=ATOL)


def test_reg_logistic_regression(student, y, tx, initial_w):
    y = (y > 0.2) * 1.0
    w, loss = student.reg_logistic_regression(y, tx, 1.0, initial_w, MAX_ITERS, GAMMA)
    np.testing.assert_allclose(w, [0.216062, 0.467747], rtol=RTOL, atol=ATOL)
    np.testing.assert_allclose(loss, 0.972165, rtol=RTOL, atol=ATOL)
