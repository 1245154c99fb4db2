"""Everything that people and programs ask of the suite, mixed, at a steady rate through nginx; every answer is judged.

Requests are due at fixed times, whoever is free makes the next: a slow answer delays no other, and the rate is held on
average. A wrong answer counts as a failure as well: a text with a word that has been forbidden for a while must be
blocked."""
import http.client
import itertools
import random
import secrets
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass, field

from e2e.client.session import BASE

from .people import Answered, Line, Person, person_of, sign_in_request

PER_SECOND = 200
THREADS = 32
SETTLED_SECONDS = 5.0  # a change decides everywhere within two; the machine may be busy
# How often each is asked for, of 40 requests.
MIX = {
    "list": 11, "rights": 4, "decide": 12, "write": 3, "change": 1, "history": 1, "refresh": 2, "console-refresh": 1, "sign-in": 1, "sign-out": 1,
    "sessions": 2, "page": 1,
}  # fmt: skip


@dataclass(frozen=True)
class Sent:
    kind: str
    at: float  # time.monotonic()
    seconds: float
    fault: str  # empty: answered as it should be


@dataclass
class Written:
    """A keyword whose making was acknowledged."""

    id: str
    keyword: str
    at: float
    changes: int = 0  # acknowledged ones


@dataclass
class Traffic:
    port: int  # of nginx
    usap: str
    origin: str
    scenario: str
    consoles: list[Person]
    programs: list[Person]
    rate: int = PER_SECOND  # requests a second
    sent: list[Sent] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    signed_out: list[Person] = field(default_factory=list)
    sign_ins: list[str] = field(default_factory=list)  # ids of the requests that were acknowledged

    def __post_init__(self):
        self._kinds = [kind for kind, count in MIX.items() for _ in range(count)]
        random.Random(1).shuffle(self._kinds)
        self._lock, self._stop, self._next = threading.Lock(), threading.Event(), itertools.count()
        self._visitors: deque[Person] = deque()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(THREADS)]

    def __enter__(self):
        self.began = time.monotonic()
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join()
        self.ended = time.monotonic()

    # What came of it

    def failures(self) -> list[Sent]:
        with self._lock:
            return [sent for sent in self.sent if sent.fault]

    def answered(self) -> int:
        with self._lock:
            return len(self.sent)

    def behind(self) -> int:
        """Requests that are due and not answered."""
        return int((time.monotonic() - self.began) * self.rate) - self.answered()

    def per_second(self) -> float:
        return len(self.sent) / (self.ended - self.began)

    def kinds(self) -> Counter:
        return Counter(sent.kind for sent in self.sent)

    def longest(self) -> Sent:
        return max(self.sent, key=lambda sent: sent.seconds)

    # At work

    def _work(self):
        line = Line(self.port)
        while not self._stop.is_set():
            with self._lock:
                number = next(self._next)
            due = self.began + number / self.rate
            if self._stop.wait(max(0.0, due - time.monotonic())):
                break
            kind = self._kinds[number % len(self._kinds)]
            began = time.monotonic()
            try:
                sent = getattr(self, "_" + kind.replace("-", "_"))(line, kind, number)
            except Exception as error:  # an answer of another shape, a portal that gives no ticket: failures like any other
                sent = Sent(kind, began, time.monotonic() - began, repr(error))
            with self._lock:
                self.sent.append(sent)
        line.close()

    def _ask(self, line: Line, kind: str, request: tuple, then=lambda answer: "") -> Sent:
        """`then` takes an answer of 200, and says what is wrong with it."""
        began = time.monotonic()
        try:
            answer = line.ask(*request)
            fault = then(answer) if answer.status == 200 else f"{answer.status} {answer.text[:300]}"
        except (OSError, http.client.HTTPException) as error:
            fault = f"{type(error).__name__}: {error}"
        return Sent(kind, began, time.monotonic() - began, fault)

    def _somebody(self, number: int) -> Person:
        people = self.programs if number % 2 else self.consoles
        return people[number // 2 % len(people)]

    def _get(self, line, kind, number, path, then=lambda answer: "") -> Sent:
        return self._ask(line, kind, ("GET", path, None, self._somebody(number).bearer), then)

    def _list(self, line, kind, number):
        return self._get(line, kind, number, f"{BASE}/keywords/scenario/{self.scenario}?limit=20")

    def _rights(self, line, kind, number):
        return self._get(line, kind, number, BASE + "/users/me/permissions")

    def _sessions(self, line, kind, number):
        return self._get(line, kind, number, BASE + "/sso/sessions")

    def _history(self, line, kind, number):
        return self._ask(line, kind, ("GET", BASE + "/audit-logs/?limit=20", None, self.consoles[0].bearer))

    def _page(self, line, kind, number):
        return self._ask(line, kind, ("GET", "/web-manager/", None, {}), lambda answer: "" if "<html" in answer.text else "no page")

    def _decide(self, line, kind, number):
        forbidden = self._settled(number)
        body = {"app_id": self.scenario, "direction": "INPUT", "text": f"please {forbidden.keyword if forbidden else 'come in'} now"}
        wanted = "BLOCK" if forbidden else "PASS"

        def right(answer: Answered) -> str:
            found = answer.value["final_decision"]["strategy"]
            return "" if found == wanted else f"{found} instead of {wanted} for {body['text']!r}"

        return self._ask(line, kind, ("POST", BASE + "/guard/check", body, self._somebody(number).bearer), right)

    def _settled(self, number: int) -> Written | None:
        """The newest word that has been forbidden for long enough, or one before it."""
        with self._lock:
            until = time.monotonic() - SETTLED_SECONDS
            newest = next((i for i in range(len(self.written) - 1, -1, -1) if self.written[i].at < until), None)
            return None if newest is None else self.written[max(0, newest - number % 5)]

    def _write(self, line, kind, number):
        keyword = "kw" + secrets.token_hex(6)

        def note(answer: Answered) -> str:
            with self._lock:
                self.written.append(Written(answer.value["id"], keyword, time.monotonic()))
            return ""

        body = {"scenario_id": self.scenario, "keyword": keyword}
        return self._ask(line, kind, ("POST", BASE + "/keywords/scenario/", body, self._somebody(number).bearer), note)

    def _change(self, line, kind, number):
        """Something of it that decides nothing; each word by one thread at most, so that no change is refused."""
        with self._lock:
            word = next((w for w in self.written if w.changes == 0), None)
            if word:
                word.changes = 1
        if word is None:
            return self._write(line, kind, number)

        def note(answer: Answered) -> str:
            return "" if answer.value["risk_level"] == "Low" else "the change is not in the answer"

        sent = self._ask(line, kind, ("PUT", f"{BASE}/keywords/scenario/{word.id}", {"risk_level": "Low"}, self._somebody(number).bearer), note)
        if sent.fault:
            word.changes = 0
        return sent

    def _refresh(self, line, kind, number):
        return self._refreshed(line, kind, self.programs)

    def _console_refresh(self, line, kind, number):
        return self._refreshed(line, kind, self.consoles)

    def _refreshed(self, line, kind, people: list[Person]) -> Sent:
        """Whoever refreshed longest ago; a session refreshes once at a time, as consoles see to among their tabs."""
        while True:
            for person in sorted(people, key=lambda person: person.refreshes):
                if not person.lock.acquire(blocking=False):
                    continue
                try:
                    sent = self._ask(line, kind, person.refresh_request(), lambda answer: person.take(answer) or "")  # noqa: B023
                    person.refreshes += 1
                    return sent
                finally:
                    person.lock.release()
            self._stop.wait(0.01)  # all are at it

    def _sign_in(self, line, kind, number):
        name = self._somebody(number // len(MIX)).name
        by_cookie = bool(number // len(self._kinds) % 2)
        *request, headers = sign_in_request(self.usap, name, by_cookie, self.origin)
        request_id = f"{self.scenario}-{number}"

        def note(answer: Answered) -> str:
            with self._lock:
                self._visitors.append(person_of(answer, name, by_cookie, self.origin))
                self.sign_ins.append(request_id)
            return ""

        return self._ask(line, kind, (*request, {**headers, "X-Request-ID": request_id}), note)

    def _sign_out(self, line, kind, number):
        with self._lock:
            leaving = self._visitors.popleft() if self._visitors else None
        if leaving is None:
            return self._sign_in(line, "sign-in", number)
        sent = self._ask(line, kind, ("POST", BASE + "/sso/logout", None, leaving.bearer))
        if not sent.fault:
            with self._lock:
                self.signed_out.append(leaving)
        return sent


def faults_in_words(failures: list[Sent], began: float) -> str:
    """For a tired reader: how many of each, and when the first came."""
    kinds = Counter((sent.kind, sent.fault[:200]) for sent in failures)
    first = {}
    for sent in failures:
        first.setdefault((sent.kind, sent.fault[:200]), sent.at - began)
    return "\n".join(f"{count} × {kind} (first after {first[kind, fault]:.1f} s): {fault}" for (kind, fault), count in kinds.most_common(20))
