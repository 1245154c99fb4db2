"""The faults of the table, each with the alert that tells of it. `part` in what may be told: never a healthy one."""
import secrets
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from contract.resources import make_scenario
from e2e.client.connection import Connection
from e2e.client.session import BASE, Session
from e2e.faults.replica import Replica
from e2e.faults.stores import redis
from e2e.monitoring import kubernetes
from e2e.monitoring.kubernetes import Kubernetes
from e2e.monitoring.program import Programs
from e2e.monitoring.prometheus import NAMESPACE, Monitoring

LIMIT_PER_MINUTE = 1200  # of the limiter of the stack under test


@dataclass(frozen=True)
class Told:
    alert: str
    within: int  # seconds
    part: str


@dataclass(frozen=True)
class Fault:
    name: str
    makes: Callable  # (Drill) -> a context: within it the fault lasts
    told: tuple[Told, ...]
    leads_to: str  # a regular expression: what the steps of the first alert's runbook must show
    also: frozenset = frozenset()  # parts that are ill as well
    event: bool = False  # over at once: told for the window of its alert

    @property
    def parts(self) -> set[str]:
        return {told.part for told in self.told} | self.also


@dataclass
class Drill:
    """What the faults are made of."""

    stack: object
    programs: Programs
    monitoring: Monitoring
    admin: Session
    scenario: str
    kubernetes: Kubernetes


def hung(name: str, numbers=slice(None)):
    @contextmanager
    def made(drill: Drill):
        chosen = drill.programs.of(name)[numbers]
        for program in chosen:
            program.hang()
        try:
            yield
        finally:
            for program in chosen:
                program.go_on()

    return made


def killed(name: str, numbers=slice(None)):
    @contextmanager
    def made(drill: Drill):
        chosen = drill.programs.of(name)[numbers]
        for program in chosen:
            program.kill()
        try:
            yield
        finally:
            for program in chosen:
                program.start_again()

    return made


@contextmanager
def guard_hung_while_the_policy_changes(drill: Drill):
    with hung("guard-service", slice(1))(drill):
        word = drill.admin.api.post("/keywords/scenario/", {"scenario_id": drill.scenario, "keyword": f"word-{secrets.token_hex(5)}", "category": 1})
        assert word.status == 200, word
        yield


@contextmanager
def full_redis(drill: Drill):
    redis(drill.stack, "CONFIG", "SET", "maxmemory", "1")
    try:
        yield
    finally:
        redis(drill.stack, "CONFIG", "SET", "maxmemory", "0")


def _over_and_over(ask: Callable[[], Callable], threads: int, pause: float):
    """`ask()` gives each thread a call of its own, on a connection of its own."""

    @contextmanager
    def made():
        over = threading.Event()

        def work():
            call = ask()
            while not over.is_set():
                try:
                    call()
                except OSError:
                    pass
                over.wait(pause)

        running = [threading.Thread(target=work, daemon=True) for _ in range(threads)]
        for thread in running:
            thread.start()
        try:
            yield
        finally:
            over.set()
            for thread in running:
                thread.join(30)

    return made()


def flood(drill: Drill):
    """One person asks for much more than one may, as fast as two connections go."""
    somebody = drill.stack.sign_in("erin")

    def ask():
        connection = Connection(drill.stack.url, BASE, dict(somebody.api.headers))
        return lambda: connection.get("/tags/", query={"limit": 1})

    return _over_and_over(ask, 2, 0.01)


def passwords(drill: Drill):
    """Five passwords a second are tried."""

    def ask():
        connection = Connection(drill.stack.url, BASE)
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return lambda: connection.post("/login/access-token", body=f"username=operator&password={secrets.token_hex(8)}", headers=form)

    return _over_and_over(ask, 2, 0.4)


@contextmanager
def reuse_of_a_token(drill: Drill):
    session, anonymous = drill.stack.sign_in("bob"), drill.stack.anonymous()
    tokens = [session.refresh_token]
    for _ in range(2):
        tokens.append(anonymous.post("/sso/refresh", {"refresh_token": tokens[-1]}).json()["refresh_token"])
    assert anonymous.post("/sso/refresh", {"refresh_token": tokens[0]}).status == 401
    yield


