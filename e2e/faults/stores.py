"""The stores of a stack with STORE=real, as an operator reaches them, and where its parts listen."""
import json
import subprocess

from e2e.stack.databases import DATABASE, program, redis_cli, socket_of


def port_of(stack, name: str) -> int:
    return next(service["internal"] for service in stack.description["services"] if service["name"] == name)


def balanced_port(stack, service: str) -> int:
    """Where nginx stands for all replicas of a service, as its configuration says."""
    text = (stack.state / "nginx" / "nginx.conf").read_text()
    behind = f"127.0.0.1:{stack.services(service)[0]['internal']}"
    block = next(part for part in text.split("upstream internal_")[1:] if behind in part.partition("}")[0])
    return int(block.partition(" ")[0])


def redis(stack, *words: str, user: str = "default", password: str = ""):
    """What redis-cli answers, decoded: `redis(stack, "CONFIG", "SET", "maxmemory", "1mb")`; without a password by the default user."""
    secrets = stack.state / "secrets"
    run = subprocess.run(
        redis_cli(port_of(stack, "redis"), secrets / "redis_authority.pem", "--no-auth-warning", "--user", user, "-e", "--json", *words),
        env={"REDISCLI_AUTH": password or (secrets / "redis_password").read_text()}, capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    return json.loads(run.stdout) if run.stdout.strip() else None


def sql(stack, statement: str) -> str:
    """Runs a statement as the server's administrator, over its socket; rows as tab-separated lines."""
    run = subprocess.run(
        [program("mariadb"), "--no-defaults", f"--socket={socket_of(stack.state / 'mariadb')}", "-N", "-B", DATABASE],
        input=statement, capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()
