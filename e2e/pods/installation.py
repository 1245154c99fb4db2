"""The chart with its default values, rendered and running: a pod of every workload, beside a MariaDB and a USAP simulator that
the chart does not bring."""
import json
from pathlib import Path

from e2e.chart.rendering import CASES, manifest, parse
from e2e.stack import databases
from e2e.stack.options import ROOT, Options
from e2e.stack.process import Process, end, start_time
from e2e.stack.suite import Suite

from .addresses import POD, Addresses
from .pod import Pod
from .stand_ins import running_images

# As a cluster starts them when all is asked for at once: whoever misses something waits for it.
WORKLOADS = ("redis", "session-cache-service", "admin-service", "auth-service", "guard-service", "llmsafe-frontend")
OUTSIDE = {"mysql.example.com": POD, "usap.example.com": POD}


class Installation:
    def __init__(self, directory: Path):
        self.directory = directory
        self.around = Suite(
            Options(
                port=0, store="real", replicas=1, state=directory / "around", build="release", detach=False, reset=False, supervise=False,
                public_origin="", programs=ROOT / "build/release/bin", console_files=ROOT / "webui/dist", accounts=1,
            )
        )  # fmt: skip
        self.objects = parse(manifest([CASES["defaults"], self._values()]))
        self.addresses = Addresses(self.objects)
        self.images = running_images({c["image"] for _, spec in self.objects.pods() for c in spec["containers"] + spec.get("initContainers", [])})
        self.pods: dict[str, Pod] = {}
        self._others: list[Process] = []

    def _values(self) -> Path:
        """What every operator gives, and what else the simulator takes."""
        around = self.around
        url = databases.database_url(around.database_port, around.credentials, "mysql.example.com")
        values = {
            "secrets": {"generate": True, "values": {"DATABASE_URL": url, "USAP_CLIENT_SECRET": around.credentials.value("usap_client_secret")}},
            "config": {
                "USAP_BASE_URL": f"http://usap.example.com:{around.usap_port}", "DATABASE_TLS": "off",
                "BOOTSTRAP_ADMINS": around.first_login()["username"],
            },
            "networkPolicy": {"mysql": {"port": around.database_port}},
            "backup": {"enabled": True},
            "helmTest": {"objects": False},  # there is no API server here; e2e/cluster has one
        }  # fmt: skip
        file = self.directory / "values.json"
        file.write_text(json.dumps(values))
        return file

    def start(self):
        (self.around.state / "logs").mkdir(parents=True, exist_ok=True)
        for process in (self.around.stores()[0], self.around.simulator()):
            process.start(self.around.state)
            self._others.append(process)
            process.await_ready(lambda: False)
        for name in WORKLOADS:
            self.run(name)

    def run(self, name: str) -> Pod:
        """A new pod of a Deployment or StatefulSet."""
        workload = next(item for item in self.objects if item["kind"] in ("Deployment", "StatefulSet") and item["metadata"]["name"] == name)
        self.pods[name] = self._pod(workload, workload["spec"]["template"]["spec"])
        self.pods[name].start()
        return self.pods[name]

    def once(self, kind: str, name: str) -> str:
        """A pod of a hook, a Job or a CronJob, to its end; gives what it wrote."""
        workload = self.objects.named(kind, name)
        pod = self._pod(workload, next(spec for item, spec in self.objects.pods() if item is workload))
        try:
            return pod.run_to_end()
        finally:
            pod.remove()

    def _pod(self, workload: dict, spec: dict) -> Pod:
        return Pod(self.objects, workload, spec, self.images, {**self.addresses.names, **OUTSIDE}, self.directory)

    def url(self, service: str) -> str:
        ports = self.objects.named("Service", service)["spec"]["ports"]
        return f"http://{self.addresses.names[service]}:{ports[0]['port']}"

    def stop(self):
        for pod in self.pods.values():
            pod.remove()
        running = [process for process in self._others if process.child and process.ending() is None]
        end({p.child.pid: start_time(p.child.pid) for p in running}, {p.child.pid: p.stop_signal for p in running}, 15)
