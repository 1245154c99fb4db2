"""What a machine looks up before it starts a pod's containers: a pod whose ConfigMap, Secret or key is missing, or whose
probe names a port that no container has, is accepted by the API server and then never starts."""
from .api import Api

KINDS = {"configMap": ("configmaps", "name"), "secret": ("secrets", "secretName")}


def fault(api: Api, pod: dict) -> str | None:
    """Why a machine could not start the pod; None when it could."""
    spec = pod["spec"]
    namespace = f"/api/v1/namespaces/{pod['metadata']['namespace']}"
    wanted = [*_of_volumes(spec), *_of_environments(spec)]
    found = {}
    for resource, name, keys, optional in wanted:
        if (resource, name) not in found:
            found[resource, name] = api.find(f"{namespace}/{resource}/{name}")
        thing = found[resource, name]
        if thing is None:
            if not optional:
                return f"{resource} {name} does not exist"
            continue
        missing = [key for key in keys if key not in thing.get("data", {}) and key not in thing.get("binaryData", {})]
        if missing and not optional:
            return f"{resource} {name} has no key {missing[0]}"
    for volume in spec.get("volumes", []):
        claim = volume.get("persistentVolumeClaim", {}).get("claimName")
        if claim and api.find(f"{namespace}/persistentvolumeclaims/{claim}") is None:
            return f"persistentvolumeclaims {claim} does not exist"
    return _fault_of_ports(spec)


def containers(spec: dict) -> list[dict]:
    return [*spec.get("initContainers", []), *spec["containers"]]


def _of_volumes(spec: dict):
    for volume in spec.get("volumes", []):
        for source in [volume, *volume.get("projected", {}).get("sources", [])]:
            for kind, (resource, name) in KINDS.items():
                if kind in source:
                    keys = [item["key"] for item in source[kind].get("items", [])]
                    named = source[kind].get(name) or source[kind].get("name")
                    yield resource, named, keys, source[kind].get("optional", False)


def _of_environments(spec: dict):
    for container in containers(spec):
        for source in container.get("envFrom", []):
            for kind, (resource, _) in KINDS.items():
                if f"{kind}Ref" in source:
                    yield resource, source[f"{kind}Ref"]["name"], [], source[f"{kind}Ref"].get("optional", False)
        for variable in container.get("env", []):
            for kind, (resource, _) in KINDS.items():
                reference = variable.get("valueFrom", {}).get(f"{kind}KeyRef")
                if reference:
                    yield resource, reference["name"], [reference["key"]], reference.get("optional", False)


def _fault_of_ports(spec: dict) -> str | None:
    for container in containers(spec):
        named = {port.get("name") for port in container.get("ports", [])}
        for probe in ("livenessProbe", "readinessProbe", "startupProbe"):
            for way in ("httpGet", "tcpSocket"):
                port = container.get(probe, {}).get(way, {}).get("port")
                if isinstance(port, str) and port not in named:
                    return f"the {probe} of container {container['name']} names the port {port}, which it has not"
    return None
