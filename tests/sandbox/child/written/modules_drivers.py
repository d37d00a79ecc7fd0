
from functions import bowl

def twice(step, w):
    return step(bowl, step(bowl, w))

def uses(thing, w):
    return thing().step(w)

def counts(thing, w):
    return [thing().step(w), thing().step(w)]

def holds(thing, w):
    return thing
