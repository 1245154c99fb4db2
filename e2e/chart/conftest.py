import os
import shutil

import pytest
import rendering


@pytest.fixture(scope="session")
def defaults():
    """The chart with nothing but what must be given."""
    return rendering.render("defaults")


@pytest.fixture(scope="session", params=sorted(rendering.CASES))
def case(request):
    return request.param


@pytest.fixture(scope="session")
def rendered(case):
    return rendering.render(case)


@pytest.fixture(scope="session")
def promtool():
    path = shutil.which("promtool", path=os.environ["PATH"] + ":/usr/bin")
    assert path, "promtool is missing; `tools/setup chart` installs it"
    return path
