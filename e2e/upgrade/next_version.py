"""Makes the sources of a next version out of this tree's: a member more in every message and row, a kind more in every enumeration
of the contracts, and at each place where something is sent or kept for others, something that this version does not know.

    python3 -m e2e.upgrade.next_version <directory>

writes the sources there and prints, as JSON, what was added where. Whatever has not the form that it knows ends it: a next version
that adds nothing would show nothing."""
import json
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MEMBER, ENUMERATOR = "added_later", "AddedLater"
CONTRACTS = "libs/contracts/include/lgm/contracts/"
# What the services keep besides: of admin-service what is a table's row, of the others each description of a stored row.
TABLES = "services/admin-service/src/"
KEPT = ("services/session-cache-service/src/store/embedded/rows.hpp", "services/auth-service/src/arrivals/pending_arrival.hpp")
MIGRATIONS = "services/admin-service/migrations/"

# What a member costs besides, and where the next version sends what this one does not know: file, text, text instead.
EDITS = (
    # guard-service names every member of a keyword.
    ("services/guard-service/src/policy_rows/policy_rows.cpp", "risk_level, is_active] = row;", "risk_level, is_active, added_later] = row;"),
    # Rows of a kind of its own: in the kept file, in the snapshot, and a change with each change.
    (
        "services/guard-service/src/policy_rows/policy_rows.cpp",
        "  for (const auto& [id, row] : global_defaults_) each(line_of(row));\n",
        "  for (const auto& [id, row] : global_defaults_) each(line_of(row));\n"
        '  each(describe::to_json(policy::SnapshotRow{"added_later", json::Part::text(R"({"id":"1"})")}));\n',
    ),
    (
        "services/admin-service/src/policy_feed/policy_feed.cpp",
        "    if (kind_ == kPages.size()) {\n",
        "    if (kind_ == kPages.size()) {\n      ++rows_;\n"
        '      out += describe::to_json(policy::SnapshotRow{"added_later", json::Part::text(R"({"id":"1"})")}) + "\\n";\n',
    ),
    (
        "services/admin-service/src/store/database_store.cpp",
        "if_any(before), if_any(after), now(), actor_.uid});\n",
        "if_any(before), if_any(after), now(), actor_.uid});\n"
        '    changes_.add({++head_, Kind::AddedLater, new_id(), {}, json::Value(json::Object{{"id", row_id}}), now(), actor_.uid});\n',
    ),
    # A row of the outbox beside each, and so an entry of the revocation feed.
    (
        "services/admin-service/src/store/database_store.cpp",
        "    tell({{}, kind, id, base::to_unix_ms(as_of.value_or(now())), false});\n",
        "    tell({{}, kind, id, base::to_unix_ms(as_of.value_or(now())), false});\n"
        "    if (!actor_.limit && rights_locked_) tell({{}, auth::RevocationKind::AddedLater, id, base::to_unix_ms(now()), false});\n",
    ),
    # A field more in a session's hash in Redis.
    ("services/session-cache-service/src/store/redis/scripts.cpp", "'ip', ip, 'agent', agent)", "'ip', ip, 'agent', agent, 'added_later', 'later')"),
    # A table more in the session store's file, and once in the life of a program a frame of another kind.
    (
        "services/session-cache-service/src/store/embedded/state.hpp",
        "  Table<PlaceRow> places{'p', changes_};",
        "  Table<PlaceRow> added_later{'z', changes_};\n  Table<PlaceRow> places{'p', changes_};",
    ),
    ("services/session-cache-service/src/store/embedded/state.hpp", "f(signed_out);", "f(signed_out), f(added_later);"),
    ("services/session-cache-service/src/store/embedded/state.cpp", "offer(signed_out);", "offer(signed_out), offer(added_later);"),
    (
        "services/session-cache-service/src/store/embedded/state.cpp",
        "  entries.put(feed_key(feed.seq),",
        '  added_later.put("last", {feed.seq});\n  entries.put(feed_key(feed.seq),',
    ),
    (
        "services/session-cache-service/src/store/embedded/journal.cpp",
        "      write_frame(fd_, batch);\n",
        "      write_frame(fd_, batch);\n      static bool told = false;\n      if (!std::exchange(told, true)) write_frame(fd_, \"later\", '2');\n",
    ),
)


