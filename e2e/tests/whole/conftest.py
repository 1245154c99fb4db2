import pytest
from e2e.client.connection import Connection
from running_stack import wait_until
from whole.recovery import recovered_by_itself, signs_in, works  # noqa: F401


@pytest.fixture
def recovered(stack):
    """Whatever a test did: the next one meets a suite that works."""
    yield
    wait_until(lambda: works(stack), 60, "the suite's recovery")


@pytest.fixture
def usap(stack):
    """Tells the simulator how to misbehave; afterwards it behaves."""

    def behave(**behaviour):
        assert Connection(stack.description["usap"]).post("/simulator/behaviour", behaviour).status == 200

    yield behave
    assert Connection(stack.description["usap"]).post("/simulator/reset").status == 200
    wait_until(lambda: signs_in(stack, "bob").status == 200, 15, "that people sign in again")


@pytest.fixture
def signed_in_again(stack, admin_session):
    """For a test that signs everyone out: the administrator of the run has a token again afterwards."""
    yield
    fresh = stack.administrator()
    admin_session.access_token, admin_session.refresh_token = fresh.access_token, fresh.refresh_token
    admin_session.api.headers["Authorization"] = fresh.api.headers["Authorization"]
