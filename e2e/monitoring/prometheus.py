"""Debian's Prometheus and Alertmanager beside a running stack, with the rules of the chart.

`with Monitoring(directory, targets_of(stack), chart_rules()) as monitoring: monitoring.wait_for_alert("LgmUsapFailing", 30)`;
`with Prometheus(directory, targets_of(stack), rules, interval) as prometheus: prometheus.query("up")` without Alertmanager."""
import functools
import json
import re
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import yaml
from e2e.cluster import helm
from e2e.faults.waiting import wait_until
from e2e.stack.ports import Ports

ROOT = Path(__file__).resolve().parents[2]
CHART = ROOT / "charts" / "llm-guard-manager"
ALERTS_PAGE = ROOT / "docs" / "operations" / "alerts.md"
NAMESPACE, RELEASE = "llmsafe", "llm-guard"
INTERVAL = 15  # seconds between scrapes, as the chart's ServiceMonitors have it


def targets_of(stack) -> list[dict]:
    """What Prometheus scrapes, with the labels that a ServiceMonitor would give it; a target a replica."""
    scraped = [(one, "llmsafe-frontend" if one["name"] == "nginx" else one["name"]) for one in stack.description["services"] if one["internal"]]
    return [{"targets": [f"127.0.0.1:{one['internal']}"], "labels": {"namespace": NAMESPACE, "job": job, "pod": f"{job}-{one['replica']}"}}
            for one, job in scraped if job not in ("mariadb", "redis")]  # fmt: skip


