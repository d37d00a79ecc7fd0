# Style: plain Python: float(...) around everything, lists of lists; tabs; a module of its own name is imported late; float32 gradients; 1/k
import math


def cost_func(w):
	return math.fsum([w ** 4, w ** 2, 10 * w]) / 50


def gradient_func(w):
	return math.fsum([4 * w ** 3, 2 * w, 10]) / 50


def plain(x):
	return [float(v) for v in x] if getattr(x, "ndim", 0) else float(x)


def moved(w, d, alpha):
	if isinstance(w, list):
		return [a - alpha * b for a, b in zip(w, d)]
	return w - alpha * d


def gradient_descent(g, gradient, alpha, max_its, w):
	import numpy
	w = plain(w)
	costs = [float(g(numpy.array(w)))]
	for _ in range(max_its):
		w = moved(w, plain(gradient(numpy.array(w))), alpha)
		costs.append(float(g(numpy.array(w))))
	return costs


def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
	import jax
	import numpy
	w = plain(w)
	weights, costs = [w], [float(g(numpy.array(w)))]
	slope = jax.grad(g)
	for k in range(1, max_its + 1):
		w = moved(w, plain(slope(numpy.array(w))), 1 / k if diminishing_alpha else alpha)
		weights.append(w)
		costs.append(float(g(numpy.array(w))))
	return weights, costs
