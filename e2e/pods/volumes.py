"""The volumes of a pod as directories, with the files, owners and modes that the kubelet gives them."""
import base64
import os
import shutil
import subprocess
from pathlib import Path

from e2e.chart.rendering import Objects

SIZES = {"Mi": 2**20, "Gi": 2**30}


class Volumes:
    def __init__(self, objects: Objects, spec: dict, claims: dict[str, str], directory: Path, claimed: Path):
        """`claims`: the claims of a StatefulSet's pod by their volumes' names. `directory` is the pod's; `claimed` holds
        what outlives pods."""
        self._objects, self._group = objects, spec["securityContext"]["fsGroup"]
        self._mounted: list[Path] = []
        self.paths: dict[str, Path] = {}
        self._directory = directory
        directory.mkdir(parents=True)
        for volume in spec.get("volumes", []):
            self.paths[volume["name"]] = self._make(volume, directory / volume["name"], claimed)
        for name, claim in claims.items():
            self.paths[name] = self._claim(claimed / claim)

    def _make(self, volume: dict, path: Path, claimed: Path) -> Path:
        kinds = volume.keys() - {"name"}
        assert len(kinds) == 1, volume
        kind = kinds.pop()
        source = volume[kind]
        if kind == "secret":
            held = self._objects.named("Secret", source["secretName"])
            data = {key: base64.b64decode(value) for key, value in held.get("data", {}).items()}
            data |= {key: value.encode() for key, value in held.get("stringData", {}).items()}
            return self._files(path, data, source)
        if kind == "configMap":
            data = {key: value.encode() for key, value in self._objects.named("ConfigMap", source["name"])["data"].items()}
            return self._files(path, data, source)
        if kind == "emptyDir":
            return self._empty(path, source)
        if kind == "persistentVolumeClaim":
            return self._claim(claimed / source["claimName"])
        raise AssertionError(f"this node has no volumes of the kind {kind}")

    def _files(self, path: Path, data: dict[str, bytes], source: dict) -> Path:
        """Of the group of the pod, which may read them; never writable."""
        path.mkdir()
        items = source.get("items") or [{"key": key, "path": key} for key in data]
        for item in items:
            if source.get("optional") and item["key"] not in data:
                continue
            file = path / item["path"]
            file.write_bytes(data[item["key"]])
            os.chown(file, 0, self._group)
            file.chmod(item.get("mode", source.get("defaultMode", 0o644)))
        return path

    def _empty(self, path: Path, source: dict) -> Path:
        path.mkdir()
        if source.get("medium") == "Memory":
            size = source["sizeLimit"]
            options = f"size={int(size[:-2]) * SIZES[size[-2:]]}"
            subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", path], check=True)
            self._mounted.append(path)
        return self._owned(path)

    def _claim(self, path: Path) -> Path:
        path.mkdir(parents=True, exist_ok=True)
        return self._owned(path)

    def _owned(self, path: Path) -> Path:
        os.chown(path, 0, self._group)
        path.chmod(0o2775)
        return path

    def remove(self):
        """All but what was claimed."""
        for path in self._mounted:
            subprocess.run(["umount", path], check=True)
        self._mounted.clear()
        shutil.rmtree(self._directory, ignore_errors=True)
