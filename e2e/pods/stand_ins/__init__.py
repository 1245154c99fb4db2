"""Images that the chart names and that come from a registry. Where podman has them, they run; else what Debian has of the
same program does (tools/build_stand_ins)."""
from e2e.stack import containers

# Image without its tag, stand-in.
STAND_INS = {"redis": "lgm-stand-in-redis", "mariadb": "lgm-stand-in-mariadb", "curlimages/curl": "lgm-stand-in-curl"}


def running_images(named: set[str]) -> dict[str, str]:
    """What runs in place of each image that podman does not have."""
    found = {}
    for image in named:
        if containers.podman("image", "exists", image).returncode:
            stand_in = STAND_INS.get(image.rpartition(":")[0])
            assert stand_in, f"There is no image {image}; `make images` builds ours."
            assert not containers.podman("image", "exists", stand_in).returncode, f"There is no image {stand_in}; tools/build_stand_ins builds it."
            found[image] = stand_in
    return found
