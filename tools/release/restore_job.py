"""Makes the Job that restores out of the backups' CronJob (JSON on standard input): the same pod with the same volume, account and rules, whose
last step runs restore.sh instead of copying Redis.

usage: restore_job.py NAME SECONDS ACTION [BACKUP DATABASE] < cronjob.json > job.json"""
import json
import sys


def job_of(cronjob: dict, name: str, seconds: int, action: str, variables: dict[str, str]) -> dict:
    template = cronjob["spec"]["jobTemplate"]
    spec = {**template["spec"], "backoffLimit": 0, "activeDeadlineSeconds": seconds, "ttlSecondsAfterFinished": 86400}
    pod = spec["template"]["spec"]
    steps = {step["name"]: step for step in pod["initContainers"]}
    restoring = {**steps["database"], "command": ["bash", "/scripts/restore.sh", action],
                 "env": [{"name": key, "value": value} for key, value in variables.items()]}  # fmt: skip
    pod["initContainers"], pod["containers"] = [steps["options"]], [restoring]
    labels = template.get("metadata", {}).get("labels", {})
    return {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": name, "labels": labels}, "spec": spec}


def main():
    name, seconds, action, *given = sys.argv[1:]
    json.dump(job_of(json.load(sys.stdin), name, int(seconds), action, dict(zip(("BACKUP", "DATABASE"), given))), sys.stdout)


if __name__ == "__main__":
    main()
