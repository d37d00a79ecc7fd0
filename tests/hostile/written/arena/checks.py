def check(result, *, arguments, expected):
    return result == 4.0
