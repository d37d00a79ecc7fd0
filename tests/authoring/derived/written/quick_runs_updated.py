
import jax
import jax.numpy as jnp
def descend(g, alpha, w):
    ### BEGIN SOLUTION
    slope, w = jax.grad(g), jnp.asarray(w)
    points, mean = [w], w / 2
    for _ in range(2):
        w -= alpha * slope(w)
        mean += w / 2
        points.append(mean)
    return jnp.stack(points), g(w)
    ### END SOLUTION
