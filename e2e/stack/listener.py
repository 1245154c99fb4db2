"""Who listens on a port: the answer of another stack's program must not be taken for that of our own."""
import os
import re
from pathlib import Path

_LISTENING = "0A"
_SOCKET = re.compile(r"socket:\[(\d+)\]")


def listens(pid: int, port: int) -> bool:
    """Does the process, or one that it started, listen on this port?"""
    wanted = _listening_sockets(pid, port)
    return bool(wanted) and any(not wanted.isdisjoint(_sockets(one)) for one in _family(pid))


def _listening_sockets(pid: int, port: int) -> set[str]:
    """The inodes of the sockets that listen on the port, in the network that the process sees."""
    found = set()
    for table in ("tcp", "tcp6"):
        try:
            lines = Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]
        except OSError:
            continue
        for fields in map(str.split, lines):
            if fields[3] == _LISTENING and int(fields[1].rpartition(":")[2], 16) == port:
                found.add(fields[9])
    return found


def _sockets(pid: int) -> set[str]:
    """The inodes of the sockets that a process holds."""
    found = set()
    try:
        for entry in os.scandir(f"/proc/{pid}/fd"):
            match = _SOCKET.fullmatch(os.readlink(entry.path))
            if match:
                found.add(match.group(1))
    except OSError:
        pass  # it has ended, or closed a descriptor meanwhile
    return found


def _family(pid: int) -> set[int]:
    """The process and all that descend from it."""
    children = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(entry.name))
    family, seen = [pid], {pid}
    for one in family:
        new = [child for child in children.get(one, []) if child not in seen]
        seen.update(new)
        family.extend(new)
    return seen
