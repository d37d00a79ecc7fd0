def quartic_minimizer():
    return -1.23
