"""`make deploy`, `make update` and `make rollback` show from what to what, refuse what would slip, ask, ask Helm and Kubernetes for the right
things, and say what is missing. helm and kubectl only claim to have a release here (fake_release.py); e2e/cluster asks the real ones."""
import json
import os
import pty
import re
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import rendering
import yaml

sys.path.insert(0, str(rendering.ROOT / "tools" / "release"))
import rendered  # noqa: E402
import revisions  # noqa: E402

NAME = "llm-guard-manager"
DIGEST = "sha256:" + "0123456789abcdef" * 4
NOTES = """Reach it
  Console   https://guard.example.com/web-manager/
    kubectl -n llmsafe port-forward svc/frontend-svc 8080:80
"""
VARIABLES = ("VALUES", "VERSION", "DIGEST", "COMPONENT", "NAMESPACE", "RELEASE", "TIMEOUT", "CHART", "REVISION", "CONTEXT", "YES", "DRY_RUN",
             "NO_BACKUP", "DOWNGRADE", "SKIP_MINOR", "NO_TEST", "FORCE", "WITHDRAW")  # fmt: skip
HOOKS = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: helm-test\n  annotations:\n    helm.sh/hook: test\n'


def deployment(name, tag, environment=""):
    """A Deployment with what the chart's have, as text: labels, an init container, an image."""
    return f"""---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {name}
  labels:
    app.kubernetes.io/name: {name}
    helm.sh/chart: {NAME}-{tag}
spec:
  template:
    spec:
      initContainers:
        - name: migrate
          image: "before:1"
      containers:
        - name: {name}
          image: "registry:5000/{name}:{tag}"
          env: [{environment}]
"""


def manifest(tag, more="", **tags):
    return "".join(deployment(name, tags.get(name.replace("-", "_"), tag)) for name in rendered.COMPONENTS) + more


def entry(number, version, status="superseded", description="Upgrade complete", chart=NAME):
    return {"revision": number, "updated": "2026-11-20T10:00:00.123Z", "status": status, "chart": f"{chart}-{version}", "app_version": version,
            "description": description}  # fmt: skip


def cronjob(last=None, noted=None):
    annotations = {"llm-guard-manager/last-backup": noted} if noted else {}
    return {"kind": "CronJob", "metadata": {"name": "backup", "annotations": annotations}, "status": {"lastSuccessfulTime": last} if last else {}}


def ago(form="%Y-%m-%dT%H:%M:%SZ", **age):
    return (datetime.now(timezone.utc) - timedelta(**age)).strftime(form)


class Commands:
    """One release at revision 1, of chart and images 0.2.0; what would be rendered is 0.2.0 as well."""

    def __init__(self, directory):
        self._file = directory / "cluster.json"
        self.programs = directory / "programs"
        self.programs.mkdir()
        for name in ("helm", "kubectl"):
            program = self.programs / name
            program.write_text(f"#!{sys.executable} -IS\n" + (Path(__file__).parent / "fake_release.py").read_text())
            program.chmod(0o755)
        self.values = directory / "values.yaml"
        self.values.write_text("host: guard.example.com\n")
        self.write({"history": [], "manifests": {}, "hooks": {}, "label": "restricted", "backups": [cronjob(ago(hours=3))], "context": "prod",
                    "user": "alice", "refused": [], "says": "refused", "never_ready": "", "test_fails": False, "notes": NOTES, "logs": {}, "ports": {},
                    "objects": [], "secrets": {}, "values": None, "asked": []})  # fmt: skip
        self.offers("0.2.0")
        self.has((entry(1, "0.2.0", "deployed"), manifest("0.2.0")))

    def write(self, state):
        self._file.write_text(json.dumps(state))

    def change(self, **state):
        self.write({**self.state, **state})

    @property
    def state(self):
        return json.loads(self._file.read_text())

    def has(self, *revisions):
        """The release's history, each with its manifest."""
        self.change(history=[about for about, _ in revisions], manifests={str(about["revision"]): text for about, text in revisions},
                    hooks={str(about["revision"]): HOOKS for about, _ in revisions})  # fmt: skip

    def offers(self, version, text=None, chart=NAME, hooks=HOOKS):
        """What helm renders of the sources."""
        self.change(rendered={"chart": {"name": chart, "version": version, "appVersion": version}, "manifest": text or manifest(version), "hooks": hooks})

    def run(self, tool, *arguments, **variables):
        self.change(asked=[])
        kept = {name: value for name, value in os.environ.items() if name not in VARIABLES}
        environment = {**kept, "PATH": f"{self.programs}:{os.path.dirname(sys.executable)}:/usr/bin:/bin", "CLUSTER": str(self._file), **self.given(tool), **variables}
        return subprocess.run([rendering.ROOT / "tools" / tool, *arguments], env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=300)

    def given(self, tool):
        return {"deploy": {"VALUES": str(self.values)}}.get(tool, {})

    def at_a_terminal(self, tool, answer, **variables):
        """The same, by somebody who types `answer`."""
        ours, its = pty.openpty()
        os.write(ours, answer)
        environment = {"PATH": f"{self.programs}:/usr/bin:/bin", "CLUSTER": str(self._file), **self.given(tool), **variables}
        try:
            return subprocess.run([sys.executable, rendering.ROOT / "tools" / tool], env=environment, stdin=its, capture_output=True, text=True, timeout=300)
        finally:
            os.close(its)
            os.close(ours)

    def changes(self):
        """What was asked of helm and kubectl that changes anything."""
        return [line for line in self.state["asked"] if "--dry-run" not in line and re.search(r"^helm (upgrade|rollback|test)|^kubectl .*\b(create|label|replace|annotate) ", line)]

    def done(self, tool, **variables):
        """What it changed, and what it printed, of a run that must succeed."""
        run = self.run(tool, YES="1", **variables)
        assert run.returncode == 0, run.stderr
        return self.changes(), run.stdout

    def refused(self, tool, **variables):
        """What was said, after a run that must not have changed anything."""
        run = self.run(tool, **{"YES": "1", **variables})
        assert run.returncode != 0 and f"tools/{tool}: " in run.stderr, run
        assert not self.changes()
        return run.stderr

    @property
    def last_note(self):
        return self.state["history"][-1]["description"]


