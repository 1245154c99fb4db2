"""What the suite consists of: every program with its ports and environment."""
import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from . import containers, databases, nginx, routing
from .credentials import Credentials
from .databases import PATH
from .failure import StackFailure
from .options import Options
from .ports import Ports, address_for
from .process import HttpReady, PortOpen, Process

# The ports that the deployment names; taken by the first replica where they are free.
PUBLIC = {"auth-service": 9001, "admin-service": 9002, "guard-service": 9004}
INTERNAL = {"session-cache-service": 9103, "admin-service": 9102, "auth-service": 9101, "guard-service": 9104}
ORDER = ("session-cache-service", "admin-service", "auth-service", "guard-service")
CALLER = {"session-cache-service": "session_cache", "admin-service": "admin", "auth-service": "auth", "guard-service": "guard"}
ADMINISTRATOR = {"username": "alice", "password": "alice-demo", "user_id": "alice"}  # known to the simulator


@dataclass
class Replica:
    service: str
    number: int
    public: int | None
    internal: int

    @property
    def address(self) -> str:
        """Where it finds the stores and the other services."""
        return address_for(self.number)


class Suite:
    """Ports, secrets and environments are settled here, before anything starts."""

    def __init__(self, options: Options):
        self.options = options
        for name in ("usap-simulator",) if options.images else (*ORDER, "usap-simulator"):
            self._program(name)  # a missing one is said before anything is started
        if options.images:
            containers.check(options)
        self.state = options.state
        self.logs = self.state / "logs"
        self.credentials = Credentials(self.state / "secrets")
        self.ports = Ports()
        self.port = self.ports.any() if options.port == 0 else self.ports.exactly(options.port)
        self.origin = options.public_origin or f"http://127.0.0.1:{self.port}"
        self.nginx_internal = self.ports.prefer(nginx.INTERNAL_PORT)
        self.usap_port = self.ports.any()
        self.usap = f"http://127.0.0.1:{self.usap_port}"
        self.replicas = [self._replica(service, number) for service in ORDER for number in range(1, options.replicas + 1)]
        self.balanced = {service: self.ports.any() for service in ORDER} if options.replicas > 1 else {}
        self.table = routing.load()
        self.overrides = _overrides(self.state / "overrides.json")
        if options.store == "real":
            self.database_port, self.redis_port = self.ports.any(), self.ports.any()

    def stores(self) -> list[Process]:
        if self.options.store == "embedded":
            return []
        return [
            databases.mariadb(self.state / "mariadb", self.logs, self.database_port, self.credentials, self.options.replicas, self.options.database,
                              self.options.accounts),
            databases.redis(self.state / "redis", self.logs, self.redis_port, self.credentials, self.options.replicas, self.options.database,
                            "" if self.options.plain_redis else self._redis_user()),
        ]  # fmt: skip

    def _redis_user(self) -> str:
        """What Redis is told of session-cache-service's own user, as that program says it."""
        first = next(r for r in self.replicas if r.service == "session-cache-service")
        process = self._service(first, ("print-acl",))
        printed = subprocess.run(process.command, env=process.environment, capture_output=True, text=True)
        if printed.returncode:
            raise StackFailure(f"session-cache-service print-acl failed: {(printed.stderr or printed.stdout).strip()}")
        return printed.stdout.strip()

    def simulator(self) -> Process:
        return Process(
            name="usap-simulator",
            command=[self._program("usap-simulator")],
            environment={
                **_BASE,
                "PORT": str(self.usap_port),
                "BIND_ADDRESS": "127.0.0.1",
                "USAP_CLIENT_ID": "llm-guard-manager",
                "USAP_CLIENT_SECRET_FILE": str(self.credentials.file("usap_client_secret")),
                "CONSOLE_URL": self.console.rstrip("/"),
                **self.overrides.get("usap-simulator", {}),
            },
            log=self.logs / "usap-simulator.log",
            ready=HttpReady(self.usap_port, "/api/health"),
            public=self.usap_port,
        )

    def services(self, name: str) -> list[Process]:
        return [self._service(replica) for replica in self.replicas if replica.service == name]

    def migration(self) -> tuple[list[str], dict[str, str]]:
        """The command that brings the schema up to date, and its environment."""
        first = next(r for r in self.replicas if r.service == "admin-service")
        process = self._service(first, ("migrate",), self._owner())
        return process.command, process.environment

    def _owner(self) -> dict[str, str]:
        """Of the subcommands alone: the account that may change tables."""
        if self.options.store != "real" or self.options.accounts == 1:
            return {}
        url = databases.database_url(self.database_port, self.credentials, user=databases.OWNER)
        return {"DATABASE_URL_MIGRATE_FILE": str(self.credentials.store("database_url_migrate", url))}

    def gateway(self) -> Process:
        root = Path("/usr/share/nginx/html")
        if not self.options.images:
            root = self.state / "www"
            self._link_console(root)
        site = self._site(root)
        configuration = nginx.write(self.table, site)
        command, environment, container = [databases.program("nginx"), "-e", "stderr", "-c", str(configuration)], dict(_BASE), None
        if self.options.images:
            container = containers.name_of(self.state, "nginx-1")
            command, environment = self._frontend(container, site, configuration), containers.environment()
        return Process(
            name="nginx",
            command=command,
            environment=environment,
            log=self.logs / "nginx.log",
            ready=PortOpen(self.port),
            public=self.port,
            internal=self.nginx_internal,
            job=containers.FRONTEND,
            container=container,
        )

    def _site(self, console_root: Path) -> nginx.Site:
        return nginx.Site(
            directory=self.state / "nginx",
            access_log=self.logs / "nginx-access.log",
            port=self.port,
            internal=self.nginx_internal,
            console_root=console_root,
            upstreams={name: [r.public for r in self.replicas if r.service == name] for name in PUBLIC},
            balanced={port: [r.internal for r in self.replicas if r.service == name] for name, port in self.balanced.items()},
            callers=tuple(address_for(number) for number in range(1, self.options.replicas + 1)),
        )

    def _frontend(self, container: str, site: nginx.Site, configuration: Path) -> list[str]:
        """The console's image, with the stack's routes mounted as the cluster mounts its own."""
        site.access_log.touch()
        writable = [site.access_log, site.directory, *(path for path in site.directory.iterdir() if path.is_dir())]
        image = containers.image(containers.FRONTEND, self.options)
        return containers.run(container, image, {}, {configuration: "/etc/nginx/nginx.conf"}, writable)

    def first_login(self) -> dict[str, str]:
        """The simulator's user who becomes administrator."""
        return dict(ADMINISTRATOR)

    @property
    def console(self) -> str:
        return self.origin + self.table.console.path

    def environment(self, name: str, replica: Replica) -> dict[str, str]:
        variables = {
            **_BASE,
            **self._shared(replica),
            **self.credentials.internal_tokens(CALLER[name]),
            **getattr(self, f"_for_{CALLER[name]}")(replica),
            **self.overrides.get(name, {}),
        }
        return {key: value for key, value in variables.items() if value != ""}

    def _shared(self, replica: Replica) -> dict[str, str]:
        return {
            "BIND_ADDRESS": "127.0.0.1",
            "PORT": str(replica.public or ""),
            "INTERNAL_PORT": str(replica.internal),
            "HOSTNAME": f"{replica.service}-{replica.number}",
            "TRUSTED_PROXIES": "127.0.0.1",
            "DRAIN_SECONDS": "10",
            "AUTH_SERVICE_URL": self._auth_url(),
            "ADMIN_SERVICE_URL": self._internal_url("admin-service", replica),
            "SESSION_CACHE_SERVICE_URL": self._internal_url("session-cache-service", replica),
            "GUARD_SERVICE_URL": self._internal_url("guard-service", replica),
        }

    def _for_session_cache(self, replica: Replica) -> dict[str, str]:
        if self.options.store == "embedded":
            return {"SESSION_STORE_FILE": str(self._data("session-cache-service") / "sessions")}
        at = {"REDIS_HOST": replica.address, "REDIS_PORT": str(self.redis_port)}
        if self.options.plain_redis:
            return at | {"REDIS_PASSWORD_FILE": str(self.credentials.file("redis_password"))}
        return at | {
            "REDIS_USER": "llmguard",
            "REDIS_PASSWORD_FILE": str(self.credentials.file("redis_user_password")),
            "REDIS_TLS": "required",
            "REDIS_CA_FILE": str(databases.redis_authority(self.credentials)),
        }

    def _for_admin(self, replica: Replica) -> dict[str, str]:
        url, file = f"sqlite:///{self._data('admin-service')}/llm-guard.db", "database_url"
        if self.options.store == "real":
            url = databases.database_url(self.database_port, self.credentials, replica.address)
            file += f"_{replica.number}" if replica.number > 1 else ""
        return {
            "DATABASE_URL_FILE": str(self.credentials.store(file, url)),
            "BOOTSTRAP_ADMINS": ADMINISTRATOR["user_id"],
            "AUDIT_SEAL_KEY_FILE": str(self.credentials.file("audit_seal_key")),
        }

    def _for_auth(self, replica: Replica) -> dict[str, str]:
        return {
            "USAP_BASE_URL": self.usap,
            "USAP_CLIENT_ID": "llm-guard-manager",
            "USAP_CLIENT_SECRET_FILE": str(self.credentials.file("usap_client_secret")),
            "USAP_OAUTH_ENABLED": "true",
            "SECRET_KEY_FILE": str(self.credentials.file("secret_key")),
            "JWT_SIGNING_KEY_FILE": str(self.credentials.signing_key()),
            "PUBLIC_ORIGIN": self.origin,
            "PORTAL_URL": self.usap + "/",
        }

    def _for_guard(self, replica: Replica) -> dict[str, str]:
        return {"POLICY_CACHE_FILE": str(self._data("guard-service") / f"policy-{replica.number}")}

    def _data(self, service: str) -> Path:
        """Where a service keeps its files: a container has a directory of its own."""
        if not self.options.images:
            return self.state
        directory = self.state / "data" / service
        directory.mkdir(parents=True, exist_ok=True)
        return directory

    def _service(self, replica: Replica, arguments: tuple[str, ...] = (), more: dict[str, str] | None = None) -> Process:
        variables, container = self.environment(replica.service, replica) | (more or {}), None
        if self.options.images:
            container = containers.name_of(self.state, f"{replica.service}-{replica.number}")
            image, data = containers.image(replica.service, self.options), self._data(replica.service)
            inside = {key: value for key, value in variables.items() if key not in _BASE}
            secrets = containers.secret_files(inside, self.state / "secrets")
            command = containers.run(container, image, inside, secrets, [data], arguments, self.options.image_memory)
            variables = containers.environment()
        else:
            command = [self._program(replica.service), *arguments]
        return Process(
            name=replica.service,
            command=command,
            environment=variables,
            log=self.logs / f"{replica.service}-{replica.number}.log",
            ready=HttpReady(replica.internal, "/health/ready"),
            replica=replica.number,
            public=replica.public,
            internal=replica.internal,
            container=container,
        )

    def _replica(self, service: str, number: int) -> Replica:
        take = self.ports.prefer if number == 1 else lambda _: self.ports.any()
        public = take(PUBLIC[service]) if service in PUBLIC else None
        return Replica(service, number, public, take(INTERNAL[service]))

    def _internal_url(self, service: str, caller: Replica) -> str:
        """One replica is called directly, several through nginx, which stands for the cluster's Service."""
        port = self.balanced.get(service) or next(r.internal for r in self.replicas if r.service == service)
        return f"http://{caller.address}:{port}"

    def _auth_url(self) -> str:
        port = next(r.public for r in self.replicas if r.service == "auth-service")
        return f"http://127.0.0.1:{port}"

    def _program(self, name: str) -> str:
        path = self.options.programs / name
        if not path.exists():
            target = "release" if self.options.build == "release" else "build"
            raise StackFailure(f"The program {name} has not been built in {self.options.programs}; `make {target}` builds it.")
        return str(path)

    def _link_console(self, root: Path):
        built = self.options.console_files
        if not (built / "index.html").exists():
            raise StackFailure(f"The console has not been built in {built}; `make webui` builds it.")
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        (root / self.table.console.path.strip("/")).symlink_to(built)


_BASE = {"PATH": PATH, "LANG": "C.UTF-8", "TZ": "UTC"}


def _overrides(path: Path) -> dict:
    if not path.exists():
        return {}
    try:
        return json.loads(path.read_text())
    except ValueError as error:
        raise StackFailure(f"{path} is not valid JSON: {error}.") from None