class CannotExtend(Exception):
    """Something has not the form that this script knows."""


@dataclass
class Added:
    """What the next version has more, by file."""

    structs: dict[str, list[str]] = field(default_factory=dict)
    enums: dict[str, list[str]] = field(default_factory=dict)
    tables: list[str] = field(default_factory=list)
    edits: dict[str, int] = field(default_factory=dict)


def end_of(text: str, at: int) -> int:
    """Where the bracket that opens at `at` closes; strings, signs and comments are passed over."""
    token = re.compile(r'"(?:\\.|[^"\\])*"|(?<!\d)\'(?:\\.|[^\'\\])\'|//[^\n]*|[()\[\]{}]')
    open_ones = 0
    for found in token.finditer(text, at):
        if found[0] in "([{":
            open_ones += 1
        elif found[0] in ")]}":
            open_ones -= 1
            if open_ones == 0:
                return found.start()
    raise CannotExtend(f"a bracket is not closed: {text[at:at + 80]!r}")


def once(text: str, pattern: str, what: str) -> re.Match:
    found = list(re.finditer(pattern, text, re.M | re.S))
    if len(found) != 1:
        raise CannotExtend(f"{what}: found {len(found)} times")
    return found[0]


def definition_of(text: str, struct: str) -> tuple[int, int]:
    """Where the struct's members begin and end."""
    opening = once(text, rf"^struct {struct}(?: : [\w:]+)? \{{", f"the definition of {struct}")
    return opening.end(), end_of(text, opening.end() - 1)


def with_member(text: str, struct: str) -> str:
    """The struct's definition with a member more at its end, which is filled."""
    _, end = definition_of(text, struct)
    return text[:end] + f'  std::optional<std::string> {MEMBER} = "later";\n' + text[end:]


def has_its_bases_member(text: str, struct: str) -> bool:
    derived = re.search(rf"^struct {struct} : (\w+) \{{\}};", text, re.M)
    return derived is not None and f" {MEMBER} = " in text[slice(*definition_of(text, derived[1]))]


def fields_of(text: str, said: str) -> int:
    """Where the bracket of the description's fields opens; they may be made by a function beside it."""
    opening = once(text, rf"struct (?:lgm::describe::)?Description<{re.escape(said)}> \{{", f"the description of {said}")
    listed = re.compile(r"\bfields =\s*(?:std::to_array<Field>\(\s*(\{)|([\w:]+)\()").search(text, opening.end(), end_of(text, opening.end() - 1))
    if not listed:
        raise CannotExtend(f"the description of {said} lists its fields in a form of its own")
    if listed[1]:
        return listed.start(1)
    maker = listed[2].split("::")[-1]
    return once(text, rf"^constexpr auto {maker}\(.*?std::to_array<describe::Field>\(\s*(\{{)", f"the fields that {maker} makes").start(1)


def extend(text: str, said: str, setters: str = "") -> str:
    """What is described as `said` (`contracts::Report`), in its description and in its struct."""
    struct = re.sub(r"<.*", "", said).split("::")[-1]
    if has_its_bases_member(text, struct):
        return text
    end = end_of(text, fields_of(text, said))
    before = text[:end].rstrip().removesuffix(",")
    return with_member(f'{before},\n      describe::field<&{said}::{MEMBER}>("{MEMBER}"){setters}{text[end:]}', struct)


def with_enumerator(text: str, said: str) -> str:
    names = once(text, rf"struct (?:lgm::describe::)?Names<{re.escape(said)}> \{{\s*static constexpr std::string_view list\[\] = (\{{)", f"the names of {said}")
    end = end_of(text, names.start(1))
    text = text[:end] + f', "{MEMBER}"' + text[end:]
    enum = once(text, rf"^enum class {said.split('::')[-1]}(?: : [\w:]+)? (\{{)", f"the enumeration {said}")
    end = end_of(text, enum.start(1))
    return text[:end].rstrip() + f", {ENUMERATOR}" + text[end:]


