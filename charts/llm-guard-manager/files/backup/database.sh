# Dumps the database into a new folder of /backups, whose name it leaves in /scratch/folder. The folder gets its final name only
# when everything is in it (sessions.sh).
set -euo pipefail
work=${WORK:-/scratch} backups=${BACKUPS:-/backups}
umask 077
folder=$backups/$(date -u +%Y%m%dT%H%M%SZ).partial
mkdir "$folder"
dump=$(command -v mariadb-dump || command -v mysqldump)
# Of MySQL's own: the group of options that is for it alone, and nothing that stands outside of the database, the server's list of
# transactions (GTIDs) and its masking policies: to dump or to load them takes rights over the whole server.
case $("$dump" --version) in
  *MariaDB*) of_mysql=() ;;
  *) of_mysql=(--defaults-group-suffix=_of_mysql --set-gtid-purged=OFF --loose-skip-masking-policies) ;;
esac
database=$(cat "$work/database")
# restore_of says which backup a database was restored from (restore.sh); it is no part of the next one.
"$dump" --defaults-extra-file="$work/client.cnf" "${of_mysql[@]}" --single-transaction --quick --routines --triggers --events --hex-blob \
  --default-character-set=utf8mb4 --no-tablespaces --ignore-table="$database.restore_of" "$database" | gzip >"$folder/database.sql.gz"
# A dump that was cut short lacks its last line.
gzip -dc "$folder/database.sql.gz" | tail -n 1 | grep -q '^-- Dump completed' || {
  echo "The dump is not complete." >&2
  exit 1
}
printf '%s' "$folder" >"$work/folder"
echo "database: $(du -h "$folder/database.sql.gz" | cut -f1) in $folder"
