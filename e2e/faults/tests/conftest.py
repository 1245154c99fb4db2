import secrets

import pytest
from running_stack import RunningStack
from whole.recovery import recovered_by_itself  # noqa: F401

from e2e.faults.disk import SmallDisk


@pytest.fixture(scope="session")
def disks(stack_state):
    """The stores' disks: small ones, of their own."""
    made = {name: SmallDisk(stack_state / name, size) for name, size in (("mariadb", "400m"), ("redis", "32m"))}
    yield made
    for disk in made.values():
        disk.remove()


@pytest.fixture(scope="session")
def stack_state(tmp_path_factory):
    return tmp_path_factory.mktemp("stack") / "state"


@pytest.fixture(scope="session")
def stack(stack_state, disks):
    running = RunningStack(stack_state, STORE="real", REPLICAS="2").start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def admin_session(stack):
    return stack.administrator()


@pytest.fixture
def admin(admin_session):
    return admin_session.api


@pytest.fixture
def unique():
    """A name that nobody else has: `unique("tag")`."""
    return lambda prefix="x": f"{prefix}-{secrets.token_hex(5)}"
