"""The steps of a runbook, carried out on a stack of this machine: its queries are asked of Prometheus; what it reads by `kubectl logs` of a service's
pods is read from the logs of its replicas, through the same jq."""
import json
import re
import subprocess

from e2e.monitoring.prometheus import ROOT, Prometheus

PAGES = ROOT / "docs" / "operations" / "runbooks"
BLOCK = re.compile(r"^ *```(sh|promql|sql)\n(.*?)^ *```", re.M | re.S)
LOGS = re.compile(r"kubectl -n llmsafe logs -l app=(\S+) --tail=-1 --since=\S+ \| (jq .*)")


def blocks(alert: str, language: str) -> list[str]:
    return [text.strip() for kind, text in BLOCK.findall((PAGES / f"{alert}.md").read_text()) if kind == language]


def carried_out(alert: str, stack, prometheus: Prometheus) -> str:
    """What all its steps show that can be taken without a cluster."""
    shown = [json.dumps(prometheus.query(query)) for query in blocks(alert, "promql")]
    for command in blocks(alert, "sh"):
        for service, jq in LOGS.findall(command):
            shown.append(_filtered(stack, service, jq))
    return "\n".join(shown)


def _filtered(stack, service: str, jq: str) -> str:
    name = "nginx-access" if service == "llmsafe-frontend" else service
    lines = b"".join(log.read_bytes() for log in [*stack.logs.glob(f"{name}*.log"), *stack.state.glob(f"{name}-drill-*.log")])
    done = subprocess.run(["sh", "-c", jq], input=lines, capture_output=True)
    assert done.returncode == 0, f"{jq}: {done.stderr.decode()}"
    return done.stdout.decode()
