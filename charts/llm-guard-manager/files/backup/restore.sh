# What `make restore` does where the backups are: `restore.sh list`, `check`, `load` or `close` (the suite uses it now). BACKUP names the
# folder, DATABASE the database that it is loaded into: an empty one beside the one in use. Nothing that is there is overwritten.
#
# A table `restore_of` says how far it has come, so that it can be gone on with: it is the first thing written. The last line, but for
# `list`, is for the tool: `state: empty`, `begun` (by a load that was cut off), `loaded` or `in-use`.
set -euo pipefail
work=${WORK:-/scratch} backups=${BACKUPS:-/backups}
client=$(command -v mariadb || command -v mysql)

stop() {
  echo "$1" >&2
  exit 1
}

ask() {
  "$client" --defaults-extra-file="$work/client.cnf" --default-character-set=utf8mb4 --batch --skip-column-names --execute "$1"
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
  local there tables marked
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
      "$BACKUP loaded" | "$BACKUP used") state=${marked#* } ;;
      "$BACKUP begun" | "") state=begun ;;
      *) stop "The database $DATABASE holds another backup (${marked% *}). Take another, empty database." ;;
    esac
  elif [ "$tables" != 0 ]; then
    stop "The database $DATABASE is not empty: it holds $tables tables. A restore overwrites nothing; take another, empty database."
  fi
  if [ "$DATABASE" != "$(cat "$work/database")" ]; then
    [ "$state" != used ] || stop "The database $DATABASE was in use after this backup was loaded into it. Take another, empty database."
    return
  fi
  [ "$state" = loaded ] || [ "$state" = used ] || stop "The suite is set to use the database $DATABASE already, which does not hold the whole backup. Set DATABASE_URL back first."
  state=in-use
}

load() {
  ask "CREATE TABLE IF NOT EXISTS $DATABASE.restore_of (backup VARCHAR(32) PRIMARY KEY, state VARCHAR(16) NOT NULL);
       REPLACE INTO $DATABASE.restore_of VALUES ('$BACKUP', 'begun')"
  # The dump drops each table before it makes it: what a load that was cut off left behind does not matter.
  gzip -dc "$backups/$BACKUP/database.sql.gz" |
    "$client" --defaults-extra-file="$work/client.cnf" --default-character-set=utf8mb4 "$DATABASE" ||
    stop "The backup could not be loaded. Nothing uses $DATABASE; the same command begins the load again."
  ask "UPDATE $DATABASE.restore_of SET state = 'loaded'"
  state=loaded
}

[ "${1:-}" != list ] || { list; exit 0; }
check_backup
look
if [ "$1" = close ] && [ "$state" = in-use ]; then ask "UPDATE $DATABASE.restore_of SET state = 'used'"; fi
if [ "$1" = load ] && [ "$state" != loaded ] && [ "$state" != in-use ]; then load; fi
echo "state: $state"
