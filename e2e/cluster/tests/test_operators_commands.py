"""`make deploy`, `make update`, `make rollback` and `make status` against a real helm, kubectl and API server: what must slip by nobody."""
import json
import re
import shutil
from datetime import datetime, timezone

import pytest
from running_stack import wait_until
from test_lifecycle import configured, images, names

from e2e.cluster.commands import Commands
from e2e.cluster.helm import HelmFailed
from e2e.cluster.release import APPS, CHART, everything
from e2e.cluster.values import GIVEN, over

VALUES = over(GIVEN, {"backup": {"enabled": True}})  # the first backup is made at once
LAST_BACKUP = "llm-guard-manager/last-backup"


@pytest.fixture
def commands(control_plane, tmp_path, namespace, release):
    return Commands(control_plane.kubeconfig, tmp_path, namespace)


@pytest.fixture
def chart(tmp_path):
    """`chart(version)`: the same chart under another version."""

    def make(version):
        directory = tmp_path / f"chart-{version}"
        shutil.copytree(CHART, directory)
        about = (directory / "Chart.yaml").read_text()
        (directory / "Chart.yaml").write_text(re.sub(r"(?m)^(version|appVersion):.*", rf'\1: "{version}"', about))
        return directory

    return make


def tags(release):
    return {image.rpartition(":")[2] for image in images(release)}


def summary(release):
    return [(entry["revision"], entry["status"], entry["app_version"]) for entry in release.history()]


def settings(name):
    return over(VALUES, {"config": {"PROJECT_NAME": name}})


def never_ready(nodes, version):
    nodes.broken = lambda pod: "image not found" if any(version in c["image"] for c in pod["spec"]["containers"]) else None


def test_from_nothing_forward_and_back(commands, release, chart):
    assert "this is no terminal" in commands.refused("deploy", VALUES, YES="", CHART=chart("0.7.0"))
    shown = commands.done("deploy", VALUES, CHART=chart("0.7.1"))
    assert "from       nothing: this is a first installation" in shown and "helm test: passed" in shown
    assert f"namespace  {release.namespace}, which will be made" in shown and "context    test (https://127.0.0.1:" in shown and ", as administrator" in shown
    shown = commands.done("deploy", VALUES, CHART=chart("0.8.0"))
    assert "from       chart 0.7.1, app 0.7.1\nto         chart 0.8.0, app 0.8.0\nimages     all 0.7.1 → 0.8.0\nbackup     of 20" in shown
    shown = commands.done("rollback")
    assert "target     revision 1, " in shown and "from       chart 0.8.0, app 0.8.0\nto         chart 0.7.1, app 0.7.1" in shown and tags(release) == {"0.7.1"}
    notes = [entry["description"] for entry in release.history()]
    assert re.fullmatch(r"make deploy by administrator: chart none → 0\.7\.1; 20\S+Z", notes[0])
    assert re.fullmatch(r"make deploy by administrator: chart 0\.7\.1 → 0\.8\.0; all 0\.7\.1 → 0\.8\.0; backup of \S+Z; 20\S+Z", notes[1])
    assert re.fullmatch(r"Rollback to 1; make rollback by administrator: chart 0\.8\.0 → 0\.7\.1; all 0\.8\.0 → 0\.7\.1; backup of \S+Z; 20\S+Z", notes[2])
    # Helm goes on from the record that holds the note, and keeps it.
    assert json.loads(release.helm("status", "--output", "json"))["info"]["status"] == "deployed"
    commands.done("deploy", settings("Newer"), CHART=chart("0.7.2"))
    assert [entry["description"] for entry in release.history()][:3] == notes and configured(release)["PROJECT_NAME"] == "Newer"
    assert "target     revision 1, " in commands.done("rollback")  # the third is the first once more
    assert configured(release).get("PROJECT_NAME") != "Newer"