@pytest.fixture
def commands(tmp_path):
    return Commands(tmp_path)


TO = "--namespace llmsafe --kube-context prod"


def test_deploy_makes_and_labels_the_namespace_then_installs_waits_tests_and_shows(commands):
    commands.change(history=[], label=None, backups=[])
    changes, shown = commands.done("deploy")
    assert changes[:2] == [
        "kubectl --context prod --namespace llmsafe create namespace llmsafe",
        "kubectl --context prod --namespace llmsafe label namespace llmsafe pod-security.kubernetes.io/enforce=restricted --overwrite",
    ]
    assert changes[2].startswith(f"helm upgrade llm-guard charts/llm-guard-manager --install --values {commands.values} --wait --atomic --timeout 10m --description ")
    assert changes[2].endswith(TO) and changes[3] == f"helm test llm-guard --timeout 10m {TO}" and len(changes) == 4
    for kind in ("pods", "services", "ingresses"):
        assert f"kubectl --context prod --namespace llmsafe get {kind} --selector app.kubernetes.io/instance=llm-guard" in commands.state["asked"]
    assert "https://guard.example.com/web-manager/" in shown and "or, without a route: kubectl -n llmsafe port-forward" in shown
    assert "from       nothing: this is a first installation" in shown and "helm test: passed" in shown


def test_deploy_takes_every_variable_and_leaves_a_labelled_namespace_alone(commands, tmp_path):
    second = tmp_path / "second.yaml"
    second.write_text("{}")
    changes, _ = commands.done("deploy", VALUES=f"{commands.values} {second}", VERSION="1.2.3", NAMESPACE="other", RELEASE="mine", TIMEOUT="90s", CONTEXT="prod")
    assert [line.split()[:3] for line in changes] == [["helm", "upgrade", "mine"], ["helm", "test", "mine"]]
    assert f"--install --values {commands.values} --values {second} --set-string image.tag=1.2.3 --wait --atomic --timeout 90s" in changes[0]
    assert changes[0].endswith("--namespace other --kube-context prod")


@pytest.mark.parametrize("tool", ["deploy", "update", "rollback"])
def test_it_shows_where_and_from_what_to_what_before_it_asks(commands, tool):
    commands.offers("0.2.0", manifest("0.2.0", guard_service="0.2.1"))
    commands.has((entry(1, "0.2.0"), manifest("0.2.0", guard_service="0.2.1")), (entry(2, "0.2.0", "deployed"), manifest("0.2.0")))
    variables = {"COMPONENT": "guard-service", "VERSION": "0.2.1"} if tool == "update" else {}
    run = commands.at_a_terminal(tool, b"no\n", **variables)
    assert run.returncode == 1 and "nothing was changed" in run.stderr and not commands.changes()
    for line in ("context    prod (https://prod.example.com:6443), as alice", "namespace  llmsafe", "release    llm-guard, revision 2, deployed",
                 "from       chart 0.2.0, app 0.2.0", "to         chart 0.2.0, app 0.2.0", "images     guard-service 0.2.0 → 0.2.1"):  # fmt: skip
        assert line in run.stdout
    assert "Go on? Only `yes` does:" in run.stdout
    assert commands.at_a_terminal(tool, b"\x04", **variables).returncode == 1 and not commands.changes()
    run = commands.at_a_terminal(tool, b"yes\n", **variables)
    assert run.returncode == 0 and commands.changes()


@pytest.mark.parametrize("tool", ["deploy", "update", "rollback"])
def test_without_a_terminal_it_does_nothing_unless_told(commands, tool):
    commands.has((entry(1, "0.2.0"), manifest("0.2.0", guard_service="0.2.1")), (entry(2, "0.2.0", "deployed"), manifest("0.2.0")))
    said = commands.refused(tool, YES="", **({"COMPONENT": "frontend", "VERSION": "0.2.0"} if tool == "update" else {}))
    assert f"this is no terminal. `YES=1 make {tool}` goes on without asking (pipelines)" in said and "nothing was changed" in said


def test_who_switches_the_context_or_the_release_meanwhile_changes_nothing(commands):
    assert 'CONTEXT is "test", but kubectl\'s current context is "prod": kubectl config use-context test' in commands.refused("deploy", CONTEXT="test")
    # Every question names the context that was shown.
    commands.done("deploy", HELM_KUBECONTEXT="other")
    asked = [line for line in commands.state["asked"] if not line.startswith("kubectl config current-context")]
    assert all("--context prod" in line or "--kube-context prod" in line for line in asked), asked
    # Between what is shown and the answer somebody deploys.
    program = commands.programs / "helm"
    text = program.read_text()
    program.write_text(text.replace('    if words[0] == "history":\n', '''    if words[0] == "history":
        if "--dry-run=server" in " ".join(state["asked"]):
            state["history"][-1]["revision"] = 77
'''))  # fmt: skip
    assert "somebody else has changed the release meanwhile" in commands.refused("deploy")


