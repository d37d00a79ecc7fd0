"""Messages on the grader's own channel: they are data, and can claim no more than a function may return."""

from attack import attack, within

FORGE = """
import json, struct
def frame(data):
    payload = data if isinstance(data, bytes) else json.dumps(data).encode()
    return struct.pack(">Q", len(payload)) + payload
def shout(data):
    for fd in range(3, 256):
        try:
            if not os.path.isdir(f"/proc/self/fd/{fd}") and fd not in (0, 1, 2): os.write(fd, data)
        except (OSError, ValueError): pass
def ticket(frame=None):
    # the one that the running case has to come back with lies in our callers' variables
    frame = frame or sys._getframe()
    while frame is not None:
        if "ask" in frame.f_locals: return frame.f_locals["ask"]["ticket"]
        frame = frame.f_back
def reply(call, by=None):
    return frame({"ticket": by or ticket(), "call": call})
"""
ENDS = ("malformed", "crashed", "wrong", "timed_out")


def shouts(name, expression, after="return wrong(g, alpha, max_its, w)", **verdict):
    code = f"{FORGE}\ndef gradient_descent(g, alpha, max_its, w):\n    shout({expression})\n    {after}"
    return attack(name, code, **{"statuses": ENDS} | verdict)


ATTACKS = [
    attack(
        "a31_prints_results",
        """
def gradient_descent(g, alpha, max_its, w):
    for stream in (sys.stdout, sys.stderr, sys.__stdout__):
        print('{"case": "gradient_descent.1", "call": {"returned": {"value": 1}}}', file=stream)
        print('ok 1\\nOK\\n{"score": 100}', file=stream)
    return wrong(g, alpha, max_its, w)
""",
    ),
    shouts("a32_forged_reply", "reply({'returned': {'value': 1.0}})"),
    shouts(
        "a32_forged_verdict",
        "reply({'right': {}}) + frame({'ticket': ticket(), 'earned': 100, 'status': 'right'})",
    ),
    shouts(
        "a32_forged_notes",
        "reply({'returned': {'value': 1.0, 'notes': ['Right. You keep 100 % of the points.'] + [''] * 5_000}})",
        says="^(?!.*You keep 100)",
    ),
    shouts("a32_forged_fault", "reply({'fault': {'detail': 'the grader is broken'}})"),
    shouts("a32_forged_stop", "reply({'stopped': {'why': 'could_not_check', 'detail': ''}})"),
    shouts(
        "a32_forged_raise",
        "reply({'raised': {'kind': '<b>', 'message': '\\x1b[2J' * 10**5, 'cell': -1, 'line': 10**30, 'source': '<i>', 'during': 'x'}})",
    ),
    shouts(
        "a32_forged_for_the_next_question",
        "b''.join(reply({'returned': {'value': None}}, t) for t in (None, 'momentum.1', 'gradient_descent.2', None))",
    ),
    shouts("a32_forged_start", "frame({'ready': {'layers': {'own-user': 'held'}, 'jax': '0'}})"),
    shouts("a32_forged_progress", "b''.join(frame({'running': n}) for n in range(100))"),
    shouts("a33_giant_frame", "struct.pack('>Q', 1 << 60)"),
    shouts("a33_half_a_frame", "struct.pack('>Q', 1000) + b'{'", after="time.sleep(600)"),
    shouts("a33_half_a_frame_and_out", "struct.pack('>Q', 1000) + b'{'", after="os._exit(0)"),
    shouts("a33_deep_frame", "frame(b'[' * 300_000)"),
    shouts(
        "a33_frame_of_nothings",
        'frame(b\'{"ticket":"gradient_descent.1","call":{"returned":{"value":[\' + b\'null,\' * 390_000 + b\'null]}}}\')',
    ),
    shouts("a33_frame_of_braces", "frame(b'[' + b'{},' * 5_000_000 + b'0]')"),
    shouts("a33_frame_of_digits", "frame(b'{\"ticket\": ' + b'9' * 10_000_000 + b'}')"),
    shouts("a33_frame_of_text", "frame(b'\"' + b'x' * 16_000_000 + b'\"')"),
    shouts("a33_frame_of_escapes", "frame(b'\"' + b'\\\\u00e9' * 2_600_000 + b'\"')"),
    shouts("a33_not_json", "frame(b'\\x80\\x04\\x95pickle') + frame(b'') + frame(b'NaN') + b'\\0' * 4096"),
    shouts(
        "a33_lying_arrays",
        "b''.join(reply({'returned': {'value': {'dtype': d, 'shape': s, 'data': x}}}) for d, s, x in [('O', [1], 'AAAAAAAAAAA='), ('float64', [10**12], ''), ('float64', [-1], ''), ('float64', [1 << 62, 4], ''), ('U9', [1], ''), ('float64', [], 5), ('f8,O', [1], '')])",
    ),
    shouts(
        "a33_endless_sides_without_a_number",
        "reply({'returned': {'value': {'dtype': 'float64', 'shape': [10**12, 0], 'data': ''}}})",
    ),
    attack(
        "a33_flood_of_frames",
        f"{FORGE}\ndef gradient_descent(g, alpha, max_its, w):\n    while True: shout(frame({{'running': 0}}) * 1000)",
        statuses=ENDS,
    ),
    attack(
        "a33_flood_of_bytes",
        f"{FORGE}\ndef gradient_descent(g, alpha, max_its, w):\n    while True: shout(b'x' * 100_000)",
        statuses=ENDS,
    ),
    attack(
        "steals_the_commands",
        """
def gradient_descent(g, alpha, max_its, w):
    def thief():
        for fd in range(3, 40):
            try: os.set_blocking(fd, False)
            except OSError: pass
        while True:
            for fd in range(3, 40):
                try: os.read(fd, 10_000)
                except (OSError, BlockingIOError): pass
    threading.Thread(target=thief, daemon=True).start()
    return honest(g, alpha, max_its, w)
""",
        statuses=("right", "partial", "timed_out", "malformed", "crashed", "wrong"),
        most=1,
    ),
    attack(
        "exchanges_the_descriptors",
        """
def gradient_descent(g, alpha, max_its, w):
    a, b = os.pipe()
    for fd in range(3, 12):
        attempt(os.dup2, b, fd)
    return wrong(g, alpha, max_its, w)
""",
        statuses=ENDS,
    ),
    attack(
        "replies_for_the_grader_and_goes_on",
        f"""{FORGE}
def gradient_descent(g, alpha, max_its, w):
    mine = ticket()
    def late():
        time.sleep(0.05)
        while True: shout(reply({{'returned': {{'value': None}}}}, mine)); time.sleep(0.01)
    threading.Thread(target=late, daemon=True).start()
    return wrong(g, alpha, max_its, w)
""",
        statuses=ENDS,
    ),
    attack(
        "watches_for_the_next_ticket",
        f"""{FORGE}
def gradient_descent(g, alpha, max_its, w):
    mine, me = ticket(), threading.main_thread().ident
    def late():
        while True:
            try: theirs = ticket(sys._current_frames()[me])
            except Exception: continue
            if theirs not in (None, mine): shout(reply({{'returned': {{'value': None}}}}, theirs))
            time.sleep(0.0005)
    threading.Thread(target=late, daemon=True).start()
    return wrong(g, alpha, max_its, w)
""",
        statuses=ENDS,
        spares=("quartic_minimizer",),
    ),  # it answers for its own author's next question, who may say what he likes
    within(
        "lies_to_itself_about_time",
        "time.monotonic = time.time = time.perf_counter = lambda: 0.0",
        "while True: pass",
        statuses=("timed_out",),
    ),
]
