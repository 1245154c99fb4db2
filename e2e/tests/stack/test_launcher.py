"""make run and make stop, with fake services."""
import json
import os
import signal
import socket
import stat
import time
from pathlib import Path

from e2e.stack.process import start_time


def wait_for(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def test_starts_describes_and_stops(launch):
    started = launch("run")
    assert started.returncode == 0, started.stdout + started.stderr
    for name in ("usap-simulator", "nginx", "session-cache-service", "admin-service", "auth-service", "guard-service"):
        assert f"  {name} 1" in started.stdout and "ready in" in started.stdout
    description = launch.description()
    assert description["url"].startswith("http://127.0.0.1:")
    assert {"portal", "username", "password"} <= description["first_login"].keys()
    assert description["first_login"]["password"] in started.stdout
    pids = [service["pid"] for service in description["services"]]
    assert all(start_time(pid) for pid in pids)
    stopped = launch("stop")
    assert stopped.stdout == "Stopped.\n"
    assert not any(start_time(pid) for pid in pids)
    assert not (launch.state / "stack.json").exists()


def test_two_stacks_at_once(launch, tmp_path_factory):
    other = type(launch)(tmp_path_factory.mktemp("other"))
    try:
        assert launch("run").returncode == 0
        assert other("run").returncode == 0
        ports = [{s["public"], s["internal"]} - {None} for stack in (launch, other) for s in stack.description()["services"]]
        assert len(set().union(*ports)) == sum(len(p) for p in ports)
        other("stop")
        assert all(start_time(service["pid"]) for service in launch.description()["services"])
    finally:
        other("stop")


def test_every_listener_is_on_loopback_only(launch):
    launch("run")
    ports = {p for s in launch.description()["services"] for p in (s["public"], s["internal"]) if p}
    listening = set()
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        address, state = line.split()[1], line.split()[3]
        host, port = address.split(":")
        if state == "0A" and int(port, 16) in ports:
            assert host == "0100007F", f"port {int(port, 16)} listens on {host}"
            listening.add(int(port, 16))
    assert listening == ports
    open_to_all = [line for line in Path("/proc/net/tcp6").read_text().splitlines()[1:] if line.split()[3] == "0A"]
    assert not [line for line in open_to_all if int(line.split()[1].split(":")[1], 16) in ports]


def test_second_start_in_the_same_directory_is_refused(launch):
    launch("run")
    again = launch("run")
    assert again.returncode == 1
    assert again.stderr.startswith("A stack is running with the state directory")
    assert start_time(launch.service("nginx")["pid"])


def test_a_port_in_use_is_one_sentence(launch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = launch("run", PORT=port)
    assert refused.returncode == 1
    assert refused.stdout == f"Port {port} is in use on this machine; choose another with PORT=.\n"


def test_a_missing_program_is_one_sentence(launch):
    (launch.programs / "guard-service").unlink()
    refused = launch("run")
    assert refused.returncode == 1
    assert refused.stdout.startswith("The program guard-service has not been built in ")
    assert refused.stdout.count("\n") == 1


def test_wrong_options_are_one_sentence(launch):
    for options, sentence in (
        ({"REPLICAS": 2}, "More than one replica needs MariaDB and Redis: add STORE=real.\n"),
        ({"STORE": "oracle"}, "STORE must be one of embedded, real, not 'oracle'.\n"),
        ({"PORT": "http"}, "PORT must be a number from 0 to 65535, not 'http'.\n"),
        ({"PORT": "65536"}, "PORT must be a number from 0 to 65535, not '65536'.\n"),
    ):
        refused = launch("run", **options)
        assert (refused.returncode, refused.stderr) == (1, sentence)


def test_a_service_that_dies_at_start_shows_its_last_lines(launch):
    launch.state.mkdir()
    (launch.state / "overrides.json").write_text('{"auth-service": {"DIE_AT_START": "1"}}')
    failed = launch("run")
    assert failed.returncode == 1
    assert "auth-service 1 ended at its start (exit code 3)." in failed.stdout
    assert "cannot start: the reason stands here" in failed.stdout
    assert not (launch.state / "processes.json").exists()


def test_a_death_is_said_and_not_repaired_silently(launch):
    launch("run")
    pid = launch.service("guard-service")["pid"]
    os.kill(pid, signal.SIGKILL)
    log = launch.state / "launcher.log"
    wait_for(lambda: "guard-service 1 has died: killed by SIGKILL." in log.read_text())
    assert launch.service("guard-service")["pid"] == pid


def test_supervised_it_comes_back_on_the_same_ports(launch):
    launch("run", SUPERVISE=1)
    before = launch.service("guard-service")
    os.kill(before["pid"], signal.SIGKILL)
    wait_for(lambda: "guard-service 1            again ready" in (launch.state / "launcher.log").read_text())
    after = launch.service("guard-service")
    assert after["pid"] != before["pid"]
    assert (after["public"], after["internal"]) == (before["public"], before["internal"])


def test_what_a_killed_launcher_left_is_stopped_by_the_next_command(launch):
    launch("run")
    launcher = int(next(iter(json.loads((launch.state / "processes.json").read_text())["launcher"])))
    pids = [service["pid"] for service in launch.description()["services"]]
    os.kill(launcher, signal.SIGKILL)
    wait_for(lambda: start_time(launcher) is None)
    assert launch("stop").stdout == "Stopped.\n"
    assert not any(start_time(pid) for pid in pids)


def test_a_pid_that_belongs_to_someone_else_now_is_left_alone(launch):
    launch.state.mkdir()
    me = os.getpid()
    (launch.state / "processes.json").write_text(f'{{"launcher": {{"{me}": "1"}}, "children": {{"{me}": "1"}}}}')
    assert launch("stop").stdout == "Nothing is running.\n"


def test_secrets_are_random_kept_and_private(launch, tmp_path_factory):
    launch("run")
    secrets = launch.state / "secrets"
    first = {path.name: path.read_text() for path in secrets.iterdir()}
    assert {"secret_key", "signing_key.pem", "audit_seal_key", "usap_client_secret"} <= first.keys()
    assert len({value for name, value in first.items() if name.startswith("token_")}) == 6
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o700
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in secrets.iterdir())
    launch("stop")
    launch("run")
    assert {path.name: path.read_text() for path in secrets.iterdir()} == first
    launch("stop")
    launch("run", RESET=1)
    assert {path.name: path.read_text() for path in secrets.iterdir()}["secret_key"] != first["secret_key"]


def test_secrets_stand_in_no_environment(launch):
    launch("run")
    values = [path.read_text().strip() for path in (launch.state / "secrets").iterdir()]
    for service in launch.description()["services"]:
        environment = Path(f"/proc/{service['pid']}/environ").read_text()
        command = Path(f"/proc/{service['pid']}/cmdline").read_text()
        assert not [value for value in values if value in environment or value in command], service["name"]


def test_reset_does_not_wipe_a_strange_directory(launch):
    launch.state.mkdir()
    (launch.state / "thesis.txt").write_text("years of work")
    refused = launch("run", RESET=1)
    assert refused.returncode == 1 and "holds something else" in refused.stdout
    assert (launch.state / "thesis.txt").exists()