# from what to what

HIGHER = [("0.1.4", "0.2.0"), ("0.2.0", "0.2.1"), ("0.2.0-rc.2", "0.2.0-rc.10"), ("0.2.0-rc.1", "0.2.0"), ("0.9.9", "0.10.0"), ("0.2.0", "0.2.0")]


@pytest.mark.parametrize("old, new", HIGHER)
def test_deploy_goes_forward_by_one_minor_version(commands, old, new):
    commands.has((entry(1, old, "deployed"), manifest(old)))
    commands.offers(new)
    commands.done("deploy")
    assert old == new or revisions.parse(old) < revisions.parse(new)


@pytest.mark.parametrize("new, old", HIGHER[:-1])
def test_deploy_refuses_a_downgrade(commands, old, new):
    commands.has((entry(1, old, "deployed"), manifest(old)))
    commands.offers(new)
    said = commands.refused("deploy")
    assert f"the chart would be downgraded, {old} → {new}. To undo an upgrade: make rollback" in said and "DOWNGRADE=1" in said
    commands.done("deploy", DOWNGRADE="1")
    assert commands.last_note.startswith(f"make deploy DOWNGRADE=1 by alice: chart {old} → {new}; all {old} → {new}; ")


@pytest.mark.parametrize("old, new, instead", [("0.1.2", "0.3.0", "Go by the last 0.2 first"), ("0.9.0", "1.0.0", "UPGRADING.md names the version to come from"),
                                               ("1.2.0", "3.2.0", "UPGRADING.md names")])  # fmt: skip
def test_deploy_refuses_a_skipped_minor_and_another_major(commands, old, new, instead):
    commands.has((entry(1, old, "deployed"), manifest(old)))
    commands.offers(new)
    said = commands.refused("deploy")
    assert f"the chart: {old} → {new} " in said and instead in said and "SKIP_MINOR=1" in said and "docs/versioning.md" in said
    assert "SKIP_MINOR=1" in commands.refused("deploy", DOWNGRADE="1")
    commands.done("deploy", SKIP_MINOR="1")


def test_deploy_refuses_versions_that_nobody_can_read(commands):
    commands.has((entry(1, "0.2", "deployed"), manifest("0.2.0")))
    assert '"0.2" is no version like 1.2.3' in commands.refused("deploy")
    assert "is no version" in commands.refused("deploy", DOWNGRADE="1")
    commands.done("deploy", DOWNGRADE="1", SKIP_MINOR="1")
    commands.has((entry(1, "0.2.0", "deployed"), manifest("0.2.0")))
    commands.offers("next")
    assert '"next" is no version like 1.2.3' in commands.refused("deploy")


def test_deploy_looks_at_each_image(commands):
    """What `make update` had brought forward would go back unnoticed; and VERSION names images of any age."""
    commands.has((entry(1, "0.2.0", "deployed"), manifest("0.2.0", guard_service="0.2.1")))
    said = commands.refused("deploy")
    assert "the image of guard-service would be downgraded, 0.2.1 → 0.2.0" in said
    commands.done("deploy", DOWNGRADE="1")
    commands.offers("0.2.0", manifest("0.4.0"))
    assert "the image of admin-service: 0.2.0 → 0.4.0 skips a minor version" in commands.refused("deploy", VERSION="0.4.0")
    # A tag that is no version says nothing; it is shown.
    commands.offers("0.2.0", manifest("7f3c2aa"))
    assert "all 0.2.0 → 7f3c2aa" in commands.done("deploy", VERSION="7f3c2aa")[1]


def test_after_an_upgrade_that_was_not_taken_back_the_deployed_revision_counts(commands):
    commands.has((entry(1, "0.1.0", "deployed"), manifest("0.1.0")), (entry(2, "0.2.0", "failed", 'Upgrade "llm-guard" failed: x'), manifest("0.2.0")))
    commands.offers("0.3.0")
    assert "0.1.0 → 0.3.0 skips a minor version" in commands.refused("deploy")


def test_deploy_refuses_another_chart_and_a_release_that_is_being_changed(commands):
    commands.has((entry(1, "18.0.0", "deployed", chart="redis"), "kind: Service"))
    assert "the release llm-guard has the chart redis, not llm-guard-manager" in commands.refused("deploy")
    commands.has((entry(1, "0.2.0", "deployed"), manifest("0.2.0")), (entry(2, "0.2.0", "pending-upgrade", "Preparing upgrade"), manifest("0.2.0")))
    assert "revision 2 is pending-upgrade: helm is at work on this release, or was cut off. If nobody is: make rollback" in commands.refused("deploy")


# the backup


def test_another_version_wants_a_backup_of_today(commands):
    commands.offers("0.3.0")
    commands.change(backups=[])
    assert "the release makes no backups (backup.enabled is false)" in (said := commands.refused("deploy")) and "NO_BACKUP=1" in said
    commands.change(backups=[cronjob()])
    assert "no backup has been made yet: make backup" in commands.refused("deploy")
    commands.change(backups=[cronjob(ago(hours=25))])
    assert "the last backup is 1 day old, more than a day: make backup" in commands.refused("deploy")
    commands.change(refused=["kubectl get cronjobs,jobs"], says="forbidden")
    assert "forbidden" in commands.refused("deploy")
    commands.change(refused=[], backups=[cronjob(ago(hours=25), ago("%Y%m%dT%H%M%SZ", minutes=5))])  # the night's failed, `make backup` did not
    assert re.search(r"backup     of 20.* UTC, 5 minutes old", commands.done("deploy")[1])
    assert re.search(r"; backup of 20\d\d-\d\d-\d\dT\d\d:\d\dZ; 20", commands.last_note)


