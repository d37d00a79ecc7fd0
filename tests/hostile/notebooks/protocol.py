"""Messages on the grader's own channel: they are data, and can claim no more than a function may return."""

from attack import attack, rows

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


ATTACKS = rows(__file__, globals())