def test_a_failed_deploy_then_a_rollback(commands, release, chart, nodes):
    newer = chart("0.8.0")
    commands.done("deploy", VALUES, CHART=chart("0.7.0"))
    commands.done("deploy", settings("Second"), CHART=chart("0.7.1"))
    never_ready(nodes, "0.8.0")
    said = commands.refused("deploy", VALUES, CHART=newer, TIMEOUT="15s")
    assert "helm gave up. The release is at revision 4, deployed: Rollback to 2. It runs what it ran before" in said
    assert summary(release) == [(1, "superseded", "0.7.0"), (2, "superseded", "0.7.1"), (3, "failed", "0.8.0"), (4, "deployed", "0.7.1")]
    assert "that revision never worked" in commands.refused("rollback", REVISION=3)
    # Plain `helm rollback` would go to 3. What runs is 2, so what ran before is 1; the schema may be that of 0.8.0, which is one step from both.
    shown = commands.done("rollback")
    assert "target     revision 1, " in shown and "not 3, revision 4 is the way back from it" in shown and tags(release) == {"0.7.0"}
    assert "there is no other good revision to go back to" in commands.refused("rollback")
    assert summary(release)[-1] == (5, "deployed", "0.7.0")


def test_a_failed_deploy_that_was_not_taken_back(commands, release, chart, nodes):
    commands.done("deploy", VALUES, CHART=chart("0.7.0"))
    never_ready(nodes, "0.7.1")
    with pytest.raises(HelmFailed):
        release.upgrade(VALUES, "--timeout", "10s", chart=chart("0.7.1"))
    shown = commands.done("rollback")
    assert "why        the last good one: 2 is failed" in shown and summary(release)[-1] == (3, "deployed", "0.7.0") and tags(release) == {"0.7.0"}


def test_a_downgrade_and_a_skipped_minor_version(commands, release, chart):
    old, far = chart("0.6.9"), chart("0.9.0")
    commands.done("deploy", VALUES, CHART=chart("0.7.0"))
    assert "the chart would be downgraded, 0.7.0 → 0.6.9" in commands.refused("deploy", VALUES, CHART=old)
    assert "the chart: 0.7.0 → 0.9.0 skips a minor version. Go by the last 0.8 first" in commands.refused("deploy", VALUES, CHART=far)
    assert "the image of admin-service: 0.7.0 → 0.9.0 skips" in commands.refused("deploy", VALUES, CHART=chart("0.7.1"), VERSION="0.9.0")
    assert summary(release) == [(1, "deployed", "0.7.0")] and tags(release) == {"0.7.0"}
    commands.done("deploy", VALUES, CHART=far, SKIP_MINOR=1)
    assert "the chart: 0.9.0 → 0.7.0 skips a minor version" in commands.refused("rollback")
    commands.done("deploy", VALUES, CHART=old, SKIP_MINOR=1, DOWNGRADE=1)
    assert tags(release) == {"0.6.9"}


def test_another_context(commands, release, chart, control_plane, tmp_path):
    """The same server under another name, and one that nobody answers at."""
    here = chart("0.7.0")
    commands.done("deploy", VALUES, CHART=here)
    about = json.loads(control_plane.kubeconfig.read_text())
    about["clusters"].append({"name": "gone", "cluster": {"server": "https://127.0.0.1:1"}})
    about["contexts"].append({"name": "production", "context": {"cluster": "gone", "user": "administrator"}})
    other = tmp_path / "kubeconfig"
    other.write_text(json.dumps({**about, "current-context": "production"}))
    other.chmod(0o600)
    for tool, values in (("deploy", VALUES), ("rollback", None), ("update", None)):
        what = {"COMPONENT": "guard-service", "VERSION": "0.7.0"} if tool == "update" else {}
        assert "the cluster cannot be reached (context production)" in commands.refused(tool, values, CHART=here, KUBECONFIG=other, **what)
        assert 'CONTEXT is "production", but kubectl\'s current context is "test"' in commands.refused(tool, values, CHART=here, CONTEXT="production", **what)
    # helm would follow its own variable.
    assert "context    test (" in commands.done("deploy", VALUES, CHART=here, KUBECONFIG=two(about, tmp_path), HELM_KUBECONTEXT="production", CONTEXT="test")
    assert len(release.history()) == 2


