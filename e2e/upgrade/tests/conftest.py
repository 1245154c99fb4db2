import secrets

import pytest

pytest.register_assert_rewrite("checks")


@pytest.fixture
def unique():
    """A name that nobody else has: `unique("tag")`."""
    return lambda prefix="x": f"{prefix}-{secrets.token_hex(5)}"


@pytest.fixture(scope="session")
def overrides():
    """As for every other stack of tests: unlimited requests, and people with more sessions than a person has."""
    from running_stack import OVERRIDES

    return OVERRIDES
