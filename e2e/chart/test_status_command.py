"""`make status` of a release: what an operator sees of replicas that are ready, are not, hang, are missing, never began. kubectl only claims to
have a cluster (fake_release.py); what the replicas answer comes from servers here."""
import json
import re
import socket
import sys
import threading
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import rendering
from test_release_commands import Commands

sys.path.insert(0, str(rendering.ROOT / "tools" / "release"))
import replicas  # noqa: E402

NOW = datetime.now(timezone.utc)


def stamp(**age):
    return (NOW - timedelta(**age)).strftime("%Y-%m-%dT%H:%M:%SZ")


def owner(service, wanted, kind="Deployment", **status):
    labels = {"app.kubernetes.io/name": service, "helm.sh/chart": "llm-guard-manager-0.3.0"}
    return {"kind": kind, "metadata": {"name": f"x-{service}", "labels": labels}, "spec": {"replicas": wanted}, "status": status}


def pod(service, number, port=9102, restarts=0, ended="", **status):
    container = {"name": service, "image": f"registry/{service}:0.3.0", "ports": [{"name": "internal", "containerPort": port}] if port else []}
    state = {"name": service, "restartCount": restarts, "ready": True, "state": {"running": {}}, "lastState": {"terminated": {"reason": ended}} if ended else {}}
    return {"kind": "Pod", "metadata": {"name": f"{service}-{number}", "labels": {"app.kubernetes.io/name": service}},
            "spec": {"restartPolicy": "Always", "containers": [container]},
            "status": {"phase": "Running", "startTime": stamp(hours=5), "containerStatuses": [state],
                       "conditions": [{"type": "Ready", "status": "True"}], **status}}  # fmt: skip


def report(**checks):
    """An answer of /health/ready: each check (ok, required, detail)."""
    details = {name: dict(zip(("ok", "required", "detail"), check)) for name, check in checks.items()}
    return json.dumps({"status": "?", "checks": {}, "details": details})


@pytest.fixture
def serve():
    """`serve(status, body, metrics)`: a replica's internal listener, which answers so at `path` and 200 elsewhere; its port."""
    running = []

    def start(status, body, metrics="", path="/health/ready"):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                here = self.path == path
                text = (metrics if self.path == "/metrics" else body).encode()
                self.send_response(status if here else 200)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        running.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server.server_address[1]

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


