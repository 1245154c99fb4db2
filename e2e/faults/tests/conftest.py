import secrets

import pytest
from running_stack import RunningStack


@pytest.fixture(scope="session")
def stack(tmp_path_factory):
    running = RunningStack(tmp_path_factory.mktemp("stack") / "state", STORE="real", REPLICAS="2").start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def admin_session(stack):
    return stack.administrator()


@pytest.fixture
def unique():
    """A name that nobody else has: `unique("tag")`."""
    return lambda prefix="x": f"{prefix}-{secrets.token_hex(5)}"
