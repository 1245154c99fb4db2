"""`make backup` and `make restore` over a kubectl and a helm that only claim to have a cluster (fake_cluster.py): what they ask for, in which order, and
in what state each failure leaves the release."""
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import rendering
import yaml

VERSION = yaml.safe_load((rendering.CHART / "Chart.yaml").read_text())["version"]
URL = "mysql://lgm:p%2Fw@db.example.com:3306/lgm?charset=utf8mb4"
BACKUP = "20261124T023000Z"
REPLICAS = {"admin-service": 2, "auth-service": 3, "guard-service": 4}


class Cluster:
    def __init__(self, directory):
        self._file = directory / "cluster.json"
        self._programs = directory / "programs"
        self._programs.mkdir()
        for name in ("kubectl", "helm"):
            program = self._programs / name
            program.write_text(f"#!{sys.executable} -IS\n" + (Path(__file__).parent / "fake_cluster.py").read_text())
            program.chmod(0o755)
        self.write({
            "deployments": {name: {"replicas": count} for name, count in REPLICAS.items()}, "suspended": False, "url": URL, "target": "",
            "database": "empty", "jobs": {}, "made": [], "asked": [], "failing": [], "endless": [], "refused": [], "refused_once": [], "deleted": [], "running": "", "ending": "", "left": [], "first_failed": False, "backups": True,
            "pod": True, "steps": "options 0\ndatabase 1\nsessions \n", "foreign": "", "cronjob": rendering.render("air-gapped").named("CronJob", "backup"),
            "listed": json.dumps([{"name": "llm-guard", "chart": f"llm-guard-manager-{VERSION}"}]),
        })  # fmt: skip

    def write(self, state):
        self._file.write_text(json.dumps(state))

    def change(self, **state):
        self.write({**self.state, **state})

    @property
    def state(self):
        return json.loads(self._file.read_text())

    def run(self, tool, *arguments, **variables):
        self.change(asked=[], jobs={}, made=[])
        environment = {"PATH": f"{self._programs}:{os.path.dirname(sys.executable)}:/usr/bin:/bin", "CLUSTER": str(self._file), "POLL_SECONDS": "0", **variables}
        return subprocess.run([rendering.ROOT / "tools" / tool, *arguments], env=environment, capture_output=True, text=True, timeout=300)

    def changes(self):
        return [line for line in self.state["asked"] if line.split()[1] in ("scale", "annotate", "patch", "upgrade", "exec", "create", "test", "rollout")]

    def steps(self):
        return [job["spec"]["template"]["spec"]["containers"][0]["command"][-1] for job in self.state["made"]]

    def as_before(self):
        """Every replica back, nothing noted, backups on, the old database in use."""
        state = self.state
        return (state["url"] == URL and not state["suspended"] and not any(row.get("note") for row in state["deployments"].values())
                and {name: row["replicas"] for name, row in state["deployments"].items()} == REPLICAS)  # fmt: skip


@pytest.fixture
def cluster(tmp_path):
    return Cluster(tmp_path)


def test_backup_runs_the_nights_job_now_and_names_the_folder(cluster):
    run = cluster.run("backup")
    assert run.returncode == 0, run.stderr
    made, noted = cluster.changes()
    assert made.startswith("kubectl create job backup-now-2") and made.endswith("--from cronjob/backup")
    # `make deploy` asks for it: the CronJob knows of its own Jobs alone.
    assert noted == "kubectl annotate cronjob backup llm-guard-manager/last-backup=20261127T010203Z --overwrite"
    assert "backup 20261127T010203Z is made" in run.stdout and "make restore BACKUP=20261127T010203Z" in run.stdout
    assert any(line.startswith("kubectl delete job backup-now-") for line in cluster.state["asked"])


