"""The chart on other Kubernetes than the newest: the same program emulating older ones (what they serve and how they
validate), and the oldest one that can be built."""
import pytest
from running_stack import wait_until

from e2e.cluster import definitions
from e2e.cluster.control_plane import BUILT, ControlPlane
from e2e.cluster.helm import Helm
from e2e.cluster.nodes import Nodes
from e2e.cluster.release import Release
from e2e.cluster.values import EVERYTHING, GATEWAY, over

OLDEST = "oldest"


@pytest.fixture(params=[OLDEST, "1.31", "1.32", "1.33"])
def older_release(request, tmp_path):
    program = BUILT / ("control-plane-oldest" if request.param == OLDEST else "control-plane")
    running = ControlPlane(tmp_path / "state", None if request.param == OLDEST else request.param, program).start()
    try:
        names = definitions.install(running.api)
        wait_until(lambda: definitions.established(running.api, names), 30, "that the foreign kinds are served")
        nodes = Nodes(running.api).start()
        yield Release(Helm(running.kubeconfig, tmp_path / "helm"), running.api, "llmsafe", tmp_path)
        nodes.stop()
        assert nodes.failure is None
    finally:
        running.stop()


def test_it_installs_upgrades_and_rolls_back(older_release):
    older_release.install(EVERYTHING)
    older_release.upgrade(over(EVERYTHING, GATEWAY))
    routes = older_release.objects("httproutes", "/apis/gateway.networking.k8s.io/v1")
    assert routes and not older_release.objects("ingresses", "/apis/networking.k8s.io/v1")
    older_release.helm("rollback", "1", "--wait")
    assert older_release.objects("ingresses", "/apis/networking.k8s.io/v1")
    assert all(deployment["status"]["readyReplicas"] == 3 for deployment in older_release.deployments())
