# Copies Redis beside the dump of the database, writes checksums, gives the folder its name, and removes those that are too old.
set -eu
work=${WORK:-/scratch} backups=${BACKUPS:-/backups}
umask 077
folder=$(cat "$work/folder")
# redis-cli checks who has signed the certificate, not whom it is for.
tls=""
[ "${REDIS_TLS:-off}" = off ] || tls="--tls"
[ -z "${REDIS_CA_FILE:-}" ] || tls="$tls --cacert $REDIS_CA_FILE"
[ -z "${REDIS_TLS_NAME:-}" ] || tls="$tls --sni $REDIS_TLS_NAME"
# With Sentinels the master is whom they name.
[ -z "${SENTINEL_PASSWORD_FILE:-}" ] || REDISCLI_AUTH=$(cat "$SENTINEL_PASSWORD_FILE")
[ -z "${SENTINEL_PASSWORD_FILE:-}" ] || export REDISCLI_AUTH
asking=""
[ -z "${REDIS_SENTINEL_USER:-}" ] || asking="--user $REDIS_SENTINEL_USER"
for sentinel in $(echo "${REDIS_SENTINELS:-}" | tr ',' ' '); do
  # shellcheck disable=SC2086
  master=$(redis-cli $tls $asking -h "${sentinel%:*}" -p "${sentinel##*:}" sentinel get-master-addr-by-name "$REDIS_SENTINEL_MASTER") || continue
  [ "$(echo "$master" | wc -l)" = 2 ] || continue
  REDIS_HOST=$(echo "$master" | head -n 1) REDIS_PORT=$(echo "$master" | tail -n 1)
  break
done
unset REDISCLI_AUTH
[ -z "${PASSWORD_FILE:-}" ] || REDISCLI_AUTH=$(cat "$PASSWORD_FILE")
[ -z "${PASSWORD_FILE:-}" ] || export REDISCLI_AUTH
user=""
[ -z "${REDIS_USER:-}" ] || user="--user $REDIS_USER"
# shellcheck disable=SC2086
redis-cli $tls -h "$REDIS_HOST" -p "$REDIS_PORT" $user --rdb "$folder/sessions.rdb" >/dev/null
[ "$(head -c 5 "$folder/sessions.rdb")" = REDIS ] || {
  echo "Redis sent no snapshot." >&2
  exit 1
}
(cd "$folder" && sha256sum database.sql.gz sessions.rdb >SHA256SUMS)
mv "$folder" "${folder%.partial}"
find "$backups" -mindepth 1 -maxdepth 1 -type d -name '[0-9]*T[0-9]*Z*' -mtime "+$KEEP_DAYS" -exec rm -rf {} +
echo "backup: ${folder%.partial}"
