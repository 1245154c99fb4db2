"""`make deploy`, `make update` and `make rollback` ask Helm and Kubernetes for the right things, and say what is missing. helm and kubectl
are scripts here that write down what they are asked; e2e/cluster asks the real ones."""
import os
import shutil
import subprocess

import pytest
import rendering
import yaml

CHART = "llm-guard-manager-" + yaml.safe_load((rendering.CHART / "Chart.yaml").read_text())["version"]
DIGEST = "sha256:" + "0123456789abcdef" * 4
NOTES = """Reach it
  Console   https://guard.example.com/web-manager/
    kubectl -n llmsafe port-forward svc/frontend-svc 8080:80
"""
PROGRAM = """#!/bin/bash
echo "$(basename "$0") $*" >>"$RECORD"
[[ "$(basename "$0") $*" != ${FAILS:-nothing}* ]] || { echo "${SAYS:-refused}" >&2; exit 1; }
case "$(basename "$0") $*" in
  "helm list"*) echo "$LISTED" ;;
  "helm get notes"*) echo "$NOTES" ;;
  "kubectl get namespace"*jsonpath*) printf '%s' "$LABEL" ;;
esac
"""


class Commands:
    def __init__(self, directory):
        self._directory, self.record = directory, directory / "record"
        self.programs = directory / "programs"
        self.programs.mkdir()
        for name in ("helm", "kubectl"):
            self.program(name, PROGRAM)
        self.values = directory / "values.yaml"
        self.values.write_text("host: guard.example.com\n")
        self.listed = f'[{{"name":"llm-guard","chart":"{CHART}"}}]'

    def program(self, name, text):
        (self.programs / name).write_text(text)
        (self.programs / name).chmod(0o755)

    def run(self, tool, *arguments, **variables):
        self.record.write_text("")
        kept = {name: value for name, value in os.environ.items()
                if name not in ("VALUES", "VERSION", "DIGEST", "COMPONENT", "NAMESPACE", "RELEASE", "TIMEOUT", "CHART", "REVISION")}  # fmt: skip
        environment = {**kept, "PATH": f"{self.programs}:/usr/bin:/bin", "RECORD": str(self.record), "LISTED": self.listed,
                       "NOTES": NOTES, "LABEL": "", **variables}  # fmt: skip
        return subprocess.run([rendering.ROOT / "tools" / tool, *arguments], env=environment, capture_output=True, text=True)

    def done(self, tool, **variables):
        """What was asked of helm and kubectl, after a run that must succeed; and what it printed."""
        run = self.run(tool, **variables)
        assert run.returncode == 0, run.stderr
        return self.record.read_text().splitlines(), run.stdout

    def refused(self, tool, **variables):
        """What was said, after a run that must not have changed anything."""
        run = self.run(tool, **variables)
        assert run.returncode != 0 and f"tools/{tool}: " in run.stderr, run
        changes = [line for line in self.record.read_text().splitlines() if "upgrade" in line or line.startswith("helm rollback") or "create" in line]
        assert not changes
        return run.stderr


@pytest.fixture
def commands(tmp_path):
    return Commands(tmp_path)


def test_deploy_makes_and_labels_the_namespace_then_installs_waits_and_shows(commands):
    asked, shown = commands.done("deploy", VALUES=str(commands.values), FAILS="kubectl get namespace llmsafe")
    changes = [line for line in asked if line.split()[1] in ("create", "label", "upgrade")]
    assert changes == [
        "kubectl create namespace llmsafe",
        "kubectl label namespace llmsafe pod-security.kubernetes.io/enforce=restricted --overwrite",
        f"helm upgrade llm-guard charts/llm-guard-manager --install --namespace llmsafe --values {commands.values} --wait --atomic --timeout 10m",
    ]
    for kind in ("pods", "services", "ingresses"):
        assert f"kubectl --namespace llmsafe get {kind} --selector app.kubernetes.io/instance=llm-guard" in asked
    assert "https://guard.example.com/web-manager/" in shown and "or, without a route: kubectl -n llmsafe port-forward" in shown


def test_deploy_takes_every_variable_and_leaves_a_labelled_namespace_alone(commands, tmp_path):
    second = tmp_path / "second.yaml"
    second.write_text("{}")
    asked, _ = commands.done("deploy", VALUES=f"{commands.values} {second}", VERSION="1.2.3", NAMESPACE="other", RELEASE="mine", TIMEOUT="90s",
                             LABEL="restricted")  # fmt: skip
    assert not [line for line in asked if "create" in line or "label namespace" in line]
    assert (f"helm upgrade mine charts/llm-guard-manager --install --namespace other --values {commands.values} --values {second}"
            " --set-string image.tag=1.2.3 --wait --atomic --timeout 90s") in asked  # fmt: skip


COMPONENTS = {"frontend": "frontend", "auth-service": "authService", "admin-service": "adminService",
              "session-cache-service": "sessionCacheService", "guard-service": "guardService"}  # fmt: skip


