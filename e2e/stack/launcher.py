"""Starts the suite in the order of its dependencies, watches it, ends it."""
import shutil
import signal
import subprocess
import sys
import threading
import time

from . import containers
from .databases import program, version
from .failure import StackFailure
from .options import ROOT
from .process import Process, end
from .record import Record, stack_description, write_json
from .suite import ORDER, Suite

PATIENCE_SECONDS = 15  # a stop waits so long before it kills; services drain within 10
RESTART_AFTER_SECONDS = 0.5
KEPT_BY_RESET = {"launcher.log", "overrides.json"}


def say(text: str):
    print(text, flush=True)


class Launcher:
    def __init__(self, options):
        self.options = options
        self.record = Record(options.state)
        self.processes: list[Process] = []
        self._stop = threading.Event()
        self._said_dead: set[int] = set()
        self._describing = threading.Lock()  # several may be started again at once

    def run(self) -> int:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self._stop.set())
        began = time.monotonic()
        try:
            suite = self._prepare()
            self._start_all(suite)
            self._announce(suite, time.monotonic() - began)
            self._watch(suite)
            return 0
        finally:
            self.stop_all()

    def _prepare(self) -> Suite:
        refuse_if_running(self.options)
        stop_children(self.record)
        if self.options.reset:
            self._forget()
        logs = self.options.state / "logs"
        logs.mkdir(parents=True, exist_ok=True)
        for old in logs.glob("*.log"):
            old.unlink()
        for name in ("nginx", "openssl"):
            program(name)
        return Suite(self.options)

    def _forget(self):
        """RESET=1. A directory that does not look like ours is not wiped, whatever STATE= says."""
        state = self.options.state
        found = {entry.name for entry in state.iterdir()} if state.exists() else set()
        if found - KEPT_BY_RESET and "secrets" not in found:
            raise StackFailure(f"{state} holds something else than a stack's state; RESET=1 would delete it.")
        for name in found - KEPT_BY_RESET:
            entry = state / name
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()

    def _start_all(self, suite: Suite):
        images = ", from images" if self.options.images else ""
        say(f"Starting LLM Guard Manager ({self.options.store}, {self.options.replicas} of each service{images})")
        if self.options.store == "real":
            say(f"  {version(self.options.database)}")
        self._start(suite, [*suite.stores(), suite.simulator(), suite.gateway()])
        for name in ORDER:
            if name == "admin-service":
                self._migrate(suite)
            self._start(suite, suite.services(name))

    def _start(self, suite: Suite, processes: list[Process]):
        """Starts replicas side by side and waits for all of them."""
        for process in processes:
            process.start(suite.state)
            self.processes.append(process)
            self.record.write(self.processes)
        for process in processes:
            took = process.await_ready(self._stop.is_set)
            ports = " / ".join(str(port) for port in (process.public, process.internal) if port)
            say(f"  {process.title:<26} ready in {took:5.0f} ms   127.0.0.1:{ports}   pid {process.child.pid}")

    def _migrate(self, suite: Suite):
        began = time.monotonic()
        log = suite.logs / "migrate.log"
        command, environment = suite.migration()
        with open(log, "wb") as out:
            code = subprocess.run(
                command, env=environment, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, cwd=suite.state
            ).returncode
        if code:
            text = "".join(f"\n    {line}" for line in log.read_text(errors="replace").splitlines()[-10:])
            raise StackFailure(f"The database's schema could not be brought up to date (exit code {code}).{text}")
        say(f"  {'admin-service migrate':<26}  done in {(time.monotonic() - began) * 1000:5.0f} ms")

    def _announce(self, suite: Suite, seconds: float):
        login = suite.first_login()
        say(
            f"\nReady in {seconds:.1f} s.\n"
            f"  Sign in    {suite.usap}/   as {login['username']} with the password {login['password']}\n"
            f"  Console    {suite.console}\n"
            f"  API        {suite.origin}{suite.table.api_base}\n"
            f"  Logs       {suite.logs}\n"
            f"  Stop       Ctrl-C or `make stop`\n"
        )
        self._describe(suite)

    def _describe(self, suite: Suite):
        with self._describing:
            self.record.write(self.processes)
            write_json(self.options.stack_file, stack_description(suite, self.processes))

    def _watch(self, suite: Suite):
        while not self._stop.wait(0.1):
            for process in self.processes:
                ending = process.ending()
                if ending is None or process.child.pid in self._said_dead:
                    continue
                self._said_dead.add(process.child.pid)
                say(f"{process.title} has died: {ending}.{process.last_words(3)}")
                if self.options.supervise:
                    threading.Thread(target=self._restart, args=(suite, process), daemon=True).start()
                else:
                    self._describe(suite)

    def _restart(self, suite: Suite, process: Process):
        time.sleep(RESTART_AFTER_SECONDS)
        if self._stop.is_set():
            return
        process.start(suite.state)
        self._describe(suite)
        try:
            took = process.await_ready(self._stop.is_set)
            say(f"  {process.title:<26} again ready in {took:5.0f} ms   pid {process.child.pid}")
        except StackFailure as failure:
            say(str(failure))

    def stop_all(self):
        """nginx first, so that no new request comes in; the stores last, when nobody uses them any more."""
        self._stop.set()
        for group in (("nginx",), tuple(ORDER), ("usap-simulator", "redis", "mariadb")):
            chosen = [p for p in self.processes if p.name in group and p.ending() is None and p.child]
            pids = self.record.children()
            stubborn = end(
                {p.child.pid: pids[p.child.pid] for p in chosen if p.child.pid in pids},
                {p.child.pid: p.stop_signal for p in chosen},
                PATIENCE_SECONDS,
            )
            for process in chosen:
                if process.child.pid in stubborn:
                    say(f"{process.title} did not end by itself within {PATIENCE_SECONDS} s and was killed.")
        containers.remove([p.container for p in self.processes if p.container])
        if self.processes:
            self.record.remove()
            self.options.stack_file.unlink(missing_ok=True)


def refuse_if_running(options):
    if Record(options.state).launcher():
        raise StackFailure(f"A stack is running with the state directory {options.state}; `make stop` ends it.")


def stop_children(record: Record) -> int:
    """Ends what a launcher that was killed left behind."""
    left = record.children()
    end(left, {}, PATIENCE_SECONDS)
    containers.remove(record.containers())
    if left:
        record.remove()
    return len(left)


def stop(options) -> int:
    """`make stop`."""
    record = Record(options.state)
    launcher = record.launcher()
    if launcher:
        end(launcher, {}, 4 * PATIENCE_SECONDS)
    left = stop_children(record)
    options.stack_file.unlink(missing_ok=True)
    if not launcher and not left:
        say("Nothing is running.")
    else:
        say("Stopped.")
    return 0


def detach(options) -> int:
    """Starts a launcher of its own session and shows what it says until everything is ready."""
    refuse_if_running(options)
    options.state.mkdir(parents=True, exist_ok=True)
    options.stack_file.unlink(missing_ok=True)
    path = options.state / "launcher.log"
    with open(path, "wb") as log:
        child = subprocess.Popen(
            [sys.executable, "-m", "e2e.stack", "run", "--foreground"], stdin=subprocess.DEVNULL, stdout=log,
            stderr=subprocess.STDOUT, start_new_session=True, cwd=ROOT,
        )  # fmt: skip
    with open(path, encoding="utf-8") as log:
        while True:
            ended = child.poll() is not None
            sys.stdout.write(log.read())
            sys.stdout.flush()
            if ended:
                return child.returncode or 1
            if options.stack_file.exists():
                sys.stdout.write(log.read())
                return 0
            time.sleep(0.02)
