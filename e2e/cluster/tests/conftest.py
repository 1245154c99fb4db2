import contextlib
import secrets

import pytest
from running_stack import wait_until

from e2e.cluster import definitions
from e2e.cluster.control_plane import ControlPlane
from e2e.cluster.helm import Helm, HelmFailed
from e2e.cluster.nodes import Nodes
from e2e.cluster.release import Release


@pytest.fixture(scope="session")
def control_plane(tmp_path_factory):
    running = ControlPlane(tmp_path_factory.mktemp("cluster") / "state").start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def api(control_plane):
    names = definitions.install(control_plane.api)
    wait_until(lambda: definitions.established(control_plane.api, names), 30, "that the foreign kinds are served")
    return control_plane.api


@pytest.fixture(scope="session")
def all_nodes(api):
    running = Nodes(api).start()
    yield running
    running.stop()


@pytest.fixture
def nodes(all_nodes):
    yield all_nodes
    all_nodes.broken = lambda pod: None
    all_nodes.fails = lambda pod: False
    assert all_nodes.failure is None


@pytest.fixture(scope="session")
def helm(control_plane, tmp_path_factory):
    return Helm(control_plane.kubeconfig, tmp_path_factory.mktemp("helm"))


@pytest.fixture
def namespace():
    """The name of one that does not exist yet."""
    return f"test-{secrets.token_hex(4)}"


@pytest.fixture
def made_namespace(api, namespace):
    """One in which pods may be made: the controllers give it the service account that pods run as."""
    api.create("/api/v1/namespaces", {"metadata": {"name": namespace}})
    account = f"/api/v1/namespaces/{namespace}/serviceaccounts/default"
    wait_until(lambda: api.find(account), 30, f"the service account of {namespace}")
    return namespace


@pytest.fixture(scope="session")
def new_release(helm, api, all_nodes, tmp_path_factory):
    """`new_release(namespace, name)`: not installed yet."""
    directory = tmp_path_factory.mktemp("values")
    return lambda namespace, name="llm-guard": Release(helm, api, namespace, directory, name)


@pytest.fixture
def release(new_release, namespace, nodes):
    """In a namespace of its own, not installed yet; uninstalled afterwards, so that its pods are out of the way."""
    made = new_release(namespace)
    yield made
    with contextlib.suppress(HelmFailed):
        made.helm("uninstall")
