#!/usr/bin/env bash
# Follows a history by long polling with curl and jq; the cursor is in a file.
# Usage: ORDERWIRE_KEY=ow_… ./follow.sh http://127.0.0.1:8080 cursor.txt
set -euo pipefail
base=$1 cursor_file=$2
body=$(mktemp)
trap 'rm -f "$body"' EXIT

while true; do
  if [[ -s $cursor_file ]]; then boundary="newer_than=$(<"$cursor_file")"; else boundary="since=1970-01-01T00:00:00Z"; fi
  status=$(curl -sS --compressed -o "$body" -w '%{http_code}' \
    -H "Authorization: Bearer $ORDERWIRE_KEY" -H 'Prefer: wait=30' \
    "$base/v1/orders/events?$boundary&limit=1000" || true)
  case $status in
    200)
      jq -c '.events[]' "$body"                                  # here goes your own program
      jq -r .cursor "$body" >"$cursor_file.new"                  # after processing, so that nothing is lost
      mv "$cursor_file.new" "$cursor_file"
      ;;
    429 | 503 | 000) sleep 2 ;;                                  # it passes by itself
    *)
      cat "$body" >&2                                            # it will not: a person has to look
      exit 1
      ;;
  esac
done
