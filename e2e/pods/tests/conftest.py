import os
import secrets
import shutil
import tempfile
from pathlib import Path

import pytest

from e2e.cluster import helm
from e2e.pods.installation import Installation


@pytest.fixture(scope="session")
def installation():
    assert os.environ.get("LGM_OWN_NAMESPACES"), "tools/run_fault_drills gives these tests a network of their own"
    os.environ.setdefault("HELM", helm.program())
    # The pods' users have no rights on pytest's own directory.
    directory = Path(tempfile.mkdtemp(prefix="lgm-pods-"))
    directory.chmod(0o755)
    try:
        running = Installation(directory)
        try:
            running.start()
            yield running
        finally:
            running.stop()
    finally:
        shutil.rmtree(directory)


@pytest.fixture(autouse=True)
def everything_is_ready(installation):
    for pod in installation.pods.values():
        pod.await_ready()


@pytest.fixture
def unique():
    """A name that nobody else has: `unique("word")`."""
    return lambda prefix="x": f"{prefix}-{secrets.token_hex(5)}"