@pytest.mark.parametrize("steps, words", [
    ("options 2\ndatabase \nsessions \n", "DATABASE_URL could not be read"),
    ("options 0\ndatabase 1\nsessions \n", "The step at the database failed"),
    ("options 0\ndatabase 0\nsessions 1\n", "Redis could not be copied"),
    ("options \ndatabase \nsessions \n", "has not run to an end; its events say why"),
])  # fmt: skip
def test_a_backup_that_fails_says_at_which_step(cluster, steps, words):
    cluster.change(failing=["backup"], steps=steps)
    run = cluster.run("backup")
    assert run.returncode == 1 and words in run.stderr and "no backup was made; the Job backup-now-" in run.stderr
    assert ("what the step said" in run.stderr) == ("events" not in words)
    assert not any(line.startswith(("kubectl delete", "kubectl annotate")) for line in cluster.state["asked"])


def test_a_backup_that_takes_too_long_or_gets_no_pod(cluster):
    cluster.change(endless=["backup"], pod=False)
    run = cluster.run("backup", TIMEOUT="0s")
    assert run.returncode == 1 and "is not done after 0s. It goes on as the Job backup-now-" in run.stderr and "No pod was made" in run.stderr


@pytest.mark.parametrize("tool", ["backup", "restore"])
def test_what_is_missing_is_said_before_anything_is_touched(cluster, tool):
    def said(expected=1, **variables):
        run = cluster.run(tool, **variables)
        assert run.returncode == expected and not cluster.changes(), run
        return run.stderr

    cluster.change(backups=False)
    assert "makes no backups: set backup.enabled" in said()
    cluster.change(backups=True, running="backup-28372 ")
    assert "a Job of the backups is at work: backup-28372." in said()
    cluster.change(running="", ending="pod/backup-load-1\npod/backup-now-2")  # their Jobs were deleted a moment ago
    assert "a pod of the backups has not ended yet: pod/backup-load-1 pod/backup-now-2. Wait" in said()
    cluster.change(ending="", listed="[]")
    assert "there is no release llm-guard" in said()
    assert 'TIMEOUT is "soon"' in said(2, TIMEOUT="soon")
    cluster.change(refused=["kubectl get --raw"])
    assert "the cluster cannot be reached" in said()
    assert "there is no argument now" in cluster.run(tool, "now").stderr
    assert f"usage: make {tool}" in cluster.run(tool, "--help").stdout


def test_restore_alone_lists(cluster):
    run = cluster.run("restore")
    assert run.returncode == 0 and "20261124T023000Z  3.1M" in run.stdout, run
    assert [line.split()[1] for line in cluster.changes()] == ["create"]


def test_restore_in_its_order(cluster):
    run = cluster.run("restore", BACKUP=BACKUP)
    assert run.returncode == 0, run.stderr
    state = cluster.state
    assert cluster.steps() == ["check", "load", "try", "close"]
    assert state["url"] == URL.replace("/lgm?", "/llm_safe_restored?")
    cluster.change(url=URL)
    assert cluster.as_before()
    order = [" ".join(line.split()[:3]) for line in cluster.changes()]
    upgrade = order.index("helm upgrade llm-guard")
    assert order[:2] == ["kubectl create --filename", "kubectl patch cronjob"]  # checked before anything is stopped
    assert order[2:8:2] == ["kubectl annotate deployment"] * 3 and order[3:9:2] == ["kubectl scale deployment"] * 3
    assert order[8:11] == ["kubectl create --filename", "kubectl exec deployment/session-cache-service", "kubectl create --filename"] and upgrade == 11
    assert order[-5:] == ["kubectl patch cronjob", "kubectl create --filename", *["kubectl exec deployment/admin-service"] * 2, "helm test llm-guard"]
    asked = state["asked"]
    assert "kubectl exec deployment/session-cache-service -- session-cache-service end-sessions" in asked
    checks = [asked.index(f"kubectl exec deployment/admin-service -- admin-service {name}") for name in ("verify-audit", "list-api-keys")]
    assert checks == sorted(checks)
    assert "Keys that were deleted, switched off or cut short since the backup are among them" in run.stdout
    assert "p%2Fw" not in "\n".join(asked)  # no password in a list of processes
    assert "name llm_safe_restored in secrets.values.DATABASE_URL" in run.stdout and "people disabled" in run.stdout


