# Sourced by the scripts of this directory: strict mode, stages with times, finding JDK 25.
# shellcheck shell=bash
set -Eeuo pipefail
ci="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(dirname "$ci")"

say() { printf '%s %s\n' "$(date -u +%T)" "$*"; }
die() { say "FAILED: $*" >&2; exit 1; }

# stage TITLE COMMAND...: runs it, says how long it took, and ends the script where it fails.
stage() {
  local title="$1" began=$SECONDS
  shift
  printf '\n'
  say "=== $title"
  # Not `"$@" || die`: an "or" list would switch errexit off inside the stage.
  "$@"
  say "=== $title: ok, $((SECONDS - began)) s"
}
trap 'say "FAILED: line $LINENO: $BASH_COMMAND (exit $?)" >&2' ERR

# Prints the home of a JDK 25 or newer: $JAVA_HOME if it is one, else the first under /usr/lib/jvm.
find_jdk25() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    [[ -n $home && -x $home/bin/jlink && -f $home/release ]] || continue
    if grep -qE '^JAVA_VERSION="(2[5-9]|[3-9][0-9])' "$home/release"; then
      printf '%s\n' "$home"
      return
    fi
  done
  say "no JDK 25 in \$JAVA_HOME or /usr/lib/jvm" >&2
  return 1
}

# The versions live in the root POM, and nowhere else in this directory.
pom_property() {
  local value
  value="$(sed -n "s:^ *<$1>\(.*\)</$1>\$:\1:p" "$root/pom.xml" | head -n 1)"
  [[ -n $value ]] || { say "pom.xml has no property $1" >&2; return 1; }
  printf '%s\n' "$value"
}