@pytest.mark.parametrize("component", COMPONENTS)
def test_update_changes_one_image_and_keeps_the_other_values(commands, component):
    key = COMPONENTS[component]
    upgrade = "helm upgrade llm-guard charts/llm-guard-manager --namespace llmsafe --reuse-values "
    end = " --wait --atomic --timeout 10m"
    asked, _ = commands.done("update", COMPONENT=component, VERSION="1.2.3")
    assert f"{upgrade}--set-string {key}.image.tag=1.2.3 --set-string {key}.image.digest={end}" in asked
    asked, _ = commands.done("update", COMPONENT=component, DIGEST=DIGEST)
    assert f"{upgrade}--set-string {key}.image.digest={DIGEST}{end}" in asked
    # What it shows exists in the chart under that label.
    name = asked[-1].split("app.kubernetes.io/name=")[1].split()[0]
    labels = rendering.render("defaults").named("Deployment", name)["metadata"]["labels"]
    assert labels["app.kubernetes.io/name"] == name and key in (rendering.CHART / "values.yaml").read_text()


def test_the_values_that_update_sets_decide_the_image():
    for key, name in (("frontend", "llmsafe-frontend"), ("guardService", "guard-service")):
        objects = rendering.parse(rendering.manifest([rendering.CASES["air-gapped"]], "--set-string", f"{key}.image.tag=9.8.7", "--set-string", f"{key}.image.digest="))  # fmt: skip
        image = objects.named("Deployment", name)["spec"]["template"]["spec"]["containers"][0]["image"]
        assert image.endswith(":9.8.7")


def test_rollback_goes_where_it_is_told(commands):
    asked, shown = commands.done("rollback")
    assert "helm rollback llm-guard --namespace llmsafe --wait --timeout 10m" in asked and "web-manager" in shown
    asked, _ = commands.done("rollback", REVISION="3", NAMESPACE="other", TIMEOUT="1h")
    assert "helm rollback llm-guard 3 --namespace other --wait --timeout 1h" in asked


@pytest.mark.parametrize("tool", ["deploy", "update", "rollback"])
def test_what_is_missing_is_said_before_anything_is_touched(commands, tool):
    good = {"VALUES": str(commands.values), "COMPONENT": "frontend", "VERSION": "1.0.0"}
    assert "the cluster cannot be reached" in (said := commands.refused(tool, FAILS="kubectl get --raw", SAYS="connection refused", **good))
    assert "connection refused" in said
    assert 'NAMESPACE is "Not_One"' in commands.refused(tool, NAMESPACE="Not_One", **good)
    assert 'RELEASE is "a,b"' in commands.refused(tool, RELEASE="a,b", **good)
    assert 'TIMEOUT is "soon"' in commands.refused(tool, TIMEOUT="soon", **good)
    help_text = commands.run(tool, "--help")
    assert help_text.returncode == 0 and f"usage: make {tool}" in help_text.stdout and not commands.record.read_text()
    assert "there is no argument frobnicate" in commands.run(tool, "frobnicate").stderr
    # A PATH with nothing but what the script itself needs.
    bare = commands.programs.parent / "bare"
    bare.mkdir()
    for program in ("bash", "env", "dirname", "basename", "sed", "tail"):
        (bare / program).symlink_to(shutil.which(program))
    for missing in ("helm", "kubectl"):
        if missing == "kubectl":
            (bare / "helm").symlink_to(commands.programs / "helm")
        assert f"{missing} is not on the PATH" in commands.refused(tool, PATH=str(bare), **good)


def test_deploy_says_what_is_wrong_with_its_variables(commands):
    assert "VALUES is not given" in commands.refused("deploy")
    assert "/nowhere.yaml is not there" in commands.refused("deploy", VALUES=f"{commands.values} /nowhere.yaml")
    assert 'VERSION is "a b"' in commands.refused("deploy", VALUES=str(commands.values), VERSION="a b")


def test_update_says_what_is_wrong_with_its_variables(commands):
    assert "COMPONENT is not given; there are frontend, auth-service" in commands.refused("update", VERSION="1")
    said = commands.refused("update", COMPONENT="backend", VERSION="1")
    assert "there is no component backend" in said and all(component in said for component in COMPONENTS)
    assert "neither VERSION (a tag) nor DIGEST" in commands.refused("update", COMPONENT="frontend")
    assert "both given" in commands.refused("update", COMPONENT="frontend", VERSION="1", DIGEST=DIGEST)
    assert "64 hexadecimal digits" in commands.refused("update", COMPONENT="frontend", DIGEST="sha256:12")
    assert 'VERSION is "1,x=y"' in commands.refused("update", COMPONENT="frontend", VERSION="1,x=y")


def test_update_refuses_another_chart_and_a_release_that_is_not_there(commands):
    commands.listed = '[{"name":"llm-guard","chart":"llm-guard-manager-9.9.9"}]'
    said = commands.refused("update", COMPONENT="frontend", VERSION="1")
    assert f"has the chart llm-guard-manager-9.9.9, here is {CHART}" in said
    commands.listed = "[]"
    assert "there is no release llm-guard in the namespace llmsafe" in commands.refused("update", COMPONENT="frontend", VERSION="1")


def test_rollback_says_what_is_wrong(commands):
    assert 'REVISION is "-1"' in commands.refused("rollback", REVISION="-1")
    assert "there is no release llm-guard" in commands.refused("rollback", FAILS="helm history")


def test_what_helm_refuses_is_an_error(commands):
    for tool, fails in (("deploy", "helm upgrade"), ("update", "helm upgrade"), ("rollback", "helm rollback")):
        run = commands.run(tool, VALUES=str(commands.values), COMPONENT="frontend", VERSION="1", FAILS=fails, SAYS="timed out")
        assert run.returncode == 1 and "timed out" in run.stderr and "address" not in run.stdout
