"""The chart as Helm renders it, for tests: objects by kind and name."""
import functools
import os
import subprocess
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
CHART = ROOT / "charts" / "llm-guard-manager"
CASES = {path.name.removesuffix("-values.yaml"): path for path in (CHART / "ci").glob("*-values.yaml")}
NAMESPACE = "llmsafe"
# The C loader is ten times as fast, and there are thousands of lines.
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Refused(Exception):
    """What Helm said."""


class Objects(list):
    def of(self, kind):
        return [item for item in self if item["kind"] == kind]

    def named(self, kind, name):
        found = [item for item in self.of(kind) if item["metadata"]["name"] == name]
        assert len(found) == 1, f"{len(found)} objects {kind}/{name}; there are {[i['metadata']['name'] for i in self.of(kind)]}"
        return found[0]

    def pods(self):
        """(object, pod spec) of everything that runs pods."""
        for item in self:
            if item["kind"] in ("Deployment", "StatefulSet", "Job"):
                yield item, item["spec"]["template"]["spec"]
            elif item["kind"] == "CronJob":
                yield item, item["spec"]["jobTemplate"]["spec"]["template"]["spec"]
            elif item["kind"] == "Pod":
                yield item, item["spec"]


def helm(*arguments, chart=CHART, text=None):
    command = [os.environ.get("HELM", "helm"), *map(str, arguments)]
    done = subprocess.run(command, input=text, capture_output=True, text=True)
    if done.returncode:
        raise Refused(done.stderr + done.stdout)
    return done.stdout


def manifest(files, *arguments, release="llm-guard", chart=CHART, version="1.34.0", text=None):
    values = [word for file in files for word in ("-f", file)]
    return helm("template", release, chart, "-n", NAMESPACE, "--kube-version", version, *values, *arguments, text=text)


def parse(text) -> Objects:
    return Objects(item for item in yaml.load_all(text, Loader) if item)


@functools.cache
def render(case, *arguments, **options) -> Objects:
    return parse(manifest([CASES[case]], *arguments, **options))


def environment(container):
    """Variables of a container: {name: value or (kind, object, key)}."""
    found = {}
    for entry in container.get("env", []):
        source = entry.get("valueFrom", {})
        reference = source.get("configMapKeyRef") or source.get("secretKeyRef")
        found[entry["name"]] = (next(iter(source)), reference["name"], reference["key"]) if reference else entry.get("value")
    return found
