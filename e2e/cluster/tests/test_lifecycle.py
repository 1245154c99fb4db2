"""Install, upgrade, roll back, uninstall: what an operator does at night, and what goes wrong with it."""
import base64
import re
import shutil
import threading

import pytest
from running_stack import wait_until

from e2e.cluster.helm import HelmFailed
from e2e.cluster.nodes import STORAGE_CLASSES
from e2e.cluster.release import APPS, CHART, everything
from e2e.cluster.values import GIVEN, over

SECRET = "llmsafe-secrets"
OPERATORS_OWN = {"config": GIVEN["config"], "secrets": {"existingSecret": "operators-own"}}


def new_version(directory, version="9.8.7"):
    """The same chart as the next release would have it: another version of chart and images."""
    chart = directory / "next"
    shutil.copytree(CHART, chart)
    about = (chart / "Chart.yaml").read_text()
    (chart / "Chart.yaml").write_text(re.sub(r"(?m)^(version|appVersion):.*", rf'\1: "{version}"', about))
    return chart


def images(release) -> set[str]:
    return {container["image"] for d in release.deployments() for container in d["spec"]["template"]["spec"]["containers"]}


def names(things) -> set[str]:
    return {thing["metadata"]["name"] for thing in things}


def configured(release) -> dict:
    return release.get("configmaps", "llmsafe-config")["data"]


class Watching:
    """Counts the ready pods of every Deployment for as long as it is entered; `least` is the smallest count of each."""

    def __init__(self, release):
        self._release, self.least, self.rounds = release, {}, 0

    def __enter__(self):
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._count)
        self._thread.start()
        return self

    def _count(self):
        while not self._over.wait(0.05):
            for deployment in self._release.deployments():
                name, ready = deployment["metadata"]["name"], deployment["status"].get("readyReplicas", 0)
                self.least[name] = min(ready, self.least.get(name, ready))
            self.rounds += 1

    def __exit__(self, *_):
        seen, self.rounds = self.rounds, 0
        self._over.set()
        self._thread.join()
        assert seen > 5, "nobody was watching"


def test_without_a_database_the_install_stops_with_a_sentence_and_leaves_nothing(release, api):
    with pytest.raises(HelmFailed, match="DATABASE_URL"):
        release.install({"secrets": {"generate": True}})
    assert names(everything(api, release.namespace)) <= {"default", "kube-root-ca.crt"}


def test_an_upgrade_that_changes_nothing_touches_no_pod_and_no_secret(release):
    release.install(GIVEN)
    pods, secret = names(release.pods()), release.get("secrets", SECRET)["data"]
    release.upgrade(GIVEN)
    assert names(release.pods()) == pods
    assert release.get("secrets", SECRET)["data"] == secret
    assert len(secret["SECRET_KEY"]) >= 32


def test_a_changed_setting_rolls_the_pods_and_never_fewer_than_three_are_ready(release):
    release.install(GIVEN)
    secret, pods = release.get("secrets", SECRET)["data"], names(release.pods())
    with Watching(release) as watching:
        release.upgrade(over(GIVEN, {"config": {"PROJECT_NAME": "Another name"}}))
    assert configured(release)["PROJECT_NAME"] == "Another name"
    assert release.get("secrets", SECRET)["data"] == secret
    assert set(watching.least.values()) == {3}, watching.least
    kept = {name.rsplit("-", 2)[0] for name in names(release.pods()) & pods}
    assert kept <= {"llmsafe-frontend", "redis"}, "only those two do not read it"


def test_turning_autoscaling_on_takes_no_pod_away(release):
    release.install(GIVEN)
    pods = names(release.pods())
    with Watching(release) as watching:
        release.upgrade(over(GIVEN, {"defaults": {"autoscaling": {"enabled": True}}}))
    assert set(watching.least.values()) == {3}, watching.least
    assert names(release.pods()) == pods


def test_an_upgrade_leaves_the_autoscalers_number_of_replicas_alone_and_a_rollback_goes_no_lower_than_its_least(release, api):
    autoscaled = over(GIVEN, {"defaults": {"autoscaling": {"enabled": True}}})
    release.install(autoscaled)
    scale = f"{APPS}/namespaces/{release.namespace}/deployments/auth-service/scale"
    api.patch(scale, {"spec": {"replicas": 5}})  # as the autoscaler does
    wait_until(lambda: release.get("deployments", "auth-service", APPS)["status"].get("readyReplicas") == 5, 30, "five pods")
    with Watching(release) as watching:
        release.upgrade(over(autoscaled, {"config": {"PROJECT_NAME": "Another name"}}))
    assert watching.least["auth-service"] == 5
    with watching:
        release.helm("rollback", "1", "--wait")
    assert set(watching.least.values()) == {3}, "never fewer than the autoscaler may go down to"


def test_a_new_version_then_back(release, tmp_path):
    release.install(GIVEN)
    before, secret, pods = images(release), release.get("secrets", SECRET)["data"], release.pods()
    with Watching(release) as watching:
        release.upgrade(over(GIVEN, {"config": {"PROJECT_NAME": "Newer"}}), chart=new_version(tmp_path))
    assert {image.rpartition(":")[2] for image in images(release)} == {"9.8.7"}
    assert [entry["app_version"] for entry in release.history()][-1] == "9.8.7"
    with watching:
        release.helm("rollback", "1", "--wait", "--timeout", "180s")
    assert images(release) == before
    assert configured(release).get("PROJECT_NAME") != "Newer"
    assert release.get("secrets", SECRET)["data"] == secret
    assert [entry["status"] for entry in release.history()] == ["superseded", "superseded", "deployed"]
    assert set(watching.least.values()) == {3}, watching.least
    assert len(release.pods()) == len(pods)


