"""This version and one that adds a member to every message and row and a kind to every enumeration (e2e/upgrade/next_version.py,
built by tools/build_next): each starts on what the other left, and both run side by side. Part of `make test-full`."""
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from checks import check_contracts
from e2e.client.connection import Connection
from e2e.client.session import BASE
from e2e.stack.options import ROOT
from e2e.stack.suite import ORDER
from e2e.upgrade import aftermath
from e2e.upgrade.cluster import NEXT_VERSION, RELEASE, Cluster
from e2e.upgrade.drill import Drill
from e2e.upgrade.people import Line, Person, connection_of, sign_in
from e2e.upgrade.traffic import faults_in_words
from running_stack import wait_until

RATE = 20  # requests a second: this is no test of load, and the next version's programs are not optimised
PATIENCE_SECONDS = 20  # a change is known everywhere within two; the machine may be busy
# What a log says where something was not understood or was given up.
DAMAGE = re.compile(
    r"damaged|malformed|new epoch|signs everyone out|does not fit|is not used(?!.*there is no )|cannot be read|a row of the kind|"
    r"a line of the snapshot|newer version|unknown_member"
)
ANSWERS = ("not ready", "request")  # a busy machine gives such; whoever asked judges them
UNKNOWN_ROW = "00000000-0000-4000-8000-00000000abcd"  # of the outbox


@dataclass
class Story:
    """What has happened so far: of each phase its people and what was asked."""

    cluster: Cluster
    drills: list[Drill] = field(default_factory=list)
    ended: list[Person] = field(default_factory=list)  # whose sessions an administrator ended
    epoch: str = ""
    ours: set[str] = field(default_factory=set)  # this version, as its programs say
    read: dict[Path, int] = field(default_factory=dict)  # how far the logs of stopped programs were read

    def go_on(self) -> "Story":
        """Some of everything, by whatever runs."""
        drill = Drill(self.cluster, f"phase-{len(self.drills) + 1}", RATE).prepare()
        with drill.traffic:
            drill.go_on(12)
        self.drills.append(drill)
        self._end_all_sessions_of("erin")
        return self

    def _end_all_sessions_of(self, name: str):
        admin = self.drills[-1].admin()
        self.ended += [person for _, person in self.signed_in() if person.name == name]
        user = next(row["id"] for row in admin.get("/users/").json() if row["username"] == name)
        for active in (False, True):
            assert admin.patch(f"/users/{user}/status", {"is_active": active}).status == 200

    def signed_in(self) -> list[tuple[Drill, Person]]:
        return [(drill, person) for drill in self.drills for person in drill.people if person not in self.ended]

    def switch_to(self, *programs: Path) -> "Story":
        """Everything is stopped, then started. Where guard-service has a kept policy it begins with that."""
        self.cluster.stop_services()
        self.cluster.sql(
            f"INSERT INTO outbox (id, kind, target_id, not_before_ms, gives) SELECT '{UNKNOWN_ROW}', 'of_no_version', 'x', 1, 0 "
            f"WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE id = '{UNKNOWN_ROW}')"
        )
        self.read = {log: log.stat().st_size for log in self.cluster.logs.glob("*-service-*.log")}
        kept_first = ("session-cache-service", "guard-service", "admin-service", "auth-service")
        self.cluster.start_services(*programs, order=kept_first if self.cluster.options.store == "embedded" else ORDER)
        return self

    def feed(self) -> dict:
        bearer = {"Authorization": "Bearer " + self.cluster.credentials.value("token_auth_to_session_cache")}
        pod = self.cluster.pods["session-cache-service"][0]
        answer = Connection(f"http://127.0.0.1:{pod.internal}").get("/internal/v1/revocations/snapshot", headers=bearer)
        assert answer.status == 200, answer
        return answer.json()

    def versions(self) -> set[str]:
        """Of the programs that run now, as they say."""
        return {line["version"] for line in self.log_lines() if line["message"] == "listening"}

    def log_lines(self) -> list[dict]:
        """Of the programs that run now."""
        texts = [log.read_bytes()[self.read.get(log, 0) :].decode() for log in self.cluster.logs.glob("*-service-*.log")]
        return [json.loads(line) for text in texts for line in text.splitlines() if line.startswith("{")]


