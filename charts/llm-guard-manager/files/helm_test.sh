# Asks a running release what the deployment's checklist asks: console, services, routes, refusals; with a check token
# (auth-service issue-check-token), makes, reads, changes and deletes a tag; and the API server for the objects (helm_test_objects.sh).
# Each line says what was asked; it ends with 1 when something is not as it should be.
set -eu
answer=${TMPDIR:-/tmp}/answer.$$
trap 'rm -f "$answer" "$answer.header"' EXIT
failed=0 noted=

# asks <status> <pattern in the body> <what> <curl arguments…>
# Says what an Ingress would say that ended TLS: with HTTPS_REQUIRED the console's nginx and the services want to hear it.
asks() {
  wanted=$1 pattern=$2 what=$3
  shift 3
  status=$(curl --silent --show-error --max-time 10 --retry "${RETRIES:-3}" --retry-connrefused --output "$answer" --write-out '%{http_code}' \
    -H 'X-Forwarded-Proto: https' "$@") || status=none
  if [ "$status" = "$wanted" ] && grep -q -- "$pattern" "$answer"; then
    echo "ok      $what"
  else
    echo "FAILED  $what: status $status instead of $wanted, or no '$pattern' in: $(head -c 300 "$answer" 2>/dev/null)"
    failed=1
  fi
}
# The text of a member of the last answer.
member() { grep -o "\"$1\":\"[^\"]*\"" "$answer" | head -n 1 | cut -d '"' -f 4; }

asks 200 '<div id="app"' 'the console' "$FRONTEND/web-manager/"
asks 200 '"apiBase"' "the console's configuration" "$FRONTEND/web-manager/config.json"
for service in $SERVICES; do
  asks 200 '"status":"healthy"' "$service is alive" "$service/api/v1/health"
  asks 200 '"ready"\|"degraded"' "$service is ready" "$service/api/v1/health/ready"
  # Degraded is ready: something optional is away, which is USAP or another service that is asked itself. That is said, and fails no test of the release.
  away=$(grep '"status":"degraded"' "$answer" 2>/dev/null | grep -o '"[a-z_]*":false' | cut -d '"' -f 2 | tr '\n' ' ') || true
  [ -z "$away" ] || { echo "note    $service is degraded, without: $away" && noted=", but for what is noted"; }
  asks 200 '"status":"healthy"' "$service answers below the public path" "$service/dbmanage/api/v1/health"
done
for entrance in "$FRONTEND" "$BACKEND"; do
  asks 200 '"sso_enabled"' "$entrance routes sign-in to auth-service" "$entrance/dbmanage/api/v1/sso/health"
  asks 200 '"keys"' "$entrance routes the signing keys" "$entrance/dbmanage/api/v1/.well-known/jwks.json"
  asks 401 '"invalid_token"' "$entrance routes the policy to admin-service, which asks for a token" "$entrance/dbmanage/api/v1/tags/"
  asks 401 '"invalid_token"' "$entrance routes decisions to guard-service, which asks for a token" \
    -X POST -H 'Content-Type: application/json' -d '{}' "$entrance/dbmanage/api/v1/guard/check"
  asks 404 '"no_such_route"' "$entrance does not show metrics" "$entrance/metrics"
  asks 404 '"no_such_route"' "$entrance does not show internal routes" "$entrance/internal/v1/policy/snapshot"
done

# The token may touch the tag of this code alone. It stays in its file, out of the list of processes.
if [ -n "${CHECK_TOKEN_DIRECTORY:-}" ]; then
  api=$FRONTEND/dbmanage/api/v1
  code=$(cat "$CHECK_TOKEN_DIRECTORY/tag_code")
  with_token() { asks "$1" "$2" "$3" -H "@$CHECK_TOKEN_DIRECTORY/authorization" -H 'Content-Type: application/json' -X "$4" "$5" ${6:+--data "$6"}; }
  with_token 200 "\"$code\"" 'a tag is made' POST "$api/tags/" "{\"tag_code\":\"$code\",\"tag_name\":\"helm test\"}"
  id=$(member id)
  with_token 200 "\"$code\"" 'it is there' GET "$api/tags/"
  with_token 200 'renamed' 'it is changed' PUT "$api/tags/$id" '{"tag_name":"helm test, renamed"}'
  with_token 200 '' 'it is deleted' DELETE "$api/tags/$id"
  with_token 404 '' 'it is gone' DELETE "$api/tags/$id"
  with_token 403 '"token_limited"' 'its token makes no other tag' POST "$api/tags/" '{"tag_code":"HELM_TEST_OTHER","tag_name":"helm test"}'
  with_token 403 '"token_limited"' 'its token reads no scenarios' GET "$api/apps/"
  with_token 403 '"token_limited"' 'its token decides no texts' POST "$api/guard/check" '{}'
  with_token 403 '"token_limited"' 'its token sees no sessions' GET "$api/sso/sessions"
fi
[ -z "${API:-}" ] || sh "${0%/*}/helm_test_objects.sh" || failed=1
[ "$failed" = 0 ] && echo "Everything is as it should be$noted."
exit "$failed"
