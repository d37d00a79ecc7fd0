
import jax, numpy as np
jax.config.update("jax_enable_x64", True)
from reference import one_bit_adam, one_bit_lamb
from reference.workers import descend_together

def cost(w, share):
    return ((w - share) ** 2).sum() + w[0] * w[1]

shares = np.array([[0.5, 1.0], [-1.0, 0.3], [0.2, -0.4], [0.9, 0.9]])
assert len(jax.devices()) == 4
for method, more in ((one_bit_adam, {}), (one_bit_lamb, {"decay": 0.1})):
    numbers = dict(alpha=0.05, beta1=0.7, beta2=0.9, eps=0.1, warmup=4, **more)
    one = descend_together(method, cost, np.array([1.3, -0.7]), shares, 12, **numbers)
    four = descend_together(method, cost, np.array([1.3, -0.7]), shares, 12, devices=jax.devices(), **numbers)
    assert len(four.weights.sharding.device_set) == 4
    for a, b in zip(jax.tree.leaves(one), jax.tree.leaves(four), strict=True):
        print(np.abs(np.asarray(a) - np.asarray(b)).max())
