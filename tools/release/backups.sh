# What tools/backup and tools/restore have in common: the release's CronJob, and a Job that is made from it and waited for. Both are found by
# label, as namePrefix is part of every name.

ours() { echo "app.kubernetes.io/instance=$RELEASE,app.kubernetes.io/name=$1"; }
kube() { kubectl --namespace "$NAMESPACE" "$@"; }

# The name of the release's CronJob, in $cronjob.
need_cronjob() {
  cronjob=$(kube get cronjobs --selector "$(ours backup)" --output name) || stop "the CronJobs of $NAMESPACE cannot be listed"
  cronjob=${cronjob#cronjob.batch/}
  [ -n "$cronjob" ] || stop "the release $RELEASE makes no backups: set backup.enabled to true and \`make deploy\`; docs/operations/backup.md says more"
}

# The Jobs of the backups that are at work, each with a space behind it.
running_jobs() {
  kube get jobs --selector "$(ours backup)" --output 'jsonpath={range .items[?(@.status.active>0)]}{.metadata.name} {end}'
}

# Neither a Job at work, nor a pod that is left of a Job that somebody deleted.
need_idle() {
  local running
  running=$(running_jobs) || stop "the Jobs of $NAMESPACE cannot be listed"
  [ -z "$running" ] || stop "a Job of the backups is at work: ${running% }. Wait until it is done, or delete it"
  running=$(kube get pods --selector "$(ours backup)" --field-selector 'status.phase!=Failed,status.phase!=Succeeded' --output name) ||
    stop "the pods of $NAMESPACE cannot be listed"
  [ -z "$running" ] || stop "a pod of the backups has not ended yet: ${running//$'\n'/ }. Wait until it has"
}

seconds_of() {
  case "$1" in
    *h) echo $((${1%h} * 3600)) ;;
    *m) echo $((${1%m} * 60)) ;;
    *) echo "${1%s}" ;;
  esac
}

# Returns 0 when the Job has ended well, 1 when it has failed, 2 when it is not done in time, 3 when somebody has deleted it. A question that
# gets no answer says nothing of the Job, and is asked again: await_job <name> <seconds>
await_job() {
  local deadline=$((SECONDS + $2)) reached
  while :; do
    if reached=$(kube get job "$1" --ignore-not-found --request-timeout 30s --output 'jsonpath=there {.status.conditions[?(@.status=="True")].type}'); then
      case " $reached " in
        *" Complete "*) return 0 ;;
        *" Failed "*) return 1 ;;
        *" there "*) ;;
        *) return 3 ;;
      esac
    fi
    [ $SECONDS -lt $deadline ] || return 2
    sleep "${POLL_SECONDS:-2}"
  done
}

# What a container of a Job that has ended well printed, of the pod that did it: one that failed before may still be there.
log_of() {
  local pod
  pod=$(kube get pods --selector "job-name=$1" --field-selector status.phase=Succeeded --output name | tail -n 1) || return 1
  [ -n "$pod" ] || return 1
  kube logs "$pod" --container "$2"
}

# Which step of the Job's last pod did not end well, and what it said.
tell_failure() {
  local pod step code found=""
  pod=$(kube get pods --selector "job-name=$1" --sort-by .metadata.creationTimestamp --output name | tail -n 1) || {
    echo "The pods of the Job $1 cannot be listed." >&2
    return 0
  }
  if [ -z "$pod" ]; then
    echo "No pod was made for the Job $1: kubectl -n $NAMESPACE describe job/$1" >&2
    return
  fi
  while read -r step code; do
    case "$code" in "" | 0) continue ;; esac
    found=yes
    case "$step" in
      options) echo "DATABASE_URL could not be read (container options):" >&2 ;;
      database) echo "The step at the database failed (container database):" >&2 ;;
      sessions) echo "Redis could not be copied (container sessions):" >&2 ;;
    esac
    kube logs "$pod" --container "$step" --tail 20 >&2 || true
  done < <(kube get "$pod" --output \
    'jsonpath={range .status.initContainerStatuses[*]}{.name} {.state.terminated.exitCode}{"\n"}{end}{range .status.containerStatuses[*]}{.name} {.state.terminated.exitCode}{"\n"}{end}')
  [ -n "$found" ] || echo "Its pod has not run to an end; its events say why: kubectl -n $NAMESPACE describe $pod" >&2
}