@pytest.fixture
def hung():
    """The port of one that takes connections, and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.fixture
def commands(tmp_path):
    return Commands(tmp_path)


def table(run):
    """Cells of each row by replica (`-`: by service), and what stands below."""
    above, _, below = run.stdout.partition("\n\n")[2].partition("\n\n")
    rows = [re.split(r"\s{2,}", line) for line in above.splitlines()]
    assert rows[0] == list(replicas.COLUMNS)
    return {row[1] if row[1] != "-" else row[0]: row[2:] for row in rows[1:]}, below


METRICS = 'lgm_build_info{{service="x",version="{0}"}} 1\nlgm_guard_policy_version {1}\nlgm_policy_version_other 9\n'


def test_a_release_that_is_well(commands, serve):
    log = '{"time":"' + stamp(hours=12) + '","level":"ERROR","message":"database unavailable","error":"no route"}\n{"time":"x","level":"INFO","message":"request"}'
    commands.change(objects=[owner("guard-service", 2), owner("redis", 1, "StatefulSet"), pod("guard-service", 1), pod("guard-service", 2, restarts=3, ended="OOMKilled"),
                             pod("redis", 0, port=None)], logs={"guard-service-1": log},
                    ports={name: serve(200, report(policy=(True, True, "")), METRICS.format("0.3.1", 41)) for name in ("guard-service-1", "guard-service-2")})  # fmt: skip
    run = commands.run("status")
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.splitlines()[0] == "cluster prod, namespace llmsafe, release llm-guard, llm-guard-manager-0.3.0"
    rows, below = table(run)
    assert rows == {"guard-service-1": ["0.3.1", "ready", "41", "0", "5h", "12h ago: database unavailable (no route)"],
                    "guard-service-2": ["0.3.1", "ready", "41", "3 (OOMKilled)", "5h"], "redis-0": ["0.3.0", "ready", "-", "0", "5h"]}  # fmt: skip
    assert below == "3 of 3 replicas are ready.\n"
    assert all(" get " in line or " logs " in line or " port-forward " in line or " config " in line for line in commands.state["asked"])


def test_what_is_not_ready_hangs_or_is_missing_is_seen(commands, serve, hung):
    refused = {"type": "ReplicaFailure", "status": "True", "message": "exceeded quota: pods"}
    waiting = {"containerStatuses": [{"name": "auth-service", "restartCount": 0, "state": {"waiting": {"reason": "ImagePullBackOff", "message": "no such image"}}}]}
    nowhere = {"phase": "Pending", "containerStatuses": [], "conditions": [{"type": "PodScheduled", "status": "False", "message": "0/3 nodes: insufficient memory"}]}
    migrating = {"phase": "Pending", "containerStatuses": [{"name": "admin-service", "restartCount": 0, "state": {"waiting": {"reason": "PodInitializing"}}}],
                 "initContainerStatuses": [{"name": "migrate", "restartCount": 4, "ready": False, "state": {"terminated": {"exitCode": 4, "reason": "Error"}}}]}  # fmt: skip
    commands.change(
        objects=[owner("guard-service", 3, conditions=[refused]), pod("guard-service", 1), pod("guard-service", 2), owner("session-cache-service", 0),
                 owner("auth-service", 3), pod("auth-service", 1), pod("auth-service", 2, phase="Pending", **waiting), pod("auth-service", 3, **nowhere),
                 owner("admin-service", 2), pod("admin-service", 1), pod("admin-service", 2, **migrating)],
        ports={"guard-service-1": hung, "guard-service-2": serve(200, report(policy=(True, True, ""), admin_service=(False, False, "circuit open")), METRICS.format("0.3.0", 7)),
               "auth-service-1": serve(503, report(session_cache=(False, True, "does not answer"), usap=(False, False, "dead"))),
               "admin-service-1": serve(200, "{}", "lgm_policy_version 9\n")},
    )  # fmt: skip
    run = commands.run("status")
    assert run.returncode == 1
    rows, below = table(run)
    ready = {name: cells[1] for name, cells in rows.items()}
    assert ready == {"guard-service-1": "! hung: no answer within 2 s", "guard-service-2": "ready, without admin_service", "guard-service": "! missing",
                     "session-cache-service": "! scaled to 0", "auth-service-1": "! not ready: session_cache", "auth-service-2": "! ImagePullBackOff",
                     "auth-service-3": "! no machine takes it", "admin-service-1": "ready", "admin-service-2": "! migrate ended with 4"}  # fmt: skip
    assert "2 of 8 replicas are ready. Not well: admin-service, auth-service, guard-service, session-cache-service." in below
    for line in ("guard-service-2: admin_service: circuit open", "guard-service: 2 of 3 replicas are there: exceeded quota: pods", "auth-service-1: session_cache: does not answer",
                 "auth-service-2: no such image", "auth-service-3: 0/3 nodes: insufficient memory", "Behind the policy 9: guard-service guard-service-2 at 7."):  # fmt: skip
        assert line in below, f"{line}\n{below}"
    assert "dead" not in below, "a check that is not required keeps nobody from being ready"


def test_nginx_is_asked_what_its_probe_asks(commands, serve):
    """It has no /health/ready, and says nothing of checks."""
    frontend = pod("llmsafe-frontend", 1)
    frontend["spec"]["containers"][0].update(name="frontend", readinessProbe={"httpGet": {"path": "/web-manager/", "port": "internal"}})
    commands.change(objects=[owner("llmsafe-frontend", 1), frontend], ports={"llmsafe-frontend-1": serve(404, "<html>", path="/health/ready")})
    run = commands.run("status")
    assert run.returncode == 0 and table(run)[0]["llmsafe-frontend-1"][1] == "ready", run.stdout
    probes = {path for _, spec in rendering.render("defaults").pods() for c in spec["containers"] if any(p.get("name") == "internal" for p in c.get("ports", []))
              for path in [c["readinessProbe"]["httpGet"]["path"]]}  # fmt: skip
    assert probes == {"/health/ready", "/web-manager/"}


def test_whoever_may_not_forward_ports_sees_what_the_probes_say(commands):
    commands.change(objects=[owner("guard-service", 2), pod("guard-service", 1), pod("guard-service", 2, conditions=[{"type": "Ready", "status": "False"}])])
    run = commands.run("status")
    rows, below = table(run)
    assert run.returncode == 1 and [cells[1] for cells in rows.values()] == ["ready, says its probe", "! not ready, says its probe"]
    assert "guard-service-1, guard-service-2: could not be asked: error: pods may not be forwarded to" in below


def test_replicas_of_two_versions_and_one_that_ends(commands, serve):
    ending = pod("guard-service", 2)
    ending["metadata"]["deletionTimestamp"] = stamp(seconds=2)
    commands.change(objects=[owner("guard-service", 2), pod("guard-service", 1), ending, pod("guard-service", 3)],
                    ports={"guard-service-1": serve(200, "{}", METRICS.format("0.3.0", 1)), "guard-service-3": serve(200, "{}", METRICS.format("0.2.0", 1))})  # fmt: skip
    run = commands.run("status")
    rows, below = table(run)
    assert run.returncode == 0 and rows["guard-service-2"][1] == "ending" and "Versions differ: guard-service 0.2.0, 0.3.0." in below


def test_the_log_of_the_container_before_is_read_where_it_was_restarted(commands):
    commands.change(objects=[owner("guard-service", 1), pod("guard-service", 1, restarts=1)])
    commands.run("status")
    asked = [line for line in commands.state["asked"] if " logs " in line]
    assert len(asked) == 2 and asked[1].endswith("--previous")


@pytest.mark.parametrize("lines, said", [
    (['{"time":"2026-11-29T11:59:00.5Z","level":"ERROR","message":"a\\u001b[31m b"}'], "1m ago: a [31m b"),
    (['{"level":"CRITICAL","message":"x"}', '{"level":"WARNING","message":"y"}', "{broken"], "x"),
    (["2026/11/29 11:58:00 [error] 7#7: upstream timed out"], "2m ago: [error] 7#7: upstream timed out"),
    (["2026-11-29 09:00:00 0 [Note] ready", "nothing"], ""),
    ([], ""),
])  # fmt: skip
def test_the_last_error_of_a_log(lines, said):
    assert replicas.last_error(lines, datetime(2026, 11, 29, 12, 0, tzinfo=timezone.utc)) == said


def test_what_there_is_to_show(commands, tmp_path):
    nothing = {"STATE": str(tmp_path / "none")}
    run = commands.run("status", **nothing)
    assert run.returncode == 2 and "there is no release llm-guard in the namespace llmsafe (context prod); and no local stack runs (make run)" in run.stderr
    commands.change(refused=["kubectl get --raw"], says="connection refused")
    run = commands.run("status", **nothing)
    assert run.returncode == 2 and "the cluster cannot be reached (context prod): connection refused" in run.stderr
    run = commands.run("status", LOCAL="1", **nothing)
    assert run.returncode == 2 and "no local stack runs with the state directory" in run.stderr
    (tmp_path / "stack.json").write_text(json.dumps({"url": "http://127.0.0.1:1", "store": "embedded", "state": str(tmp_path), "logs": str(tmp_path), "services": []}))
    run = commands.run("status", STATE=str(tmp_path))
    assert run.stdout.startswith("(the cluster cannot be reached (context prod): connection refused)\nlocal stack at http://127.0.0.1:1, embedded")
    assert run.returncode == 1 and "0 of 0 replicas" in run.stdout  # nothing is not well
    run = commands.run("status", STATE=str(tmp_path), NAMESPACE="llmsafe")
    assert run.returncode == 2 and "local stack" not in run.stdout + run.stderr
    assert 'RELEASE is "a,b"' in commands.run("status", STATE=str(tmp_path), RELEASE="a,b").stderr
    assert "usage: make status" in commands.run("status", "--help").stdout
