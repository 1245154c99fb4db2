"""Every query of every panel, asked of a real Prometheus: while the suite idles, under load and in faults, each has an answer, or the panel says why it has
none; and the panel that is meant to show a fault shows it within a minute, and shows soon that it is over. Two replicas on real stores."""
import math
import secrets
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from collector import Collector
from running_stack import RunningStack, wait_until
from whole.recovery import all_ready, works

from e2e.client.connection import Connection
from e2e.monitoring import dashboards, faults
from e2e.monitoring.kubernetes import Kubernetes, of_an_installation
from e2e.monitoring.program import Programs
from e2e.monitoring.prometheus import Prometheus, chart_rules, targets_of
from e2e.monitoring.traffic import Traffic
from e2e.stack.suite import ORDER

INTERVAL = 5
SHOWN_WITHIN = 60
OVER_WITHIN = 90
PAGES = ("suite", "auth-service", "admin-service", "session-cache-service", "guard-service", "edge")
# What this stack has not, even under load: {page: title: why}.
NOT_HERE = {
    "suite: Alerts that fire": "nothing is ill",
    "auth-service: Groups at sign-in": "it has no provider, and so none that maps groups",
    "suite: Redis: memory": "its Redis has no maxmemory",
    "session-cache-service: Memory over time": "its Redis has no maxmemory",
    **{f"{page}: Most 5xx": "nothing has failed" for page in PAGES if page.endswith("-service")},
    **{f"{page}: Certificates": "it is given none" for page in ("admin-service", "guard-service")},
}


@dataclass
class Asked:
    drill: faults.Drill
    prometheus: Prometheus


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    directory = tmp_path_factory.mktemp("dashboards")
    collector, kubernetes = Collector(), Kubernetes(of_an_installation(replicas=2))
    certificate = directory / "ca.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "90", "-subj", "/CN=test",
                    "-keyout", directory / "ca.key", "-out", certificate], check=True, capture_output=True)  # fmt: skip
    given = faults.overrides()
    overrides = {service: {**given.get(service, {}), **collector.environment} for service in ORDER}
    overrides["auth-service"]["USAP_CA_FILE"] = str(certificate)
    stack = RunningStack(directory / "state", overrides, STORE="real", REPLICAS="2", SUPERVISE="0")
    with ExitStack() as opened:
        opened.callback(collector.stop)
        opened.callback(kubernetes.stop)
        opened.callback(stack.stop)
        programs = Programs(stack.start())
        opened.callback(programs.stop)
        targets = [*targets_of(stack), kubernetes.target]
        prometheus = opened.enter_context(Prometheus(directory / "prometheus", targets, chart_rules(), INTERVAL))
        wait_until(prometheus.every_target_scraped, 60, "that all are scraped")
        yield Asked(faults.prepared(stack, programs, prometheus, kubernetes), prometheus)


def unanswered(asked, pages=PAGES) -> dict:
    """{panel: its queries that find nothing}."""
    found = {one: dashboards.empty(asked.prometheus, one) for page in pages for one in dashboards.panels(page)}
    return {one: missing for one, missing in found.items() if missing}


def unexplained(asked, pages=PAGES) -> list[str]:
    """Of panels that do not say why; a time is told where something was asked."""
    found = {one: [target["legendFormat"] for target in missing if not target["expr"].startswith("histogram_quantile(")] for one, missing in unanswered(asked, pages).items()}
    return [f"{one}: {names}" for one, names in found.items() if names and not one.may_be_empty]


def until_nothing_is_missing(missing):
    try:
        wait_until(lambda: not missing(), 60, "answers")
    except AssertionError:
        assert missing() == []


def not_green(asked) -> list[str]:
    """The fields of the suite's page which have another colour, or none."""
    found = {(title, name): dashboards.colours(asked.prometheus, dashboards.panel("suite", title), name) for title, name in LOOKED_AT}
    return [f"{title}, {name}: {colours}" for (title, name), colours in found.items() if set(colours.values()) != {"green"}]


def people_work(drill):
    """What light traffic has not: people looked up, tokens refreshed, texts that somebody may check."""
    session = drill.stack.sign_in("bob")
    assert drill.stack.anonymous().post("/sso/refresh", {"refresh_token": session.refresh_token}).status == 200
    assert drill.admin.api.get("/sso/user-info").status == 200
    assert drill.admin.api.post("/sso/users/batch", {"user_ids": ["alice"]}).status == 200
    assert drill.admin.api.post("/guard/check", {"app_id": drill.scenario, "direction": "INPUT", "text": "good morning"}).status == 200
    guard = Connection(f"http://127.0.0.1:{drill.stack.services('guard-service')[0]['public']}")
    assert guard.post("/api/input/instance/rule/run", {"request_id": "r", "app_id": drill.scenario, "input_prompt": "good morning"}).status == 200


def test_every_query_has_an_answer_while_the_suite_idles(asked):
    # `rate` takes two scrapes, what only the replica with the lease tells takes a lease.
    until_nothing_is_missing(lambda: unexplained(asked) + not_green(asked))


def test_every_query_has_an_answer_under_load(asked):
    with Traffic(asked.drill.stack, asked.drill.scenario):

        def missing():
            people_work(asked.drill)
            unexpected = [f"{one}: {[target['legendFormat'] for target in queries]}" for one, queries in unanswered(asked).items() if one.name not in NOT_HERE]
            return unexpected + not_green(asked)

        until_nothing_is_missing(missing)
        assert set(NOT_HERE) == {one.name for one in unanswered(asked)}, "a reason that is none"


