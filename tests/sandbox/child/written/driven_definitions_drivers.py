
def one(Total, numbers):
    total = Total()
    return [total.add(float(x)) for x in numbers][-1]

def trained(model, numbers):
    for x in numbers: model.add(float(x))
    return model.total

def sent(model, numbers):
    return [model.send(float(x)) for x in numbers][-1]

def by_names(make, Total, numbers):
    return one(Total, numbers) + (0 if make is None else make().add(0.0))

def unchanged(scale, numbers):
    before = numbers.copy()
    scaled = scale(numbers)
    assert (numbers == before).all(), "numbers were changed"
    return scaled

def with_a_model(Total, model, numbers):
    return one(Total, numbers), trained(model, numbers)