@pytest.fixture(scope="module", params=["embedded", "real"])
def began(request, tmp_path_factory, overrides):
    """This version, with what people did on it."""
    assert (NEXT_VERSION / "auth-service").exists(), "tools/build_next builds the next version"
    state, store = tmp_path_factory.mktemp("next") / "state", request.param
    if store == "embedded":  # its pod has one replica, whose file stays
        overrides = {**overrides, "guard-service": {**overrides["guard-service"], "POLICY_CACHE_FILE": str(state / "policy")}}
    cluster = Cluster(state, RELEASE, overrides, store, 1 if store == "embedded" else 2)
    try:
        cluster.start()
        story = Story(cluster).go_on()
        story.epoch, story.ours = story.feed()["epoch"], story.versions()
        yield story
    finally:
        cluster.stop()


@pytest.fixture(scope="module")
def upgraded(began):
    return began.switch_to(*[NEXT_VERSION] * began.cluster.options.replicas)


@pytest.fixture(scope="module")
def next_at_work(upgraded):
    return upgraded.go_on()


@pytest.fixture(scope="module")
def rolled_back(next_at_work):
    return next_at_work.switch_to(*[RELEASE] * next_at_work.cluster.options.replicas)


@pytest.fixture(scope="module")
def side_by_side(rolled_back):
    return rolled_back.switch_to(RELEASE, NEXT_VERSION).go_on()


class Checks:
    """What must hold of all phases until now; each class of tests says which (`story`)."""

    def test_nobody_was_signed_out(self, story):
        assert story.feed()["epoch"] == story.epoch
        for drill, person in story.signed_in():
            assert aftermath.still_signed_in(story.cluster, [person], drill.scenario) == []

    def test_nobody_comes_back_who_signed_out(self, story):
        left = [*story.ended, *(person for drill in story.drills for person in drill.traffic.signed_out)]
        assert len(left) >= 3 * len(story.drills)
        assert aftermath.come_back_to_life(story.cluster, left, story.drills[0].scenario) == []

    def test_no_request_failed_and_every_write_is_there_and_audited_once(self, story):
        for drill in story.drills:
            assert drill.traffic.failures() == [], "\n" + faults_in_words(drill.traffic.failures(), drill.traffic.began)
            assert len(drill.traffic.written) > 10
            lost = aftermath.lost_or_doubled(story.drills[-1].admin(), drill.traffic)
            assert lost == {what: [] for what in lost}
            wait_until(lambda: aftermath.unaudited_sign_ins(story.drills[-1].admin(), drill.traffic) == [], PATIENCE_SECONDS, "each sign-in in the audit log")  # noqa: B023
        story.cluster.verify_audit()

    def test_every_guard_decides_by_what_either_version_wrote(self, story):
        person = story.drills[-1].people[0]
        for drill in story.drills:
            for pod in story.cluster.pods["guard-service"]:
                for word in drill.traffic.written[:5]:
                    wait_until(lambda: aftermath.blocks(pod, person, drill.scenario, word.keyword), PATIENCE_SECONDS, f"{word.keyword} blocked by {pod.number}")  # noqa: B023

    def test_the_feeds_go_on_to_every_replica(self, story, unique):
        """From each replica that may tell of something."""
        drill, cluster = story.drills[-1], story.cluster
        person = drill.people[0]
        for pod in cluster.pods["admin-service"]:
            admin = connection_of(pod.public, person)
            assert aftermath.undecided(cluster, admin, person, drill.scenario, unique("newest"), PATIENCE_SECONDS) == []
        for pod in cluster.pods["auth-service"]:
            line = Line(cluster.port)
            leaving = sign_in(line, cluster.usap, "bob", False, cluster.origin)
            line.close()
            assert connection_of(pod.public, leaving).post("/sso/logout").status == 200
            wait_until(lambda: aftermath.come_back_to_life(cluster, [leaving], drill.scenario) == [], PATIENCE_SECONDS, "the sign-out at every replica")  # noqa: B023

    def test_the_logs_tell_of_no_damage(self, story):
        lines = story.log_lines()
        assert len(lines) > 4
        of_damage = [line for line in lines if DAMAGE.search(json.dumps(line)) or line["level"] == "ERROR" and line["message"] not in ANSWERS]
        assert of_damage == []


