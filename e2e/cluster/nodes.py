"""Machines that only claim to run pods. They take what the scheduler gives them, look up what a real machine would look
up first (`references.py`), and report: containers of a Deployment or StatefulSet are running and ready, those of a Job or
a hook have ended, well unless a test says otherwise. No container is started: that a program starts with what it is given is for the images' tests."""
import http.client
import ipaddress
import threading
from typing import Callable

from .api import STRATEGIC, Api, Refused
from .references import fault

TICK_SECONDS = 0.1
STORAGE_CLASSES = "/apis/storage.k8s.io/v1/storageclasses"
NAMES = ("machine-1", "machine-2", "machine-3")
ZONES = ("zone-a", "zone-b", "zone-c")
ROOM = {"cpu": "64", "memory": "256Gi", "pods": "200", "ephemeral-storage": "1Ti"}
ADDRESSES = ipaddress.ip_network("10.244.0.0/16")
NOW = "2026-01-01T00:00:00Z"  # when containers began and ended: nobody asks how long they took


class Nodes:
    """`broken(pod)` says why a pod of these machines shall not get ready; None: it does. `fails(pod)`: the containers of a Job end in an error. A test
    may set either."""

    def __init__(self, api: Api):
        self._api = api
        self.broken: Callable[[dict], str | None] = lambda pod: None
        self.fails: Callable[[dict], bool] = lambda pod: False
        self.failure: Exception | None = None  # what ended the machines, if anything did
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._addresses = ADDRESSES.hosts()

    def start(self) -> "Nodes":
        for name, zone in zip(NAMES, ZONES):
            labels = {"kubernetes.io/hostname": name, "kubernetes.io/os": "linux", "topology.kubernetes.io/zone": zone}
            self._api.create("/api/v1/nodes", {"metadata": {"name": name, "labels": labels}})
            ready = {"type": "Ready", "status": "True", "reason": "Claimed", "lastTransitionTime": NOW}
            status = {"capacity": ROOM, "allocatable": ROOM, "conditions": [ready]}
            self._api.patch(f"/api/v1/nodes/{name}/status", {"status": status}, STRATEGIC)
        self._thread.start()
        return self

    def stop(self):
        self._stop.set()
        self._thread.join()

    def _run(self):
        try:
            while not self._stop.wait(TICK_SECONDS):
                for pod in self._api.list("/api/v1/pods"):
                    self._settle(pod)
                for claim in self._api.list("/api/v1/persistentvolumeclaims"):
                    if claim["status"].get("phase") == "Pending" and not claim["spec"].get("volumeName"):
                        self._provide(claim)
        except (OSError, http.client.HTTPException, Refused, KeyError) as failure:
            if not self._stop.is_set():
                self.failure = failure
                raise

    def _settle(self, pod: dict):
        path = f"/api/v1/namespaces/{pod['metadata']['namespace']}/pods/{pod['metadata']['name']}"
        if not pod["spec"].get("nodeName"):
            return
        try:
            if pod["metadata"].get("deletionTimestamp"):
                self._api.delete(path, gracePeriodSeconds="0")  # its containers have ended
            elif pod["status"].get("phase") == "Pending":
                why = self.broken(pod) or fault(self._api, pod)
                self._api.patch(f"{path}/status", {"status": self._status(pod, why)}, STRATEGIC)
        except Refused as refused:
            if refused.code not in (404, 409):  # gone or changed meanwhile: the next round sees how it is
                raise

    def _status(self, pod: dict, why: str | None) -> dict:
        """The pod is Pending with a reason, or Running and ready, or has Succeeded or Failed."""
        spec, once = pod["spec"], pod["spec"]["restartPolicy"] != "Always"
        if why:
            waiting = {"waiting": {"reason": "CreateContainerConfigError", "message": why}}
            return {"phase": "Pending", "containerStatuses": [_container(c, waiting, ready=False) for c in spec["containers"]]}
        ended = {"terminated": {"exitCode": 0, "reason": "Completed", "startedAt": NOW, "finishedAt": NOW}}
        failed = once and self.fails(pod)
        broke_off = {"terminated": {"exitCode": 1, "reason": "Error", "startedAt": NOW, "finishedAt": NOW}}
        state = broke_off if failed else ended if once else {"running": {"startedAt": NOW}}
        address = str(next(self._addresses))
        ready = {"status": "False", "reason": "PodCompleted"} if once else {"status": "True"}
        conditions = [{"type": kind, "lastTransitionTime": NOW, **ready} for kind in ("Ready", "ContainersReady")]
        return {
            "phase": "Failed" if failed else "Succeeded" if once else "Running",
            "hostIP": "127.0.0.1",
            "podIP": address,
            "podIPs": [{"ip": address}],
            "startTime": NOW,
            "conditions": [*conditions, {"type": "Initialized", "status": "True", "lastTransitionTime": NOW}],
            "initContainerStatuses": [_container(c, ended, ready=True) for c in spec.get("initContainers", [])],
            "containerStatuses": [_container(c, state, ready=not once) for c in spec["containers"]],
        }

    def _provide(self, claim: dict):
        """A volume as large as the claim wants it, which the volume controller then binds."""
        about = claim["metadata"]
        name, kind = f"volume-{about['uid']}", claim["spec"].get("storageClassName")
        storage = self._api.find(f"{STORAGE_CLASSES}/{kind}") if kind else None
        waits = storage and storage.get("volumeBindingMode") == "WaitForFirstConsumer"
        if waits and "volume.kubernetes.io/selected-node" not in about.get("annotations", {}):
            return  # until a pod that wants it has got a machine
        if self._api.find(f"/api/v1/persistentvolumes/{name}"):
            return
        spec = {
            "capacity": claim["spec"]["resources"]["requests"],
            "accessModes": claim["spec"]["accessModes"],
            "storageClassName": claim["spec"].get("storageClassName", ""),
            "persistentVolumeReclaimPolicy": "Retain",
            "hostPath": {"path": "/nowhere"},
            "claimRef": {"namespace": about["namespace"], "name": about["name"], "uid": about["uid"]},
        }
        self._api.create("/api/v1/persistentvolumes", {"metadata": {"name": name}, "spec": spec})


def _container(container: dict, state: dict, ready: bool) -> dict:
    return {
        "name": container["name"], "image": container["image"], "imageID": "", "restartCount": 0, "ready": ready,
        "started": ready, "state": state,
    }  # fmt: skip
