"""Light, real traffic through nginx: people sign in, read the console's lists, and texts are checked."""
import secrets
import threading
import time
from collections import Counter
from http.client import HTTPException

from e2e.client.connection import Connection
from e2e.client.session import BASE, ticket

PEOPLE = ("bob", "carol")


class Traffic:
    """`times` as much of it: each second one sign-in, three lists and three checks."""

    def __init__(self, stack, scenario: str, times: float = 1):
        self._stack, self._scenario, self._times = stack, scenario, times
        self._url, self._usap = stack.url, stack.description["usap"]
        self._administrator = stack.description["first_login"]["username"]
        self._passwords = {name: stack.password_of(name) for name in (*PEOPLE, self._administrator)}
        self._stop, self._lock = threading.Event(), threading.Lock()
        self.answers: Counter = Counter()  # (what, status); "none" where no whole answer came
        works = [self._signs_in] + [self._reads] * 2 + [self._checks] * 2
        self._threads = [threading.Thread(target=work, daemon=True) for work in works]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join(60)

    def _count(self, what: str, answer):
        with self._lock:
            self.answers[what, answer.status if answer is not None else "none"] += 1

    def _every(self, seconds: float):
        """A round each so many seconds, or as soon as the one before is over."""
        due = time.monotonic()
        while not self._stop.is_set():
            yield
            due = max(due + seconds / self._times, time.monotonic())
            self._stop.wait(due - time.monotonic())

    def _sign_in(self, connection: Connection, who: str):
        try:
            offered = ticket(self._usap, who, self._passwords[who])
        except (OSError, HTTPException, AssertionError):
            offered = secrets.token_urlsafe(32)  # the portal is away, as its simulator is USAP's; somebody comes with an older ticket
        return _ask(lambda: connection.post("/sso/login", {"ticket": offered}))

    def _signs_in(self):
        connection = Connection(self._url, BASE)
        for number, _ in enumerate(self._every(1)):
            self._count("sign-in", self._sign_in(connection, PEOPLE[number % len(PEOPLE)]))

    def _reads(self):
        self._as_somebody("read", 2 / 3, lambda connection: connection.get("/tags/", query={"limit": 5}))

    def _checks(self):
        text = {"app_id": self._scenario, "direction": "INPUT", "text": "good morning"}
        self._as_somebody("check", 2 / 3, lambda connection: connection.post("/guard/check", text))

    def _as_somebody(self, what: str, seconds: float, ask):
        connection = Connection(self._url, BASE)
        for _ in self._every(seconds):
            if "Authorization" not in connection.headers:
                answer = self._sign_in(connection, self._administrator)
                if answer is None or answer.status != 200:
                    continue
                connection.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
            answer = _ask(lambda: ask(connection))
            self._count(what, answer)
            if answer is not None and answer.status == 401:  # the token is old
                del connection.headers["Authorization"]


def _ask(call):
    try:
        return call()
    except (OSError, HTTPException):
        return None
