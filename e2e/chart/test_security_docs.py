"""docs/security.md: every point names tests that there are, and none stands twice; every key of the chart stands there with those
who hold it. docs/access.md has every public route."""
import json
import re
import subprocess

import named_tests
import pytest
import rendering
from named_tests import ROOT, label

PAGE = ROOT / "docs/security.md"
ROWS = [row for row in named_tests.rows(PAGE) if re.match(r"[A-P]\d* \(", row[0])]
# How many points each chapter of the list has.
POINTS = {"A": 10, "B": 13, "C": 11, "D": 10, "E": 7, "F": 6, "G": 12, "H": 6, "I": 9, "J": 10, "K": 8, "L": 4, "M": 8, "N": 4}


def accepted() -> set[str]:
    """The points of "What is not met, and why": G12, H1 to H5."""
    heads = re.findall(r"^- \*\*([^*]+)\*\*", PAGE.read_text().split("## What is not met, and why")[1], re.M)
    found = set()
    for part in (part for head in heads for part in head.split(", ")):
        first, _, last = part.partition(" to ")
        found |= {f"{first[0]}{number}" for number in range(int(first[1:]), int((last or first)[1:]) + 1)}
    return found


def test_every_point_is_shown_or_accepted_with_its_reason():
    points = [row[0].split()[0] for row in ROWS]
    assert len(set(points)) == len(points), "none stands twice"
    all_of_them = {f"{chapter}{number}" for chapter, most in POINTS.items() for number in range(1, most + 1)}
    assert set(points) - {"P"} <= all_of_them and accepted() <= all_of_them
    assert sorted(all_of_them - set(points) - accepted()) == []


def test_the_rules_for_sources_hold():
    checked = subprocess.run([ROOT / "tools/check_rules"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def table(page, below: str) -> list[list[str]]:
    """The rows of the first table below a line that begins so."""
    lines = page.read_text().splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(below))
    rule = next(at for at in range(start, len(lines)) if lines[at].startswith("| ---"))
    end = next(at for at in range(rule, len(lines)) if not lines[at].startswith("| "))
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[rule + 1:end]]


def by_name(rows: list[list[str]], cell: int) -> dict[str, str]:
    return {name.strip(): row[cell] for row in rows for quoted in re.findall(r"`([^`]+)`", row[0]) for name in quoted.split(",")}


def stands_as(key: str, names) -> str | None:
    return key if key in names else next((name for name in names if name.endswith("…") and key.startswith(name[:-1])), None)


KEYS = by_name(table(PAGE, "## Keys and who holds them"), 2)


def test_every_key_stands_with_the_services_that_read_it():
    """The chart's own table is made of what the services declare."""
    read_by = by_name(table(ROOT / "charts/llm-guard-manager/README.md", "| Key | Read by"), 1)
    assert len(read_by) > 20 and len(KEYS) > 12
    for key, service in read_by.items():
        stands = stands_as(key, KEYS)
        assert stands, f"{key} is missing"
        if stands not in ("TOKEN_…", "TOKENS_…"):
            assert KEYS[stands].startswith(service), key
    assert [key for key in KEYS if key not in read_by and not (key.endswith("…") and any(name.startswith(key[:-1]) for name in read_by))] == []


@pytest.mark.parametrize("case", sorted(rendering.CASES))
def test_every_key_stands_with_all_that_mount_it(case):
    for item, pod in rendering.render(case).pods():
        name = re.sub(r"^.*(redis|backup|migration-dry-run|(?:auth|admin|session-cache|guard)-service)\b.*$", r"\1", item["metadata"]["name"])
        name = "helm test" if "helm.sh/hook" in item["metadata"].get("annotations", {}) and item["kind"] == "Pod" else name
        mounted = {each["key"] for volume in pod.get("volumes", []) for each in volume.get("secret", {}).get("items", [])}
        for key in filter(re.compile("[A-Z0-9_]+").fullmatch, mounted):  # others are certificates
            stands = stands_as(key, KEYS)
            assert stands, f"{key} is missing"
            if stands not in ("TOKEN_…", "TOKENS_…"):
                assert KEYS[stands] == "all" or re.search(rf"(^|`){name}(`|\b)", KEYS[stands]), f"{name} mounts {key}"


def test_each_public_route_says_who_may_call_it():
    written = {row[0].strip("`"): row for row in named_tests.rows(ROOT / "docs/access.md")}
    asked = 0
    for service in ("auth-service", "admin-service"):
        document = json.loads((ROOT / f"webui/openapi/{service}.json").read_text())
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                if method == "parameters" or operation["x-listener"] != "public":
                    continue
                row = written[f"{method.upper()} {path.removeprefix('/api/v1')}"]
                said = re.match(r"Access: ([^.]+)\.", operation["description"])[1]
                assert row[1].split(", `")[0] == said, row
                asked += 1
    assert asked > 80


@pytest.mark.parametrize("row", ROWS, ids=label)
def test_its_tests_are_there(row):
    assert all(row), row
    tests = named_tests.named(row[3])
    assert tests, "names no test"
    for file, name in tests:
        assert named_tests.exists(file, name), f"{file} has no {name}"
