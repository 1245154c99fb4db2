from contextlib import ExitStack

import pytest
from running_stack import RunningStack

from e2e.monitoring.faults import overrides, prepared
from e2e.monitoring.kubernetes import Kubernetes
from e2e.monitoring.program import Programs
from e2e.monitoring.prometheus import INTERVAL, Monitoring, chart_rules, targets_of
from e2e.monitoring.traffic import Traffic


def pytest_addoption(parser):
    parser.addoption("--interval", type=float, default=INTERVAL, help="seconds between scrapes")
    parser.addoption("--minutes", type=float, default=30, help="how long idle and load last")


@pytest.fixture(scope="module")
def changes():
    """What a module changes of every service's environment."""
    return {}


@pytest.fixture(scope="module")
def watched(tmp_path_factory, request, changes):
    """A stack that nobody but the drill starts again, and what watches it."""
    directory = tmp_path_factory.mktemp("watched")
    stack = RunningStack(directory / "state", {service: {**variables, **changes} for service, variables in overrides().items()}, STORE="real", REPLICAS="2", SUPERVISE="0")
    kubernetes = Kubernetes({})
    with ExitStack() as opened:
        opened.callback(kubernetes.stop)
        opened.callback(stack.stop)
        programs = Programs(stack.start())
        opened.callback(programs.stop)
        targets = [*targets_of(stack), kubernetes.target]
        monitoring = opened.enter_context(Monitoring(directory / "monitoring", targets, chart_rules(), request.config.getoption("--interval")))
        yield prepared(stack, programs, monitoring, kubernetes)


@pytest.fixture
def traffic(watched):
    with Traffic(watched.stack, watched.scenario) as running:
        yield running
