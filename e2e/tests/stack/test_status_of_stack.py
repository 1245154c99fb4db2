"""`make status` of a stack of fake services: what runs, hangs, has ended; the last error of each log."""
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from e2e.stack.options import ROOT
from e2e.stack.process import start_time
from test_launcher import wait_for


def status(launch, **variables):
    environment = {"PATH": os.environ["PATH"], "STATE": str(launch.state), "LOCAL": "1", **variables}
    return subprocess.run([sys.executable, ROOT / "tools/status"], env=environment, capture_output=True, text=True, timeout=120)


def row(run, service):
    return next(line for line in run.stdout.splitlines() if line.startswith(service))


def test_it_shows_every_process_of_the_stack(launch):
    assert launch("run").returncode == 0
    shown = status(launch)
    assert shown.returncode == 0, shown.stdout + shown.stderr
    about = launch.description()
    assert shown.stdout.startswith(f"local stack at {about['url']}, embedded, state in {launch.state}\n")
    for service in about["services"]:
        assert " ready " in row(shown, service["name"])
    assert shown.stdout.endswith(f"{len(about['services'])} of {len(about['services'])} replicas are ready.\n")
    # Where no cluster can be reached, it is what is shown by itself.
    alone = status(launch, LOCAL="", KUBECONFIG="/nowhere", PATH="/nowhere")
    assert alone.returncode == 0 and "local stack at" in alone.stdout and "kubectl is not on the PATH" in alone.stdout


def test_one_hangs_and_one_has_ended(launch):
    launch("run")
    hung, ended = launch.service("guard-service")["pid"], launch.service("auth-service")["pid"]
    with open(Path(launch.description()["logs"]) / "auth-service-1.log", "a", encoding="utf-8") as log:
        log.write('{"time":"2026-01-01T00:00:00Z","level":"ERROR","message":"USAP cannot be reached"}\n')
    os.kill(hung, signal.SIGSTOP)
    try:
        os.kill(ended, signal.SIGKILL)
        wait_for(lambda: not start_time(ended))
        shown = status(launch)
    finally:
        os.kill(hung, signal.SIGCONT)
    assert shown.returncode == 1
    assert "! hung: no answer within 2 s" in row(shown, "guard-service")
    assert f"! not running: process {ended} has ended" in row(shown, "auth-service") and row(shown, "auth-service").endswith("d ago: USAP cannot be reached")
    assert "Not well: auth-service, guard-service." in shown.stdout


def test_a_launcher_that_was_killed_is_told(launch):
    launch("run")
    [launcher] = [int(pid) for pid in json.loads((launch.state / "processes.json").read_text())["launcher"]]
    os.kill(launcher, signal.SIGKILL)
    wait_for(lambda: not start_time(launcher))
    shown = status(launch)
    assert "Its launcher is gone" in shown.stdout and shown.returncode == 0
