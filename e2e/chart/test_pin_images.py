"""tools/pin_images asks a registry (skopeo, which is a script here) for the images that the chart would run, and what it writes pins them."""
import os
import subprocess
import sys

import pytest
import rendering
import yaml

TOOL = rendering.ROOT / "tools/pin_images"
SKOPEO = """#!/bin/sh
[ "$1 $2" = "inspect --no-tags" ] || exit 9
echo "$3" >>"$ASKED"
case $3 in *unknown*) echo "manifest unknown" >&2; exit 1 ;; *odd*) echo '{"Digest":"none"}'; exit 0 ;; esac
printf '{"Name":"x","Digest":"sha256:%s"}' "$(printf %s "$3" | sha256sum | cut -c1-64)"
"""


@pytest.fixture
def run(tmp_path):
    (tmp_path / "skopeo").write_text(SKOPEO)
    (tmp_path / "skopeo").chmod(0o755)

    def run(*arguments, **values):
        (tmp_path / "values.yaml").write_text(yaml.safe_dump(values))
        environment = {**os.environ, "SKOPEO": str(tmp_path / "skopeo"), "ASKED": str(tmp_path / "asked")}
        # By the interpreter of the tests, which has yaml.
        return subprocess.run([sys.executable, TOOL, *arguments, tmp_path / "values.yaml"], env=environment, capture_output=True, text=True)

    run.asked = lambda: (tmp_path / "asked").read_text().split()
    return run


def test_images_of_others(run):
    done = run()
    assert done.returncode == 0, done.stderr
    assert run.asked() == ["docker://docker.io/library/redis:7-alpine", "docker://docker.io/library/mariadb:11.4", "docker://docker.io/curlimages/curl:8.10.1"]
    assert {path for path in yaml.safe_load(done.stdout)} == {"redis", "backup", "helmTest"}


def test_what_it_writes_is_what_production_demands(run, tmp_path):
    registry = {"registry": "registry.company.com:5000/mirror", "tag": "0.5.0"}
    done = run("--all", image=registry, backup={"enabled": True})
    assert done.returncode == 0, done.stderr
    (tmp_path / "digests.yaml").write_text(done.stdout)
    files = [rendering.CASES["defaults"], tmp_path / "values.yaml", tmp_path / "digests.yaml"]
    objects = rendering.parse(rendering.manifest(files, "--set", "image.requireDigests=true"))
    images = {container["image"] for _, pod in objects.pods() for container in pod.get("initContainers", []) + pod["containers"]}
    assert len(images) == 8 and all(image.startswith("registry.company.com:5000/mirror/") and "@sha256:" in image for image in images)
    named = {address.removeprefix("docker://").rpartition(":")[0] for address in run.asked()}
    assert named == {image.partition("@")[0] for image in images}


def test_faults_are_said(run):
    done = run(redis={"image": {"repository": "registry.company.com/unknown"}})
    assert done.returncode and "registry.company.com/unknown:7-alpine is not known: manifest unknown" in done.stderr
    done = run(redis={"image": {"repository": "registry.company.com/odd"}})
    assert done.returncode and "gives no digest" in done.stderr
    assert "The values file nowhere.yaml cannot be read" in run("nowhere.yaml").stderr
    assert "tools/pin_images --all" in run("--every").stderr
