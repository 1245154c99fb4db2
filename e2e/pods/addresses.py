"""The Services of a rendering, as kube-proxy makes them: an address each, whose ports lead to the pods' ports. All pods share
the network of this process, which must be one of its own (tools/run_fault_drills)."""
import subprocess

from e2e.chart.rendering import Objects

POD = "127.0.0.1"


class Addresses:
    """`names`: every Service's name and its address, as the cluster's DNS knows them."""

    def __init__(self, objects: Objects):
        self.names: dict[str, str] = {}
        pods = [item["spec"]["template"] for item in objects if item["kind"] in ("Deployment", "StatefulSet")]
        for number, service in enumerate(objects.of("Service"), 1):
            address = f"10.96.0.{number}"
            self.names[service["metadata"]["name"]] = address
            _run("ip", "address", "add", f"{address}/32", "dev", "lo")
            selected = [pod for pod in pods if service["spec"]["selector"].items() <= pod["metadata"]["labels"].items()]
            assert len(selected) == 1, f"Service {service['metadata']['name']} selects {len(selected)} workloads"
            for port in service["spec"]["ports"]:
                target = port_number(selected[0]["spec"], port["targetPort"])
                _run("iptables", "-t", "nat", "-A", "OUTPUT", "-d", address, "-p", "tcp", "--dport", str(port["port"]),
                     "-j", "REDIRECT", "--to-ports", str(target))  # fmt: skip


def port_number(spec: dict, port: int | str) -> int:
    """A port by its number or its name."""
    if isinstance(port, int):
        return port
    named = [p["containerPort"] for container in spec["containers"] for p in container.get("ports", []) if p["name"] == port]
    assert len(named) == 1, f"{len(named)} ports named {port}"
    return named[0]


def _run(*command: str):
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(command)}: {done.stderr}"
