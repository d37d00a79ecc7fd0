schedule = {"Line Search", "1/K"}
rate = 7 / 16 + 0.01
names = {"look_ahead": "the  nesterovian method", "norm": None}
essay = '''Since <b>sums</b>
of 1/k diverge.'''
