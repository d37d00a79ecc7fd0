from functions import L2Regularization, Parameter, rosenbrock


def sgd_steps(SGD, W, b, W_grads, b_grads, lr, momentum, weight_decay):
    params = [Parameter(W), Parameter(b)]
    optimizer = SGD(params, lr, momentum, weight_decay)
    for gradients in zip(W_grads, b_grads):
        for parameter, gradient in zip(params, gradients):
            parameter.grad = gradient
        optimizer.step()
    return {"W": params[0].data, "b": params[1].data}


def hinge_forward(HingeLoss, X, w, y, reg_param):
    return HingeLoss(L2Regularization(reg_param)).forward(X, w, y)


def fit_and_predict(LogisticRegression, x, y):
    model = LogisticRegression()
    model.fit(x, y)
    return model.theta, model.predict(x)


def learning_rates(StepLRScheduler, initial_lr, step_size, gamma, epochs):
    scheduler = StepLRScheduler(initial_lr, step_size, gamma)
    return [scheduler.get_lr(int(epoch)) for epoch in epochs]


def gradients(num_grad, points, delta):
    gradient = num_grad(rosenbrock, delta)
    return [gradient(point) for point in points]


def forward_backward(Linear, MSELoss, W, b, A, Y):
    layer, criterion = Linear(W, b), MSELoss()
    loss = criterion.forward(layer.forward(A), Y)
    layer.backward(criterion.backward())
    return loss, {"dLdW": layer.dLdW, "dLdb": layer.dLdb}


def in_place(sgd, w, b, w_grad, b_grad, lr, batch_size):
    sgd([w, b], [w_grad, b_grad], lr, batch_size)
    return {"w": w, "b": b}
