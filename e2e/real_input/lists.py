"""The published word lists: fetched by npm into build/, read, cleaned, and merged into keywords with a tag and a risk."""
import json
import re
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILD = HERE.parents[1] / "build" / "real-input"
SEVERITY = {"High": 3, "Medium": 2, "Low": 1}


@dataclass(frozen=True)
class Entry:
    keyword: str
    tag: str
    risk: str
    source: str


def fetch() -> Path:
    """The packages that package-lock.json pins, unpacked below build/; no script of theirs is run."""
    BUILD.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(HERE / name, BUILD / name)
    modules = BUILD / "node_modules"
    wanted = (HERE / "package-lock.json").read_text()
    mark = BUILD / "installed-lock.json"
    if not mark.exists() or mark.read_text() != wanted:
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=BUILD, check=True)
        mark.write_text(wanted)
    return modules


def licences(modules: Path) -> list[tuple[str, str, str]]:
    """(package, version, licence) of everything that is read, as the packages themselves say."""
    found = []
    for name in json.loads((HERE / "package.json").read_text())["dependencies"]:
        package = json.loads((modules / name / "package.json").read_text())
        found.append((name, package["version"], package["license"]))
    return found


def read(modules: Path) -> list[Entry]:
    """All entries, of equal ones the most severe; in the lists' order, so that runs are alike."""
    chosen: dict[str, Entry] = {}
    for entry in _all(modules):
        if not _is_usable(entry.keyword):
            continue
        if len(entry.keyword) == 1:  # stands inside too many ordinary words to act on
            entry = replace(entry, tag="unreviewed", risk="Low")
        key = identity(entry.keyword)
        if key not in chosen or SEVERITY[entry.risk] > SEVERITY[chosen[key].risk]:
            chosen[key] = entry
    return list(chosen.values())


def identity(keyword: str) -> str:
    """What makes two keywords the same one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", keyword).casefold()).strip()


def _is_usable(keyword: str) -> bool:
    """The service refuses what is longer, and what has no letter, digit or symbol to match."""
    kinds = {unicodedata.category(character)[0] for character in unicodedata.normalize("NFKC", keyword)}
    return len(keyword) <= 255 and bool(kinds & {"L", "N"}) and "C" not in kinds and "\ufffd" not in keyword


def _all(modules: Path):
    for name, tag, risk in (("porn", "sexual", "High"), ("violence", "violence", "High"), ("politics", "politics", "Medium"), ("ads", "advertising", "Medium")):
        text = (modules / "sensitive-word-tool" / "src" / "words" / f"{name}.ts").read_text()
        for word in re.findall(r"^\s*'((?:[^'\\]|\\.)*)'", text, re.M):
            yield Entry(word.strip(), tag, risk, "sensitive-word-tool")
    # cuss rates how likely a word is meant badly: 0 is mostly harmless ("attack", "gun").
    ratings = {"2": ("profanity.en", "High"), "1": ("profanity.en", "Medium"), "0": ("unreviewed", "Low")}
    for quoted, plain, rating in re.findall(r"^\s+(?:'([^']+)'|([\w-]+)): ([012])", (modules / "cuss" / "index.js").read_text(), re.M):
        yield Entry(quoted or plain, *ratings[rating], "cuss")
    for language, tag in (("en", "profanity.en"), ("zh", "profanity.zh")):
        for word in json.loads((modules / "naughty-words" / f"{language}.json").read_text()):
            yield Entry(word.strip(), tag, "Medium", "naughty-words")
        for word in (modules / "@coffeeandfun" / "google-profanity-words" / "data" / f"{language}.txt").read_text().splitlines():
            yield Entry(word.strip(), tag, "Medium", "@coffeeandfun/google-profanity-words")
    for word in (modules / "sensitive-word-filter" / "keywords").read_text(errors="replace").splitlines():
        yield Entry(word.strip(), "unreviewed", "Low", "sensitive-word-filter")
