import time


def quartic_minimizer():
    while True:
        time.sleep(0.1)