def test_an_upgrade_that_never_gets_ready_is_taken_back_and_nobody_notices(release, nodes, tmp_path):
    release.install(GIVEN)
    before, pods = images(release), names(release.pods())
    nodes.broken = lambda pod: "image not found" if any("9.8.7" in c["image"] for c in pod["spec"]["containers"]) else None
    with Watching(release) as watching, pytest.raises(HelmFailed, match="has been rolled back due to atomic being set"):
        release.upgrade(GIVEN, "--atomic", "--timeout", "15s", chart=new_version(tmp_path))
    assert images(release) == before
    assert names(release.pods()) >= pods, "pods that served were taken away"
    assert set(watching.least.values()) == {3}, watching.least
    assert [entry["status"] for entry in release.history()][1:] == ["failed", "deployed"]


def test_a_first_install_that_never_gets_ready_is_taken_away(release, nodes, api):
    nodes.broken = lambda pod: "image not found"
    with pytest.raises(HelmFailed, match="has been uninstalled due to atomic being set"):
        release.install(GIVEN, "--atomic", "--timeout", "10s")
    assert not release.deployments()


def test_uninstalled_it_leaves_keys_and_data_and_takes_them_up_again(release, api):
    release.install(GIVEN)
    secret = release.get("secrets", SECRET)["data"]
    release.helm("uninstall", "--wait")
    wait_until(lambda: not release.objects("pods"), 30, "that all pods are gone")
    left = {(thing["kind"], thing["metadata"]["name"]) for thing in everything(api, release.namespace)}
    ours = {(kind, name) for kind, name in left if name not in ("default", "kube-root-ca.crt")}
    assert {kind for kind, _ in ours} == {"Secret", "PersistentVolumeClaim"}, ours
    release.install(GIVEN)
    assert release.get("secrets", SECRET)["data"] == secret


def test_two_releases_in_two_namespaces_know_nothing_of_each_other(release, new_release):
    other = new_release(release.namespace + "-b", "second")
    release.install(GIVEN)
    other.install(GIVEN)
    try:
        mine, its = release.get("secrets", SECRET)["data"], other.get("secrets", SECRET)["data"]
        assert mine["SECRET_KEY"] != its["SECRET_KEY"]
        assert len(other.ready_addresses("auth-service")) == len(release.ready_addresses("auth-service"))
    finally:
        other.helm("uninstall")
    assert len(release.pods()) == len(release.deployments()) * 3 + 1  # and redis


def test_two_releases_in_one_namespace_need_a_prefix_and_then_do_not_mix(release, new_release):
    other = new_release(release.namespace, "second")
    release.install(GIVEN)
    with pytest.raises(HelmFailed, match='(?s)invalid ownership metadata.*must equal "second".*current value is "llm-guard"'):
        other.install(GIVEN)
    other.install(over(GIVEN, {"namePrefix": "second-"}))
    for service in release.objects("services"):
        name = service["metadata"]["name"]
        assert {pod for pod, _ in release.ready_addresses(name)} <= names(release.pods()), name
    for service in other.objects("services"):
        name = service["metadata"]["name"]
        assert name.startswith("second-")
        reached = {pod for pod, _ in other.ready_addresses(name)}
        assert reached and reached <= names(other.pods()), name
    other.helm("uninstall")


def existing_secret(release, without: str = "") -> dict:
    """The keys that the chart would have made, as `make secrets` gives them to the operator."""
    data = {key: value for key, value in release.get("secrets", SECRET)["data"].items() if key != without}
    return {"metadata": {"name": "operators-own"}, "data": data}


def test_with_a_secret_of_the_operators_the_chart_makes_none(release, api):
    release.install(GIVEN)
    api.create(f"/api/v1/namespaces/{release.namespace}/secrets", existing_secret(release))
    release.helm("uninstall", "--wait")
    api.delete(f"/api/v1/namespaces/{release.namespace}/secrets/{SECRET}")
    release.install(OPERATORS_OWN)
    assert not [secret for secret in release.objects("secrets")]


def test_a_key_that_the_operators_secret_lacks_stops_the_pods_that_need_it_and_no_other(release, api):
    release.install(GIVEN)
    api.create(f"/api/v1/namespaces/{release.namespace}/secrets", existing_secret(release, without="SECRET_KEY"))
    with pytest.raises(HelmFailed, match="timed out|deadline"):
        release.upgrade(OPERATORS_OWN, "--timeout", "15s")
    waiting = {pod["metadata"]["labels"]["app"] for pod in release.pods() if pod["status"]["phase"] == "Pending"}
    assert waiting == {"auth-service"}  # the only one that gets this key
    assert release.get("deployments", "auth-service", APPS)["status"]["readyReplicas"] == 3


def test_volumes_that_wait_for_their_first_pod_do_not_hold_up_the_install(release, api):
    """As most clouds' volumes do, and those of the backup have no pod before the night."""
    about = {"name": release.namespace}
    api.create(STORAGE_CLASSES, {"metadata": about, "provisioner": "tests.example", "volumeBindingMode": "WaitForFirstConsumer"})
    storage = {"storage": {"className": release.namespace}}
    release.install(over(GIVEN, {"backup": {"enabled": True, **storage}, "redis": storage}), "--timeout", "40s")
    redis = next(c for c in api.list(f"/api/v1/namespaces/{release.namespace}/persistentvolumeclaims") if "redis" in c["metadata"]["name"])
    assert redis["status"]["phase"] == "Bound" and redis["spec"]["storageClassName"] == release.namespace


def test_what_is_given_is_what_the_services_get(release):
    release.install(GIVEN)
    data = release.get("secrets", SECRET)["data"]
    for name, value in GIVEN["secrets"]["values"].items():
        assert base64.b64decode(data[name]).decode() == value
