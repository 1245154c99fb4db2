"""No alert fires of a suite that is well: not while it idles, nor at 70 % of what it can do."""
import time
from urllib.parse import urlsplit

import pytest
from running_stack import wait_until
from test_fault_table import is_silent, sent_since
from whole.load import Load

from e2e.monitoring.traffic import Traffic

pytestmark = pytest.mark.long
SHARE = 0.7
TRIAL_SECONDS = 15


@pytest.fixture(scope="module")
def changes():
    """Without the limiter: it is one person who makes the load."""
    return {"RATE_LIMIT_PER_MINUTE": "0"}


@pytest.fixture
def minutes(request):
    return request.config.getoption("--minutes")


def nothing_is_told(watched, minutes: float):
    monitoring = watched.monitoring
    number, end = len(monitoring.sent()), time.monotonic() + 60 * minutes
    while time.monotonic() < end:
        assert monitoring.firing() == []
        time.sleep(5)
    assert sent_since(monitoring, number) == []


def test_nothing_is_told_of_a_suite_that_idles(watched, minutes):
    wait_until(lambda: watched.monitoring.every_target_scraped() and is_silent(watched.monitoring), 60, "silence")
    nothing_is_told(watched, minutes)


def load(watched, per_second: float) -> Load:
    """Reads and checks in turn, through nginx. `per_second` beyond what can be done is as much as can be done."""
    session = watched.stack.administrator()
    headers = {**session.api.headers, "Content-Type": "application/json"}
    check = {"app_id": watched.scenario, "direction": "INPUT", "text": "good morning"}
    base = session.api.prefix

    def make(request_id: str):
        if int(request_id.rpartition("-")[2]) % 2:
            return "GET", f"{base}/tags/?limit=5", None, headers
        return "POST", f"{base}/guard/check", check, headers

    return Load(urlsplit(watched.stack.url).port, make, per_second, threads=8)


def test_nothing_is_told_at_seventy_percent(watched, minutes):
    with load(watched, 100_000) as trial:
        time.sleep(TRIAL_SECONDS)
        most = trial.answered() / TRIAL_SECONDS
    assert trial.counts().keys() == {200}, trial.counts()
    wait_until(lambda: is_silent(watched.monitoring), 300, "silence after the trial")
    print(f"{most:.0f} requests a second is the most; {SHARE * most:.0f} for {minutes} minutes")
    with Traffic(watched.stack, watched.scenario), load(watched, SHARE * most):
        nothing_is_told(watched, minutes)
