# For tools/restore: what writes to the database is stopped and brought back. How many replicas each had is noted at its Deployment, so that
# another call knows of it.
note=llm-guard-manager/replicas-before-restore

# The name of a component's Deployment.
deployment() {
  local found
  found=$(kube get deployments --selector "$(ours "$1")" --output name)
  [ -n "$found" ] || stop "the release has no Deployment of $1"
  echo "${found#deployment.apps/}"
}

writers="app.kubernetes.io/instance=$RELEASE,app.kubernetes.io/name in (admin-service,auth-service,guard-service)"

# A line for each: name, replicas wanted, replicas noted.
listed() {
  kube get deployments --selector "$writers" --output \
    "jsonpath={range .items[*]}{.metadata.name} {.spec.replicas} {.metadata.annotations['$note']}{\"\n\"}{end}"
}

# What is noted anywhere: a restore is under way.
noted() { listed | awk 'NF > 2 { print $1 }'; }

stop_writers() {
  local name replicas before deadline lines left
  kube patch cronjob "$cronjob" --patch '{"spec":{"suspend":true}}' >/dev/null
  lines=$(listed) || stop "the Deployments of $NAMESPACE cannot be listed"
  while read -r name replicas before; do
    # None, and noted: stopped by an earlier call.
    [ "$replicas" = 0 ] && [ -n "$before" ] && continue
    kube annotate deployment "$name" "$note=$replicas" --overwrite >/dev/null
    kube scale deployment "$name" --replicas 0 >/dev/null
    echo "$name: $replicas replicas, now 0"
  done <<<"$lines"
  deadline=$((SECONDS + $(seconds_of "$TIMEOUT")))
  # One that was evicted, or ended with its machine, is listed until somebody deletes it: it writes no more.
  while :; do
    left=$(kube get pods --selector "$writers" --field-selector 'status.phase!=Failed,status.phase!=Succeeded' --output name) ||
      stop "whether the pods that write have ended cannot be asked: kubectl -n $NAMESPACE get pods"
    [ -n "$left" ] || break
    [ $SECONDS -lt $deadline ] || stop "the pods that write have not ended after $TIMEOUT: kubectl -n $NAMESPACE get pods"
    sleep "${POLL_SECONDS:-2}"
  done
}

# With `wait`, until they are ready.
bring_back() {
  local name replicas before lines
  lines=$(listed) || return 1
  while read -r name replicas before; do
    [ -n "$before" ] || continue
    if [ "$replicas" = 0 ]; then kube scale deployment "$name" --replicas "$before" >/dev/null || return 1; fi
  done <<<"$lines"
  while read -r name replicas before; do
    [ -n "$before" ] || continue
    if [ "${1:-}" = wait ]; then
      kube rollout status "deployment/$name" --timeout "$TIMEOUT" || stop "$name does not get ready"
    fi
    kube annotate deployment "$name" "$note-" >/dev/null || return 1
  done <<<"$lines"
  kube patch cronjob "$cronjob" --patch '{"spec":{"suspend":false}}' >/dev/null
}
