"""What is in the images, and what they say about themselves."""
import gzip
import hashlib
import json
import os
import re
import stat
import subprocess
from pathlib import Path

import pytest
from built_images import SERVICES, TAG, files, image, inspect, podman, run

from e2e.stack.nginx import CONSOLE_POLICY

ROOT = Path(__file__).resolve().parents[3]
ALL = (*SERVICES, "webui")
LARGEST_MIB = 60


def list_of(root: Path, name: str) -> dict:
    return json.loads((root / f"usr/share/sbom/{name}.spdx.json").read_text())


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_at_most_60_mib_unpacked(root_of, name):
    size = sum(path.lstat().st_size for path in files(root_of(name)) if path.is_file() and not path.is_symlink())
    assert size <= LARGEST_MIB * 2**20, f"{size / 2**20:.1f} MiB"


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_one_program_and_no_shell(root_of, name):
    root = root_of(name)
    assert [path.name for path in (root / "usr/bin").iterdir()] == [name]
    programs = [p for p in files(root) if p.is_file() and not p.is_symlink() and p.stat().st_mode & 0o111 and ".so" not in p.name]
    assert programs == [root / "usr/bin" / name]
    assert run(name, options=("--entrypoint=/bin/sh",)).returncode == 127


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_setuid_and_the_user_owns_nothing(root_of, name):
    for path in files(root_of(name)):
        found = path.lstat()
        assert stat.S_ISLNK(found.st_mode) or not found.st_mode & (stat.S_ISUID | stat.S_ISGID) or path.is_dir(), path
        assert found.st_uid != 1000, path
        if (stat.S_ISDIR(found.st_mode) or stat.S_ISREG(found.st_mode)) and found.st_mode & stat.S_IWOTH:
            assert stat.S_ISDIR(found.st_mode) and found.st_mode & stat.S_ISVTX, f"{path} can be written by everybody"


@pytest.mark.parametrize("name", ALL)
def test_what_an_image_says_of_itself(name):
    found = inspect(name)
    config = found["Config"]
    labels = config["Labels"]
    assert config["User"] == "1000:1000"
    assert config["StopSignal"] == ("SIGQUIT" if name == "webui" else "SIGTERM")
    assert labels["org.opencontainers.image.title"] == name
    assert labels["org.opencontainers.image.version"] == TAG
    assert re.fullmatch(r"[0-9a-f]{40}(-changed)?", labels["org.opencontainers.image.revision"])
    assert labels["org.opencontainers.image.licenses"] == "Apache-2.0"
    assert "org.opencontainers.image.source" in labels
    check = ["CMD", "/usr/local/bin/health"] if name == "webui" else ["CMD", f"/usr/bin/{name}", "health"]
    assert found["Healthcheck"]["Test"] == check
    environment = dict(entry.partition("=")[::2] for entry in config.get("Env") or [])
    assert environment.keys() <= {"PATH", "container"}, "an image carries no configuration"


@pytest.mark.parametrize("name", SERVICES)
def test_the_program_names_the_version_and_commit_of_the_labels(name):
    labels = inspect(name)["Config"]["Labels"]
    said = run(name, "--version")
    expected = f"{name} {TAG} (commit {labels['org.opencontainers.image.revision']})\n"
    assert (said.returncode, said.stdout) == (0, expected), said.stderr


@pytest.mark.parametrize("name", SERVICES)
def test_every_file_is_in_the_list_with_its_digest(root_of, name):
    root = root_of(name)
    listed = {entry["fileName"]: entry["checksums"] for entry in list_of(root, name)["files"]}
    here = [p for p in files(root) if p.is_file() and not p.is_symlink() and "usr/share/sbom" not in str(p.relative_to(root))]
    assert {f"./{p.relative_to(root)}" for p in here} == listed.keys()
    for path in here:
        digests = {entry["algorithm"]: entry["checksumValue"] for entry in listed[f"./{path.relative_to(root)}"]}
        assert digests["SHA256"] == hashlib.sha256(path.read_bytes()).hexdigest(), path


@pytest.mark.parametrize("name", SERVICES)
def test_every_library_is_a_listed_packages_with_its_licence(root_of, name):
    root = root_of(name)
    document = list_of(root, name)
    packages = {package["SPDXID"]: package for package in document["packages"]}
    owner = {r["relatedSpdxElement"]: r["spdxElementId"] for r in document["relationships"] if r["relationshipType"] == "CONTAINS"}
    libraries = [entry for entry in document["files"] if ".so" in entry["fileName"]]
    assert len(libraries) >= 8
    for entry in libraries:
        package = packages[owner[entry["SPDXID"]]]
        assert package["supplier"] == "Organization: Debian", entry["fileName"]
        assert package["versionInfo"] and package["externalRefs"][0]["referenceLocator"].startswith("pkg:deb/debian/")
        assert (root / package["licenseComments"].lstrip("/")).is_file(), f"no licence of {package['name']}"
    names = {package["name"] for package in packages.values()}
    assert {"libc6", "libstdc++6", "libssl3", "libpistache-dev", "ca-certificates", "rapidjson-dev", name} <= names


