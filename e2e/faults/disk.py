"""A small disk of one's own, that can be filled and emptied: a tmpfs."""
import subprocess
from pathlib import Path

from .namespaces import require_own


class SmallDisk:
    """Mounted at a directory, which it makes. `size` as mount takes it: "8m"."""

    def __init__(self, at: Path, size: str):
        require_own("mnt")
        self.path, self._ballast = at, at / "ballast"
        at.mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(at)], check=True)

    def fill(self):
        """Not a byte more gets there."""
        with open(self._ballast, "ab", buffering=0) as file:
            for size in (1 << 20, 1 << 12, 1):
                try:
                    while file.write(b"\0" * size) == size:
                        pass
                except OSError:
                    pass

    def free(self):
        self._ballast.unlink(missing_ok=True)

    def remove(self):
        subprocess.run(["umount", "--lazy", str(self.path)], check=True)
