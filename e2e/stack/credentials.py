"""Secrets of a local stack: made at its first run, kept in its state directory, readable by their owner alone.

Services get them as the cluster mounts them: as files, named by NAME_FILE variables."""
import os
import secrets
import shutil
import subprocess
from pathlib import Path

from .failure import StackFailure

# caller -> callees, as docs/internal-api.md names them.
CALLS = {
    "auth": ("admin", "session_cache"),
    "admin": ("session_cache", "guard"),
    "guard": ("admin", "session_cache"),
}


class Credentials:
    def __init__(self, directory: Path):
        directory.mkdir(parents=True, exist_ok=True)
        directory.chmod(0o700)
        self._directory = directory

    def file(self, name: str) -> Path:
        """The file of a random secret of 256 bits; made when it is not there yet."""
        return self._kept(name, lambda: secrets.token_urlsafe(32))

    def value(self, name: str) -> str:
        return self.file(name).read_text()

    def store(self, name: str, value: str) -> Path:
        """A file with a value that holds a secret, such as a database URL."""
        path = self._directory / name
        if not path.exists() or path.read_text() != value:
            _write(path, value)
        return path

    def signing_key(self, name: str = "signing_key.pem") -> Path:
        """A P-256 private key in PEM."""
        return self._kept(name, _make_p256_key)

    def certificate(self, name: str) -> tuple[Path, Path]:
        """A certificate of a server on this machine's loopback, its own authority, and its key, in PEM."""
        key = self.signing_key(f"{name}_key.pem")
        return self._kept(f"{name}_certificate.pem", lambda: _make_certificate(key)), key

    def issued(self, name: str, addresses: tuple[str, ...]) -> tuple[Path, Path, Path]:
        """An authority, a server's certificate that it has signed for these addresses, and that one's key, in PEM."""
        signing, key = self.signing_key(f"{name}_authority_key.pem"), self.signing_key(f"{name}_key.pem")
        authority = self._kept(f"{name}_authority.pem", lambda: _make_certificate(signing, "an authority of a local stack"))
        by = ("-CA", str(authority), "-CAkey", str(signing))
        return authority, self._kept(f"{name}_certificate.pem", lambda: _make_certificate(key, addresses=addresses, more=by)), key

    def internal_tokens(self, service: str) -> dict[str, str]:
        """The variables with a service's tokens: those it sends and those it accepts."""
        variables = {}
        for caller, callees in CALLS.items():
            for callee in callees:
                path = str(self.file(f"token_{caller}_to_{callee}"))
                if caller == service:
                    variables[f"INTERNAL_TOKEN_TO_{callee.upper()}_FILE"] = path
                if callee == service:
                    variables[f"INTERNAL_TOKENS_FROM_{caller.upper()}_FILE"] = path
        return variables

    def _kept(self, name: str, make) -> Path:
        path = self._directory / name
        if not path.exists():
            _write(path, make())
        return path


def _write(path: Path, text: str):
    """Whole or not at all: a file cut short by a crash would be a wrong secret for ever."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)


def _make_p256_key() -> str:
    return _openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")


def _make_certificate(key: Path, name: str = "a local stack", addresses: tuple[str, ...] = ("127.0.0.1",), more: tuple[str, ...] = ()) -> str:
    names = "subjectAltName=" + ",".join(f"IP:{address}" for address in addresses)
    return _openssl("req", "-x509", "-new", "-key", str(key), "-subj", f"/CN={name}", "-addext", names, "-days", "3650", *more)


def _openssl(*arguments: str) -> str:
    if not shutil.which("openssl"):
        raise StackFailure("The program openssl is missing; `tools/setup run` installs it.")
    return subprocess.run(["openssl", *arguments], check=True, capture_output=True, text=True).stdout