def two(about, directory):
    """Both contexts, and the one that answers is current."""
    file = directory / "both"
    file.write_text(json.dumps({**about, "current-context": "test"}))
    file.chmod(0o600)
    return file


def state(api, namespace):
    """What helm has made, and its records, in the version that somebody wrote: statuses change by themselves."""
    return {
        (thing["kind"], about["name"]): about.get("generation", about["resourceVersion"])
        for thing in everything(api, namespace)
        if "meta.helm.sh/release-name" in (about := thing["metadata"]).get("annotations", {}) or about["name"].startswith("sh.helm.")
    }


def test_a_dry_run_shows_the_difference_and_changes_nothing(commands, release, chart, api):
    first = commands("deploy", VALUES, CHART=chart("0.7.0"), DRY_RUN=1)
    assert first.returncode == 0 and "+++ Deployment/guard-service (chart 0.7.0)" in first.stdout and not api.find(f"/api/v1/namespaces/{release.namespace}")
    commands.done("deploy", VALUES, CHART=chart("0.7.1"))
    before = state(api, release.namespace)
    assert {kind for kind, _ in before} >= {"Deployment", "Secret", "ConfigMap", "CronJob"}
    secret = over(settings("Shown"), {"secrets": {"values": {"USAP_CLIENT_SECRET": "another-secret"}}})
    shown = commands("deploy", secret, CHART=chart("0.7.2"), DRY_RUN=1)
    assert shown.returncode == 0, shown.stderr
    for line in ("+++ Deployment/admin-service (chart 0.7.2)", "-        image: llmsafe-admin-service:0.7.1", "+  PROJECT_NAME: Shown",
                 "-  USAP_CLIENT_SECRET: (hidden)", "+  USAP_CLIENT_SECRET: (hidden, changes)", "   TOKEN_GUARD_TO_SESSION_CACHE: (hidden)"):  # fmt: skip
        assert line in shown.stdout.splitlines(), shown.stdout
    keys = [value for thing in release.objects("secrets") for value in thing["data"].values()]
    assert len(keys) > 5 and not [word for word in ("another-secret", "not-a-secret", *keys) if word in first.stdout + shown.stdout + shown.stderr]
    assert "Objects: 0 new" in shown.stdout and "0 gone. DRY_RUN=1: nothing was changed." in shown.stdout
    update = commands("update", COMPONENT="guard-service", VERSION="0.7.2", CHART=chart("0.7.1-same"), DRY_RUN=1)
    assert "only `make deploy` changes the chart" in update.stderr
    assert before == state(api, release.namespace)
    commands.done("deploy", secret, CHART=chart("0.7.3"))
    before = state(api, release.namespace)
    back = commands("rollback", DRY_RUN=1)
    assert back.returncode == 0 and "-  PROJECT_NAME: Shown" in back.stdout and "+  USAP_CLIENT_SECRET: (hidden, changes)" in back.stdout
    assert not [word for word in ("another-secret", "not-a-secret", *keys) if word in back.stdout] and before == state(api, release.namespace)


def test_one_component(commands, release, chart):
    here = chart("0.7.0")
    commands.done("deploy", VALUES, CHART=here)
    pods = names(release.pods())
    shown = commands.done("update", COMPONENT="guard-service", VERSION="0.7.1", CHART=here)
    assert "images     guard-service 0.7.0 → 0.7.1" in shown and tags(release) == {"0.7.0", "0.7.1"}
    assert {name for name in pods - names(release.pods())} == {name for name in pods if name.startswith("guard-service-")}
    assert "the image of guard-service would be downgraded, 0.7.1 → 0.7.0" in commands.refused("deploy", VALUES, CHART=here)
    commands.done("rollback")
    assert tags(release) == {"0.7.0"}


