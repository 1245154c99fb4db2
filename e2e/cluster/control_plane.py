"""etcd, kube-apiserver, kube-controller-manager and kube-scheduler on loopback, in one directory.

What they do is what they do in any cluster: validation, defaulting, admission (Pod Security `restricted` everywhere),
Deployments that make ReplicaSets that make Pods, endpoints, disruption budgets, garbage collection. What is missing are
machines: `nodes.py` stands in for those."""
import json
import os
from pathlib import Path

from e2e.stack.databases import PATH, program
from e2e.stack.failure import StackFailure
from e2e.stack.options import ROOT
from e2e.stack.ports import Ports
from e2e.stack.process import PortOpen, Process, end
from e2e.stack.record import Record

from . import certificates
from .api import Api, ApiReady

BUILT = ROOT / "build" / "cluster"  # made by tools/build_cluster
SERVICE_ADDRESSES = "10.96.0.0/16"
READY_WITHIN_SECONDS = 90.0  # 8 s on a quiet machine of two cores
PATIENCE_SECONDS = 10

# What a namespace may run when it says nothing itself, as a cluster's operator sets it.
ADMISSION = {
    "apiVersion": "apiserver.config.k8s.io/v1",
    "kind": "AdmissionConfiguration",
    "plugins": [{
        "name": "PodSecurity",
        "configuration": {
            "apiVersion": "pod-security.admission.config.k8s.io/v1",
            "kind": "PodSecurityConfiguration",
            "defaults": {f"{mode}{suffix}": value for mode in ("enforce", "audit", "warn")
                         for suffix, value in (("", "restricted"), ("-version", "latest"))},
            "exemptions": {"namespaces": ["kube-system"]},
        },
    }],
}  # fmt: skip


class ControlPlane:
    """Started by `start`, ended by `stop`. `version`: the Kubernetes whose behaviour is wanted, such as "1.32";
    None for that of the program itself."""

    def __init__(self, directory: Path, version: str | None = None, program_file: Path = BUILT / "control-plane"):
        self._directory, self._version, self._program = directory, version, program_file
        self._processes: list[Process] = []
        self.kubeconfig = directory / "kubeconfig"

    def start(self) -> "ControlPlane":
        if not os.access(self._program, os.X_OK):
            raise StackFailure(f"The program {self._program} is missing; `tools/build_cluster` builds it.")
        self._directory.mkdir(parents=True, exist_ok=True)
        self._record = Record(self._directory)
        self._files = certificates.make(self._directory / "certificates")
        ports = Ports()
        self._store, self._peers, self.port = ports.any(), ports.any(), ports.any()
        managers = {"kube-controller-manager": ports.any(), "kube-scheduler": ports.any()}
        self.api = Api(self.port, self._files)
        self._write_kubeconfig()
        try:
            self._run(self._etcd())
            self._run(self._api_server())
            for name, port in managers.items():
                self._run(self._manager(name, port))
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self):
        """In the opposite order: nobody complains about a store that went first."""
        pids = self._record.children()
        for process in reversed(self._processes):
            if process.child and process.child.pid in pids:
                end({process.child.pid: pids[process.child.pid]}, {}, PATIENCE_SECONDS)
        self._processes.clear()
        self._record.remove()

    @property
    def authority(self) -> Path:
        """What the API server's certificate is signed by."""
        return self._files.authority

    @property
    def took(self) -> dict[str, float]:
        """Milliseconds from start to ready, of each program."""
        return {process.name: process.ready_ms for process in self._processes}

    def _run(self, process: Process):
        process.start(self._directory)
        self._processes.append(process)
        self._record.write(self._processes)
        process.await_ready(lambda: False)

    def _process(self, name: str, command: list, ready) -> Process:
        return Process(
            name=name, command=[str(part) for part in command + self._emulation(name)], environment={"PATH": PATH, "LANG": "C.UTF-8"},
            log=self._directory / f"{name}.log", ready=ready, ready_within=READY_WITHIN_SECONDS,
        )  # fmt: skip

    def _emulation(self, name: str) -> list[str]:
        """All alike: a newer scheduler would wait for kinds that an older API server does not serve."""
        return [f"--emulated-version={self._version}"] if self._version and name.startswith("kube-") else []

    def _etcd(self) -> Process:
        client, peer = (f"http://127.0.0.1:{port}" for port in (self._store, self._peers))
        command = [
            program("etcd"), f"--data-dir={self._directory}/etcd", f"--listen-client-urls={client}",
            f"--advertise-client-urls={client}", f"--listen-peer-urls={peer}", f"--initial-advertise-peer-urls={peer}",
            f"--initial-cluster=default={peer}", "--logger=zap", "--log-level=warn",
        ]  # fmt: skip
        return self._process("etcd", command, PortOpen(self._store))

    def _api_server(self) -> Process:
        files = self._files
        admission = self._directory / "admission.json"
        admission.write_text(json.dumps(ADMISSION))
        command = [
            self._program, "kube-apiserver", f"--etcd-servers=http://127.0.0.1:{self._store}", "--bind-address=127.0.0.1",
            "--advertise-address=127.0.0.1", f"--secure-port={self.port}", f"--service-cluster-ip-range={SERVICE_ADDRESSES}",
            f"--tls-cert-file={files.server}", f"--tls-private-key-file={files.server_key}",
            f"--client-ca-file={files.authority}", "--authorization-mode=Node,RBAC", "--allow-privileged=true",
            "--service-account-issuer=https://kubernetes.default.svc",
            f"--service-account-signing-key-file={files.service_account_key}",
            f"--service-account-key-file={files.service_account_public_key}",
            f"--admission-control-config-file={admission}", "--endpoint-reconciler-type=none",
            # No machine reports its condition here, so none is ever found to be ready.
            "--disable-admission-plugins=TaintNodesByCondition",
        ]  # fmt: skip
        return self._process("kube-apiserver", command, ApiReady(self.api))

    def _manager(self, name: str, port: int) -> Process:
        files = self._files
        command = [
            self._program, name, f"--kubeconfig={self.kubeconfig}", f"--authentication-kubeconfig={self.kubeconfig}",
            f"--authorization-kubeconfig={self.kubeconfig}", "--bind-address=127.0.0.1", f"--secure-port={port}",
            f"--tls-cert-file={files.server}", f"--tls-private-key-file={files.server_key}", "--leader-elect=false",
        ]  # fmt: skip
        if name == "kube-controller-manager":
            command += [
                f"--service-account-private-key-file={files.service_account_key}", f"--root-ca-file={files.authority}",
                "--controllers=*,-node-lifecycle-controller",  # it would find that no machine sends a heartbeat
            ]  # fmt: skip
        return self._process(name, command, ApiReady(Api(port, files), "/healthz"))

    def _write_kubeconfig(self):
        files = self._files
        self.kubeconfig.write_text(json.dumps({
            "apiVersion": "v1", "kind": "Config", "current-context": "test",
            "clusters": [{"name": "test", "cluster": {"server": f"https://127.0.0.1:{self.port}",
                                                      "certificate-authority": str(files.authority)}}],
            "users": [{"name": "administrator", "user": {"client-certificate": str(files.administrator),
                                                         "client-key": str(files.administrator_key)}}],
            "contexts": [{"name": "test", "context": {"cluster": "test", "user": "administrator"}}],
        }))  # fmt: skip
        self.kubeconfig.chmod(0o600)
