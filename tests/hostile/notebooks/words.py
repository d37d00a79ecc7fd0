"""Texts that could break a page, a terminal or a JSON file: they are shown, cut and made printable."""

from attack import attack, rows

HTML = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def raises(name, code, **verdict):
    return attack(
        name, f"def gradient_descent(g, alpha, max_its, w):\n    raise {code}", **{"statuses": ("crashed",)} | verdict
    )


ATTACKS = rows(__file__, globals())
ATTACKS += [
    *(
        attack(
            f"a59_text_that_{name}",
            f"""
class Evil(Exception):
    def __str__(self): {code}
    __repr__ = __format__ = __str__
def gradient_descent(g, alpha, max_its, w):
    raise Evil('x')
""",
            statuses=("crashed",),
        )
        for name, code in {
            "raises": "raise KeyboardInterrupt",
            "exits": "os._exit(0)",
            "is_no_text": "return 5",
            "is_huge": "return 'x' * 10**8",
            "recurses": "return str(self)",
            "raises_itself": "raise self",
        }.items()
    ),
]