@contextmanager
def lost_audit_event(drill: Drill):
    """One that admin-service refuses: it stays in auth-service's log alone."""
    token = (drill.stack.state / "secrets" / "token_auth_to_session_cache").read_text()
    cache = Connection(f"http://127.0.0.1:{drill.stack.services('session-cache-service')[0]['internal']}", "", {"Authorization": f"Bearer {token}"})
    event = {"id": secrets.token_hex(16), "data": {"action": "NO_SUCH_ACTION"}}
    answer = cache.post("/internal/v1/events/append", {"stream": "audit", "events": [event], "keep": 100_000})
    assert answer.status == 200, answer
    yield


@contextmanager
def third_replica(drill: Drill, name: str, changes: dict[str, str]):
    """Of a service, with changes of its environment; scraped as the others are."""
    with ExitStack() as opened:
        replica = opened.enter_context(Replica(drill.stack, name, changes, like=drill.programs.of(name)[0].pid))
        target = {"targets": [f"127.0.0.1:{replica.internal}"], "labels": {"namespace": NAMESPACE, "job": name, "pod": f"{name}-3"}}
        drill.monitoring.add(target)
        opened.callback(drill.monitoring.remove, target)
        _until(lambda: drill.monitoring.query(f'up{{pod="{name}-3", namespace="{NAMESPACE}"}} == 1'), 60)
        yield replica


@contextmanager
def certificate_of_a_week(drill: Drill):
    file = drill.stack.state / "usap-ca.pem"
    words = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=a week", "-days", "7", "-keyout", "/dev/null"]
    subprocess.run(["openssl", *words, "-out", str(file)], check=True, capture_output=True)
    with third_replica(drill, "auth-service", {"USAP_CA_FILE": str(file)}):
        yield


@contextmanager
def text_without_a_policy(drill: Drill):
    """By a third replica, that passes what it cannot decide, and never had a policy."""
    nowhere = {"FAIL_MODE": "open", "POLICY_CACHE_FILE": "", "ADMIN_SERVICE_URL": "http://127.0.0.1:9"}
    with third_replica(drill, "guard-service", nowhere) as replica:
        # As an older caller: what a person may do, admin-service would be asked for.
        older = {"request_id": "x", "app_id": drill.scenario, "apikey": "any", "input_prompt": "x"}
        answer = Connection(f"http://127.0.0.1:{replica.public}").post("/api/input/instance/rule/run", older)
        assert answer.status == 200, answer
        yield


def kubernetes_tells(ill: Callable[[], dict], well: Callable[[], dict]):
    """What the cluster alone knows. Afterwards it tells that all is well."""

    @contextmanager
    def made(drill: Drill):
        drill.kubernetes.samples = ill()
        try:
            yield
        finally:
            drill.kubernetes.samples = well()

    return made


def _until(condition, seconds):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.2)


def _one(alert: str, within: int, part: str) -> tuple[Told, ...]:
    return (Told(alert, within, part),)


def _both_down(name: str) -> str:
    return rf'"pod": "{name}-[12]"[^{{]*"value": \[[0-9.]+, "0"\]'


EVENTS = [
    Fault("a refresh token is used a second time", reuse_of_a_token, _one("LgmRefreshTokenReused", 60, "sign-in"), '"action":"TOKEN_REUSED"', event=True),
    Fault("an audit event is lost", lost_audit_event, _one("LgmAuditEventsLost", 60, "audit-log"), "NO_SUCH_ACTION", event=True),
]
PASSED = Fault("a text is passed without a policy", text_without_a_policy, _one("LgmPassedWithoutPolicy", 60, "guard-service"), "the policy cannot be followed")
GUARD_KILLED = Fault("one of two guard-services is killed", killed("guard-service", slice(1)), _one("LgmReplicaDown", 120, "guard-service"), "guard-service-1")
GUARD_HUNG = Fault("one of two guard-services hangs, and the policy is changed", guard_hung_while_the_policy_changes,
                   (Told("LgmReplicaDown", 120, "guard-service"), Told("LgmPolicySkew", 120, "guard-service")), "guard-service-1")  # fmt: skip
