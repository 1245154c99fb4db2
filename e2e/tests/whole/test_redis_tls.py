"""Redis whose certificate does not hold, or that shows none: session-cache-service refuses it, says why in its log, and the metric that
LgmRedisDown reads tells it. And what its own user of Redis may not do."""
import subprocess
from contextlib import contextmanager

import pytest
from e2e.faults.replica import Replica, metric
from e2e.faults.stores import redis as ask
from e2e.stack.databases import program
from e2e.stack.ports import Ports
from e2e.stack.process import PortOpen
from running_stack import wait_until

pytestmark = pytest.mark.real_stores


def certificate(directory, names: str, made: str = "+0d"):
    """A certificate of two days and its key, its own authority, made so long ago."""
    files = directory / "certificate.pem", directory / "key.pem"
    subprocess.run(
        ["faketime", "-f", made, "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", f"subjectAltName={names}", "-out", files[0], "-keyout", files[1]], check=True, capture_output=True,
    )  # fmt: skip
    return files


@contextmanager
def redis(directory, shown):
    """The port of an empty one where everybody may do everything; `shown`: its certificate and key, or none."""
    port, words = Ports().any(), ["--bind", "127.0.0.1", "--dir", str(directory), "--save", "", "--logfile", "redis.log", "--user", "llmguard", "on", "nopass", "~*", "+@all"]
    if shown:
        certificate, key = map(str, shown)
        words += ["--tls-cert-file", certificate, "--tls-key-file", key, "--tls-ca-cert-file", certificate, "--tls-auth-clients", "no", "--port", "0"]
    server = subprocess.Popen([program("redis-server"), *words, "--tls-port" if shown else "--port", str(port)])
    try:
        wait_until(PortOpen(port), 20, "that Redis listens")
        yield port
    finally:
        server.terminate()
        server.wait(20)


# What its certificate is for, when it was made, and what the log must say.
REFUSED = {
    "expired": ("IP:127.0.0.1", "-30d", "it must be valid for 127.0.0.1): certificate has expired"),
    "of another name": ("DNS:elsewhere.example", "+0d", "it must be valid for 127.0.0.1): IP address mismatch"),
    "without TLS": (None, "", "timed out amid the TLS handshake"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_does_not_hold_is_refused_said_and_measured(stack, tmp_path, kind):
    names, made, cause = REFUSED[kind]
    shown = certificate(tmp_path, names, made) if names else None
    with redis(tmp_path, shown) as port:
        changes = {"REDIS_HOST": "127.0.0.1", "REDIS_PORT": str(port), **({"REDIS_CA_FILE": str(shown[0])} if shown else {})}
        with Replica(stack, "session-cache-service", changes) as cache:
            wait_until(lambda: cause in cache.log_text(), 20, f"that the log says: {cause}")
            assert '"Redis cannot be used"' in cache.log_text()
            assert not cache.ready()
            assert metric(cache.internal, "lgm_readiness_check", 'check="store"') == 0
            assert metric(cache.internal, "lgm_dependency_up", 'dependency="redis"') == 0


def test_an_authority_that_is_replaced_counts_at_the_next_connection(stack, tmp_path):
    trusted = tmp_path / "trusted.pem"
    trusted.write_text((stack.state / "secrets/redis_authority.pem").read_text())
    shown = certificate(tmp_path, "IP:127.0.0.1")
    with redis(tmp_path, shown) as port:
        changes = {"REDIS_HOST": "127.0.0.1", "REDIS_PORT": str(port), "REDIS_CA_FILE": str(trusted)}
        with Replica(stack, "session-cache-service", changes) as cache:
            wait_until(lambda: "certificate is refused" in cache.log_text(), 20, "that the log says it")
            trusted.write_bytes(shown[0].read_bytes())
            cache.until_ready(10)


def test_the_services_own_user_cannot_empty_redis(stack):
    password = (stack.state / "secrets/redis_user_password").read_text()
    with pytest.raises(AssertionError, match="NOPERM"):
        ask(stack, "FLUSHALL", user="llmguard", password=password)
