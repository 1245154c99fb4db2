"""The objects that helm rendered: their images, and how two renderings differ. No value of a Secret is ever shown, nor one that looks like
one elsewhere; only that it changes."""
import difflib
import re

from cluster import Stop

COMPONENTS = ("llmsafe-frontend", "auth-service", "admin-service", "session-cache-service", "guard-service")
SECRET_NAME = re.compile(r"SECRET|PASSWORD|PASSWD|PASSPHRASE|TOKEN|CREDENTIAL|PRIVATE|DATABASE_URL|DSN|(^|[_.-])(API_?)?KEYS?($|[_.-])", re.IGNORECASE)
NO_SECRET = re.compile(r"(_FILE|_FILES|_SECONDS|_MINUTES|_HOURS|_DAYS|_ENABLED|\.(json|ya?ml|sh|conf))$")  # where it stands, how long it lives; whole files
USER_OF_URL = re.compile(r"(://)[^/@\s\"']+@")
OPTION = re.compile(r"(--?[\w-]*(?:password|token|secret)[\w-]*[= ])\S+", re.IGNORECASE)
DATA = ("data", "stringData", "binaryData")
VERSION_LABELS = ("app.kubernetes.io/version", "helm.sh/chart")
HASH = re.compile(r"-[0-9a-f]{8}$")  # of a Job, which cannot be changed: another one of another name takes its place
HIDDEN = "(hidden)"
CHANGED = "(hidden, changes)"


def images(manifest):
    """The image of each of the suite's components, as text reads it: an operator's Python need not know YAML for it."""
    found = {}
    for document in re.split(r"(?m)^---\s*$", manifest):
        if not re.search(r"(?m)^kind: Deployment$", document):
            continue
        label = re.search(r"(?m)^ {4}app\.kubernetes\.io/name: \"?([\w-]+)", document)
        inside = re.split(r"(?m)^ {6}containers:\s*$", document)  # behind the init containers
        image = re.search(r"(?m)^\s+image: \"?([^\s\"]+)", inside[-1])
        if label and image and label.group(1) in COMPONENTS:
            found[label.group(1)] = image.group(1)
    return found


def tag(image):
    """registry:5000/name:1.2.3@sha256:… → 1.2.3; without one, the digest's beginning."""
    name, _, digest = image.partition("@")
    found = re.search(r":([^:/]+)$", name)
    return found.group(1) if found else digest[:19] or "no tag"


def objects(text):
    try:
        import yaml
    except ImportError:
        raise Stop("DRY_RUN reads what helm renders: Python's module yaml is needed (python3-yaml, PyYAML)") from None
    found = {}
    for thing in yaml.load_all(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if thing:
            found[thing["kind"], HASH.sub("", thing["metadata"]["name"])] = thing
    return found


def without_version(thing):
    """Every object of the chart has labels that name its version: a difference of these alone is none."""
    if isinstance(thing, dict):
        return {key: without_version(value) for key, value in thing.items() if key not in VERSION_LABELS}
    return [without_version(member) for member in thing] if isinstance(thing, list) else thing


def looks_secret(name):
    return bool(SECRET_NAME.search(name)) and not NO_SECRET.search(name)


def hide(new, old, secret=False):
    """`new` without its secrets, beside what stands in the same place of `old`. Members of lists that have a name are neighbours by that."""
    if isinstance(new, dict):
        old = old if isinstance(old, dict) else {}
        variable = isinstance(new.get("name"), str) and "value" in new and looks_secret(new["name"])
        return {key: hide(value, old.get(key), secret or (variable and key == "value")) for key, value in new.items()}
    if isinstance(new, list):
        olds = old if isinstance(old, list) else []
        named = {thing["name"]: thing for thing in olds if isinstance(thing, dict) and "name" in thing}
        return [hide(thing, named.get(thing["name"]) if isinstance(thing, dict) and "name" in thing else
                     olds[at] if at < len(olds) else None, secret) for at, thing in enumerate(new)]  # fmt: skip
    if secret:
        return HIDDEN if old is None or old == new else CHANGED
    return OPTION.sub(rf"\1{HIDDEN}", USER_OF_URL.sub(rf"\1{HIDDEN}@", new)) if isinstance(new, str) else new


def without_secrets(thing, other):
    """An object as it may be shown, beside its other self. Of a Secret every value is hidden, of a ConfigMap those whose name says so."""
    other, whole = other or {}, thing["kind"] == "Secret"
    shown = {key: hide(value, other.get(key)) for key, value in thing.items() if key not in DATA}
    for part in DATA:
        if isinstance(thing.get(part), dict):
            beside = other.get(part) or {}
            shown[part] = {key: hide(value, beside.get(key), whole or looks_secret(key)) for key, value in thing[part].items()}
        elif part in thing:
            shown[part] = hide(thing[part], other.get(part), whole)
    return shown


def text_of(thing):
    import yaml

    class Plain(yaml.SafeDumper):
        """Texts of several lines as such, so that a difference is of lines."""

    Plain.add_representer(str, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None))
    return yaml.dump(thing, Dumper=Plain, sort_keys=True, allow_unicode=True, width=1000).splitlines()


def difference(old_text, new_text, old_name, new_name):
    """Lines of a unified diff, object by object; and how many objects are new, changed, gone, or differ in their version's labels alone."""
    old, new = objects(old_text), objects(new_text)
    lines, counts = [], {"new": 0, "changed": 0, "gone": 0, "labels": 0}
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        before, after = (thing and without_version(thing) for thing in (before, after))
        if before == after:
            counts["labels"] += 1
            continue
        counts["new" if before is None else "gone" if after is None else "changed"] += 1
        kind, name = key
        one = text_of(without_secrets(before, None)) if before else []
        two = text_of(without_secrets(after, before)) if after else []
        lines += difflib.unified_diff(one, two, f"{kind}/{name} ({old_name})" if before else "/dev/null",
                                      f"{kind}/{name} ({new_name})" if after else "/dev/null", lineterm="")  # fmt: skip
    return lines, counts