class TestTheNextVersionStartsOnOurData(Checks):
    @pytest.fixture
    def story(self, upgraded):
        return upgraded

    def test_it_is_another_version(self, story):
        assert len(story.versions() | story.ours) == 2 and not story.versions() & story.ours

    def test_the_kept_policy_decides_first(self, story):
        decided_by_a_kept_file(story)


class TestOurVersionStartsOnTheNextOnesData(Checks):
    @pytest.fixture
    def story(self, rolled_back):
        return rolled_back

    def test_it_is_our_version(self, story):
        assert story.versions() == story.ours

    def test_the_kept_policy_decides_first(self, story):
        decided_by_a_kept_file(story)

    def test_the_next_version_told_of_kinds_of_its_own(self, story):
        assert "added_later" in {entry["kind"] for entry in story.feed()["entries"]}
        assert int(story.cluster.sql("SELECT COUNT(*) FROM policy_changes WHERE kind = 'added_later'")) > 10

    def test_a_row_of_the_outbox_of_an_unknown_kind_stays(self, story):
        wait_until(lambda: any(line.get("id") == UNKNOWN_ROW for line in story.log_lines()), PATIENCE_SECONDS, "its line in the log")
        assert story.cluster.sql(f"SELECT kind FROM outbox WHERE id = '{UNKNOWN_ROW}'").strip() == "of_no_version"

    def test_the_next_version_kept_members_of_its_own(self, story):
        tables = json.loads((ROOT / "build/next/added.json").read_text())["tables"]
        filled = {table for table in tables if story.cluster.sql(f"SELECT COUNT(*) FROM {table} WHERE added_later = 'later'").strip() != "0"}
        assert {"audit_logs", "scenarios", "lib_scenario_keywords", "policy_changes"} <= filled  # what people wrote meanwhile
        if story.cluster.options.store == "embedded":
            kept = (story.cluster.state / "sessions").read_bytes()
            assert b'"added_later":"later"' in kept and b"LGJ2" in kept
        else:
            sessions = story.cluster.redis("--scan", "--pattern", "lgm:s:*").split()
            assert "later" in {story.cluster.redis("HGET", key, "added_later").strip() for key in sessions}


@pytest.mark.parametrize("began", ["real"], indirect=True, scope="module")  # the embedded stores are for one replica
class TestSideBySide(Checks):
    @pytest.fixture
    def story(self, side_by_side):
        return side_by_side

    def test_two_versions_run(self, story):
        assert len(story.versions()) == 2 and story.versions() > story.ours

    def test_the_contracts_hold(self, story):
        """But for what compares a row with itself, which a member that one of the versions does not know has or has not, and for sign-in by
        providers, which is closed meanwhile."""
        check_contracts(story.cluster, without=("test_values_of_stores.py", "test_usap_oauth.py"))

    def test_nobody_is_sent_to_a_provider(self, story):
        """Whom one version has sent there, the other might not know."""
        for pod in story.cluster.pods["auth-service"]:
            auth = Connection(f"http://127.0.0.1:{pod.public}", BASE)
            assert "#error=upgrading&" in auth.get("/auth/login", query={"provider": "usap"}).headers["Location"]
            assert {way["kind"] for way in auth.get("/sso/ways").json()["ways"]} == {"ticket"}


def decided_by_a_kept_file(story: Story):
    """But on real stores: there all pods are new, and a new pod has no file of an old one."""
    decided = any(line.get("from") == "kept file" and line.get("keywords") for line in story.log_lines())
    assert decided == (story.cluster.options.store == "embedded")
