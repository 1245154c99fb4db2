import json
import os
import secrets
from pathlib import Path

import pytest
from collector import Collector
from e2e.stack import databases
from e2e.stack.suite import ORDER
from refusals import Documents
from running_stack import OVERRIDES, RunningStack


class GivenStack(RunningStack):
    """One that somebody else has started: E2E_STACK names its stack.json."""

    def __init__(self, file: Path):
        self._file = file
        self.state = Path(json.loads(file.read_text())["state"])
        self.collector = None

    @property
    def description(self):
        return json.loads(self._file.read_text())


@pytest.fixture(scope="session")
def stack(tmp_path_factory):
    given = os.environ.get("E2E_STACK")
    if given:
        yield GivenStack(Path(given))
        return
    options = {"STORE": os.environ.get("E2E_STORE", "embedded"), "REPLICAS": os.environ.get("E2E_REPLICAS", "1"),
               "IMAGES": os.environ.get("E2E_IMAGES", "0")}  # fmt: skip
    collector = Collector()
    overrides = {service: {**OVERRIDES.get(service, {}), **collector.environment} for service in ORDER}
    running = RunningStack(tmp_path_factory.mktemp("stack") / "state", overrides, collector, **options).start()
    documents = Documents.of(running)
    yield running
    running.stop()
    collector.stop()
    assert documents.unlisted() == []


@pytest.fixture(scope="session")
def admin_session(stack):
    return stack.administrator()


@pytest.fixture
def admin(admin_session):
    """The administrator's connection."""
    return admin_session.api


@pytest.fixture
def unique():
    """A name that nobody else has: `unique("tag")`."""
    return lambda prefix="x": f"{prefix}-{secrets.token_hex(5)}"


def pytest_report_header():
    """Which servers the results are of."""
    return databases.version(os.environ.get("E2E_DATABASE", "")) if os.environ.get("E2E_STORE") == "real" else None


def pytest_collection_modifyitems(items):
    """What kills processes, and then what searches the logs of the whole run, comes last."""
    items.sort(key=lambda item: (item.get_closest_marker("at_the_end") is not None, item.get_closest_marker("faults") is not None))
