"""Tests of the images need these built, root and podman: `make test-images` runs them, with E2E_IMAGES=1."""
import os
from pathlib import Path

import pytest
from built_images import image, podman

if os.environ.get("E2E_IMAGES", "0") != "1":
    collect_ignore_glob = ["test_*"]


@pytest.fixture(scope="module")
def root_of():
    """The files of an image, mounted."""
    mounted = []

    def mount(name: str) -> Path:
        mounted.append(image(name))
        return Path(podman("image", "mount", image(name)).stdout.strip())

    yield mount
    for name in mounted:
        podman("image", "unmount", name)
