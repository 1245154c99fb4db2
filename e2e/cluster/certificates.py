"""The cluster's own authority and what it signs, made anew for every cluster."""
import subprocess
from dataclasses import dataclass
from pathlib import Path

from e2e.stack.databases import program

DAYS = "2"  # longer than any test run; nobody else trusts this authority


@dataclass(frozen=True)
class Certificates:
    """Files in PEM. `administrator` is of the group system:masters, which may do everything."""

    authority: Path
    server: Path
    server_key: Path
    administrator: Path
    administrator_key: Path
    service_account_key: Path
    service_account_public_key: Path


def make(directory: Path) -> Certificates:
    directory.mkdir(mode=0o700)
    _key(directory / "authority.key")
    _openssl("req", "-x509", "-new", "-key", directory / "authority.key", "-subj", "/CN=test-cluster", "-days", DAYS,
             "-out", directory / "authority.crt")  # fmt: skip
    _sign(directory, "server", "/CN=kube-apiserver", "subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth\n")
    _sign(directory, "administrator", "/O=system:masters/CN=administrator", "extendedKeyUsage=clientAuth\n")
    _key(directory / "service-accounts.key")
    _openssl("pkey", "-in", directory / "service-accounts.key", "-pubout", "-out", directory / "service-accounts.pub")
    return Certificates(
        authority=directory / "authority.crt",
        server=directory / "server.crt",
        server_key=directory / "server.key",
        administrator=directory / "administrator.crt",
        administrator_key=directory / "administrator.key",
        service_account_key=directory / "service-accounts.key",
        service_account_public_key=directory / "service-accounts.pub",
    )


def _sign(directory: Path, name: str, subject: str, extensions: str):
    _key(directory / f"{name}.key")
    _openssl("req", "-new", "-key", directory / f"{name}.key", "-subj", subject, "-out", directory / f"{name}.csr")
    (directory / f"{name}.ext").write_text(extensions)
    _openssl("x509", "-req", "-in", directory / f"{name}.csr", "-CA", directory / "authority.crt", "-CAkey",
             directory / "authority.key", "-CAcreateserial", "-days", DAYS, "-extfile", directory / f"{name}.ext",
             "-out", directory / f"{name}.crt")  # fmt: skip


def _key(path: Path):
    _openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", path)


def _openssl(*arguments):
    subprocess.run([program("openssl"), *map(str, arguments)], check=True, capture_output=True)
