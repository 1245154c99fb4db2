"""What kube-state-metrics and the kubelet tell of a release's objects, for a stack that runs without Kubernetes."""
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from e2e.monitoring.prometheus import NAMESPACE

SERVICES = ("auth-service", "admin-service", "session-cache-service", "guard-service")
HALF_A_GIB = 512 * 2**20


class Kubernetes:
    """An exporter; `target` is what Prometheus scrapes."""

    def __init__(self, replicas: int):
        text = "\n".join(_samples(replicas)) + "\n"

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "text/plain; version=0.0.4")
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        # Without a namespace or pod: those are the series' own.
        self.target = {"targets": [f"127.0.0.1:{self._server.server_port}"], "labels": {"job": "kube-state-metrics"}}
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()


def _samples(replicas: int):
    for name in (*SERVICES, "llmsafe-frontend"):
        number = 1 if name == "llmsafe-frontend" else replicas
        yield f'kube_deployment_spec_replicas{{namespace="{NAMESPACE}",deployment="{name}"}} {number}'
        yield f'kube_deployment_status_replicas_available{{namespace="{NAMESPACE}",deployment="{name}"}} {number}'
    for name in SERVICES:
        for number in range(1, replicas + 1):
            yield f'kube_pod_container_resource_limits{{namespace="{NAMESPACE}",pod="{name}-{number}",container="{name}",resource="memory",unit="byte"}} {HALF_A_GIB}'
    yield f'kube_cronjob_status_last_successful_time{{namespace="{NAMESPACE}",cronjob="backup"}} {time.time() - 3600:.0f}'
    yield f'kube_cronjob_status_last_schedule_time{{namespace="{NAMESPACE}",cronjob="backup"}} {time.time() - 3600:.0f}'
    yield f'kube_cronjob_next_schedule_time{{namespace="{NAMESPACE}",cronjob="backup"}} {time.time() + 82800:.0f}'
    yield f'kubelet_volume_stats_used_bytes{{namespace="{NAMESPACE}",persistentvolumeclaim="redis-data-redis-0"}} {2**20}'
    yield f'kubelet_volume_stats_capacity_bytes{{namespace="{NAMESPACE}",persistentvolumeclaim="redis-data-redis-0"}} {2**30}'
