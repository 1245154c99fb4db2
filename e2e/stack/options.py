"""What may be chosen, read from environment variables (`make run PORT=9000 STORE=real`)."""
import os
from dataclasses import dataclass
from pathlib import Path

from .failure import StackFailure

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_STATE = ROOT / "build" / "run"
DATABASES = ("mariadb", "mysql", "trixie")  # this machine's MariaDB and Redis; MySQL 9; MariaDB 11.8 and Redis 8


@dataclass(frozen=True)
class Options:
    port: int  # 0: a free one
    store: str  # embedded | real
    replicas: int
    state: Path
    build: str  # release | debug
    detach: bool
    reset: bool
    supervise: bool
    public_origin: str  # empty: http://127.0.0.1:port
    programs: Path  # where the services' programs are
    console_files: Path  # the built console
    images: bool = False  # services and nginx run from their images
    image_tag: str = ""  # empty: the project's version
    database: str = "mariadb"  # of store real: one of DATABASES
    accounts: int = 2  # of the database: 1 where programs run that know of one alone
    plain_redis: bool = False  # for programs that know neither its TLS nor its user: in the clear, by the default user
    image_memory: str = ""  # limit of each service's container, as podman takes it

    @property
    def stack_file(self) -> Path:
        """Where scripts read what is running: build/stack.json, or inside a state directory of one's own."""
        return ROOT / "build" / "stack.json" if self.state == DEFAULT_STATE else self.state / "stack.json"


def _number(environment, name, default, low, high):
    text = environment.get(name, "") or str(default)
    if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
        raise StackFailure(f"{name} must be a number from {low} to {high}, not {text!r}.")
    return int(text)


def _choice(environment, name, allowed):
    value = environment.get(name, "") or allowed[0]
    if value not in allowed:
        raise StackFailure(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def _flag(environment, name):
    return _choice(environment, name, ("0", "1")) == "1"


def from_environment(environment=os.environ) -> Options:
    build = _choice(environment, "BUILD", ("release", "debug"))
    options = Options(
        port=_number(environment, "PORT", 8080, 0, 65535),
        store=_choice(environment, "STORE", ("embedded", "real")),
        replicas=_number(environment, "REPLICAS", 1, 1, 9),
        database=_choice(environment, "DATABASE", DATABASES),
        state=Path(environment.get("STATE", "") or DEFAULT_STATE).resolve(),
        build=build,
        detach=_flag(environment, "DETACH"),
        reset=_flag(environment, "RESET"),
        supervise=_flag(environment, "SUPERVISE"),
        public_origin=environment.get("PUBLIC_ORIGIN", "").rstrip("/"),
        programs=Path(environment.get("PROGRAMS", "") or ROOT / "build" / build / "bin").resolve(),
        console_files=Path(environment.get("CONSOLE_FILES", "") or ROOT / "webui" / "dist").resolve(),
        images=_flag(environment, "IMAGES"),
        image_tag=environment.get("IMAGE_TAG", ""),
        image_memory=environment.get("IMAGE_MEMORY", ""),
    )
    if options.database != "mariadb" and options.store != "real":
        raise StackFailure(f"DATABASE={options.database} is a real store: add STORE=real.")
    if options.replicas > 1 and options.store != "real":
        raise StackFailure("More than one replica needs MariaDB and Redis: add STORE=real.")
    return options
