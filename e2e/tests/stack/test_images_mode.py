"""IMAGES=1: how the launcher calls podman, with a fake one. e2e/tests/images runs the real images."""
import json
import os
from pathlib import Path

import pytest

from e2e.stack.containers import project_version
from e2e.stack.process import start_time

pytestmark = pytest.mark.root  # IMAGES=1 needs it
SERVICES = ("session-cache-service", "admin-service", "auth-service", "guard-service")


@pytest.fixture
def podman(launch, tmp_path, monkeypatch):
    """Puts the fake in front of PATH; the calls so far."""
    fakes = tmp_path / "fakes"
    fakes.mkdir()
    (fakes / "programs").symlink_to(launch.programs)
    fake = fakes / "podman"
    fake.write_bytes(Path(__file__).with_name("fake_podman.py").read_bytes())
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fakes}:{os.environ['PATH']}")

    def calls(verb: str) -> list[list[str]]:
        path = fakes / "calls"
        lines = path.read_text().splitlines() if path.exists() else []
        return [call for call in map(json.loads, lines) if call[0] == verb]

    calls.directory = fakes
    return calls


def test_services_run_hardened_and_see_their_own_secrets_alone(launch, podman):
    started = launch("run", IMAGES=1)
    assert started.returncode == 0, started.stdout + started.stderr
    assert "(embedded, 1 of each service, from images)" in started.stdout
    runs = {call[-1].partition(":")[0] if call[-1] != "migrate" else "migrate": call for call in podman("run")}
    assert runs.keys() == {"migrate", "llmsafe-frontend", *(f"llmsafe-{name}" for name in SERVICES)}
    for call in runs.values():
        assert {"--rm", "--network=host", "--pull=never", "--read-only", "--cap-drop=all", "--security-opt=no-new-privileges"} <= set(call)
    secrets = launch.state / "secrets"
    mounted = [a.split(":")[0] for a in runs["llmsafe-guard-service"] if a.startswith("--volume=")]
    assert f"--volume={secrets}/token_guard_to_admin" in mounted
    assert f"--volume={secrets}/secret_key" not in mounted and f"--volume={secrets}" not in mounted
    assert (secrets / "token_guard_to_admin").stat().st_uid == 1000
    assert runs["llmsafe-auth-service"][-1] == f"llmsafe-auth-service:{project_version()}"


def test_stopping_removes_the_containers_of_this_state_directory(launch, podman):
    launch("run", IMAGES=1)
    services = [s for s in launch.description()["services"] if "container" in s]
    names = {service["container"] for service in services}
    assert len(names) == len(SERVICES) + 1
    assert launch("stop").stdout == "Stopped.\n"
    assert not any(start_time(service["pid"]) for service in services)
    removed = podman("rm")
    assert removed and names <= set(removed[-1]) and "--force" in removed[-1]


def test_what_a_killed_launcher_left_is_removed_too(launch, podman):
    launch("run", IMAGES=1)
    names = {s["container"] for s in launch.description()["services"] if "container" in s}
    launcher = int(next(iter(json.loads((launch.state / "processes.json").read_text())["launcher"])))
    os.kill(launcher, 9)
    launch("stop")
    assert names <= set(podman("rm")[-1])


def test_a_missing_image_is_one_sentence(launch, podman):
    image = f"llmsafe-guard-service:{project_version()}"
    (podman.directory / "missing").write_text(image)
    refused = launch("run", IMAGES=1)
    assert (refused.returncode, refused.stdout) == (1, f"There is no image {image}; `make images` builds it.\n")
    other = launch("run", IMAGES=1, IMAGE_TAG="9.9.9")
    assert other.returncode == 0 and podman("run")[-1][-1] == "llmsafe-guard-service:9.9.9"


def test_a_wrong_choice_is_one_sentence(launch):
    refused = launch("run", IMAGES="yes")
    assert (refused.returncode, refused.stderr) == (1, "IMAGES must be one of 0, 1, not 'yes'.\n")
