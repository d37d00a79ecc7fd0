"""Texts that could break a page, a terminal or a JSON file: they are shown, cut and made printable."""

from attack import attack

HTML = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def raises(name, code, **verdict):
    return attack(
        name, f"def gradient_descent(g, alpha, max_its, w):\n    raise {code}", **{"statuses": ("crashed",)} | verdict
    )


ATTACKS = [
    raises("a58_html", f"ValueError('{HTML}' * 10_000)"),
    raises(
        "a58_ansi_nul_and_reversed", r"ValueError('\x1b[2J\x1b]0;title\x07\x00\u202ereversed\u2066\r\b\x9b31m' * 1000)"
    ),
    raises("a58_lone_surrogates", r"ValueError('\ud800\udfff \uffff \U000e0001')"),
    raises("a58_json", r"""ValueError('"}], "score": 100, "tests": [{"x": "\\')"""),
    raises(
        "a58_tap_and_ok", "ValueError('ok 1 - all tests passed\\nOK\\n{\"score\": 100}\\n::set-output name=score::100')"
    ),
    raises("a58_markdown_and_latex", "ValueError('[x](javascript:alert(1)) $\\\\\\\\input{/etc/passwd}$ ```\\n# big')"),
    raises("a58_name_of_the_exception", f"type('{HTML}\\x1b[2J', (Exception,), {{}})('x')"),
    raises("a58_one_long_line", "ValueError('\\n' * 100_000 + 'x' * 100_000)"),
    attack(
        "a58_returned_html",
        f"def gradient_descent(g, alpha, max_its, w):\n    return '{HTML}\\x1b[2J', {{'{HTML}': 1}}",
        statuses=("malformed",),
    ),
    attack(
        "a58_source_line",
        "def gradient_descent(g, alpha, max_its, w):\n    raise ValueError  # <script>alert(1)</script> \x1b[2J \u202e",
        statuses=("crashed",),
    ),
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
    attack(
        "a59_text_of_a_lying_class",
        """
class S(str):
    def __getitem__(self, i): raise SystemExit
    def __len__(self): return 0
    def encode(self, *a): os._exit(0)
class Evil(Exception):
    def __str__(self): return S('<b>')
    def __getattribute__(self, name): raise SystemExit
def gradient_descent(g, alpha, max_its, w):
    raise Evil(S('x'))
""",
        statuses=("crashed",),
    ),
    attack(
        "a59_forged_place",
        """
def gradient_descent(g, alpha, max_its, w):
    error = SyntaxError('x')
    error.filename, error.lineno, error.text = 'cell 1', 1, '<script>'
    raise error
""",
        statuses=("crashed",),
    ),
    attack(
        "a59_forged_place_of_the_code",
        """
def gradient_descent(g, alpha, max_its, w):
    exec(compile('\\n' * 10**6 + 'raise ValueError', 'cell 99999999999999999999', 'exec'))
""",
        statuses=("crashed",),
    ),
    attack(
        "a59_group_of_errors",
        "def gradient_descent(g, alpha, max_its, w):\n    raise ExceptionGroup('x', [ValueError('y')] * 1000)",
        statuses=("crashed",),
    ),
    attack(
        "a59_endless_causes",
        """
def gradient_descent(g, alpha, max_its, w):
    a, b = ValueError('a'), ValueError('b')
    a.__cause__, b.__cause__ = b, a
    raise a
""",
        statuses=("crashed",),
    ),
    attack(
        "a59_long_traceback",
        """
def down(n):
    if n: down(n - 1)
    raise ValueError('deep')
def gradient_descent(g, alpha, max_its, w):
    sys.setrecursionlimit(20_000)
    down(5_000)
""",
        statuses=("crashed",),
    ),
]