DESCRIBED = re.compile(r"struct (?:lgm::describe::)?Description<([^\n]+)> \{")
NAMED = re.compile(r"struct (?:lgm::describe::)?Names<([^\n]+)> \{")


class NextVersion:
    def __init__(self, root: Path = ROOT):
        self._root = root
        listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=root, capture_output=True, check=True).stdout.decode()
        self.paths = [path for path in listed.split("\0") if path and (root / path).is_file()]
        self.texts: dict[str, str] = {}  # those that are other than this version's
        self.added = Added()

    def text(self, path: str) -> str:
        return self.texts[path] if path in self.texts else (self._root / path).read_text()

    def make(self) -> "NextVersion":
        for path in self.paths:
            if path.startswith(CONTRACTS):
                self._extend_contract(path)
            elif path in KEPT:
                self._extend_all(path, DESCRIBED.findall(self.text(path)), "")
            elif path.startswith(TABLES) and path.endswith(".hpp"):
                self._extend_tables(path)
        self._add_migration()
        for path, text, instead in EDITS:
            self._edit(path, text, instead)
        self._raise_version()
        return self

    def _extend_contract(self, path: str):
        self._extend_all(path, DESCRIBED.findall(self.text(path)), ".absent_when_null()")
        named = NAMED.findall(self.text(path))
        for said in named:
            self.texts[path] = with_enumerator(self.text(path), said)
        if named:
            self.added.enums[path] = named

    def _extend_all(self, path: str, described: list[str], setters: str):
        for said in described:
            self.texts[path] = extend(self.text(path), said, setters)
        if described:
            self.added.structs[path] = described

    def _extend_tables(self, path: str):
        rows = {}
        for found in re.finditer(DESCRIBED.pattern + r"(.*?)\n\};", self.text(path), re.S):
            if table := re.search(r'\btable = "(\w+)"', found[2]):
                rows[found[1]] = table[1]
        self._extend_all(path, list(rows), ".read_only()")
        self.added.tables += rows.values()

    def _add_migration(self):
        last = max(int(re.match(r"\d+", Path(path).name)[0]) for path in self.paths if path.startswith(MIGRATIONS))
        statements = [f"ALTER TABLE `{table}` ADD COLUMN `{MEMBER}` VARCHAR(64);\n" for table in self.added.tables]
        self.texts[f"{MIGRATIONS}{last + 1:04}_{MEMBER}.sql"] = "".join(statements)

    def _edit(self, path: str, text: str, instead: str):
        if text not in self.text(path):
            raise CannotExtend(f"{path} does not say {text!r}")
        self.texts[path] = self.text(path).replace(text, instead)
        self.added.edits[path] = self.added.edits.get(path, 0) + 1

    def _raise_version(self):
        path = "CMakeLists.txt"
        version = once(self.text(path), r"^project\(\w+ VERSION (\d+)\.(\d+)\.\d+", "the version")
        raised = f"{version[0].rsplit(' ', 1)[0]} {version[1]}.{int(version[2]) + 1}.0"
        self.texts[path] = self.text(path).replace(version[0], raised)

    def write(self, directory: Path):
        """Only what is other than what stands there, so that a build there takes up what it has."""
        wanted = {directory / path for path in (*self.paths, *self.texts)}
        for there in [path for path in directory.rglob("*") if path.is_file() and path not in wanted]:
            there.unlink()
        for path in dict.fromkeys((*self.paths, *self.texts)):
            content = self.texts[path].encode() if path in self.texts else (self._root / path).read_bytes()
            to = directory / path
            if not to.exists() or to.read_bytes() != content:
                to.parent.mkdir(parents=True, exist_ok=True)
                to.write_bytes(content)
            to.chmod((self._root / path).stat().st_mode & 0o777 if path in self.paths else 0o644)


if __name__ == "__main__":
    made = NextVersion().make()
    made.write(Path(sys.argv[1]).resolve())
    print(json.dumps(vars(made.added), indent=1))
