import statistics

LIMIT = statistics.mean([2.0, 4.0])


def bowl(w):
    return LIMIT * w
