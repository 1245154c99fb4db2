"""From the version before (e2e/upgrade/previous-version, built by tools/build_previous) to this one and back, under load: one
service after the other, one replica after the other. Part of `make test-full`."""
import pytest
from checks import Checks, check_contracts
from e2e.stack.suite import ORDER
from e2e.upgrade.cluster import NEXT, PREVIOUS, PREVIOUS_SOURCE, REPLICAS, Cluster
from e2e.upgrade.drill import Drill

@pytest.fixture(scope="module")
def cluster(tmp_path_factory, overrides):
    assert (PREVIOUS / "auth-service").exists(), "tools/build_previous builds the version before"
    cluster = Cluster(tmp_path_factory.mktemp("upgrade") / "state", PREVIOUS, overrides)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


# What the version before expects and does not get back with its programs: file::test. nginx stays this version's: it has a
# `Vary` of its own, in front of the service's, and that test reads one alone.
NOT_ROLLED_BACK = (
    "test_origins.py::test_the_listed_origin_may_call[/tags/]",
    "test_values_of_stores.py::test_the_guard_follows_what_was_answered",  # knows no kinds but those of its version
)


@pytest.fixture(scope="module")
def upgraded(cluster):
    """One service after the other, of a version with a migration of its own; then keys and tokens."""
    drill = Drill(cluster, "upgrade").prepare()
    with drill.traffic:
        drill.go_on()
        for service in ("admin-service", "session-cache-service", "auth-service", "guard-service"):
            drill.step(f"{service} upgraded", lambda: cluster.replace(service, programs=NEXT))  # noqa: B023
        drill.rotate_keys()
        drill.go_on()
    drill.replaced = dict.fromkeys(ORDER, 4 * REPLICAS)
    return drill


@pytest.fixture(scope="module")
def rolled_back(upgraded):
    """Back to the programs of the version before, on the schema and with the keys of the newer one."""
    cluster = upgraded.cluster
    drill = Drill(cluster, "rollback").prepare()
    with drill.traffic:
        drill.go_on()
        for service in ("guard-service", "auth-service", "session-cache-service", "admin-service"):
            drill.step(f"{service} rolled back", lambda: cluster.replace(service, programs=PREVIOUS))  # noqa: B023
        drill.go_on()
    drill.replaced = dict.fromkeys(ORDER, REPLICAS)
    return drill


class TestUpgrade(Checks):
    @pytest.fixture
    def drill(self, upgraded):
        return upgraded

    def test_contracts_hold_on_the_newer_schema(self, drill):
        check_contracts(drill.cluster)


class TestRollback(Checks):
    @pytest.fixture
    def drill(self, rolled_back):
        return rolled_back

    def test_contracts_of_the_version_before_hold_on_the_newer_schema(self, drill):
        check_contracts(drill.cluster, PREVIOUS_SOURCE, NOT_ROLLED_BACK)
