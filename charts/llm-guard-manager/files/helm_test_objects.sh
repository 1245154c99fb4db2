# Asks the API server for the release's objects: each is there, as many replicas are ready as are wanted, every container has a limit of memory,
# the route from outside has its host and TLS. The pod's token may get these objects, by name, and nothing else.
set -eu
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf 'Authorization: Bearer %s\n' "$(cat "$API_DIRECTORY/token")" >"$work/authorization"
object=$work/object
failed=0
ok() { echo "ok      $1"; }
wrong() { echo "FAILED  $1" && failed=1; }

# get <path> <what>: into $object. Without pretty=false curl would get it in many lines.
get() {
  status=$(curl --silent --show-error --max-time 10 --retry "${RETRIES:-3}" --retry-connrefused --cacert "$API_DIRECTORY/ca.crt" \
    -H "@$work/authorization" -H 'Accept: application/json' --output "$object" --write-out '%{http_code}' "$API$1?pretty=false") || status=none
  [ "$status" != 200 ] || return 0
  wrong "$2: the API server answered $status: $(head -c 300 "$object" 2>/dev/null)"
  return 1
}
has() { grep -qF -- "$1" "$object"; }
# The number after a text, of what is read.
number() { grep -o -- "$1[0-9]*" | head -n 1 | grep -o '[0-9]*$'; }

# runs <resource> <name> <fewest replicas>
runs() {
  get "/apis/apps/v1/namespaces/$NAMESPACE/$1/$2" "$2" || return 0
  wanted=$(number '"spec":{"replicas":' <"$object") || wanted=0
  ready=$(sed 's/.*"status":{/{/' "$object" | number '"readyReplicas":') || ready=0
  if [ "$wanted" -ge "$3" ] && [ "$ready" -ge "$wanted" ]; then
    ok "$2 has $ready of $wanted replicas ready"
  else
    wrong "$2 has $ready of $wanted replicas ready, and should have $3"
  fi
  # Of claims, resources are something else.
  unlimited=$(sed 's/"volumeClaimTemplates":.*//' "$object" | grep -o '"resources":{[^}]*}' | grep -vc '"limits":{[^}]*"memory":"') || true
  if [ "$unlimited" = 0 ] && has '"limits":{'; then ok "$2: every container has a limit of memory"; else wrong "$2: $unlimited containers have no limit of memory"; fi
}

for entry in $DEPLOYMENTS; do runs deployments "${entry%=*}" "${entry#*=}"; done
for entry in $STATEFUL_SETS; do runs statefulsets "${entry%=*}" "${entry#*=}"; done
if get "/api/v1/namespaces/$NAMESPACE/configmaps/$CONFIG" "$CONFIG"; then
  if has '"data":{'; then ok "$CONFIG is there"; else wrong "$CONFIG has no data"; fi
fi
for ingress in ${INGRESSES:-}; do
  get "/apis/networking.k8s.io/v1/namespaces/$NAMESPACE/ingresses/$ingress" "$ingress" || continue
  if has "\"host\":\"$HOST\""; then ok "$ingress is for $HOST"; else wrong "$ingress is not for $HOST"; fi
  if [ -z "${TLS_SECRET:-}" ]; then
    echo "note    $ingress ends no TLS (ingress.tls.enabled=false)"
  elif has "\"hosts\":[\"$HOST\"],\"secretName\":\"$TLS_SECRET\""; then
    ok "$ingress ends TLS with the certificate in $TLS_SECRET"
  else
    wrong "$ingress does not end TLS for $HOST with $TLS_SECRET"
  fi
  # Not every controller says so.
  has '"loadBalancer":{"ingress":' || echo "note    no controller has given $ingress an address"
done
if [ -n "${ROUTE:-}" ] && get "/apis/gateway.networking.k8s.io/v1/namespaces/$NAMESPACE/httproutes/$ROUTE" "$ROUTE"; then
  if has "\"hostnames\":[\"$HOST\"]"; then ok "$ROUTE is for $HOST"; else wrong "$ROUTE is not for $HOST"; fi
  if has '"status":"True","type":"Accepted"'; then ok "its Gateway has accepted $ROUTE"; else wrong "no Gateway has accepted $ROUTE"; fi
fi
exit "$failed"