REDIS_KILLED = Fault("Redis is killed", killed("redis"), _one("LgmRedisDown", 90, "redis"), "Connection refused")
ALL = [
    PASSED,
    GUARD_KILLED,
    GUARD_HUNG,
    Fault("both guard-services are killed", killed("guard-service"), _one("LgmServiceDown", 60, "guard-service"), _both_down("guard-service")),
    Fault("both session-cache-services are killed", killed("session-cache-service"), _one("LgmServiceDown", 60, "session-cache-service"), _both_down("session-cache-service")),
    Fault("both auth-services are killed", killed("auth-service"), _one("LgmServiceDown", 60, "auth-service"), _both_down("auth-service")),
    Fault("both admin-services are killed", killed("admin-service"), _one("LgmServiceDown", 60, "admin-service"), _both_down("admin-service")),
    Fault("Redis hangs", hung("redis"), _one("LgmRedisDown", 90, "redis"), "(?i)time"),
    REDIS_KILLED,
    Fault("Redis has no memory left", full_redis, _one("LgmSessionStoreFull", 90, "redis"), "OOM"),
    Fault("MariaDB hangs", hung("mariadb"), _one("LgmDatabaseDown", 90, "database"), "(?i)timed? ?out|lost connection|within"),
    Fault("MariaDB is killed", killed("mariadb"), _one("LgmDatabaseDown", 90, "database"), "(?i)can.t connect|refused"),
    Fault("USAP is killed", killed("usap-simulator"), _one("LgmUsapFailing", 30, "usap"), '"outcome": "cannot_connect"'),
    Fault("one person asks for more than the limiter lets through", flood, _one("LgmRateLimited", 120, "admin-service"), '"rule": "user"'),
    Fault("passwords are tried, five a second", passwords, _one("LgmSignInFailures", 120, "sign-in"), '"outcome": "(wrong_password|too_many_failures)"', frozenset({"auth-service"})),
    Fault("a certificate that a service is given ends within a week", certificate_of_a_week, _one("LgmCertificateEnds", 120, "certificate"), "USAP_CA_FILE"),
    Fault("the certificate of the Ingress ends within a week", kubernetes_tells(lambda: kubernetes.certificate(7), lambda: kubernetes.certificate(60)),
          _one("LgmCertificateEnds", 120, "certificate"), "llmsafe-tls-secret"),
    Fault("a volume is 90 % full", kubernetes_tells(lambda: kubernetes.volume("redis-data-redis-0", 0.9), lambda: kubernetes.volume("redis-data-redis-0", 0.3)),
          _one("LgmVolumeFull", 120, "redis-data-redis-0"), r'"redis-data-redis-0"}, "value": \[[0-9.]+, "0\.9'),
    Fault("the last backup ended in an error", kubernetes_tells(kubernetes.backup_failed, lambda: kubernetes.backup_made(0)),
          _one("LgmBackupFailed", 120, "backup"), "backup-29000000.*BackoffLimitExceeded"),
    Fault("no backup was made for two days", kubernetes_tells(lambda: kubernetes.backup_made(48), lambda: kubernetes.backup_made(0)),
          _one("LgmBackupMissing", 120, "backup"), r'"cronjob": "backup"[^{]*"value": \[[0-9.]+, "48'),
    *EVENTS,
]


def overrides() -> dict:
    """Of the stack under test: what the limits of an installation are, and local accounts, so that there are passwords to try."""
    local = {"LOCAL_LOGIN_ENABLED": "true"}
    limits = {"RATE_LIMIT_PER_MINUTE": str(LIMIT_PER_MINUTE)}
    return {"auth-service": {**local, **limits, "MAX_SESSIONS_PER_USER": "1000"}, "admin-service": {**local, **limits}, "guard-service": limits}


def prepared(stack, programs: Programs, monitoring: Monitoring, kubernetes: Kubernetes) -> Drill:
    admin = stack.administrator()
    scenario = make_scenario(admin.api, lambda prefix="x": f"{prefix}-{secrets.token_hex(5)}")["app_id"]
    made = admin.api.post("/users/", {"username": "operator", "password": "a long enough phrase", "role": "ANNOTATOR"})
    assert made.status == 200, made
    return Drill(stack, programs, monitoring, admin, scenario, kubernetes)