@pytest.mark.parametrize("name", SERVICES)
def test_libraries_that_the_program_needs_are_all_there(root_of, name):
    """Those that the linker knows: the loader names any that is missing. And those that are opened by name."""
    root = root_of(name)
    listing = run(name, f"/usr/bin/{name}", options=("--entrypoint=/lib64/ld-linux-x86-64.so.2", "--env=LD_TRACE_LOADED_OBJECTS=1"))
    assert "=>" in listing.stdout and "not found" not in listing.stdout, listing.stdout + listing.stderr
    if name == "admin-service":
        plugins = list(root.glob("usr/lib/*/libmariadb3/plugin/caching_sha2_password.so"))
        assert plugins, "MySQL 8's accounts could not sign in"
        assert (root / "usr/share/zoneinfo/Asia/Shanghai").is_file()


def test_the_lists_lie_beside_the_images(root_of):
    for name in ALL:
        beside = ROOT / "build/images" / f"{name}.spdx.json"
        assert beside.read_bytes() == (root_of(name) / f"usr/share/sbom/{name}.spdx.json").read_bytes()


def test_the_consoles_list_names_every_package(root_of):
    root = root_of("webui")
    document = list_of(root, "webui")
    names = {package["name"] for package in document["packages"]}
    status = (root / "var/lib/dpkg/status").read_text()
    assert set(re.findall(r"^Package: (\S+)$", status, re.M)) <= names
    assert {"vue", "element-plus", "pinia", "vue-router"} <= names
    assert "vite" not in names
    console = root / "usr/share/nginx/html/web-manager"
    listed = {entry["fileName"] for entry in document["files"]}
    assert {f"./{p.relative_to(root)}" for p in files(console) if p.is_file() and not p.is_symlink()} == listed


def test_the_console_serves_every_runbook(root_of):
    pages = {page.name for page in (root_of("webui") / "usr/share/nginx/html/web-manager/runbooks").iterdir()}
    sources = {page.stem for page in (ROOT / "docs/operations/runbooks").glob("Lgm*.md")}
    assert len(sources) > 10 and pages == {f"{name}.html" for name in sources} | {"index.html", "runbooks.css"}


def test_the_console_counts_its_answers_by_debians_module(root_of):
    """The chart's nginx.conf loads it; the image's own does without."""
    for module in ("ndk_http_module", "ngx_http_lua_module"):
        assert (root_of("webui") / f"usr/lib/nginx/modules/{module}.so").is_file()
    assert (root_of("webui") / "usr/share/lua/5.1/resty/core.lua").is_file()


def test_the_consoles_own_configuration_keeps_the_policy():
    assert CONSOLE_POLICY in (ROOT / "webui/image/nginx.conf").read_text()


def test_no_build_tool_and_no_source_is_left(root_of):
    for name in ALL:
        root = root_of(name)
        for path in ("source", "usr/bin/gcc", "usr/bin/node", "usr/bin/npm", "usr/bin/python3", "root/.npm", "root/.cache"):
            assert not (root / path).exists(), f"{name}: /{path}"


def parts_named_in(script: Path) -> set[str]:
    return set(re.findall(r"assets/([\w.-]+\.(?:js|css))", script.read_text()))


def test_a_page_of_the_release_before_finds_its_parts(root_of):
    console = root_of("webui") / "usr/share/nginx/html/web-manager"
    there = {path.name for path in (console / "assets").iterdir()}
    current = parts_named_in(console / "index.html")
    beginnings = {name for name in there if re.fullmatch(r"index-[\w-]+\.js", name) and "Unable to preload CSS" in (console / "assets" / name).read_text()}
    previous = [line for line in (ROOT / "e2e/upgrade/previous-version").read_text().splitlines() if not line.startswith("#")][0]
    changed = subprocess.run(["git", "diff", "--quiet", previous, "--", "webui/src", "webui/package-lock.json"], cwd=ROOT).returncode != 0
    older = beginnings - current
    assert len(older) == (1 if changed else 0), older
    for name in beginnings:
        parts = parts_named_in(console / "assets" / name)
        assert len(parts) > 30 and parts <= there, f"{name} names {sorted(parts - there)}, which are not there"


def test_texts_of_the_console_lie_there_compressed_and_its_configuration_does_not(root_of):
    console = root_of("webui") / "usr/share/nginx/html/web-manager"
    twins = [path for path in console.rglob("*.gz")]
    assert {path.parent for path in twins} == {console / "assets"}
    for path in (console / "assets").iterdir():
        if path.suffix in (".js", ".css", ".svg") and path.stat().st_size >= 1024:
            twin = path.with_name(path.name + ".gz")
            assert gzip.decompress(twin.read_bytes()) == path.read_bytes(), path.name
            assert twin.stat().st_size < path.stat().st_size, path.name
