"""How much memory a program has, and the most that it had since a moment."""
from pathlib import Path


def _line(pid: int, name: str) -> float:
    text = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith(name + ":"))
    return int(text.split()[1]) / 1024


class PeakMemory:
    """MiB above what the program had when this was made."""

    def __init__(self, pid: int):
        self._pid = pid
        Path(f"/proc/{pid}/clear_refs").write_text("5")  # the peak begins anew
        self.idle = _line(pid, "VmRSS")

    def above_idle(self) -> float:
        return _line(self._pid, "VmHWM") - self.idle