def test_the_pod_that_restores_is_the_backups_own(cluster):
    cluster.run("restore", BACKUP=BACKUP, DATABASE="other_one")
    job = cluster.state["made"][-1]
    pod = job["spec"]["template"]["spec"]
    backup = cluster.state["cronjob"]["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    assert pod["initContainers"] == backup["initContainers"][:1] and pod["volumes"] == backup["volumes"]
    [container] = pod["containers"]
    assert container["command"] == ["bash", "/scripts/restore.sh", "close"]
    assert container["env"] == [{"name": "BACKUP", "value": BACKUP}, {"name": "DATABASE", "value": "other_one"}]
    assert container["securityContext"] == backup["initContainers"][1]["securityContext"]
    assert job["spec"]["backoffLimit"] == 0 and job["metadata"]["labels"]["app.kubernetes.io/name"] == "backup"
    assert "restore.sh" in rendering.render("air-gapped").named("ConfigMap", "backup")["data"]


@pytest.mark.parametrize("variables, words", [
    ({"BACKUP": "yesterday"}, 'BACKUP is "yesterday"'),
    ({"BACKUP": "../20261124T023000Z"}, "it must be a folder like"),
    ({"BACKUP": BACKUP, "DATABASE": "a-b"}, 'DATABASE is "a-b"'),
    ({"BACKUP": BACKUP, "DATABASE": "a;drop"}, "letters, digits and _"),
])  # fmt: skip
def test_bad_variables(cluster, variables, words):
    run = cluster.run("restore", **variables)
    assert run.returncode == 2 and words in run.stderr and not cluster.changes()


def test_a_backup_or_database_that_will_not_do_stops_it_before_anything(cluster):
    cluster.change(failing=["check"])
    run = cluster.run("restore", BACKUP=BACKUP)
    assert run.returncode == 1 and "what the step said" in run.stderr and "nothing was changed" in run.stderr
    assert cluster.as_before() and [line.split()[1] for line in cluster.changes()] == ["create"]


def test_another_chart(cluster):
    cluster.change(listed='[{"name":"llm-guard","chart":"llm-guard-manager-9.9.9"}]')
    run = cluster.run("restore", BACKUP=BACKUP)
    assert run.returncode == 1 and "has the chart llm-guard-manager-9.9.9" in run.stderr and cluster.as_before()


@pytest.mark.parametrize("failing, refused, words", [
    (["load"], [], "could not be loaded into llm_safe_restored"),
    ([], ["kubectl exec deployment/session-cache-service"], "the sessions could not be ended"),
    ([], ["helm upgrade"], "could not be switched over; helm has taken the change back"),
    ([], ["kubectl scale deployment guard-service --replicas 0"], "kubectl refused"),
])  # fmt: skip
def test_a_failure_before_the_switch_brings_the_old_database_back(cluster, failing, refused, words):
    cluster.change(failing=failing, refused=refused)
    run = cluster.run("restore", BACKUP=BACKUP)
    assert run.returncode != 0 and words in run.stderr
    assert "the release still uses its old database" in run.stderr and f"to go on once it is mended: make restore BACKUP={BACKUP}" in run.stderr
    assert cluster.as_before()
    # Mended, the same command ends well.
    cluster.change(failing=[], refused=[])
    run = cluster.run("restore", BACKUP=BACKUP)
    assert run.returncode == 0 and cluster.state["url"].startswith(URL.replace("/lgm?", "/llm_safe_restored?")), run.stderr


@pytest.mark.parametrize("refused, words", [
    ("kubectl rollout", "does not get ready"),
    ("kubectl exec deployment/admin-service", "the audit log of llm_safe_restored does not hold"),
    ("helm test", "helm test failed"),
])  # fmt: skip
def test_a_failure_after_the_switch_says_so_and_can_be_repeated(cluster, refused, words):
    cluster.change(refused=[refused])
    run = cluster.run("restore", BACKUP=BACKUP)
    assert run.returncode == 1 and words in run.stderr and "the release uses llm_safe_restored now" in run.stderr and "make rollback" in run.stderr
    cluster.change(refused=[])
    run = cluster.run("restore", BACKUP=BACKUP)
    assert run.returncode == 0, run.stderr
    assert not any(line.startswith(("helm upgrade", "kubectl scale deployment admin-service --replicas 0")) for line in cluster.changes())
    cluster.change(url=URL)
    assert cluster.as_before()


def test_done_twice_only_checks_again(cluster):
    assert cluster.run("restore", BACKUP=BACKUP).returncode == 0
    run = cluster.run("restore", BACKUP=BACKUP)
    assert run.returncode == 0 and "only the checks are made again" in run.stdout
    assert not any("end-sessions" in line or " scale " in line for line in cluster.changes())


def test_a_load_that_is_done_is_not_done_again(cluster):
    cluster.change(refused=["kubectl exec deployment/session-cache-service"])
    cluster.run("restore", BACKUP=BACKUP)
    cluster.change(refused=[])
    assert cluster.run("restore", BACKUP=BACKUP).returncode == 0
    assert cluster.steps() == ["check", "try", "close"]


def test_what_the_release_may_have_written_to_is_loaded_again(cluster):
    cluster.change(refused=["helm upgrade"])  # taken back: for a while it was in use
    cluster.run("restore", BACKUP=BACKUP)
    assert cluster.steps() == ["check", "load", "try"]
    cluster.change(refused=["kubectl rollout"])
    run = cluster.run("restore", BACKUP=BACKUP)
    assert cluster.steps() == ["check", "load", "try"] and "The backup is loaded again; what was written there since is given up" in run.stdout
    cluster.change(refused=[], url=URL)  # make rollback, as the last line offers
    assert cluster.run("restore", BACKUP=BACKUP).returncode == 0
    assert cluster.steps() == ["check", "load", "try", "close"]


def test_with_a_secret_of_others_one_step_is_left_to_them(cluster):
    cluster.change(foreign="lgm-keys")
    run = cluster.run("restore", BACKUP=BACKUP)
    assert run.returncode == 0 and "the Secret lgm-keys is not made by the chart" in run.stdout and "secrets.revision" in run.stdout
    state = cluster.state
    assert state["url"] == URL and state["suspended"] and all(row["replicas"] == 0 for row in state["deployments"].values())
    assert not any(line.startswith("helm upgrade") for line in cluster.changes())
    assert cluster.steps() == ["check", "load", "try"]
    # They have done it: the same command does the rest.
    cluster.change(url=URL.replace("/lgm?", "/llm_safe_restored?"))
    run = cluster.run("restore", BACKUP=BACKUP)
    assert run.returncode == 0 and "Your values file" not in run.stdout, run.stderr
    assert any("end-sessions" in line for line in cluster.changes()) and any("verify-audit" in line for line in cluster.changes())
    cluster.change(url=URL)
    assert cluster.as_before()


def test_it_can_be_given_up(cluster):
    cluster.change(foreign="lgm-keys")
    cluster.run("restore", BACKUP=BACKUP)
    run = cluster.run("restore", ABANDON="1")
    assert run.returncode == 0 and "The restore is given up" in run.stdout and cluster.as_before()


def test_what_cannot_be_brought_back_is_said(cluster):
    cluster.change(failing=["load"], refused=["kubectl scale deployment auth-service --replicas 3"])
    run = cluster.run("restore", BACKUP=BACKUP)
    assert run.returncode == 1 and "that did not work either: make restore ABANDON=1" in run.stderr
    cluster.change(refused=[])
    assert cluster.run("restore", ABANDON="1").returncode == 0 and cluster.as_before()


def test_a_load_at_work_does_not_keep_it_from_being_given_up(cluster):
    """The terminal was lost during the load."""
    cluster.change(foreign="lgm-keys")
    cluster.run("restore", BACKUP=BACKUP)
    cluster.change(running="backup-load-20261127010203 backup-28372 ")
    run = cluster.run("restore", ABANDON="1")
    assert run.returncode == 0 and cluster.as_before(), run.stderr
    deleted = [line for line in cluster.state["asked"] if line.startswith("kubectl delete job")]
    assert len(deleted) == 1 and deleted[0].startswith("kubectl delete job backup-load-20261127010203 ") and "--cascade=foreground" in deleted[0]
    cluster.change(refused=["kubectl delete"])
    run = cluster.run("restore", ABANDON="1")
    assert run.returncode == 0 and "The Job backup-load-20261127010203 could not be deleted" in run.stderr


@pytest.mark.parametrize("failing, running, refused, words", [
    (["check"], "", [], "nothing can be restored like this"),
    ([], "backup-load-20261127010203 ", [], "a Job of the backups is at work"),
    ([], "", ["helm get values"], "helm cannot tell the values"),
])  # fmt: skip
def test_what_an_earlier_restore_stopped_is_said_when_the_next_one_fails(cluster, failing, running, refused, words):
    cluster.change(foreign="lgm-keys")
    cluster.run("restore", BACKUP=BACKUP)
    cluster.change(failing=failing, running=running, refused=refused)
    run = cluster.run("restore", BACKUP=BACKUP)
    assert run.returncode == 1 and words in run.stderr
    assert "an earlier restore has stopped replicas and backups, and they still are" in run.stderr
    assert f"make restore BACKUP={BACKUP}" in run.stderr and "make restore ABANDON=1" in run.stderr
    assert cluster.state["suspended"]


def test_sessions_that_cannot_be_ended_after_others_switched_leave_it_said(cluster):
    cluster.change(foreign="lgm-keys")
    cluster.run("restore", BACKUP=BACKUP)
    cluster.change(url=URL.replace("/lgm?", "/llm_safe_restored?"), refused=["kubectl exec deployment/session-cache-service"])
    run = cluster.run("restore", BACKUP=BACKUP)
    assert run.returncode == 1 and "an earlier restore has stopped replicas and backups" in run.stderr


def test_giving_up_that_fails_says_that_not_all_is_back(cluster):
    cluster.change(foreign="lgm-keys")
    cluster.run("restore", BACKUP=BACKUP)
    cluster.change(refused=["kubectl rollout"])
    run = cluster.run("restore", ABANDON="1")
    assert run.returncode == 1 and "not all of it is back; the same command goes on" in run.stderr and "nothing was changed" not in run.stderr


def test_whether_a_restore_is_under_way_must_be_known(cluster):
    """In use already, and the Deployments cannot be asked for what is noted at them: not taken for nothing."""
    cluster.change(foreign="lgm-keys")
    cluster.run("restore", BACKUP=BACKUP)
    cluster.change(url=URL.replace("/lgm?", "/llm_safe_restored?"), refused_once=["kubectl get deployments --selector app.kubernetes.io/instance=llm-guard,app.kubernetes.io/name in"])
    run = cluster.run("restore", BACKUP=BACKUP)
    assert run.returncode == 1 and "the Deployments of llmsafe cannot be listed" in run.stderr and not cluster.changes()


def test_pods_that_write_no_more_are_not_waited_for(cluster):
    """Evicted ones are listed until somebody deletes them."""
    cluster.change(left=["Failed", "Succeeded"])
    run = cluster.run("restore", BACKUP=BACKUP, TIMEOUT="0s")
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("left, refused, words", [
    (["Running"], [], "the pods that write have not ended after 0s"),
    ([], ["kubectl get pods --selector app.kubernetes.io/instance=llm-guard,app.kubernetes.io/name in"], "whether the pods that write have ended cannot be asked"),
])  # fmt: skip
def test_nothing_is_loaded_while_something_may_write(cluster, left, refused, words):
    cluster.change(left=left, refused=refused)
    run = cluster.run("restore", BACKUP=BACKUP, TIMEOUT="0s")
    assert run.returncode == 1 and words in run.stderr and cluster.steps() == ["check"] and cluster.as_before()


def test_a_question_without_an_answer_does_not_end_a_load(cluster):
    cluster.change(refused_once=["kubectl get job backup-load-"] * 3)
    run = cluster.run("restore", BACKUP=BACKUP)
    assert run.returncode == 0 and cluster.steps() == ["check", "load", "try", "close"], run.stderr


def test_a_job_that_somebody_deleted_is_not_waited_for(cluster):
    cluster.change(deleted=["load"], endless=["load"])
    run = cluster.run("restore", BACKUP=BACKUP)
    assert run.returncode == 1 and "somebody has deleted the Job backup-load-" in run.stderr and cluster.as_before()
    cluster.change(deleted=["backup"])
    run = cluster.run("backup")
    assert run.returncode == 1 and "somebody has deleted the Job backup-now-" in run.stderr and "no backup was made" in run.stderr


def test_a_load_that_failed_is_over_when_that_is_said(cluster):
    """Its pod would go on loading beside the next one's."""
    cluster.change(failing=["load"])
    cluster.run("restore", BACKUP=BACKUP)
    [deleted] = [line for line in cluster.state["asked"] if line.startswith("kubectl delete job backup-load-")]
    assert "--cascade=foreground" in deleted and "--wait --timeout" in deleted
    cluster.change(refused=["kubectl delete job backup-load-"])
    run = cluster.run("restore", BACKUP=BACKUP)
    assert run.returncode == 1 and "its pod has not ended yet" in run.stderr and "could not be loaded" in run.stderr and cluster.as_before()


def test_a_failure_whose_pods_cannot_be_listed_is_a_failure_all_the_same(cluster):
    cluster.change(failing=["load"], refused=["kubectl get pods --selector job-name=backup-load-"])
    run = cluster.run("restore", BACKUP=BACKUP)
    assert run.returncode == 1 and "cannot be listed" in run.stderr and "could not be loaded into llm_safe_restored" in run.stderr
    assert any(line.startswith("kubectl delete job backup-load-") for line in cluster.state["asked"])


@pytest.mark.parametrize("tool", ["backup", "restore"])
def test_of_several_pods_the_one_that_did_it_is_read(cluster, tool):
    """The first one failed, and the Job made another."""
    cluster.change(first_failed=True)
    run = cluster.run(tool)
    assert run.returncode == 0 and ("backup 20261127T010203Z is made" if tool == "backup" else "20261124T023000Z  3.1M") in run.stdout, run


@pytest.mark.parametrize("url, database, made", [
    (URL, "new", "mysql://lgm:p%2Fw@db.example.com:3306/new?charset=utf8mb4"),
    ("mysql+aiomysql://u:p@[::1]:3306/old", "new", "mysql+aiomysql://u:p@[::1]:3306/new"),
])  # fmt: skip
def test_another_database_in_the_url(url, database, made):
    program = rendering.ROOT / "tools/release/database_values.py"
    secret = json.dumps({"data": {"DATABASE_URL": __import__("base64").b64encode(url.encode()).decode()}})
    run = subprocess.run([sys.executable, program, database], input=secret, capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == {"secrets": {"values": {"DATABASE_URL": made}}}


def test_another_database_for_both_accounts():
    program = rendering.ROOT / "tools/release/database_values.py"
    encoded = {key: __import__("base64").b64encode(f"mysql://{user}:p@db:3306/old".encode()).decode() for key, user in (("DATABASE_URL", "u"), ("DATABASE_URL_MIGRATE", "owner"))}
    run = subprocess.run([sys.executable, program, "new"], input=json.dumps({"data": encoded}), capture_output=True, text=True, check=True)
    assert json.loads(run.stdout)["secrets"]["values"] == {"DATABASE_URL": "mysql://u:p@db:3306/new", "DATABASE_URL_MIGRATE": "mysql://owner:p@db:3306/new"}