def test_which_jobs_made_a_backup(commands):
    def job(name):
        return {"kind": "Job", "metadata": {"name": name}, "status": {"completionTime": ago(hours=1)}}

    commands.offers("0.3.0")
    commands.change(backups=[cronjob(), job("backup-load-20261129101010"), job("backup-check-20261129101010")])  # of a restore
    assert "no backup has been made yet" in commands.refused("deploy")
    commands.change(backups=[cronjob(), job("second-backup-first-0a1b2c3d")])  # the chart's own, at the installation
    commands.done("deploy")


def test_without_a_backup_where_that_is_said_and_where_nothing_can_be_lost(commands):
    commands.change(backups=[])
    commands.offers("0.3.0")
    assert "none asked for: NO_BACKUP=1" in commands.done("deploy", NO_BACKUP="1")[1]
    assert "; NO_BACKUP=1; " in commands.last_note
    commands.done("deploy")  # the same version once more
    commands.offers("0.3.0", manifest("0.3.0", "---\nkind: ConfigMap\nmetadata:\n  name: other\n"))
    commands.done("deploy")  # other settings
    commands.change(history=[])
    commands.done("deploy")  # a first installation


def test_a_rollback_to_another_version_wants_a_backup_too(commands):
    commands.has((entry(1, "0.1.0"), manifest("0.1.0")), (entry(2, "0.2.0", "deployed"), manifest("0.2.0")))
    commands.change(backups=[cronjob(ago(days=3))])
    assert "the last backup is 3 days old" in commands.refused("rollback")
    commands.done("rollback", NO_BACKUP="1")
    commands.has((entry(1, "0.2.0"), manifest("0.2.0", "---\nkind: ConfigMap\nmetadata:\n  name: a\n")), (entry(2, "0.2.0", "deployed"), manifest("0.2.0")))
    commands.done("rollback")


# helm test


def test_a_failed_helm_test_takes_nothing_back_and_says_so(commands):
    commands.offers("0.2.1")
    commands.change(test_fails=True)
    run = commands.run("deploy", YES="1")
    assert run.returncode == 1 and "helm test: FAILED: Error: 1 error occurred" in run.stdout and "what the test said" in run.stdout
    assert "is installed and stays, but `helm test` failed: see above. To go back: make rollback" in run.stderr
    assert not any("rollback" in line for line in commands.changes())
    run = commands.run("rollback", YES="1")
    assert run.returncode == 1 and "revision 1 is back and stays, but `helm test` failed" in run.stderr


def test_without_helm_test(commands):
    changes, shown = commands.done("deploy", NO_TEST="1")
    assert not any(line.startswith("helm test") for line in changes) and "not run, NO_TEST=1" in shown
    commands.offers("0.2.0", hooks="kind: Job\n")
    changes, shown = commands.done("deploy")
    assert not any(line.startswith("helm test") for line in changes) and "the release has none" in shown


# what stays in the history


def test_the_history_says_who_did_what_on_which_backup(commands):
    commands.offers("0.3.0")
    commands.done("deploy")
    assert re.fullmatch(r"make deploy by alice: chart 0\.2\.0 → 0\.3\.0; all 0\.2\.0 → 0\.3\.0; backup of 20\S+Z; 20\d\d-\d\d-\d\dT\d\d:\d\dZ", commands.last_note)
    commands.done("rollback")
    assert re.fullmatch(r"Rollback to 1; make rollback by alice: chart 0\.3\.0 → 0\.2\.0; all 0\.3\.0 → 0\.2\.0; backup of \S+; \S+Z", commands.last_note)
    commands.offers("0.2.0", manifest("0.2.0", guard_service="0.2.1"))
    commands.done("update", COMPONENT="guard-service", VERSION="0.2.1")
    assert commands.last_note.startswith("make update by alice, COMPONENT=guard-service: chart 0.2.0 → 0.2.0; guard-service 0.2.0 → 0.2.1; 20")


def test_a_note_stays_short_and_where_helm_keeps_no_secrets_its_own_words_stay(commands):
    commands.change(user="system:serviceaccount:" + "very-long" * 100)
    commands.offers("0.3.0")
    commands.done("deploy")
    assert len(commands.last_note) <= 512 and "; backup of" in commands.last_note and commands.last_note.endswith("Z")
    commands.change(refused=["kubectl get secret"], says="not found")
    run = commands.run("rollback", YES="1")
    assert run.returncode == 0 and "The note could not be left in helm's history: not found" in run.stderr and commands.last_note == "Rollback to 1"


def test_where_the_cluster_names_nobody_it_is_who_is_signed_in_here(commands):
    commands.change(refused=["kubectl auth whoami"])
    assert ", as root" in commands.done("deploy", LOGNAME="root")[1]


# the difference

SECRET = """---
apiVersion: v1
kind: Secret
metadata:
  name: keys
data:
  SAME: c2FtZS1zZWNyZXQ=
  CHANGED: {data}
stringData:
  PLAIN: {plain}
"""
CONFIG = """---
kind: ConfigMap
metadata:
  name: settings
data:
  WORKER_THREADS: "{threads}"
  API_KEY: {plain}
  JWT_KEY_FILE: /run/{threads}
  text: |
    url: mysql://lgm:{plain}@db/x
    command --password={plain} --threads={threads}
"""
SAYS_TOO_MUCH = ("c2FtZS1zZWNyZXQ=", "b2xk", "bmV3", "old-secret", "new-secret")


