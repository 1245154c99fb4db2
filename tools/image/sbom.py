"""The list of what an image holds, as SPDX 2.3 in JSON (ISO/IEC 5962): packages, files with their digests, and what
stands in which relation to our program."""
import hashlib
import json
import os
import re
import subprocess
import uuid
from datetime import datetime, timezone
from pathlib import Path

FIELDS = "${Package}\t${Version}\t${Architecture}\t${source:Package}\t${source:Version}\n"


def owners(paths: list[str]) -> dict[str, str]:
    """path -> Debian package that brought it. dpkg knows files of the merged /usr by their older paths, too."""
    asked = {}
    for path in paths:
        for known in {path, os.path.realpath(path), path.removeprefix("/usr"), os.path.realpath(path).removeprefix("/usr")}:
            asked[known] = path
    found = {}
    answer = subprocess.run(["dpkg-query", "-S", *asked], capture_output=True, text=True)  # 1: some are nobody's
    for line in answer.stdout.splitlines():
        packages, _, path = line.partition(": ")
        if path in asked:
            found[asked[path]] = packages.split(",")[0].strip().split(":")[0]
    return found


def installed(names: list[str]) -> list[dict]:
    """What dpkg knows of packages."""
    answer = subprocess.run(["dpkg-query", "-W", "-f", FIELDS, *names], capture_output=True, text=True, check=True)
    return debian_packages(answer.stdout)


def debian_packages(table: str) -> list[dict]:
    """The SPDX packages of a table in the form of FIELDS."""
    packages = {}
    for line in table.splitlines():
        name, version, architecture, source, source_version = line.split("\t")
        packages[name] = {
            "name": name,
            "SPDXID": identifier("Debian", name),
            "versionInfo": version,
            "supplier": "Organization: Debian",
            "downloadLocation": "NOASSERTION",
            "filesAnalyzed": False,
            "sourceInfo": f"built from the Debian source package {source} {source_version}",
            "licenseConcluded": "NOASSERTION",
            "licenseDeclared": "NOASSERTION",
            "licenseComments": f"/usr/share/doc/{name}/copyright",
            "externalRefs": [purl(f"pkg:deb/debian/{name}@{version}?arch={architecture}&distro=debian-12")],
        }
    return [packages[name] for name in sorted(packages)]


def purl(locator: str) -> dict:
    return {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": locator.replace("+", "%2B")}


def identifier(kind: str, name: str) -> str:
    return f"SPDXRef-{kind}-" + re.sub(r"[^A-Za-z0-9.-]", "-", name)


def own_package(name: str, version: str, commit: str) -> dict:
    return {
        "name": name,
        "SPDXID": identifier("Product", name),
        "versionInfo": version,
        "supplier": "Organization: LLM Guard Manager",
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False,
        "sourceInfo": f"commit {commit}",
        "licenseConcluded": "Apache-2.0",
        "licenseDeclared": "Apache-2.0",
        "primaryPackagePurpose": "APPLICATION",
    }


def file_entry(root: Path, path: Path) -> dict:
    name = "./" + str(path.relative_to(root))
    content = path.read_bytes()
    return {
        "fileName": name,
        "SPDXID": identifier("File", hashlib.sha256(name.encode()).hexdigest()[:16]),
        "checksums": [
            {"algorithm": "SHA1", "checksumValue": hashlib.sha1(content).hexdigest()},
            {"algorithm": "SHA256", "checksumValue": hashlib.sha256(content).hexdigest()},
        ],
        "licenseConcluded": "NOASSERTION",
        "copyrightText": "NOASSERTION",
    }


def relation(one: str, kind: str, other: str) -> dict:
    return {"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other}


def write(path: Path, product: dict, packages: list[dict], files: list[dict], relations: list[dict]):
    body = {"packages": [product, *packages], "files": files, "relationships": relations}
    if not files:
        del body["files"]
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    made = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH") or 0), timezone.utc)
    document = {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"{product['name']}-{product['versionInfo']}",
        "documentNamespace": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest)}",
        "creationInfo": {
            "created": made.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "creators": ["Organization: LLM Guard Manager", "Tool: llm-guard-manager-tools-image"],
        },
        **body,
    }
    document["relationships"] = [relation("SPDXRef-DOCUMENT", "DESCRIBES", product["SPDXID"]), *relations]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=1) + "\n")