def test_the_backup_of_today(commands, release, chart, api):
    without = over(VALUES, {"backup": {"enabled": False}})
    commands.done("deploy", without, CHART=chart("0.7.0"))
    newer = chart("0.7.1")
    assert "the release makes no backups" in commands.refused("deploy", without, CHART=newer)
    # With its first backup on the way; then that one is gone, and the night's is old.
    commands.done("deploy", VALUES, CHART=newer, NO_BACKUP=1)
    assert "; NO_BACKUP=1; " in release.history()[-1]["description"]
    jobs = f"/apis/batch/v1/namespaces/{release.namespace}"
    for job in release.objects("jobs", "/apis/batch/v1"):
        api.delete(f"{jobs}/jobs/{job['metadata']['name']}")
    newest = chart("0.7.2")
    assert "no backup has been made yet: make backup" in commands.refused("deploy", VALUES, CHART=newest)
    api.patch(f"{jobs}/cronjobs/backup/status", {"status": {"lastSuccessfulTime": "2026-01-01T02:30:00Z"}})
    assert "days old, more than a day: make backup" in commands.refused("deploy", VALUES, CHART=newest)
    api.patch(f"{jobs}/cronjobs/backup", {"metadata": {"annotations": {LAST_BACKUP: datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%SZ")}}})  # make backup
    commands.done("deploy", VALUES, CHART=newest)
    # An upgrade leaves what was noted.
    assert LAST_BACKUP in release.get("cronjobs", "backup", "/apis/batch/v1")["metadata"]["annotations"]


def test_a_helm_test_that_fails(commands, release, chart, nodes):
    commands.done("deploy", VALUES, CHART=chart("0.7.0"))
    nodes.broken = lambda pod: "no such image" if pod["metadata"]["name"] == "helm-test" else None
    ran = commands("deploy", VALUES, CHART=chart("0.7.1"), YES=1, TIMEOUT="20s")
    assert ran.returncode == 1 and "helm test: FAILED" in ran.stdout and "To go back: make rollback" in ran.stderr
    assert summary(release)[-1] == (2, "deployed", "0.7.1")
    commands.done("rollback", NO_TEST=1)
    assert tags(release) == {"0.7.0"}


def test_status(commands, release, chart, nodes, api):
    commands.done("deploy", VALUES, CHART=chart("0.7.0"), NO_TEST=1)
    shown = commands("status")
    assert shown.returncode == 0, shown.stdout + shown.stderr
    assert shown.stdout.splitlines()[0] == f"cluster test, namespace {release.namespace}, release llm-guard, llm-guard-manager-0.7.0"
    pods = release.pods()
    assert all(re.search(rf"(?m)^\S+ +{pod['metadata']['name']} .* ready", shown.stdout) for pod in pods) and f"{len(pods)} of {len(pods)} replicas are ready" in shown.stdout
    assert "could not be asked" in shown.stdout  # there are no kubelets
    nodes.broken = lambda pod: "secret not found" if pod["metadata"]["labels"].get("app") == "guard-service" else None
    lost = next(name for name in names(pods) if name.startswith("guard-service-"))
    api.delete(f"/api/v1/namespaces/{release.namespace}/pods/{lost}", gracePeriodSeconds="0")
    api.patch(f"{APPS}/namespaces/{release.namespace}/deployments/auth-service/scale", {"spec": {"replicas": 0}})
    wait_until(lambda: sum(pod["status"]["phase"] == "Pending" and "containerStatuses" in pod["status"] for pod in release.pods()) == 1, 30, "the new pod")
    shown = commands("status")
    assert shown.returncode == 1 and "! CreateContainerConfigError" in shown.stdout and ": secret not found" in shown.stdout
    assert re.search(r"(?m)^auth-service +- +- +! scaled to 0", shown.stdout) and "Not well: auth-service, guard-service." in shown.stdout