def with_secrets(tag, data, plain, threads):
    environment = f"{{name: DATABASE_URL, value: {plain}}}, {{name: WORKER_THREADS, value: '{threads}'}}, {{name: SESSION_TOKEN_HOURS, value: '{threads}'}}"
    return manifest(tag, deployment("extra", tag, environment) + SECRET.format(data=data, plain=plain) + CONFIG.format(threads=threads, plain=plain))


def test_a_dry_run_shows_the_difference_without_secrets_and_changes_nothing(commands):
    commands.has((entry(1, "0.2.0", "deployed"), with_secrets("0.2.0", "b2xk", "old-secret", 4)))
    commands.offers("0.2.1", with_secrets("0.2.1", "bmV3", "new-secret", 8) + "---\nkind: Service\nmetadata:\n  name: fresh\n")
    run = commands.run("deploy", DRY_RUN="1")
    assert run.returncode == 0 and not commands.changes(), run.stderr
    shown = run.stdout
    for line in ("--- Deployment/guard-service (revision 1)", "+++ Deployment/guard-service (chart 0.2.1)", "-        image: registry:5000/guard-service:0.2.0",
                 "+        image: registry:5000/guard-service:0.2.1", "-  CHANGED: (hidden)", "+  CHANGED: (hidden, changes)", "+  PLAIN: (hidden, changes)",
                 "   SAME: (hidden)", "-  WORKER_THREADS: '4'", "+  WORKER_THREADS: '8'", "+  API_KEY: (hidden, changes)", "+  JWT_KEY_FILE: /run/8",
                 "+          value: (hidden, changes)", "+          value: '8'", "--- /dev/null", "+++ Service/fresh (chart 0.2.1)"):  # fmt: skip
        assert line in shown.splitlines(), f"{line}\n{shown}"
    assert not [word for word in SAYS_TOO_MUCH if word in shown + run.stderr]
    assert "Objects: 1 new, 8 changed, 0 gone. DRY_RUN=1: nothing was changed." in shown
    assert "helm.sh/chart" not in shown  # which differs everywhere


def test_a_dry_run_says_what_would_be_refused(commands):
    commands.offers("0.4.0")
    run = commands.run("deploy", DRY_RUN="1")
    assert run.returncode == 1 and "It would be refused: the chart: 0.2.0 → 0.4.0 skips a minor version" in run.stdout and not commands.changes()


def test_a_dry_run_of_update_of_rollback_and_of_a_first_installation(commands):
    commands.has((entry(1, "0.2.0"), with_secrets("0.2.0", "b2xk", "old-secret", 4)), (entry(2, "0.2.0", "deployed"), with_secrets("0.2.0", "bmV3", "new-secret", 8)))
    run = commands.run("rollback", DRY_RUN="1")
    assert run.returncode == 0 and "--- ConfigMap/settings (revision 2)\n+++ ConfigMap/settings (revision 1)" in run.stdout
    assert "+  CHANGED: (hidden, changes)" in run.stdout and not [word for word in SAYS_TOO_MUCH if word in run.stdout]
    commands.offers("0.2.0", with_secrets("0.2.0", "bmV3", "new-secret", 8).replace("guard-service:0.2.0", "guard-service:0.2.1"))
    run = commands.run("update", COMPONENT="guard-service", VERSION="0.2.1", DRY_RUN="1")
    assert run.returncode == 0 and "Objects: 0 new, 1 changed, 0 gone" in run.stdout and not commands.changes()
    commands.change(history=[], label=None)
    run = commands.run("deploy", DRY_RUN="1")
    assert run.returncode == 0 and "Objects: 9 new, 0 changed, 0 gone" in run.stdout and not [word for word in SAYS_TOO_MUCH if word in run.stdout]
    assert "namespace  llmsafe, which will be made" in run.stdout and not commands.changes()


def test_a_dry_run_needs_a_python_that_reads_yaml(commands, tmp_path):
    (tmp_path / "yaml.py").write_text("raise ImportError('none here')")
    assert "Python's module yaml is needed" in commands.refused("deploy", DRY_RUN="1", PYTHONPATH=str(tmp_path))
    commands.done("deploy", PYTHONPATH=str(tmp_path))


def test_a_job_that_another_one_replaces_is_compared_with_it():
    old, new = ("kind: Job\nmetadata: {name: backup-first-%s}\nspec: {a: %d}\n" % (name, a) for name, a in (("0a1b2c3d", 1), ("99999999", 2)))
    lines, counts = rendered.difference(old, new, "old", "new")
    assert counts["changed"] == 1 and "-  a: 1" in lines and "+  a: 2" in lines


@pytest.mark.parametrize("name", ["USAP_CLIENT_SECRET", "REDIS_PASSWORD", "DATABASE_URL_MIGRATE", "TOKENS_AUTH_TO_ADMIN", "JWT_HS256_KEY", "JWT_SIGNING_KEY_B", "apiKey"])
def test_names_of_secrets(name):
    assert rendered.looks_secret(name) and not rendered.looks_secret(name + "_FILE")


def test_names_of_every_variable_that_is_a_secret():
    """As the services declare them."""
    declared = json.loads((rendering.CHART / "files/configuration.json").read_text())
    names = {variable["name"] for group in declared["services"].values() for variable in group if variable.get("secret")}
    assert len(names) >= 5 and not [name for name in names if not rendered.looks_secret(name)]


