quartic_minimizer = -1.2347728250533
