"""Kubernetes' own schemas, strict, as the package kubernetes-validate ships them for each version; each file read once."""
import functools
import json
import re
from importlib import resources

import jsonschema
from referencing import Registry, Resource

VERSIONS = [f"1.{minor}" for minor in range(28, 35)]


@functools.cache
def _directory(version):
    found = resources.files("kubernetes_validate") / "kubernetes-json-schema" / f"v{version}.0-local-strict"
    assert found.is_dir(), f"no schemas of Kubernetes {version}"
    return found


@functools.cache
def _registry(version):
    return Resource.from_contents(json.loads((_directory(version) / "_definitions.json").read_text())) @ Registry()


@functools.cache
def validator(kind, api_version, version):
    group_version = re.sub(r"^([^./]*)(?:\.[^/]*)?/", r"\1-", api_version)  # networking.k8s.io/v1 -> networking-v1
    schema = json.loads((_directory(version) / f"{kind.lower()}-{group_version}.json").read_text())
    return jsonschema.Draft202012Validator(schema, registry=_registry(version))


def faults(item, version) -> list[str]:
    found = validator(item["kind"], item["apiVersion"], version).iter_errors(item)
    return [f"{item['kind']}/{item['metadata']['name']} on {version}: {e.message} at /{'/'.join(map(str, e.absolute_path))}" for e in found]
