"""kubectl and helm for the tests of tools/backup and tools/restore: they keep a small cluster in a file, whose Jobs do at once what the file
says of them, and write down what they are asked. The CronJob is the one that the chart renders."""
import base64
import fcntl
import json
import os
import sys

NOTE = "llm-guard-manager/replicas-before-restore"
LAST_BACKUP = "llm-guard-manager/last-backup"
given = ""  # what came on standard input


def job_ends(cluster, name, action):
    """What restore.sh or the backup would do, on a database that is but a word."""
    what = cluster["jobs"][name] = {"action": action, "failed": action in cluster["failing"], "said": ""}
    if what["failed"] or action in cluster["endless"]:
        what["endless"] = action in cluster["endless"]
        return
    if action == "backup":
        what["said"] = "backup: /backups/20261127T010203Z"
    elif action == "list":
        what["said"] = "20261124T023000Z  3.1M"
    else:
        in_use = cluster["url"].split("/")[-1].split("?")[0] == cluster["target"]
        if action == "load" and not in_use:
            cluster["database"] = "loaded"
        elif action == "try" and cluster["database"] == "loaded" and not in_use:
            cluster["database"] = "tried"
        elif action == "close" and in_use:
            cluster["database"] = "used"
        what["said"] = f"state: {'in-use' if in_use else cluster['database']}"


def create(cluster, words):
    if words[1] == "job":
        job_ends(cluster, words[2], "backup")
    else:
        job = json.loads(given)
        [container] = job["spec"]["template"]["spec"]["containers"]
        cluster["made"].append(job)
        cluster["target"] = next((v["value"] for v in container["env"] if v["name"] == "DATABASE"), "")
        job_ends(cluster, job["metadata"]["name"], container["command"][-1])


def get(cluster, words):
    kind, line = words[1], " ".join(words)
    if kind == "cronjobs":
        return "cronjob.batch/backup" if cluster["backups"] else ""
    if kind == "cronjob":
        return "llmsafe-secrets" if "jsonpath" in line else json.dumps(cluster["cronjob"])
    if kind == "jobs":
        return cluster["running"]
    if kind == "job":
        job = cluster["jobs"].get(words[2])
        if not job or job["action"] in cluster["deleted"]:
            return ""
        return "there " + ("Failed" if job["failed"] else "" if job.get("endless") else "SuccessCriteriaMet Complete")
    if kind == "deployments" and "name in" in line:
        rows = cluster["deployments"].items()
        return "".join(f"{name} {row['replicas']} {row.get('note', '')}\n" for name, row in rows)
    if kind == "deployments":
        return "deployment.apps/" + line.split("name=")[1].split()[0]
    if kind == "pods" and "job-name" in line:
        if "phase=Succeeded" in line:
            return "pod/done-by-" + line.split("job-name=")[1].split()[0]
        return "pod/of-the-job" if cluster["pod"] else ""
    if kind == "pods" and "name=backup" in line:
        return cluster["ending"]
    if kind == "pods":
        return "".join(f"pod/{phase}\n" for phase in cluster["left"] if f"status.phase!={phase}" not in line)
    if kind.startswith("pod/"):
        return cluster["steps"]
    if kind == "secret":
        return json.dumps({"data": {"DATABASE_URL": base64.b64encode(cluster["url"].encode()).decode()}})
    return ""


def kubectl(cluster, words):
    verb = words[0]
    if verb == "create":
        create(cluster, words)
    elif verb == "get":
        return get(cluster, words)
    elif verb == "logs":
        job = words[1].removeprefix("job/").removeprefix("pod/done-by-")
        # Of several pods of a Job kubectl takes any.
        return cluster["jobs"][job]["said"] if job in cluster["jobs"] and not (cluster["first_failed"] and words[1].startswith("job/")) else "what the step said"
    elif verb == "scale":
        cluster["deployments"][words[2]]["replicas"] = int(words[4])
    elif verb == "annotate":
        key, mark, value = words[3].partition("=")
        if words[1:3] == ["cronjob", "backup"]:
            assert key == LAST_BACKUP
            return ""
        assert key.removesuffix("-") == NOTE
        cluster["deployments"][words[2]]["note"] = value if mark else ""
    elif verb == "patch":
        cluster["suspended"] = json.loads(words[-1])["spec"]["suspend"]
    return ""


def helm(cluster, words):
    if words[0] == "list":
        return cluster["listed"]
    if words[:2] == ["get", "values"]:
        return json.dumps({"secrets": {"existingSecret": cluster["foreign"]}})
    if words[0] == "upgrade":
        cluster["url"] = json.loads(given)["secrets"]["values"]["DATABASE_URL"]
    return ""


def main():
    global given
    program, words = os.path.basename(sys.argv[0]), sys.argv[1:]
    if words[:1] == ["--namespace"]:
        words = words[2:]
    line = " ".join([program, *words])
    if line.startswith(("kubectl create --filename", "helm upgrade")):
        given = sys.stdin.read()
    with open(os.environ["CLUSTER"], "r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # the commands of a pipe run at once
        cluster = json.load(file)
        cluster["asked"].append(line)
        fails = any(line.startswith(start) for start in cluster["refused"])
        for start in cluster["refused_once"]:
            if line.startswith(start):
                cluster["refused_once"].remove(start)
                fails = True
                break
        answer = "" if fails else (kubectl if program == "kubectl" else helm)(cluster, words)
        file.seek(0)
        file.truncate()
        json.dump(cluster, file)
    if fails:
        sys.exit(f"{program} refused")
    print(answer, end="" if answer.endswith("\n") or not answer else "\n")


if __name__ == "__main__":
    main()
