"""
# 39. DeepLearning.AI course 2: initialize_velocity(parameters) -> v; initialize_adam(parameters) -> v, s
[[question]]
name = "initialize_velocity"
title = "Velocities of zeros"
signature = "initialize_velocity(parameters)"
returns = { dW1 = "array", db1 = "array" }
points = 2
  [[question.case]]
  parameters = { W1 = [[1.0, 2.0]], b1 = [[0.5]] }
  [[question.case]]
  parameters = { W1 = [[0.1, 0.2, 0.4], [0.5, 0.4, 0.1]], b1 = [[0.5], [0.2]] }
  hidden = true
[[question]]
name = "initialize_adam"
title = "Moments of zeros"
signature = "initialize_adam(parameters)"
returns = [{ v = { dW1 = "array", db1 = "array" } }, { s = { dW1 = "array", db1 = "array" } }]
points = 2
  [[question.case]]
  parameters = { W1 = [[1.0, 2.0]], b1 = [[0.5]] }
  [[question.case]]
  parameters = { W1 = [[0.1, 0.2, 0.4], [0.5, 0.4, 0.1]], b1 = [[0.5], [0.2]] }
  hidden = true
"""
# %% solution
def initialize_velocity(parameters):
    return {"d" + key: np.zeros(value.shape) for key, value in parameters.items()}

def initialize_adam(parameters):
    v = {"d" + key: np.zeros(value.shape) for key, value in parameters.items()}
    return v, {key: np.zeros(value.shape) for key, value in v.items()}

# %% honest
def initialize_velocity(parameters):
    v = {}
    for l in range(len(parameters) // 2):
        v["dW" + str(l + 1)] = np.zeros_like(parameters["W" + str(l + 1)])
        v["db" + str(l + 1)] = np.zeros_like(parameters["b" + str(l + 1)])
    return v
def initialize_adam(parameters):
    return initialize_velocity(parameters), initialize_velocity(parameters)

# %% honest
def initialize_velocity(parameters):
    return dict([(f"d{name}", (array * 0).tolist()) for name, array in parameters.items()])
def initialize_adam(parameters):
    zeros = {f"d{name}": 0 * array for name, array in parameters.items()}
    return [zeros, zeros]

# %% wrong: the names of the parameters
def initialize_velocity(parameters):
    return {key: np.zeros(value.shape) for key, value in parameters.items()}
def initialize_adam(parameters):
    return [{key: np.zeros(value.shape) for key, value in parameters.items()}] * 2

# %% wrong: ones
def initialize_velocity(parameters):
    return {"d" + key: np.ones(value.shape) for key, value in parameters.items()}
def initialize_adam(parameters):
    return [{"d" + key: np.ones(value.shape) for key, value in parameters.items()}] * 2

# %% wrong: one number each
def initialize_velocity(parameters):
    return {"d" + key: 0.0 for key in parameters}
def initialize_adam(parameters):
    return {"d" + key: 0.0 for key in parameters}
