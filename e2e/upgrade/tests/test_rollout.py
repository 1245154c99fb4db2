"""The suite is replaced replica by replica under load, its keys rotated and its schema widened by the next admin-service's own
migration: nobody notices. The programs are this version's but for that; test_previous_version.py takes two."""
import pytest
from checks import Checks
from e2e.stack.suite import ORDER
from e2e.upgrade.cluster import RELEASE, REPLICAS, Cluster
from e2e.upgrade.drill import Drill


@pytest.fixture(scope="module")
def rollout(tmp_path_factory, overrides):
    cluster = Cluster(tmp_path_factory.mktemp("rollout") / "state", RELEASE, overrides)
    try:
        cluster.start()
        drill = Drill(cluster, "rollout").prepare()
        with drill.traffic:
            drill.go_on()
            drill.migrate()
            drill.rotate_keys()
            drill.go_on()
        drill.replaced = {**dict.fromkeys(ORDER, 3 * REPLICAS), "admin-service": 4 * REPLICAS}
        yield drill
    finally:
        cluster.stop()


class TestReplacedUnderLoad(Checks):
    @pytest.fixture
    def drill(self, rollout):
        return rollout

    def test_the_new_keys_alone_are_known(self, drill):
        assert len(drill.kids()) == 1
        assert {person.signed_by for person in drill.people} == set(drill.kids())
