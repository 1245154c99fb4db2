"""A cluster with people at work on it, and what was asked of it meanwhile."""
import time

from e2e.client.connection import Connection
from e2e.stack.suite import ORDER

from .aftermath import status_at
from .cluster import NEXT, Cluster, Ended
from .people import NAMES, Line, Person, connection_of, sign_in
from .traffic import PER_SECOND, THREADS, Traffic, faults_in_words

SESSIONS = 8  # of consoles, and as many of programs


class Drill:
    def __init__(self, cluster: Cluster, scenario: str, rate: int = PER_SECOND):
        self.cluster, self.scenario, self.rate = cluster, scenario, rate
        self._ended_before = len(cluster.ended)
        self.times: dict[str, float] = {}  # seconds that each step took
        self.traffic: Traffic | None = None

    def prepare(self) -> "Drill":
        """Those who are no administrators look after one scenario; then everybody signs in."""
        cluster, line = self.cluster, Line(self.cluster.port)
        first = {name: sign_in(line, cluster.usap, name, False, cluster.origin) for name in NAMES}
        self._make_scenario(connection_of(cluster.port, first[NAMES[0]]))
        # Rights that change refuse the tokens of before: these are new ones.
        self.consoles = [self._signed_in(line, number, True) for number in range(SESSIONS)]
        self.programs = [self._signed_in(line, number, False) for number in range(SESSIONS)]
        line.close()
        person = self.programs[0]
        self._within(10, lambda: all(status_at(pod, person, self.scenario) == 200 for pod in cluster.pods["guard-service"]))
        self.traffic = Traffic(cluster.port, cluster.usap, cluster.origin, self.scenario, self.consoles, self.programs, self.rate)
        return self

    def _make_scenario(self, admin: Connection):
        assert admin.post("/apps/", {"app_id": self.scenario, "app_name": self.scenario}).status == 200
        role = next(row["id"] for row in admin.get("/roles/").json() if row["role_code"] == "SCENARIO_ADMIN")
        users = {row["username"]: row["id"] for row in admin.get("/users/").json()}
        for name in NAMES[1:]:
            given = admin.post(f"/users/{users[name]}/roles", {"role_id": role, "scenario_id": self.scenario})
            assert given.status == 200, given

    def _signed_in(self, line: Line, number: int, by_cookie: bool) -> Person:
        return sign_in(line, self.cluster.usap, NAMES[number % len(NAMES)], by_cookie, self.cluster.origin)

    @property
    def people(self) -> list[Person]:
        return self.consoles + self.programs

    @property
    def ended(self) -> list[Ended]:
        return self.cluster.ended[self._ended_before :]

    def admin(self) -> Connection:
        return connection_of(self.cluster.port, self.programs[0])

    # Steps, under the traffic

    def step(self, name: str, do):
        began = time.monotonic()
        do()
        self.times[name] = time.monotonic() - began

    def go_on(self, seconds: float = 1.0):
        """Some more of the same, before and after; what a busy machine put off is made up for."""
        answered = self.traffic.answered() + int(self.rate * seconds)
        self._within(60, lambda: self.traffic.answered() >= answered and self.traffic.behind() <= THREADS)

    def _within(self, seconds: float, condition):
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, f"waited {seconds} s in vain; failed meanwhile:\n{self._failed()}"
            time.sleep(0.05)

    def _failed(self) -> str:
        return faults_in_words(self.traffic.failures(), self.traffic.began) if self.traffic else "nothing was asked"

    def migrate(self):
        """The next version's admin-service, whose initContainer changes the schema below everybody."""
        self.step("a newer schema", lambda: self.cluster.replace("admin-service", programs=NEXT))

    def rotate_keys(self):
        """The steps of docs/operations/secrets-and-keys.md, one rollout of the whole suite each."""
        keys = self.cluster.keys
        self.step("both keys known", lambda: (keys.publish(), self.cluster.replace(*ORDER)))
        self.use_new_keys()

    def use_new_keys(self):
        keys = self.cluster.keys
        self.step("new keys used", lambda: (keys.use(), self.cluster.replace(*ORDER)))
        self.step("everybody's tokens by the new key", self._await_new_tokens)
        self.step("old keys withdrawn", lambda: (keys.withdraw(), self.cluster.replace(*ORDER)))

    def _await_new_tokens(self):
        """In place of the hours for which access tokens live: everybody refreshes."""
        signing = self.kids()[0]
        self._within(60, lambda: all(person.signed_by == signing for person in self.people))

    def kids(self) -> list[str]:
        answer = self.admin().get("/.well-known/jwks.json")
        assert answer.status == 200, answer
        return [key["kid"] for key in answer.json()["keys"]]

    def summary(self) -> str:
        traffic, longest = self.traffic, self.traffic.longest()
        lines = [
            f"{len(traffic.sent)} requests at {traffic.per_second():.0f}/s, {len(traffic.failures())} failed; "
            f"longest answer {longest.seconds * 1000:.0f} ms ({longest.kind})",
            ", ".join(f"{kind} {count}" for kind, count in sorted(traffic.kinds().items())),
            *(f"{name}: {seconds:.1f} s" for name, seconds in self.times.items()),
            "ended " + ", ".join(f"{ended.name} in {ended.seconds:.1f} s" for ended in self.ended),
        ]
        return "\n".join(lines)
