"""A section or a value of values.yaml that somebody empties, everything below it commented out, installs as if it were not there or is refused
with its name, never with an error of a template."""
import concurrent.futures
import json

import pytest
import rendering
import yaml

VALUES = yaml.safe_load((rendering.CHART / "values.yaml").read_text())


def below(values, path=""):
    """(path of a value, whether it is a section)."""
    for name, value in values.items():
        here = f"{path}.{name}" if path else name
        yield here, isinstance(value, dict)
        if isinstance(value, dict) and not any("." in key or "/" in key for key in value):
            yield from below(value, here)


PATHS = dict(below(VALUES))
SECTIONS = sorted(path for path, section in PATHS.items() if section)
SINGLE = sorted(path for path, section in PATHS.items() if not section)


def test_there_are_enough():
    assert len(SECTIONS) > 40 and len(SINGLE) > 100 and {"ingress", "ingress.tls", "backup.storage"} <= set(SECTIONS)


def fault(path):
    """What is wrong with how an empty value is met."""
    name = path.rpartition(".")[2]
    try:
        rendering.manifest([rendering.CASES["defaults"]], "--set-json", f"{path}=null")
    except rendering.Refused as refused:
        said = str(refused)
        if "nil pointer" in said or "error calling" in said or "wrong type" in said or "YAML parse error" in said:
            return f"{path}: {said.strip().splitlines()[0]}"
        if f"'{name}'" not in said and f"{path} " not in said and path not in said:
            return f"{path} is not named: {said}"
    return None


@pytest.mark.parametrize("paths", [SECTIONS[::2], SECTIONS[1::2], SINGLE[::3], SINGLE[1::3], SINGLE[2::3]], ids=lambda paths: f"{paths[0]}-and-{len(paths) - 1}-more")
def test_empty_values(paths):
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        assert [said for said in pool.map(fault, paths) if said] == []


@pytest.mark.parametrize("path", ["ingress", "ingress.tls", "frontend.replicas"])
def test_what_must_not_be_empty_is_named(path):
    with pytest.raises(rendering.Refused, match=f"missing property '{path.rpartition('.')[2]}'"):
        rendering.manifest([rendering.CASES["defaults"]], "--set-json", f"{path}=null")


def test_what_is_given_empty_in_a_file_is_the_same(tmp_path):
    file = tmp_path / "values.yaml"
    file.write_text("ingress:\n  tls:\n")
    with pytest.raises(rendering.Refused, match="missing property 'tls'"):
        rendering.manifest([rendering.CASES["defaults"], file])
    file.write_text("ingress:\n  annotations:\n")  # of which there need be none
    without = rendering.parse(rendering.manifest([rendering.CASES["defaults"], file]))
    assert without.of("Ingress") == rendering.render("defaults").of("Ingress")


def test_no_number_becomes_nothing():
    """`int` of a missing value is 0: replicas, seconds and ports are demanded."""
    schema = json.loads((rendering.CHART / "values.schema.json").read_text())
    for path in SINGLE:
        spec, required = schema, []
        for name in path.split("."):
            required, spec = spec.get("required", []), spec.get("properties", {}).get(name, {})
        if spec.get("type") == "integer" and not path.startswith("config."):
            assert path.rpartition(".")[2] in required, path