def test_the_images_are_those_of_the_charts_own_rendering():
    for case in ("defaults", "air-gapped"):
        images = rendered.images(rendering.manifest([rendering.CASES[case]]))
        objects = rendering.render(case)
        assert images == {name: objects.named("Deployment", name)["spec"]["template"]["spec"]["containers"][0]["image"] for name in rendered.COMPONENTS}


@pytest.mark.parametrize("image, tag", [("a:1.2", "1.2"), ("registry:5000/a:1.2@" + DIGEST, "1.2"), ("registry:5000/a@" + DIGEST, DIGEST[:19]), ("registry:5000/a", "no tag")])
def test_tags(image, tag):
    assert rendered.tag(image) == tag


# one component

COMPONENTS = {"frontend": "frontend", "auth-service": "authService", "admin-service": "adminService",
              "session-cache-service": "sessionCacheService", "guard-service": "guardService"}  # fmt: skip


@pytest.mark.parametrize("component", COMPONENTS)
def test_update_changes_one_image_and_keeps_the_other_values(commands, component):
    key = COMPONENTS[component]
    upgrade = "helm upgrade llm-guard charts/llm-guard-manager --reuse-values "
    [change], _ = commands.done("update", COMPONENT=component, VERSION="0.2.0")
    assert change.startswith(f"{upgrade}--set-string {key}.image.tag=0.2.0 --set-string {key}.image.digest= --wait --atomic --timeout 10m --description make update by alice")
    [change], _ = commands.done("update", COMPONENT=component, DIGEST=DIGEST)
    assert change.startswith(f"{upgrade}--set-string {key}.image.digest={DIGEST} --wait --atomic --timeout 10m --description ")
    # What it shows exists in the chart under that label.
    name = commands.state["asked"][-1].split("app.kubernetes.io/name=")[1].split()[0]
    labels = rendering.render("defaults").named("Deployment", name)["metadata"]["labels"]
    assert labels["app.kubernetes.io/name"] == name and key in (rendering.CHART / "values.yaml").read_text()


def test_update_refuses_a_component_of_another_age(commands):
    def offers(tag):
        commands.offers("0.2.0", manifest("0.2.0", guard_service=tag))
        return {"COMPONENT": "guard-service", "VERSION": tag}

    assert "the image of guard-service would be downgraded, 0.2.0 → 0.1.9" in commands.refused("update", **offers("0.1.9"))
    commands.done("update", DOWNGRADE="1", **offers("0.1.9"))
    assert "the image of guard-service: 0.1.9 → 0.3.0 skips a minor version" in commands.refused("update", **offers("0.3.0"))
    commands.has((entry(1, "0.2.0", "deployed"), manifest("0.2.0", guard_service="0.3.0")))
    assert "guard-service beside the chart's other components: 0.2.0 → 0.4.0 skips" in commands.refused("update", **offers("0.4.0"))
    commands.done("update", SKIP_MINOR="1", **offers("0.4.0"))


def test_the_values_that_update_sets_decide_the_image():
    for key, name in (("frontend", "llmsafe-frontend"), ("guardService", "guard-service")):
        objects = rendering.parse(rendering.manifest([rendering.CASES["air-gapped"]], "--set-string", f"{key}.image.tag=9.8.7", "--set-string", f"{key}.image.digest="))  # fmt: skip
        image = objects.named("Deployment", name)["spec"]["template"]["spec"]["containers"][0]["image"]
        assert image.endswith(":9.8.7")


def test_update_refuses_another_chart_and_a_release_that_is_not_there(commands):
    commands.has((entry(1, "9.9.9", "deployed"), manifest("9.9.9")))
    said = commands.refused("update", COMPONENT="frontend", VERSION="1")
    assert "has the chart llm-guard-manager-9.9.9, here is llm-guard-manager-0.2.0" in said
    commands.change(history=[])
    assert "there is no release llm-guard in the namespace llmsafe" in commands.refused("update", COMPONENT="frontend", VERSION="1")


# back

