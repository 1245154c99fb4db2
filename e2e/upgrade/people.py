"""People who are signed in while everything below them is replaced: consoles, which keep their refresh token in a cookie,
and programs, which keep it themselves."""
import base64
import http.client
import json
import threading
from dataclasses import dataclass, field

from e2e.client.connection import Connection
from e2e.client.session import BASE, ticket

NAMES = ("alice", "bob", "carol", "erin")  # of the simulator; alice is the administrator
COOKIE = "lgm_refresh"


@dataclass(frozen=True)
class Answered:
    status: int
    value: object  # the body as JSON; None where it is none
    text: str
    cookie: str | None


class Line:
    """One connection to nginx, kept alive. Nothing is sent twice: what breaks shows."""

    def __init__(self, port: int, timeout: float = 30):
        self._port, self._timeout = port, timeout
        self._connection: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, value=None, headers: dict | None = None) -> Answered:
        """Raises OSError or http.client.HTTPException when there is no whole answer."""
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=self._timeout)
            self._connection.connect()
            self._connection.auto_open = 0
        try:
            body = None if value is None else json.dumps(value).encode()
            typed = {} if body is None else {"Content-Type": "application/json"}
            self._connection.request(method, path, body, {**typed, **(headers or {})})
            response = self._connection.getresponse()
            text = response.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        if response.will_close:
            self.close()
        is_json = "json" in response.headers.get("Content-Type", "")
        return Answered(response.status, json.loads(text) if is_json and text else None, text, _cookie(response.headers))

    def close(self):
        if self._connection:
            self._connection.close()
        self._connection = None


@dataclass
class Person:
    """A session of somebody's. Its tokens are changed by one thread at a time."""

    name: str
    by_cookie: bool
    access_token: str
    refresh_token: str
    origin: str
    refreshes: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.access_token}"}

    @property
    def signed_by(self) -> str:
        """The name of the key that signed the access token."""
        head = self.access_token.split(".")[0]
        return json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))["kid"]

    def refresh_request(self) -> tuple[str, str, dict, dict]:
        if self.by_cookie:
            return "POST", BASE + "/sso/refresh", {}, {"Origin": self.origin, "Cookie": f"{COOKIE}={self.refresh_token}"}
        return "POST", BASE + "/sso/refresh", {"refresh_token": self.refresh_token}, {}

    def take(self, answer: Answered):
        """The tokens of a sign-in or a refresh."""
        self.access_token = answer.value["access_token"]
        self.refresh_token = answer.cookie if self.by_cookie else answer.value["refresh_token"]


def sign_in_request(usap: str, name: str, by_cookie: bool, origin: str) -> tuple[str, str, dict, dict]:
    """With a fresh ticket, which the portal is asked for."""
    body = {"ticket": ticket(usap, name, f"{name}-demo")}
    if by_cookie:
        return "POST", BASE + "/sso/login", {**body, "token_delivery": "cookie"}, {"Origin": origin}
    return "POST", BASE + "/sso/login", body, {}


def person_of(answer: Answered, name: str, by_cookie: bool, origin: str) -> Person:
    person = Person(name, by_cookie, "", "", origin)
    person.take(answer)
    return person


def sign_in(line: Line, usap: str, name: str, by_cookie: bool, origin: str) -> Person:
    answer = line.ask(*sign_in_request(usap, name, by_cookie, origin))
    assert answer.status == 200, answer
    return person_of(answer, name, by_cookie, origin)


def connection_of(port: int, person: Person) -> Connection:
    """To one replica's own port, or to nginx."""
    return Connection(f"http://127.0.0.1:{port}", BASE, person.bearer)


def _cookie(headers) -> str | None:
    for given in headers.get_all("Set-Cookie") or []:
        name, _, rest = given.partition("=")
        if name == COOKIE:
            return rest.partition(";")[0]
    return None