@dataclass(frozen=True)
class Shown:
    """A query of the suite's page, and what it must not be any longer."""

    title: str
    name: str
    colour: str
    of: str = ""  # part of the labels


@dataclass(frozen=True)
class Fault:
    name: str
    makes: object
    shown: tuple[Shown, ...]
    silent: tuple[str, ...] = ()  # pages of what is not there


REPLICAS = "up of"
REDIS, DATABASE = Shown("Redis", "answers", "red"), Shown("Database", "answers", "red")
FAULTS = [
    Fault("one of two guard-services is killed", faults.killed("guard-service", slice(1)), (Shown("guard: replicas", REPLICAS, "orange"), Shown("Policies", "answers", "red"))),
    Fault("one of two guard-services hangs, and the policy is changed", faults.guard_hung_while_the_policy_changes,
          (Shown("guard: replicas", REPLICAS, "orange"), Shown("Policies", "answers", "red"), Shown("Policies", "behind", "red", "guard-service-1"))),
    Fault("both guard-services are killed", faults.killed("guard-service"), (Shown("guard: replicas", REPLICAS, "red"), Shown("Edge (nginx)", "5xx", "red")), ("guard-service",)),
    Fault("both admin-services are killed", faults.killed("admin-service"), (Shown("admin: replicas", REPLICAS, "red"), Shown("Between the services", "{{job}} → {{dependency}}", "red", "admin-service")), ("admin-service",)),
    Fault("Redis is killed", faults.killed("redis"), (REDIS,)),
    Fault("Redis hangs", faults.hung("redis"), (REDIS,)),
    Fault("MariaDB is killed", faults.killed("mariadb"), (DATABASE, Shown("admin: failed", "failed", "red"))),
    Fault("MariaDB hangs", faults.hung("mariadb"), (DATABASE,)),
    Fault("USAP is killed", faults.killed("usap-simulator"), (Shown("USAP", "answers", "red"),)),
]  # fmt: skip
REDIS_KILLED = FAULTS[4]
LOOKED_AT = {(shown.title, shown.name) for fault in FAULTS for shown in fault.shown}


def is_shown(asked, shown: Shown) -> bool:
    found = dashboards.colours(asked.prometheus, dashboards.panel("suite", shown.title), shown.name)
    return any(colour == shown.colour and shown.of in labels for labels, colour in found.items())


def shows(asked, fault: Fault):
    stack = asked.drill.stack
    with Traffic(stack, asked.drill.scenario):
        wait_until(lambda: all_ready(stack) and works(stack), 90, "a suite that works")
        wait_until(lambda: not not_green(asked), OVER_WITHIN, "green panels")
        with fault.makes(asked.drill):
            for shown in fault.shown:
                wait_until(lambda: is_shown(asked, shown), SHOWN_WITHIN, f"{fault.name}: {shown}")
            # What is not there any longer, its pages and its fields on the suite's, says so.
            gone = [name.removesuffix("-service") for name in fault.silent]
            missing = unexplained(asked, [page for page in PAGES if page not in fault.silent])
            assert [one for one in missing if not one.startswith(tuple(f"suite: {name}: " for name in gone))] == []
        wait_until(lambda: all_ready(stack) and works(stack), 90, f"recovery of: {fault.name}")
        wait_until(lambda: not not_green(asked), OVER_WITHIN, f"green panels after: {fault.name}")


def test_the_suites_page_shows_that_redis_is_dead(asked):
    """A short form of the next."""
    shows(asked, REDIS_KILLED)


@pytest.mark.long
@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault is not REDIS_KILLED], ids=lambda fault: fault.name)
def test_the_suites_page_shows_each_fault_within_a_minute(asked, fault):
    shows(asked, fault)


def test_what_has_failed_is_listed_by_route(asked):
    """The panel that has nothing while nothing has failed."""
    page = dashboards.panel("auth-service", "Most 5xx")
    target = {**page.said["targets"][0], "expr": page.said["targets"][0]["expr"].replace("$__rate_interval", "10m")}
    anonymous = asked.drill.stack.anonymous()

    def listed():
        anonymous.post("/sso/login", {"ticket": secrets.token_urlsafe(32)})
        return dashboards.answer(asked.prometheus, target)

    with faults.killed("usap-simulator")(asked.drill):
        wait_until(listed, 60, "that the sign-ins which fail are listed")
    found = dashboards.answer(asked.prometheus, target)
    assert not any(math.isnan(value) for _, values in found for value in values)


def test_deploys_are_marked(asked):
    """At the time that is the value, in milliseconds, when the oldest replica of the version began."""
    deploys, starts = dashboards.boards()["suite"]["annotations"]["list"]
    found = asked.prometheus.query(dashboards.filled(deploys["expr"], INTERVAL))
    assert {one["metric"]["job"] for one in found} == {name for name in PAGES if name.endswith("-service")} and all(one["metric"]["version"] for one in found)
    began = asked.prometheus.query(dashboards.filled(starts["expr"], INTERVAL))
    assert len(began) == 8 and {float(one["value"][1]) for one in found} <= {float(one["value"][1]) for one in began}
