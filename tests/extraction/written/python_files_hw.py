import sys


def double(x):
    return SCALE * x


def triple(x):
    return 3 * x


def half(x):
    return x / 2


SCALE = 2

if __name__ == "__main__":
    print(double(1.0))
    input("press enter")
    sys.exit("done")