FAILED = 'Upgrade "llm-guard" failed: context deadline exceeded'
# (version, status, description, what its objects are) of each revision, and where `make rollback` goes.
HISTORIES = {
    "the one before": ([("0.2.0", "superseded", "Install complete", "a"), ("0.2.1", "deployed", "Upgrade complete", "b")], 1),
    "a failed deploy and its way back": ([("0.2.0", "superseded", "Install complete", "a"), ("0.2.1", "failed", FAILED, "b"), ("0.2.0", "deployed", "Rollback to 1", "a")], None),
    "what ran before a failed deploy": ([("0.2.0", "superseded", "Install complete", "z"), ("0.2.0", "superseded", "Upgrade complete", "a"), ("0.2.1", "failed", FAILED, "b"),
                                         ("0.2.0", "deployed", "Rollback to 2", "a")], 1),  # fmt: skip
    "failed, not taken back": ([("0.2.0", "deployed", "Install complete", "a"), ("0.2.1", "failed", FAILED, "b")], 1),
    "helm was killed": ([("0.2.0", "deployed", "Install complete", "a"), ("0.2.1", "pending-upgrade", "Preparing upgrade", "b")], 1),
    "killed twice": ([("0.2.0", "superseded", "Upgrade complete", "a"), ("0.2.1", "superseded", "Preparing upgrade", "b"), ("0.2.0", "failed", 'Rollback "llm-guard" failed: x', "a")], 1),
    "failed, and a rollback that failed made it superseded": ([("0.2.0", "superseded", "Install complete", "a"), ("0.2.1", "superseded", FAILED, "b"), ("0.2.1", "deployed", "Upgrade complete", "c")], 1),
    "a rollback is followed by one further back": ([("0.2.0", "superseded", "Install complete", "a"), ("0.2.1", "superseded", "Upgrade complete", "b"),
                                                    ("0.2.2", "superseded", "Upgrade complete", "c"), ("0.2.1", "deployed", "Rollback to 2; make rollback by alice", "b")], 1),  # fmt: skip
    "nobody goes forward by going back": ([("0.2.0", "superseded", "Install complete", "a"), ("0.2.1", "superseded", "Upgrade complete", "b"), ("0.2.0", "deployed", "Rollback to 1", "a")], None),
    "the way back is not the target, but what it leads to": ([("0.2.0", "superseded", "Install complete", "a"), ("0.2.1", "failed", FAILED, "b"), ("0.2.0", "superseded", "Rollback to 1", "a"),
                                                              ("0.2.2", "deployed", "Upgrade complete", "c")], 1),  # fmt: skip
    "a deploy that changed nothing": ([("0.2.0", "superseded", "Install complete", "a"), ("0.2.1", "superseded", "Upgrade complete", "b"), ("0.2.1", "deployed", "Upgrade complete", "b")], 1),
    "the only one": ([("0.2.0", "deployed", "Install complete", "a")], None),
    "a first installation that failed": ([("0.2.0", "failed", 'Release "llm-guard" failed: x', "a")], None),
}


@pytest.mark.parametrize("name", HISTORIES)
def test_rollback_goes_to_the_last_good_revision(commands, name):
    history, expected = HISTORIES[name]
    config = "---\nkind: ConfigMap\nmetadata:\n  name: {}\n"
    commands.has(*((entry(at, version, status, text), manifest(version, config.format(objects))) for at, (version, status, text, objects) in enumerate(history, 1)))
    if expected is None:
        assert "there is no other good revision to go back to" in commands.refused("rollback")
        return
    changes, shown = commands.done("rollback")
    assert changes[0] == f"helm rollback llm-guard {expected} --wait --timeout 10m {TO}"
    assert f"target     revision {expected}, 2026-11-20 10:00:00, " in shown and "why        the last good one" in shown and "web-manager" in shown


def test_a_way_back_whose_goal_helm_has_forgotten_is_the_goal(commands):
    commands.has((entry(8, "0.2.0", description="Rollback to 3"), manifest("0.2.0", "---\nkind: ConfigMap\nmetadata:\n  name: a\n")), (entry(9, "0.2.0", "deployed"), manifest("0.2.0")))
    assert commands.done("rollback")[0][0].startswith("helm rollback llm-guard 8 ")


def test_rollback_goes_where_it_is_told_but_not_to_what_never_worked(commands):
    commands.has((entry(3, "0.2.0"), manifest("0.2.0")), (entry(4, "0.2.0", "failed", FAILED), manifest("0.2.0")), (entry(5, "0.2.0"), manifest("0.2.0")),
                 (entry(6, "0.2.0", "deployed"), manifest("0.2.0")))  # fmt: skip
    changes, shown = commands.done("rollback", REVISION="3", NAMESPACE="other", TIMEOUT="1h")
    assert changes[0] == "helm rollback llm-guard 3 --wait --timeout 1h --namespace other --kube-context prod" and "why        REVISION names it" in shown
    said = commands.refused("rollback", REVISION="4")
    assert "that revision never worked" in said and "FORCE=1" in said and FAILED in said
    assert "there is no revision 2 any more, or yet: helm keeps 3, 4, 5, 6, 7" in commands.refused("rollback", REVISION="2", FORCE="1")
    assert commands.done("rollback", REVISION="4", FORCE="1")[0][0].startswith("helm rollback llm-guard 4 ")
    assert "make rollback FORCE=1 by alice" in commands.last_note


def test_rollback_goes_back_one_minor_version_at_most(commands):
    """Counted from the newest version since then: the schema is that one's, though it was rolled back."""
    commands.has((entry(1, "0.1.0"), manifest("0.1.0")), (entry(2, "0.2.0"), manifest("0.2.0")), (entry(3, "0.3.0", "deployed"), manifest("0.3.0")))
    said = commands.refused("rollback", REVISION="1")
    assert "the chart: 0.3.0 → 0.1.0 skips a minor version. The schema may be one version newer than its programs, not more" in said and "SKIP_MINOR=1" in said
    commands.done("rollback")
    said = commands.refused("rollback")
    assert "the chart, whose version 0.3.0 (revision 3) has made the schema,: 0.3.0 → 0.1.0 skips" in said
    assert commands.done("rollback", SKIP_MINOR="1")[0][0].startswith("helm rollback llm-guard 1 ")


# what is wrong


