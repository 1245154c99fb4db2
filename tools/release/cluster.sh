# What tools/backup and tools/restore have in common: which release, what must be there. cluster.py is the same for the commands in Python.
NAMESPACE=${NAMESPACE:-llmsafe}
RELEASE=${RELEASE:-llm-guard}
TIMEOUT=${TIMEOUT:-10m}
CHART=${CHART:-charts/llm-guard-manager}
me=tools/$(basename "$0")

# The comment at the top of the script: show_help <script>
show_help() { sed -n '2,/^[^#]/{/^#/s/^# \{0,1\}//p}' "$1"; }

stop() {
  echo "$me: $1" >&2
  exit "${2:-1}"
}

# Programs, names and the cluster, before anything is touched.
need_cluster() {
  local program answer
  for program in helm kubectl; do
    command -v "$program" >/dev/null || stop "$program is not on the PATH; helm 3 and kubectl are needed"
  done
  [[ "$NAMESPACE" =~ ^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$ ]] || stop "NAMESPACE is \"$NAMESPACE\", which is no name of a namespace" 2
  [[ "$RELEASE" =~ ^[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?$ ]] || stop "RELEASE is \"$RELEASE\", which is no name of a release" 2
  [[ "$TIMEOUT" =~ ^[0-9]+(s|m|h)$ ]] || stop "TIMEOUT is \"$TIMEOUT\"; it must be like 90s, 10m or 1h" 2
  answer=$(kubectl get --raw /version --request-timeout=15s 2>&1) ||
    stop "the cluster cannot be reached (context $(kubectl config current-context 2>/dev/null || echo none)): $(tail -n 1 <<<"$answer")"
}

# chart of the release as helm lists it (llm-guard-manager-0.2.0), or nothing where there is no release.
deployed_chart() {
  local listed
  listed=$(helm list --namespace "$NAMESPACE" --filter "^$RELEASE\$" --output json) || stop "helm cannot list the releases of $NAMESPACE"
  sed -n 's/.*"chart" *: *"\([^"]*\)".*/\1/p' <<<"$listed"
}

need_release() {
  [ -n "$(deployed_chart)" ] || stop "there is no release $RELEASE in the namespace $NAMESPACE; \`helm list --all-namespaces\` lists those there are, \`make deploy\` makes one"
}

# With another chart everything else would change as well, under values that were not made for it.
same_chart() {
  local here there
  here=$(sed -n 's/^name: *//p' "$CHART/Chart.yaml")-$(sed -n 's/^version: *//p' "$CHART/Chart.yaml")
  there=$(deployed_chart)
  [ "$here" = "$there" ] || stop "the release has the chart $there, here is $here: only \`make deploy\` changes the chart; check out the release's version, or deploy this one"
}
