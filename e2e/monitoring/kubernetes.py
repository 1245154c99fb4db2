"""What kube-state-metrics, the kubelet and cert-manager tell of a release's objects, for a stack that runs without Kubernetes."""
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from e2e.monitoring.prometheus import NAMESPACE

SERVICES = ("auth-service", "admin-service", "session-cache-service", "guard-service")
HALF_A_GIB = 512 * 2**20
DAY = 86400.0


class Kubernetes:
    """An exporter of `samples`, which may change; `target` is what Prometheus scrapes."""

    def __init__(self, samples: dict[str, float]):
        self.samples = samples
        exporter = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "text/plain; version=0.0.4")
                self.end_headers()
                self.wfile.write("".join(f"{series} {value}\n" for series, value in exporter.samples.items()).encode())

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        # Without a namespace or pod: those are the series' own.
        self.target = {"targets": [f"127.0.0.1:{self._server.server_port}"], "labels": {"job": "kube-state-metrics"}}
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()


def of_an_installation(replicas: int) -> dict[str, float]:
    """Of one where all is well."""
    samples = {}
    for name in (*SERVICES, "llmsafe-frontend"):
        number = 1 if name == "llmsafe-frontend" else replicas
        samples[f'kube_deployment_spec_replicas{{namespace="{NAMESPACE}",deployment="{name}"}}'] = number
        samples[f'kube_deployment_status_replicas_available{{namespace="{NAMESPACE}",deployment="{name}"}}'] = number
    for name in SERVICES:
        for number in range(1, replicas + 1):
            labels = f'namespace="{NAMESPACE}",pod="{name}-{number}",container="{name}",resource="memory",unit="byte"'
            samples[f"kube_pod_container_resource_limits{{{labels}}}"] = HALF_A_GIB
    return samples | backup_made(hours_ago=1) | volume("redis-data-redis-0", full=0.001)


def backup_made(hours_ago: float) -> dict[str, float]:
    """The last good run of the nightly CronJob, which has been due since then as often as a night has passed."""
    now = time.time()
    labels = f'{{namespace="{NAMESPACE}",cronjob="backup"}}'
    due = now - hours_ago * 3600 % DAY
    return {
        f"kube_cronjob_status_last_successful_time{labels}": now - hours_ago * 3600,
        f"kube_cronjob_status_last_schedule_time{labels}": due,
        f"kube_cronjob_next_schedule_time{labels}": due + DAY,
    }


def backup_failed() -> dict[str, float]:
    """The last Job, of this minute; the one of the night before was good."""
    labels = f'namespace="{NAMESPACE}",job_name="backup-29000000"'
    return backup_made(hours_ago=24) | {
        f"kube_job_created{{{labels}}}": time.time(),
        f'kube_job_failed{{{labels},condition="true",reason="BackoffLimitExceeded"}}': 1,
    }


def volume(claim: str, full: float) -> dict[str, float]:
    labels = f'{{namespace="{NAMESPACE}",persistentvolumeclaim="{claim}"}}'
    return {f"kubelet_volume_stats_used_bytes{labels}": round(full * 2**30), f"kubelet_volume_stats_capacity_bytes{labels}": 2**30}


def certificate(days: float) -> dict[str, float]:
    """The Ingress', as cert-manager tells of it: until it ends."""
    return {f'certmanager_certificate_expiration_timestamp_seconds{{namespace="{NAMESPACE}",name="llmsafe-tls-secret"}}': time.time() + days * DAY}
