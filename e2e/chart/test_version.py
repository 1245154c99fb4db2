"""The suite has one version, which CMakeLists.txt says (docs/versioning.md): the chart and the pages that name images follow it."""
import re

import pytest
import rendering
import yaml

ROOT = rendering.ROOT
VERSION = re.search(r"(?m)^project\(\w+ VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text()).group(1)
PAGES = [page for page in sorted((ROOT / "docs").rglob("*.md")) if re.search(r"llmsafe-[-\w$]+:\d+\.\d", page.read_text())]


def test_the_charts_versions():
    about = yaml.safe_load((rendering.CHART / "Chart.yaml").read_text())
    assert (about["version"], about["appVersion"]) == (VERSION, VERSION)


def test_there_are_pages_that_name_images():
    assert len(PAGES) >= 3


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_pages_name(page):
    named = re.findall(r"llmsafe-[-\w$]+:(\d+\.[\w.]*)|llm-guard-manager-(\d[\w.]*)\.tgz", page.read_text())
    assert {image or chart for image, chart in named} == {VERSION}


@pytest.mark.parametrize("service", ["auth-service", "admin-service"])
def test_the_documents_of_the_api(service):
    assert yaml.safe_load((ROOT / "webui/openapi" / f"{service}.json").read_text())["info"]["version"] == VERSION
