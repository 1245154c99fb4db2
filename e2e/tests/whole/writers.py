"""Clients that write one thing after the other until something is killed, and remember what was acknowledged."""
import time
from collections import Counter
from dataclasses import dataclass
from http.client import HTTPException

from e2e.client.connection import Connection
from e2e.client.session import BASE, ticket, used_secrets
from e2e.upgrade.aftermath import all_rows
from running_stack import wait_until

PEOPLE = ("alice", "bob", "carol", "erin")  # one for each writer


class Writer:
    def __init__(self, stack):
        self._api = Connection(stack.url, BASE)
        self.acknowledged = 0

    def write(self):
        """One attempt. What breaks on its way is not sent again by itself."""
        raise NotImplementedError

    def write_until(self, condition, seconds=60):
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, "waited in vain while writing"
            self.write()

    def post(self, path, body, **options):
        """None: no whole answer came."""
        try:
            return self._api.post(path, body, **options)
        except (OSError, HTTPException):
            return None


class TagWriter(Writer):
    def __init__(self, stack, unique, number):
        super().__init__(stack)
        self._api.headers["Authorization"] = stack.administrator().api.headers["Authorization"]
        self._unique, self.codes = unique, []

    def write(self):
        code = self._unique("kept")
        answer = self.post("/tags/", {"tag_code": code, "tag_name": "x"})
        if answer and answer.status == 200:
            self.codes.append(code)
            self.acknowledged += 1

    @staticmethod
    def check(stack, writers):
        there = {row["tag_code"] for row in all_rows(stack.administrator().api, "/tags/")}
        assert {code for writer in writers for code in writer.codes} <= there


@dataclass
class Held:
    """A session, by the last refresh token that was acknowledged."""

    token: str
    unanswered: float | None = None  # when this token was first used without an answer


class SessionWriter(Writer):
    """Signs in, refreshes a few times, signs in anew. A refresh without an answer is tried again with the same token, as
    clients do; within GRACE_SECONDS that must give the successor, whether or not the lost one counted."""

    REFRESHES = 5
    GRACE_SECONDS = 10  # docs/internal-api.md: how long after a rotation it is `replayed`

    def __init__(self, stack, unique, number):
        super().__init__(stack)
        self._usap, self._unique = stack.description["usap"], unique
        self._name, self._password = PEOPLE[number], stack.password_of(PEOPLE[number])
        self._left = 0  # refreshes until the next sign-in
        self.held: list[Held] = []
        self.asked: list[str] = []  # ids of the requests of all sign-ins
        self.sign_ins: list[str] = []  # of those that were acknowledged

    def write(self):
        if self._left:
            self._refresh(self.held[-1])
        else:
            self._sign_in()

    def _sign_in(self):
        request_id = self._unique("sign-in")
        self.asked.append(request_id)
        answer = self.post("/sso/login", {"ticket": ticket(self._usap, self._name, self._password)}, headers={"X-Request-ID": request_id})
        if answer and answer.status == 200:
            self.sign_ins.append(request_id)
            self.held.append(Held(self._token(answer)))
            self._left = self.REFRESHES

    def _refresh(self, held: Held):
        began = time.monotonic()
        answer = self.post("/sso/refresh", {"refresh_token": held.token})
        if answer and answer.status == 200:
            held.token, held.unanswered = self._token(answer), None
            self._left -= 1
        elif answer and answer.status == 401:
            assert held.unanswered and time.monotonic() - held.unanswered > self.GRACE_SECONDS, f"{answer}: the token was good"
            self.held.remove(held)  # the lost one counted, and the retry came too late
            self._left = 0
        else:
            held.unanswered = held.unanswered or began

    def _token(self, answer) -> str:
        self.acknowledged += 1
        token = answer.json()["refresh_token"]
        used_secrets.update((answer.json()["access_token"], token))
        return token

    @staticmethod
    def check(stack, writers):
        api = stack.anonymous()
        lost = [answer for writer in writers for held in writer.held if (answer := api.post("/sso/refresh", {"refresh_token": held.token})).status != 200]
        assert lost == []
        admin = stack.administrator().api
        acknowledged = {request_id for writer in writers for request_id in writer.sign_ins}
        wait_until(lambda: acknowledged <= audited(admin, writers).keys(), 30, "each sign-in in the audit log")
        counts = audited(admin, writers)
        assert {request_id: count for request_id, count in counts.items() if count > 1} == {}


def audited(admin: Connection, writers) -> Counter:
    """How often each sign-in that was asked for stands in the audit log; one without an answer may have come about."""
    asked = {request_id for writer in writers for request_id in writer.asked}
    rows = {row["id"]: row["request_id"] for row in all_rows(admin, "/audit-logs/", action="LOGIN")}
    return Counter(request_id for request_id in rows.values() if request_id in asked)
