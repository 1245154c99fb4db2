"""helm and kubectl for the tests of tools/deploy, tools/update, tools/rollback, tools/status and tools/keys_rotate: they keep one release in a file, as far as
these commands ask for it, and write down what they are asked. e2e/cluster asks the real ones."""
import base64
import fcntl
import gzip
import json
import os
import sys
import time


def revision(state, number):
    return next(entry for entry in state["history"] if entry["revision"] == number)


def add(state, like, status, description):
    for entry in state["history"]:
        if entry["status"] == "deployed" and status == "deployed":
            entry["status"] = "superseded"
    number = state["history"][-1]["revision"] + 1 if state["history"] else 1
    state["history"].append({**like, "revision": number, "updated": "2026-11-29T12:00:00Z", "status": status, "description": description})
    return number


def upgrade(state, words):
    about = state["rendered"]
    if "--dry-run=server" in words:
        return json.dumps({"chart": {"metadata": about["chart"]}, "manifest": about["manifest"], "hooks": [{"manifest": about["hooks"]}]})
    like = {"chart": f"{about['chart']['name']}-{about['chart']['version']}", "app_version": about["chart"]["appVersion"]}
    good = state["history"][-1] if state["history"] else None
    if state["never_ready"]:
        number = add(state, like, "failed", 'Upgrade "llm-guard" failed: timed out')
        state["manifests"][str(number)] = about["manifest"]
        if good and state["never_ready"] == "taken back":
            back = add(state, good, "deployed", f"Rollback to {good['revision']}")
            state["manifests"][str(back)] = state["manifests"][str(good["revision"])]
        raise SystemExit("Error: UPGRADE FAILED: timed out waiting for the condition")
    number = add(state, like, "deployed", words[words.index("--description") + 1])
    state["manifests"][str(number)], state["hooks"][str(number)] = about["manifest"], about["hooks"]
    return "Release has been upgraded."


def helm(state, words):
    if words[0] == "history":
        if not state["history"]:
            raise SystemExit("Error: release: not found")
        return json.dumps(state["history"]) if "json" in words else "\n".join(entry["description"] for entry in state["history"])
    if words[:2] == ["show", "chart"]:
        about = state["rendered"]["chart"]
        return f"appVersion: {about['appVersion']}\nname: {about['name']}\nversion: {about['version']}\n"
    if words[0] == "upgrade":
        return upgrade(state, words)
    if words[0] == "rollback":
        old = revision(state, int(words[2]))
        number = add(state, old, "deployed", f"Rollback to {words[2]}")
        for kept in ("manifests", "hooks"):
            state[kept][str(number)] = state[kept].get(words[2], "")
        return "Rollback was a success!"
    if words[0] == "get" and words[1] in ("manifest", "hooks"):
        return state["manifests" if words[1] == "manifest" else "hooks"].get(words[words.index("--revision") + 1], "")
    if words[:2] == ["get", "values"]:
        return json.dumps(state["values"])
    if words[:2] == ["get", "notes"]:
        return state["notes"]
    if words[0] == "test" and state["test_fails"]:
        raise SystemExit("Error: 1 error occurred: pod helm-test failed")
    return ""


def record_of(state, name):
    entry = revision(state, int(name.rpartition(".v")[2]))
    packed = gzip.compress(json.dumps({"info": {"description": entry["description"]}, "version": entry["revision"]}).encode())
    return json.dumps({"metadata": {"name": name}, "data": {"release": base64.b64encode(base64.b64encode(packed)).decode()}})


def replace(state):
    secret = json.loads(sys.stdin.read())
    if "release" not in secret["data"]:
        state["secrets"][secret["metadata"]["name"]] = secret
        return
    record = json.loads(gzip.decompress(base64.b64decode(base64.b64decode(secret["data"]["release"]))))
    revision(state, record["version"])["description"] = record["info"]["description"]


def kubectl(state, words):
    line = " ".join(words)
    if line == "config current-context":
        return state["context"]
    if line.startswith("config view"):
        return "https://prod.example.com:6443"
    if line.startswith("auth whoami"):
        return state["user"]
    if line.startswith("get namespace "):
        return "" if state["label"] is None else f"there {state['label']}"
    if line.startswith("get cronjobs,jobs"):
        return json.dumps({"items": state["backups"]})
    if line.startswith("get deployments,statefulsets,pods"):
        return json.dumps({"items": state["objects"]})
    if line.startswith("get deployments "):
        return json.dumps({"items": state["objects"]})
    if line.startswith("get secret ") and words[2] in state["secrets"]:
        return json.dumps(state["secrets"][words[2]])
    if line.startswith("get secret sh.helm"):
        return record_of(state, words[2])
    if line.startswith("replace"):
        replace(state)
    if line.startswith("logs"):
        return state["logs"].get(words[1], "") if words[1] != "--selector" else "[pod/helm-test] what the test said"
    if line.startswith("port-forward"):
        name = words[1].removeprefix("pod/")
        if name not in state["ports"]:
            raise SystemExit("error: pods may not be forwarded to")
        return f"Forwarding from 127.0.0.1:{state['ports'][name]} -> 9102"
    return ""


def main():
    program, words = os.path.basename(sys.argv[0]), sys.argv[1:]
    # Which cluster and namespace is said in the record, but makes no difference here.
    asked = " ".join([program, *words])
    plain, rest = [], iter(words)
    for word in rest:
        if word in ("--namespace", "--context", "--kube-context"):
            next(rest)
        else:
            plain.append(word)
    with open(os.environ["CLUSTER"], "r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        state = json.load(file)
        state["asked"].append(asked)
        failure = answer = ""
        try:
            if any(" ".join([program, *plain]).startswith(start) for start in state["refused"]):
                raise SystemExit(state["says"])
            answer = (helm if program == "helm" else kubectl)(state, plain) or ""
        except SystemExit as refused:
            failure = str(refused)
        file.seek(0)
        file.truncate()
        json.dump(state, file)
    if failure:
        sys.exit(failure)
    print(answer, end="" if "jsonpath" in asked else "\n", flush=True)
    if plain[0] == "port-forward":
        time.sleep(60)  # until it is killed


if __name__ == "__main__":
    main()
