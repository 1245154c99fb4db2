"""What holds of all tests that drive running programs."""
import json
import os
from pathlib import Path


def given_stack() -> dict:
    """The description of one that somebody else has started, if tests are to use that."""
    given = os.environ.get("E2E_STACK")
    return json.loads(Path(given).read_text()) if given else {}


def has_real_stores() -> bool:
    return given_stack().get("store", os.environ.get("E2E_STORE")) == "real"


def has_replicas() -> bool:
    numbers = [service.get("replica") or 1 for service in given_stack().get("services", [])]
    return max(numbers, default=int(os.environ.get("E2E_REPLICAS", "1"))) > 1


WHERE = {"real_stores": has_real_stores, "replicas": has_replicas, "root": lambda: os.getuid() == 0}


def pytest_collection_modifyitems(config, items):
    """What a stack has not, its tests are not asked: deselected, so that a test that skips is always a fault."""
    lacking = [name for name, there in WHERE.items() if not there()]
    left_out = [item for item in items if any(item.get_closest_marker(name) for name in lacking)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
