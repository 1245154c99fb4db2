"""A release in the cluster, for tools/status."""
import os
import re
import select
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone

from cluster import Cluster, Stop, last_line
from replicas import Replica, last_error, short_duration, show as show_table
from rendered import tag

FORWARD_SECONDS = 10  # until kubectl has found the pod and listens
AT_ONCE = 8
LOG_LINES = "2000"


class Nothing(Exception):
    """Why there is no release to show."""


def show():
    try:
        where = Cluster(programs=("kubectl",))
        where.reach()
    except Stop as stopped:
        if stopped.code == 2:
            raise  # a variable that is wrong
        raise Nothing(str(stopped)) from None
    found = where.kubectl_json("get", "deployments,statefulsets,pods", "--selector", where.selector())["items"]
    owners = [thing for thing in found if thing["kind"] in ("Deployment", "StatefulSet")]
    if not owners:
        raise Nothing(f"there is no release {where.release} in the namespace {where.namespace} (context {where.context or 'none'})")
    print(f"cluster {where.context or 'of no context'}, namespace {where.namespace}, release {where.release}, {charts(owners)}\n")
    pods = [pod for pod in found if pod["kind"] == "Pod" and pod["spec"].get("restartPolicy") == "Always"]
    now = datetime.now(timezone.utc)
    with ThreadPoolExecutor(AT_ONCE) as several:
        replicas = list(several.map(lambda pod: look(where, pod, now), pods))
    missing = []
    for owner in owners:
        name, wanted = service_of(owner), owner["spec"].get("replicas", 1)
        there = sum(service_of(pod) == name and "deletionTimestamp" not in pod["metadata"] and pod["status"].get("phase") not in ("Failed", "Succeeded") for pod in pods)
        if wanted == 0:
            missing.append((name, 0, 0, "somebody has scaled it to 0, or a restore was cut off"))
        elif there < wanted:
            missing.append((name, wanted, there, why_missing(owner)))
    return show_table(replicas, missing)


def charts(owners):
    """As the objects' labels have it: reading helm's own records takes a right to all Secrets."""
    return ", ".join(sorted({owner["metadata"]["labels"].get("helm.sh/chart", "chart unknown") for owner in owners}))


def service_of(thing):
    return thing["metadata"].get("labels", {}).get("app.kubernetes.io/name", "unknown")


def why_missing(owner):
    for condition in owner.get("status", {}).get("conditions", []):
        if condition["type"] == "ReplicaFailure" and condition["status"] == "True":
            return condition.get("message", "")
    return ""


def look(where, pod, now):
    about, status = pod["metadata"], pod["status"]
    replica = Replica(service_of(pod), about["name"])
    container = next((c for c in pod["spec"]["containers"] if c["name"] == replica.service), pod["spec"]["containers"][0])
    replica.version = tag(container["image"])
    states = status.get("containerStatuses", []) + [s for s in status.get("initContainerStatuses", []) if not s.get("ready")]
    replica.restarts = sum(s.get("restartCount", 0) for s in states)
    ended = next((s["lastState"]["terminated"].get("reason", "") for s in states if s.get("lastState", {}).get("terminated")), "")
    if replica.restarts and ended:
        replica.restarts = f"{replica.restarts} ({ended})"
    began = status.get("startTime") or about.get("creationTimestamp")
    if began:
        replica.age = short_duration((now - datetime.strptime(began, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)).total_seconds())
    replica.error = error_of(where, about["name"], container["name"], replica.restarts, now)

    probed = any(c["type"] == "Ready" and c["status"] == "True" for c in status.get("conditions", []))
    port = next((p["containerPort"] for p in container.get("ports", []) if p.get("name") == "internal"), None)
    if about.get("deletionTimestamp"):
        replica.ready, replica.well = "ending", True
    elif status.get("phase") != "Running" or not any("running" in s.get("state", {}) for s in status.get("containerStatuses", [])):
        replica.ready, _, replica.why = why_not_running(status, states).partition(": ")
    elif port is None:
        replica.ready, replica.well = ("ready", True) if probed else ("not ready, says its probe", False)
    else:
        path = container.get("readinessProbe", {}).get("httpGet", {}).get("path", "/health/ready")
        ask(where, replica, port, path, probed)
    return replica


def why_not_running(status, states):
    for state in states:
        waiting, terminated = state.get("state", {}).get("waiting"), state.get("state", {}).get("terminated")
        if waiting and waiting.get("reason") not in (None, "PodInitializing"):
            return waiting["reason"] + (f": {waiting['message']}" if waiting.get("message") else "")
        if terminated and terminated.get("exitCode"):
            return f"{state['name']} ended with {terminated['exitCode']}: {terminated.get('message') or terminated.get('reason', '')}"
    for condition in status.get("conditions", []):
        if condition["type"] == "PodScheduled" and condition["status"] == "False":
            return f"no machine takes it: {condition.get('message', condition.get('reason', ''))}"
    return status.get("reason") or status.get("phase", "unknown")


def ask(where, replica, port, path, probed):
    command = where.kubectl_command("port-forward", f"pod/{replica.name}", f":{port}", "--address", "127.0.0.1")
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as forward:
        try:
            here, why = listening(forward)
            if here:
                replica.ask(here, path)
            else:
                replica.ready, replica.well = ("ready, says its probe", True) if probed else ("not ready, says its probe", False)
                replica.why = f"could not be asked: {why}"
        finally:
            forward.kill()


def listening(forward):
    """The port at which kubectl listens; or None, and why it does not."""
    said, deadline = b"", time.monotonic() + FORWARD_SECONDS
    while time.monotonic() < deadline:
        ready, _, _ = select.select([forward.stdout], [], [], max(0, deadline - time.monotonic()))
        chunk = os.read(forward.stdout.fileno(), 4096) if ready else b""
        said += chunk
        found = re.search(rb"Forwarding from 127\.0\.0\.1:(\d+) ->", said)
        if found:
            return int(found.group(1)), ""
        if ready and not chunk:
            return None, last_line(forward.stderr.read().decode(errors="replace"))
    return None, f"kubectl port-forward has not begun after {FORWARD_SECONDS} s"


def error_of(where, pod, container, restarts, now):
    """Of the container that runs; where that has none, of the one before it."""
    for before in ([], ["--previous"])[: 2 if restarts not in (0, "0") else 1]:
        log = where.kubectl("logs", pod, "--container", container, "--tail", LOG_LINES, *before)
        found = last_error(log.stdout.splitlines(), now) if log.returncode == 0 else ""
        if found:
            return found
    return ""
