"""Random inputs have the shape and the meaning of those that they are drawn near."""

import numpy as np

from grader.authoring.running.inputs import drawn


def calls(*positional, **keywords):
    return list(drawn((positional, keywords), np.random.default_rng(1)))


def test_floats_vary_and_what_is_no_number_stays():
    first, *others = calls(np.array([1.23456, -2.0]), 0.1, "mean", flag=True)
    np.testing.assert_array_equal(first[0][0], [1.23, -2.0])
    assert all(call[0][2] == "mean" and call[1] == {"flag": True} for call in others)
    assert len({call[0][1] for call in others}) == len(others)
    assert all(0 < call[0][1] < 1 for call in others)  # a rate stays a rate


def test_labels_stay_labels_and_zeros_become_other_numbers():
    for y, w in [call[0] for call in calls(np.array([0.0, 1.0, 1.0]), np.zeros(2))[1:]]:
        assert set(np.unique(y)) <= {0.0, 1.0, -1.0, -0.0}
        assert (w != 0).all()


def test_a_symmetric_matrix_stays_symmetric():
    matrices = [call[0][0] for call in calls(np.array([[2.0, 1.0], [1.0, 3.0]]))[1:-1]]
    square = [matrix for matrix in matrices if matrix.shape[0] == matrix.shape[1]]
    assert {matrix.shape for matrix in square} == {(2, 2), (3, 3)}
    for matrix in square:
        np.testing.assert_array_equal(matrix, matrix.T)


def test_data_of_one_point_get_a_second_one_in_all_arrays_at_once():
    shapes = {tuple(a.shape for a in call[0]) for call in calls(np.ones((1, 3)), np.array([0.5]), np.ones(3))}
    assert ((2, 3), (2,), (3,)) in shapes
    assert ((1, 4), (1,), (4,)) in shapes


def test_counters_are_larger_in_some_calls():
    assert {call[0][1] for call in calls(np.ones(4), 2)} == {2, 3, 4}


def test_large_data_are_cut_equal_lengths_to_equal_ones():
    (X, y), _ = calls(np.ones((100, 20)), np.ones(100))[0]
    assert X.shape == (7, 6) and y.shape == (7,)
