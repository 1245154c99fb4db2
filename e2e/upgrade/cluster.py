"""A suite on real stores whose replicas are replaced as a cluster replaces pods: Deployments with maxSurge 1 and
maxUnavailable 0, Services before them, the chart's times. nginx in front tries nothing twice."""
import dataclasses
import json
import re
import sqlite3
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from e2e.stack import nginx
from e2e.stack.databases import DATABASE, PATH, USER, program
from e2e.stack.failure import StackFailure
from e2e.stack.options import ROOT, Options, from_environment
from e2e.stack.process import HttpReady, Process, end, start_time
from e2e.stack.record import stack_description, write_json
from e2e.stack.suite import INTERNAL, ORDER, PUBLIC, Replica, Suite

from .addresses import Addresses
from .keys import Keys

VALUES = (ROOT / "charts/llm-guard-manager/values.yaml").read_text()
PRE_STOP_SECONDS = int(re.search(r"^  preStopSeconds: (\d+)$", VALUES, re.M)[1])
GRACE_SECONDS = int(re.search(r"^  terminationGracePeriodSeconds: (\d+)$", VALUES, re.M)[1])
# Until every node knows that a replica is going, new connections still reach it.
PROPAGATION_SECONDS = 1.0
REPLICAS = 2
RELEASE = from_environment().programs
NEXT = RELEASE.parent / "next"  # admin-service with one migration more (next_migration.sql); the others are this version's
NEXT_VERSION = ROOT / "build/next/build/bin"  # tools/build_next: every message and row has a member more
PREVIOUS_SOURCE = ROOT / "build/previous/source"  # tools/build_previous
PREVIOUS = PREVIOUS_SOURCE / "build/release/bin"


@dataclass(eq=False)
class Pod(Replica):
    """A replica with ports and files of its own, never started twice."""

    process: Process = dataclasses.field(default=None, repr=False)

    @property
    def address(self) -> str:
        return "127.0.0.1"


@dataclass(frozen=True)
class Ended:
    """How a replica ended that was asked to."""

    name: str
    code: int
    seconds: float  # from SIGTERM


