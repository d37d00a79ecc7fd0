def gradient(w):
    return {'x': 2.0, 'y': -1.0}