@pytest.mark.parametrize("tool", ["deploy", "update", "rollback"])
def test_what_is_missing_is_said_before_anything_is_touched(commands, tool):
    good = {"COMPONENT": "frontend", "VERSION": "0.2.0"}
    commands.change(refused=["kubectl get --raw"], says="connection refused")
    assert "the cluster cannot be reached (context prod): connection refused" in commands.refused(tool, **good)
    commands.change(refused=[])
    assert 'NAMESPACE is "Not_One"' in commands.refused(tool, NAMESPACE="Not_One", **good)
    assert 'RELEASE is "a,b"' in commands.refused(tool, RELEASE="a,b", **good)
    assert 'TIMEOUT is "soon"' in commands.refused(tool, TIMEOUT="soon", **good)
    assert 'DRY_RUN is "yes"; it must be 1' in commands.refused(tool, DRY_RUN="yes", **good)
    help_text = commands.run(tool, "--help")
    assert help_text.returncode == 0 and f"usage: make {tool}" in help_text.stdout and not commands.state["asked"]
    assert re.findall(r"(?m)^  ([A-Z_]+) ", help_text.stdout) and "#!" not in help_text.stdout and "import" not in help_text.stdout
    assert "there is no argument frobnicate" in commands.run(tool, "frobnicate").stderr
    commands.change(refused=["helm history"], says="Error: secrets is forbidden")
    assert "helm cannot read the history of llm-guard in llmsafe: Error: secrets is forbidden" in commands.refused(tool, **good)
    # A PATH with nothing but what the script itself needs.
    bare = commands.programs.parent / "bare"
    bare.mkdir()
    (bare / "python3").symlink_to(os.path.realpath(sys.executable))
    for missing in ("helm", "kubectl"):
        if missing == "kubectl":
            (bare / "helm").symlink_to(commands.programs / "helm")
        assert f"{missing} is not on the PATH" in commands.refused(tool, PATH=str(bare), **good)


@pytest.mark.parametrize("tool", ["deploy", "update", "rollback", "status"])
def test_every_variable_that_a_command_reads_stands_in_its_help(tool):
    text = (rendering.ROOT / "tools" / tool).read_text()
    named = set(re.findall(r"(?m)^#   ([A-Z_]+) ", text))
    assert set(re.findall(r'\b(?:given|flag)\("([A-Z_]+)"', text)) <= named
    shared = {"deploy": VARIABLES, "update": VARIABLES, "rollback": VARIABLES, "status": ("NAMESPACE", "RELEASE", "CONTEXT")}[tool]
    assert {"NAMESPACE", "RELEASE", "CONTEXT"} <= named and named <= {*shared, "LOCAL", "STATE"}


def test_deploy_says_what_is_wrong_with_its_variables(commands):
    assert "VALUES is not given" in commands.refused("deploy", VALUES="")
    assert "/nowhere.yaml is not there" in commands.refused("deploy", VALUES=f"{commands.values} /nowhere.yaml")
    assert 'VERSION is "a b"' in commands.refused("deploy", VERSION="a b")
    commands.change(refused=["helm upgrade"], says="Error: values do not meet the schema")
    assert "helm cannot render the chart, so nothing was changed:\ntools/deploy: Error: values do not meet the schema" in commands.refused("deploy")


def test_update_says_what_is_wrong_with_its_variables(commands):
    assert "COMPONENT is not given; there are frontend, auth-service" in commands.refused("update", VERSION="1")
    said = commands.refused("update", COMPONENT="backend", VERSION="1")
    assert "there is no component backend" in said and all(component in said for component in COMPONENTS)
    assert "neither VERSION (a tag) nor DIGEST" in commands.refused("update", COMPONENT="frontend")
    assert "both given" in commands.refused("update", COMPONENT="frontend", VERSION="1", DIGEST=DIGEST)
    assert "64 hexadecimal digits" in commands.refused("update", COMPONENT="frontend", DIGEST="sha256:12")
    assert 'VERSION is "1,x=y"' in commands.refused("update", COMPONENT="frontend", VERSION="1,x=y")


def test_rollback_says_what_is_wrong(commands):
    assert 'REVISION is "-1"' in commands.refused("rollback", REVISION="-1")
    commands.has((entry(1, "0.2.0", "uninstalled", "Uninstallation complete"), manifest("0.2.0")))
    assert "the release is uninstalled" in commands.refused("rollback")
    commands.change(history=[])
    assert "there is no release llm-guard" in commands.refused("rollback")


@pytest.mark.parametrize("never_ready, words", [("taken back", "revision 3, deployed: Rollback to 1. It runs what it ran before"),
                                                ("left", "revision 2, failed: Upgrade \"llm-guard\" failed: timed out. To go back to the last good revision: make rollback")])  # fmt: skip
def test_what_helm_gives_up_is_an_error_that_says_where_the_release_is(commands, never_ready, words):
    commands.offers("0.2.1")
    commands.change(never_ready=never_ready)
    for tool, variables in (("deploy", {}), ("update", {"COMPONENT": "frontend", "VERSION": "0.2.1"})):
        commands.has((entry(1, "0.2.0" if tool == "deploy" else "0.2.1", "deployed"), manifest("0.2.0")))
        run = commands.run(tool, YES="1", **variables)
        assert run.returncode == 1 and "timed out waiting" in run.stderr and words in run.stderr and "address" not in run.stdout
        assert not any(line.startswith("helm test") for line in commands.changes())


def test_a_rollback_that_helm_gives_up_is_an_error(commands):
    commands.has((entry(1, "0.2.0"), manifest("0.2.0", "---\nkind: ConfigMap\nmetadata:\n  name: a\n")), (entry(2, "0.2.0", "deployed"), manifest("0.2.0")))
    commands.change(refused=["helm rollback"], says="Error: timed out")
    run = commands.run("rollback", YES="1")
    assert run.returncode == 1 and "Error: timed out" in run.stderr and "helm gave up" in run.stderr and "address" not in run.stdout


def test_the_charts_own_version_is_one_that_deploy_can_compare():
    assert revisions.parse(yaml.safe_load((rendering.CHART / "Chart.yaml").read_text())["version"])
