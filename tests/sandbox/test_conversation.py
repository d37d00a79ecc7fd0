"""Which messages a child may send about a request, in which order, and for how long: tried without any child."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.program import QUICK, ask

from grader.model.encoding.values import Malformed, Text
from grader.model.transcript import Returned, Stopped, call_to_data
from grader.sandbox.child_process import TIMED_OUT
from grader.sandbox.conversation import Conversation, may_fail, request_message

REQUEST = ask("f-1", "f", [0, 2], w=1.0)
RETURNED = Returned(Text("done"))


class ScriptedChild:
    """Sends the given messages; a second passes with each."""

    excess = "wrote more than 128 MB"

    def __init__(self, *messages) -> None:
        self._messages, self._seconds, self.sent = list(messages), 0.0, []

    def cpu_seconds(self):
        return None

    @property
    def listening_seconds(self) -> float:
        return self._seconds

    def set_answer_limit(self, answer_bytes: int) -> None:
        self.answer_bytes = answer_bytes

    def send(self, data, until) -> bool:
        self.sent.append(data)
        return True

    def receive(self, until):
        self._seconds += 1.0
        message = self._messages.pop(0)
        ticket = self.sent[0]["ask"]["ticket"]
        return {k: ticket if v == "TICKET" else v for k, v in message.items()} if type(message) is dict else message


RUNNING, CALLING, REFUSED = {"running": 0}, {"calling": "TICKET"}, {"refused_numpy": "TICKET"}
REPLY = {"ticket": "TICKET", "call": call_to_data(RETURNED)}


def talk(*messages, limits=QUICK, seconds_left=100.0, request=REQUEST):
    conversation = Conversation(request, limits, seconds_left, ScriptedChild(*messages))
    return conversation, conversation.run([])


def test_the_reply_counts_the_seconds_since_the_call_was_announced():
    conversation, call = talk(RUNNING, {"running": 2}, CALLING, REPLY)
    assert call == replace(RETURNED, seconds=1.0)
    assert (conversation.position, conversation.spent_seconds()) == ("call", 4.0)


@pytest.mark.parametrize(
    "messages",
    [
        ["no record"],
        [{"running": 1}],
        [{"running": 2}, {"running": 0}],
        [CALLING, CALLING],
        [CALLING, RUNNING],
        [{"calling": "another"}],
        [CALLING, {"ticket": "another", "call": call_to_data(RETURNED)}],
        [CALLING, {"ticket": "TICKET", "call": {"fault": {"detail": "not my fault"}}}],
        [REFUSED, CALLING],
        [CALLING, REFUSED, REFUSED],
    ],
)
def test_a_message_out_of_turn_is_refused(messages):
    """No message may come again and again: while one has come, nobody looks at the clock."""
    with pytest.raises(Malformed):
        talk(*messages)


@pytest.mark.parametrize(("first", "what"), [(RUNNING, "this statement"), (CALLING, "your function")])
def test_a_case_that_takes_too_long_is_stopped(first, what):
    limits = replace(QUICK, case_seconds=2.5)
    _, call = talk(first, TIMED_OUT, TIMED_OUT, TIMED_OUT, TIMED_OUT, limits=limits)
    assert isinstance(call, Stopped) and call.why == "timed_out" and call.detail.startswith(f"{what} did not finish")


def test_a_question_that_takes_too_long_is_stopped():
    _, call = talk(CALLING, TIMED_OUT, TIMED_OUT, limits=replace(QUICK, case_seconds=50.0), seconds_left=1.5)
    assert call.detail == "the time that was left for this question, with all its runs, was used up"


def test_a_reply_that_has_come_is_taken_although_time_is_up():
    limits = replace(QUICK, case_seconds=0.5)
    assert talk(CALLING, TIMED_OUT, REPLY, limits=limits)[1].value == RETURNED.value


@pytest.mark.parametrize(
    ("most", "sent"),
    [(0, 10 << 20), (1000, 32 << 10), (33 << 10, 512 << 10), (500 << 10, 512 << 10), (1 << 40, 10 << 20)],
)
def test_the_child_learns_roughly_how_large_an_answer_may_be(most, sent):
    """And not how long the right one is, by which a run could stop where that does."""
    conversation, _ = talk(CALLING, REPLY, request=replace(REQUEST, most_bytes=most))
    assert conversation.child.answer_bytes == conversation.child.sent[0]["ask"]["answer_bytes"] == sent


def test_what_the_grader_knows_of_the_answer_is_not_sent():
    message = request_message(replace(REQUEST, numbers=4711, raises="Vanishing"), "ticket", 0)
    assert not {"f-1", 4711, "Vanishing"} & {each for each in message.values() if isinstance(each, str | int)}


def test_only_configuration_may_fail_unless_a_name_could_not_be_traced():
    request = replace(REQUEST, configuration=(2,))
    assert may_fail(request) == {2}
    assert may_fail(replace(request, lenient=True)) == {0, 2}
