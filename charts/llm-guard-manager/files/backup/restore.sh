# What `make restore` does where the backups are: `restore.sh list`, `check`, `load`, `try` (the suite is about to use it) or `close` (the suite
# uses it now). BACKUP names the folder, DATABASE the database that it is loaded into: an empty one beside the one in use. Nothing that is
# there is overwritten, but for what came of an earlier load of the same backup.
#
# A table `restore_of` says how far it has come, so that it can be gone on with: it is the first thing written. The last line, but for
# `list`, is for the tool: `state: empty`, `begun` (by a load that was cut off), `loaded`, `tried` (the suite may have written to it since
# it was loaded, and does not use it now) or `in-use`.
set -euo pipefail
work=${WORK:-/scratch} backups=${BACKUPS:-/backups}
client=$(command -v mariadb || command -v mysql)
options=("--defaults-extra-file=$work/client.cnf")
case $("$client" --version) in *MariaDB*) ;; *) options+=(--defaults-group-suffix=_of_mysql) ;; esac # database.sh

stop() {
  echo "$1" >&2
  exit 1
}

ask() {
  "$client" "${options[@]}" --default-character-set=utf8mb4 --batch --skip-column-names --execute "$1"
}

list() {
  local folder found=""
  for folder in $(ls -r "$backups"); do
    case "$folder" in
      [0-9]*T[0-9]*Z.partial) echo "$folder  was not finished: cannot be restored" ;;
      [0-9]*T[0-9]*Z) echo "$folder  $(du -h "$backups/$folder/database.sql.gz" | cut -f1)" && found=yes ;;
    esac
  done
  [ -n "$found" ] || echo "There is no backup that could be restored."
}

check_backup() {
  local folder=$backups/$BACKUP
  [ ! -d "$folder.partial" ] || stop "The backup $BACKUP was not finished; take another one."
  [ -d "$folder" ] || stop "There is no backup $BACKUP. There are: $(ls "$backups" | tr '\n' ' ')"
  [ -s "$folder/SHA256SUMS" ] || stop "The backup $BACKUP has no checksums; take another one."
  (cd "$folder" && sha256sum --check --quiet SHA256SUMS) || stop "The backup $BACKUP is damaged; take another one."
}

# Where the database stands, in $state.
look() {
  local there tables marked used
  used=$(cat "$work/database")
  # Where the server takes both for the same database.
  [ "$DATABASE" = "$used" ] || [ "${DATABASE,,}" != "${used,,}" ] ||
    stop "The suite uses the database $used; $DATABASE differs from that by capital letters alone. Take another, empty database, or write it the same way."
  there=$(ask "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = '$DATABASE'") ||
    stop "The database server cannot be asked."
  [ "$there" = 1 ] || stop "There is no database $DATABASE, or the suite's account may not use it. Its administrators make it: \
CREATE DATABASE $DATABASE CHARACTER SET utf8mb4; and grant the account all rights in it."
  tables=$(ask "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '$DATABASE'")
  marked=$(ask "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '$DATABASE' AND table_name = 'restore_of'")
  state=empty
  if [ "$marked" = 1 ]; then
    marked=$(ask "SELECT CONCAT(backup, ' ', state) FROM $DATABASE.restore_of")
    case "$marked" in
      "$BACKUP loaded" | "$BACKUP tried" | "$BACKUP used") state=${marked#* } ;;
      "$BACKUP begun" | "") state=begun ;;
      *) stop "The database $DATABASE holds another backup (${marked% *}). Take another, empty database." ;;
    esac
  elif [ "$tables" != 0 ]; then
    stop "The database $DATABASE is not empty: it holds $tables tables. A restore overwrites nothing; take another, empty database."
  fi
  if [ "$DATABASE" != "$used" ]; then
    [ "$state" != used ] || stop "The database $DATABASE was in use after this backup was loaded into it. Take another, empty database."
    return
  fi
  case "$state" in
    loaded | tried | used) state=in-use ;;
    *) stop "The suite is set to use the database $DATABASE already, which does not hold the whole backup. Set DATABASE_URL back first." ;;
  esac
}

# Takes away what an earlier load, or the suite since then, left in the database: also tables that the dump does not know.
sweep() {
  local drops
  drops=$(ask "SELECT CONCAT('DROP ', IF(table_type = 'VIEW', 'VIEW', 'TABLE'), ' \`$DATABASE\`.\`', table_name, '\`;')
               FROM information_schema.tables WHERE table_schema = '$DATABASE' AND table_name <> 'restore_of'") || return 1
  ask "SET FOREIGN_KEY_CHECKS = 0; $drops"
}

load() {
  ask "CREATE TABLE IF NOT EXISTS $DATABASE.restore_of (backup VARCHAR(32) PRIMARY KEY, state VARCHAR(16) NOT NULL);
       REPLACE INTO $DATABASE.restore_of VALUES ('$BACKUP', 'begun')"
  sweep || stop "What an earlier try left in $DATABASE could not be removed. Nothing uses it; the same command begins the load again."
  gzip -dc "$backups/$BACKUP/database.sql.gz" |
    "$client" "${options[@]}" --default-character-set=utf8mb4 "$DATABASE" ||
    stop "The backup could not be loaded. Nothing uses $DATABASE; the same command begins the load again."
  ask "UPDATE $DATABASE.restore_of SET state = 'loaded'"
  state=loaded
}

# From here on it may be written to: what it holds is the backup's only while the suite uses it.
try() {
  case "$state" in
    loaded)
      ask "UPDATE $DATABASE.restore_of SET state = 'tried'"
      state=tried
      ;;
    in-use) ;;
    *) stop "The database $DATABASE does not hold the backup $BACKUP as it was loaded; the same command loads it." ;;
  esac
}

[ "${1:-}" != list ] || { list; exit 0; }
# The other two need nothing of it, and a large one takes long.
case "$1" in check | load) check_backup ;; esac
look
case "$1 $state" in
  "load loaded" | "load in-use") ;;
  load*) load ;;
  try*) try ;;
  "close in-use") ask "UPDATE $DATABASE.restore_of SET state = 'used'" ;;
esac
echo "state: $state"