@functools.cache
def chart_rules(prefix: str = "") -> dict:
    """The groups of the chart's PrometheusRule, as Helm renders them for a release of this namespace."""
    command = [helm.program(), "template", RELEASE, str(CHART), "-n", NAMESPACE, "-f", str(CHART / "ci" / "monitoring-values.yaml"),
               "--set", f"namePrefix={prefix}", "--show-only", "templates/monitoring.yaml"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return next(one["spec"] for one in yaml.safe_load_all(done.stdout) if one and one["kind"] == "PrometheusRule")


def configuration_on_the_page() -> dict:
    """Alertmanager's configuration as docs/operations/alerts.md gives it to be copied: its one block of YAML with inhibit_rules."""
    blocks = re.findall(r"```yaml\n(.*?)```", ALERTS_PAGE.read_text(), re.S)
    found = [yaml.safe_load(block) for block in blocks if "inhibit_rules:" in block]
    assert len(found) == 1, f"{len(found)} blocks with inhibit_rules in {ALERTS_PAGE}"
    return found[0]


@dataclass
class Prometheus:
    """One that scrapes these targets and evaluates these rules, both at this interval unless a group has its own."""

    directory: Path
    targets: list[dict]
    rules: dict
    interval: float = INTERVAL
    alertmanager: int | None = None  # its port
    port: int = field(init=False)

    def __post_init__(self):
        self.directory.mkdir(parents=True, exist_ok=True)
        self._ports = Ports()
        self.port = self._ports.any()
        self._server = _Server(["prometheus", f"--config.file={self.directory}/prometheus.yaml", f"--storage.tsdb.path={self.directory}/data",
                                f"--web.listen-address=127.0.0.1:{self.port}", "--query.lookback-delta=5m"], self.directory / "prometheus.log")  # fmt: skip

    def start(self):
        (self.directory / "rules.yaml").write_text(yaml.safe_dump(self.rules))
        self._write_targets()
        (self.directory / "prometheus.yaml").write_text(yaml.safe_dump(self._configuration()))
        self._server.start(f"http://127.0.0.1:{self.port}/-/ready")
        return self

    def stop(self):
        self._server.stop()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()

    def _configuration(self) -> dict:
        every = f"{round(self.interval * 1000)}ms"
        made = {"global": {"scrape_interval": every, "scrape_timeout": f"{round(min(self.interval, 10) * 1000)}ms", "evaluation_interval": every},
                "rule_files": ["rules.yaml"],
                "scrape_configs": [{"job_name": "stack", "file_sd_configs": [{"files": ["targets.json"]}], "relabel_configs": _OWN_INSTANCE}]}  # fmt: skip
        if self.alertmanager:
            made["alerting"] = {"alertmanagers": [{"static_configs": [{"targets": [f"127.0.0.1:{self.alertmanager}"]}]}]}
        return made

    def _write_targets(self):
        """All at once: Prometheus reads the file as soon as it changes."""
        written = self.directory / "targets.new"
        written.write_text(json.dumps(self.targets))
        written.rename(self.directory / "targets.json")

    def add(self, target: dict):
        self.targets = [*self.targets, target]
        self._write_targets()

    def remove(self, target: dict):
        self.targets = [one for one in self.targets if one != target]
        self._write_targets()

    def get(self, path: str, **parameters):
        """The `data` of an answer of its API."""
        return _get(f"http://127.0.0.1:{self.port}/api/v1/{path}", parameters)["data"]

    def query(self, expression: str) -> list[dict]:
        """The samples of now: [{"metric": {…labels}, "value": [time, "value"]}]."""
        return self.get("query", query=expression)["result"]

    def value(self, expression: str) -> float | None:
        """Of an expression with one sample or none."""
        found = self.query(expression)
        assert len(found) < 2, found
        return float(found[0]["value"][1]) if found else None

    def range(self, expression: str, minutes: float, step: float = 5) -> list[dict]:
        """The samples of the last minutes: [{"metric": {…}, "values": [[time, "value"], …]}]."""
        end = time.time()
        return self.get("query_range", query=expression, start=end - 60 * minutes, end=end, step=step)["result"]

    def firing(self) -> list[dict]:
        """The labels of each alert that fires, whether Alertmanager lets it through or not."""
        return [alert["labels"] for alert in self.get("alerts")["alerts"] if alert["state"] == "firing"]

    def every_target_scraped(self) -> bool:
        active = self.get("targets", state="active")["activeTargets"]
        return len(active) == len(self.targets) and all(target["health"] == "up" for target in active)


# As Prometheus Operator does: a pod is known by its name; `instance` is its address, which a test does not know before.
_OWN_INSTANCE = [{"source_labels": ["pod"], "target_label": "instance"}]


class Monitoring(Prometheus):
    """With an Alertmanager whose inhibition is the documented one; what it sends is kept."""

    def __init__(self, directory: Path, targets: list[dict], rules: dict, interval: float = INTERVAL, configuration: dict | None = None):
        ports = Ports()
        super().__init__(directory, targets, rules, interval, ports.any())
        self._reserved = ports
        self._receiver = _Receiver()
        given = configuration_on_the_page() if configuration is None else configuration
        self._route = {"receiver": "test", "group_by": ["..."], "group_wait": "10s", "group_interval": "10s", "repeat_interval": "4h"}
        file = directory / "alertmanager.yaml"
        file.write_text(yaml.safe_dump({"route": self._route, "receivers": [{"name": "test", "webhook_configs": [{"url": self._receiver.url}]}],
                                        "inhibit_rules": given.get("inhibit_rules", [])}))  # fmt: skip
        self._manager = _Server(["prometheus-alertmanager", f"--config.file={file}", f"--storage.path={directory}/alertmanager",
                                 f"--web.listen-address=127.0.0.1:{self.alertmanager}", "--cluster.listen-address="], directory / "alertmanager.log")  # fmt: skip

    def start(self):
        self._manager.start(f"http://127.0.0.1:{self.alertmanager}/-/ready")
        return super().start()

    def stop(self):
        super().stop()
        self._manager.stop()
        self._receiver.stop()

    def alerts(self) -> list[dict]:
        """The labels of each alert that fires and that Alertmanager lets through now."""
        found = _get(f"http://127.0.0.1:{self.alertmanager}/api/v2/alerts", {"active": "true", "inhibited": "false", "silenced": "false"})
        return [alert["labels"] for alert in found]

    def sent(self) -> list[dict]:
        """What people were told since the start, in order: {"status": "firing"|"resolved", "labels", "annotations", "at"}."""
        return self._receiver.received()

    def wait_for_alert(self, name: str, seconds: float, **labels: str) -> float:
        """Until Alertmanager lets it through; how long that took."""
        wanted = {"alertname": name, **labels}
        return wait_until(lambda: any(wanted.items() <= alert.items() for alert in self.alerts()), seconds, f"the alert {wanted}")


class _Server:
    """A program that answers HTTP once it is ready."""

    def __init__(self, command: list[str], log: Path):
        self._command, self._log, self._child = command, log, None

    def start(self, ready: str):
        with open(self._log, "ab") as log:
            self._child = subprocess.Popen(self._command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            wait_until(lambda: self._answers(ready), 60, f"that {self._command[0]} is ready")
        except BaseException:
            self.stop()
            raise

    def _answers(self, url: str) -> bool:
        assert self._child.poll() is None, f"{self._command[0]} ended: {self._log.read_text(errors='replace')[-2000:]}"
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def stop(self):
        if self._child is None or self._child.poll() is not None:
            return
        self._child.send_signal(signal.SIGTERM)
        try:
            self._child.wait(20)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()


class _Receiver:
    """Whom Alertmanager tells: a webhook that keeps what it is told."""

    def __init__(self):
        kept, lock = [], threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with lock:
                    kept.extend({"at": time.monotonic(), **{name: alert[name] for name in ("status", "labels", "annotations")}} for alert in told["alerts"])
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        self._kept, self._lock = kept, lock
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def received(self) -> list[dict]:
        with self._lock:
            return list(self._kept)

    def stop(self):
        self._server.shutdown()
        self._server.server_close()


def _get(url: str, parameters: dict):
    try:
        with urllib.request.urlopen(f"{url}?{urllib.parse.urlencode(parameters)}", timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise AssertionError(f"{url} {parameters}: {error.code} {error.read().decode(errors='replace')}") from None
