"""What the pages for operators name exists: make targets, values, objects, containers, metrics, error codes, files; and their values files are
accepted by the chart."""
import functools
import json
import re
import subprocess

import pytest
import rendering
import yaml

ROOT = rendering.ROOT
PAGES = sorted((ROOT / "docs/operations").rglob("*.md")) + [ROOT / name for name in ("UPGRADING.md", "docs/versioning.md", "docs/reliability.md")]
VALUES = yaml.safe_load((rendering.CHART / "values.yaml").read_text())
SCHEMA = json.loads((rendering.CHART / "values.schema.json").read_text())
CODE = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)


@pytest.fixture(params=PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def page(request):
    return request.param


def said(page):
    """What stands in code, in a line or in a block."""
    text = page.read_text()
    blocks = [body for _, body in CODE.findall(text)]
    return blocks + re.findall(r"`([^`\n]+)`", CODE.sub("", text))


def blocks(page, *languages):
    return [body for language, body in CODE.findall(page.read_text()) if language in languages]


@functools.cache
def targets():
    return set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text()))


def test_make_targets(page):
    for code in said(page):
        for target in re.findall(r"\bmake (?:-s )?([a-z][a-z-]*)", code):
            assert target in targets(), f"{page.name}: there is no make {target}"


def test_variables_of_the_commands(page):
    for code in said(page):
        for tool, rest in re.findall(r"\bmake (deploy|update|rollback|status|backup|restore)\b([^\n`]*)", code):
            for variable in re.findall(r"\b([A-Z]+)=", rest):
                assert re.search(rf"(?m)^#   {variable} ", (ROOT / "tools" / tool).read_text()), f"{page.name}: {tool} {variable}"


def known(path):
    """Whether the chart's schema has this value: a.b.c; `config` of one service, and what stands in `defaults`, included."""
    at = SCHEMA
    for word in path.split("."):
        while "$ref" in at:
            at = functools.reduce(lambda inner, key: inner[key], at["$ref"].removeprefix("#/").split("/"), SCHEMA)
        if word in at.get("properties", {}):
            at = at["properties"][word]
        elif fitting := [spec for pattern, spec in at.get("patternProperties", {}).items() if re.search(pattern, word)]:
            at = fitting[0]
        elif isinstance(at.get("additionalProperties"), dict):
            at = at["additionalProperties"]
        else:
            return False
    return True


def test_the_check_of_values_can_fail():
    assert known("guardService.config.WORKER_THREADS") and known("guardService.autoscaling.enabled") and known("secrets.revision")
    assert known("secrets.values.IDP_CORP_CLIENT_SECRET") and not known("secrets.values.CORP_CLIENT_SECRET")
    assert not known("guardService.config.WORKER_THREAD") and not known("secrets.revisions") and not known("backup.enabled.really")


def test_values(page):
    named = set()
    for code in said(page):
        named |= set(re.findall(r"--set(?:-string)?[ =]([\w.-]+)=", code))
        if re.fullmatch(r"[a-zA-Z]+(\.[\w-]+)+(=\S*|: .*)?", code):
            path = re.split(r"[=:]", code)[0]
            if path.split(".")[0] in VALUES:
                named.add(path)
    wrong = {path for path in named if not known(path)}
    assert not wrong, f"{page.name}: the chart has no {wrong}"


def test_values_files_are_accepted(page, tmp_path):
    for number, text in enumerate(blocks(page, "yaml")):
        if "inhibit_rules:" in text or "scrape_configs:" in text:  # Alertmanager's and Prometheus' configuration
            continue
        file = tmp_path / f"{number}.yaml"
        file.write_text(text)
        secrets = yaml.safe_load(text).get("secrets", {})
        # A piece of a file is laid over one that can be installed; what brings its own secrets stands alone.
        files = [file] if secrets else [rendering.CASES["defaults"], file]
        assert rendering.parse(rendering.manifest(files)).of("Deployment"), f"{page.name}: {text}"


KINDS = {"deploy": "Deployment", "deployment": "Deployment", "statefulset": "StatefulSet", "svc": "Service", "cronjob": "CronJob",
         "configmap": "ConfigMap", "secret": "Secret"}  # fmt: skip


def test_objects_that_commands_name(page):
    there = {(item["kind"], item["metadata"]["name"]) for item in rendering.render("air-gapped") + rendering.render("defaults")}
    labels = {name for _, name in there}
    for code in said(page):
        if "kubectl" not in code:
            continue
        for kind, name in re.findall(rf"\b({'|'.join(KINDS)})/([a-z][a-z0-9-]*)", code):
            assert (KINDS[kind], name) in there, f"{page.name}: there is no {kind}/{name}"
        for name in re.findall(r"-l app=([a-z-]+)", code):
            assert name in labels, f"{page.name}: nothing has app={name}"


def test_metrics(page):
    there = (ROOT / "docs/metrics.md").read_text()
    for name in re.findall(r"(?<!__Host-)\blgm_[a-z_]+", page.read_text()):
        assert f"`{re.sub('_(bucket|count|sum)$', '', name)}`" in there or f"`{name}`" in there, f"{page.name}: no metric {name}"


@functools.cache
def sources():
    files = [*ROOT.glob("libs/common/src/**/*.cpp"), *ROOT.glob("libs/common/src/**/*.hpp"), *ROOT.glob("services/*/src/**/*.?pp")]
    return "\n".join(file.read_text() for file in files)


def test_error_codes_and_log_lines_of_troubleshooting():
    text = (ROOT / "docs/operations/troubleshooting.md").read_text()
    rows = [line for line in text.splitlines() if re.match(r"\| (\d{3}|log:) ", line)]
    assert len(rows) > 15
    for row in rows:
        first = row.split("|")[1]
        for code in re.findall(r"`([^`]+)`", first):
            assert f'"{code}"' in sources(), f"no service says {code}"
    for line in ("the store may have lost writes", "Redis cannot be used", "database unavailable"):
        assert line in text and line in sources()


def test_links_and_files(page):
    text = page.read_text()
    for target in re.findall(r"\]\((?!https?:)([^)#\s]+)", text):
        assert (page.parent / target).exists(), f"{page.name}: {target}"
    for path in re.findall(r"\b((?:tools|charts|docs|e2e)/[\w./-]*\w)", re.sub(r"https?:[^\s)]+", "", CODE.sub("", text))):
        assert (ROOT / path).exists(), f"{page.name}: {path}"


def test_anchors(page):
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)", page.read_text()):
        other = page.parent / target if target else page
        headings = [re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-") for line in other.read_text().splitlines() if line.startswith("#")]
        assert anchor in headings, f"{page.name}: {target}#{anchor}"


def test_shell_of_the_pages_is_shell(page):
    for text in blocks(page, "sh"):
        run = subprocess.run(["bash", "-n"], input=text, capture_output=True, text=True)
        assert not run.stderr, f"{page.name}: {run.stderr}"


def test_figures_of_the_pages():
    requested = {"cpu": 0, "memory": 0}
    units = {"m": 0.001, "Mi": 1 / 1024, "Gi": 1}
    for item, pod in rendering.render("defaults").pods():
        if item["kind"] in ("Deployment", "StatefulSet"):
            for container in pod["containers"]:
                for what, text in container["resources"]["requests"].items():
                    number, unit = re.fullmatch(r"([\d.]+)(m|Mi|Gi)?", text).groups()
                    requested[what] += item["spec"]["replicas"] * float(number) * units.get(unit, 1)
    text = (ROOT / "docs/operations/scale.md").read_text()
    assert f"{requested['cpu']:.1f} processors and {requested['memory']:.1f} GiB" in " ".join(text.split())
