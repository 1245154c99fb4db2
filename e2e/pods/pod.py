"""One pod of the chart's rendering, run by podman as the kubelet runs it: init containers one after the other, then the
containers with their command, variables, volumes, user, limits and hardening; probes; preStop hook and signal at its end.

What is not the kubelet's: all pods share one network, so that a workload has one pod; and requests, affinity and service
accounts mean nothing here."""
import json
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

from e2e.chart.rendering import Objects, environment
from e2e.stack import containers

from .addresses import POD, port_number
from .volumes import Volumes

MEMORY = {"Mi": "m", "Gi": "g"}


class PodFailed(AssertionError):
    """What failed, and the last lines that it wrote."""


class Pod:
    def __init__(self, objects: Objects, workload: dict, spec: dict, images: dict[str, str], hosts: dict[str, str], directory: Path):
        """`images`: what runs in place of which image; an image that is not in it runs itself."""
        self.name, self.spec = workload["metadata"]["name"], spec
        self._objects, self._images, self._hosts = objects, images, hosts
        claims = {}
        for template in workload["spec"].get("volumeClaimTemplates", []):
            volume = template["metadata"]["name"]
            claims[volume] = f"{volume}-{self.name}-0"
        self._prefix = containers.name_of(directory, self.name)
        self.volumes = Volumes(objects, spec, claims, directory / "pods" / self.name, directory / "claims")

    # Its life

    def start(self):
        for container in self.spec.get("initContainers", []):
            self._to_its_end(container)
        for container in self.spec["containers"]:
            self._podman("run", "--detach", *self._options(container))

    def run_to_end(self) -> str:
        """A Job's pod or a hook's; gives what its containers wrote. Raises PodFailed when one does not end with 0."""
        return "".join(self._to_its_end(container) for container in [*self.spec.get("initContainers", []), *self.spec["containers"]])

    def await_ready(self):
        """First the startup probe, as often as it may fail; then liveness and readiness hold at once."""
        for container in self.spec["containers"]:
            startup = container["startupProbe"]
            for _ in range(startup.get("failureThreshold", 3)):
                if self.probe(container, "startupProbe"):
                    break
                if not self.running(container):
                    raise PodFailed(f"{self.name} ended: {self.log(container)}")
                time.sleep(min(startup["periodSeconds"], 0.5))
            else:
                raise PodFailed(f"{self.name} did not start: {self.log(container)}")
            for probe in ("livenessProbe", "readinessProbe"):
                self._await(container, probe)

    def _await(self, container: dict, probe: str):
        deadline = time.monotonic() + 30
        while not self.probe(container, probe):
            if time.monotonic() > deadline:
                raise PodFailed(f"{self.name}: {probe} fails: {self.log(container)}")
            time.sleep(0.5)

    def stop(self) -> dict[str, int]:
        """As the kubelet ends a pod: the preStop hook, then the image's stop signal, at last SIGKILL; gives exit codes."""
        ended = {}
        for container in self.spec["containers"]:
            began = time.monotonic()
            hook = container.get("lifecycle", {}).get("preStop")
            if hook:
                done = containers.podman("exec", self.container(container), *hook["exec"]["command"])
                if done.returncode:
                    raise PodFailed(f"{self.name}: preStop fails: {done.stdout}{done.stderr}")
            left = max(1, round(self.spec["terminationGracePeriodSeconds"] - (time.monotonic() - began)))
            self._podman("stop", f"--time={left}", self.container(container))
            ended[container["name"]] = json.loads(self._podman("container", "inspect", self.container(container)))[0]["State"]["ExitCode"]
        self.remove()
        return ended

    def remove(self):
        everything = [*self.spec.get("initContainers", []), *self.spec["containers"]]
        containers.remove([self.container(container) for container in everything])
        self.volumes.remove()

    # What is asked of it

    def container(self, container: dict) -> str:
        return f"{self._prefix}-{container['name']}"

    def running(self, container: dict) -> bool:
        return json.loads(self._podman("container", "inspect", self.container(container)))[0]["State"]["Running"]

    def log(self, container: dict) -> str:
        done = containers.podman("logs", "--tail=30", self.container(container))
        return (done.stdout + done.stderr)[-4000:]

    def exec(self, *command: str) -> subprocess.CompletedProcess:
        return containers.podman("exec", self.container(self.spec["containers"][0]), *command)

    def probe(self, container: dict, name: str) -> bool:
        probe = container[name]
        seconds = probe.get("timeoutSeconds", 1)
        if "httpGet" in probe:
            asked = probe["httpGet"]
            url = f"http://{POD}:{port_number(self.spec, asked['port'])}{asked['path']}"
            headers = {header["name"]: header["value"] for header in asked.get("httpHeaders", [])}
            try:
                with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=seconds) as answer:
                    return 200 <= answer.status < 400
            except OSError:
                return False
        if "exec" in probe:
            return containers.podman("exec", self.container(container), *probe["exec"]["command"]).returncode == 0
        return _connects(port_number(self.spec, probe["tcpSocket"]["port"]), seconds)

    # podman

    def _to_its_end(self, container: dict) -> str:
        done = containers.podman("run", *self._options(container))
        if done.returncode:
            raise PodFailed(f"{self.name}: {container['name']} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def _options(self, container: dict) -> list[str]:
        user = self.spec["securityContext"]
        own = container["securityContext"]
        assert own["capabilities"] == {"drop": ["ALL"]} and own["readOnlyRootFilesystem"] and not own["allowPrivilegeEscalation"]
        amount = container["resources"]["limits"]["memory"]
        options = [
            f"--name={self.container(container)}", "--replace", "--network=host", "--pull=never", "--no-healthcheck",
            "--read-only", "--read-only-tmpfs=false", "--cap-drop=all", "--security-opt=no-new-privileges",
            f"--user={user['runAsUser']}:{user['runAsGroup']}", f"--group-add={user['fsGroup']}",
            f"--memory={amount[:-2]}{MEMORY[amount[-2:]]}",
            *[f"--add-host={name}:{address}" for name, address in self._hosts.items()],
            *[f"--env={name}={self._value(value)}" for name, value in environment(container).items()],
            *[self._mount(mount) for mount in container.get("volumeMounts", [])],
        ]  # fmt: skip
        words = list(container.get("args", []))
        if "command" in container:
            options.append(f"--entrypoint={json.dumps(container['command'])}")
        return [*options, self._images.get(container["image"], container["image"]), *words]

    def _value(self, value) -> str:
        if not isinstance(value, tuple):
            return value
        kind, name, key = value
        assert kind == "configMapKeyRef", f"a variable from a {kind}"  # secrets are files
        return self._objects.named("ConfigMap", name)["data"][key]

    def _mount(self, mount: dict) -> str:
        assert mount.keys() <= {"name", "mountPath", "readOnly"}, mount
        return f"--volume={self.volumes.paths[mount['name']]}:{mount['mountPath']}:{'ro' if mount.get('readOnly') else 'rw'}"

    def _podman(self, *arguments: str) -> str:
        done = containers.podman(*arguments)
        if done.returncode:
            raise PodFailed(f"{self.name}: podman {arguments[0]}: {done.stdout}{done.stderr}")
        return done.stdout


def _connects(port: int, seconds: float) -> bool:
    try:
        socket.create_connection((POD, port), timeout=seconds).close()
        return True
    except OSError:
        return False