class Cluster(Suite):
    """`store` embedded: SQLite and a session file, for one replica."""

    def __init__(self, state: Path, programs: Path, overrides: dict, store: str = "real", replicas: int = REPLICAS):
        state.mkdir(parents=True)
        (state / "logs").mkdir()
        (state / "overrides.json").write_text(json.dumps(overrides))
        self.programs = programs
        self.pods: dict[str, list[Pod]] = {service: [] for service in ORDER}
        self.ended: list[Ended] = []
        self._started = dict.fromkeys(ORDER, 0)
        self._making = threading.Lock()
        self._others: list[Process] = []
        super().__init__(
            Options(
                port=0, store=store, replicas=replicas, state=state, build="release", detach=False, reset=False, supervise=False,
                public_origin="", programs=RELEASE, console_files=from_environment().console_files, accounts=1, plain_redis=True,
            )
        )  # fmt: skip
        self.keys = Keys(self.credentials)
        self.addresses = Addresses()
        self._public = {service: self.ports.any() for service in PUBLIC}
        self._internal = {service: self.ports.any() for service in INTERNAL}

    def start(self):
        for process in (*self.stores(), self.simulator(), self.gateway()):
            process.start(self.state)
            self._others.append(process)
        for process in self._others:
            process.await_ready(lambda: False)
        self.start_services(*[self.programs] * self.options.replicas)

    def stop(self):
        _end_all([p for p in self._others if p.name == "nginx"])
        self.stop_services()
        _end_all(self._others)
        self.addresses.close()

    def start_services(self, *programs: Path, order: tuple[str, ...] = ORDER):
        """A replica of each service of each of the programs."""
        for service in order:
            for self.programs in programs:
                self._take_in(self._start(service))

    def stop_services(self):
        """All at once; nginx and the stores go on."""
        _end_all([pod.process for pod in self.all_pods()])
        for service in ORDER:
            self.pods[service].clear()
            self._tell(service)

    # Replacing

    def replace(self, *services: str, programs: Path | None = None):
        """Each named Deployment gets new replicas, of `programs` where they are named, with the keys as they are now; all
        of them at the same time, as helm asks for them, each one replica after the other."""
        self.programs = programs or self.programs
        with ThreadPoolExecutor(len(services)) as pool:
            for done in [pool.submit(self._replace, service) for service in services]:
                done.result()

    def _replace(self, service: str):
        """A replica that is going does not count: the next one is started while it still ends."""
        with ThreadPoolExecutor(self.options.replicas) as pool:
            endings = []
            for old in list(self.pods[service]):
                self._take_in(self._start(service))
                endings.append(pool.submit(self._end, old))
            self.ended += [ending.result() for ending in endings]

    def _start(self, service: str) -> Pod:
        with self._making:
            self._started[service] += 1
            number = self._started[service]
            pod = Pod(service, number, self.ports.any() if service in PUBLIC else None, self.ports.any())
        environment = self.environment(service, pod)
        if service == "admin-service":  # its initContainer, which runs a new version's migrations
            self._admin_does("migrate", environment)
        pod.process = Process(
            name=service,
            command=[str(self._program_of(service))],
            environment=environment,
            log=self.logs / f"{service}-{number}.log",
            ready=HttpReady(pod.internal, "/health/ready"),
            replica=number,
            public=pod.public,
            internal=pod.internal,
        )
        pod.process.start(self.state)
        try:
            pod.process.await_ready(lambda: False)
        except StackFailure:
            _end_all([pod.process])  # nobody else knows of it
            raise
        return pod

    def verify_audit(self):
        pod = self.pods["admin-service"][0]
        self._admin_does("verify-audit", pod.process.environment)

    def _admin_does(self, what: str, environment: dict[str, str]):
        command = [self._program_of("admin-service"), what]
        done = subprocess.run(command, env=environment, cwd=self.state, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    def migrations(self) -> list[str]:
        """The names of those that were run."""
        return self.sql("SELECT name FROM schema_migrations WHERE done = statements ORDER BY number").split()

    def sql(self, statement: str) -> str:
        """What the database says, a line a row."""
        if self.options.store == "embedded":
            with closing(sqlite3.connect(self.state / "llm-guard.db")) as database, database:
                return "\n".join("\t".join(map(str, row)) for row in database.execute(statement))
        command = [program("mariadb"), "--host=127.0.0.1", f"--port={self.database_port}", f"--user={USER}", "--batch", "--skip-column-names", DATABASE,
                   f"--execute={statement}"]  # fmt: skip
        return _said_by(command, MYSQL_PWD=self.credentials.value("database_password"))

    def redis(self, *words: str) -> str:
        return _said_by([program("redis-cli"), "-p", str(self.redis_port), *words], REDISCLI_AUTH=self.credentials.value("redis_password"))

    def _program_of(self, service: str) -> Path:
        found = self.programs / service
        return RELEASE / service if self.programs == NEXT and not found.exists() else found

    def _take_in(self, pod: Pod):
        self.pods[pod.service].append(pod)
        self._tell(pod.service)

    def _tell(self, service: str):
        pods = self.pods[service]
        self.addresses.set(self._internal[service], [pod.internal for pod in pods])
        if service in PUBLIC:
            self.addresses.set(self._public[service], [pod.public for pod in pods])

    def _end(self, pod: Pod) -> Ended:
        """Told at once to the Services and to the replica, whose preStop hook waits; then SIGTERM, at last SIGKILL."""
        began = time.monotonic()
        time.sleep(PROPAGATION_SECONDS)
        self.pods[pod.service].remove(pod)
        self._tell(pod.service)
        time.sleep(max(0.0, began + PRE_STOP_SECONDS - time.monotonic()))
        asked = time.monotonic()
        child = pod.process.child
        child.terminate()
        try:
            child.wait(GRACE_SECONDS - PRE_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
        return Ended(pod.process.title, child.wait(), time.monotonic() - asked)

    # What a Suite asks

    def environment(self, name: str, replica: Replica) -> dict[str, str]:
        with self._making:  # keys are made when they are first asked for
            return {**super().environment(name, replica), **self.keys.environment(name)}

    def _site(self, console_root: Path) -> nginx.Site:
        directory, log = self.state / "nginx", self.logs / "nginx-access.log"
        upstreams = {service: [port] for service, port in self._public.items()}
        return nginx.Site(directory, log, self.port, self.nginx_internal, console_root, upstreams, second_try="off")

    def _internal_url(self, service: str, caller: Replica) -> str:
        return f"http://127.0.0.1:{self._internal[service]}"

    def _auth_url(self) -> str:
        return f"http://127.0.0.1:{self._public['auth-service']}"

    # What tests ask

    def all_pods(self) -> list[Pod]:
        return [pod for service in ORDER for pod in self.pods[service]]

    def describe(self) -> Path:
        """A stack.json, for tests that take a running stack."""
        path = self.state / "stack.json"
        description = stack_description(self, [*self._others, *(pod.process for pod in self.all_pods())])
        write_json(path, {**description, "tokens": self.keys.tokens()})
        return path


def _end_all(processes: list[Process]):
    running = [p for p in processes if p.child and p.ending() is None]
    end({p.child.pid: start_time(p.child.pid) for p in running}, {p.child.pid: p.stop_signal for p in running}, 15)


def _said_by(command: list[str], **variables: str) -> str:
    done = subprocess.run(command, env={"PATH": PATH, **variables}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout
