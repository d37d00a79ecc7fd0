
def unchanged(scale, x):
    before = x.copy()
    result = scale(x)
    assert (x == before).all(), "x was changed"
    return result

def refused(scale, x):
    return scale(x) + need_list(x)

def need_list(x):
    return x.append(1)

def wrapped(scale, x):
    return scale(lambda point: need_list(point), x)

def in_library(scale, x):
    import json
    return json.dumps(scale(x))
