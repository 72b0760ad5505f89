# Sourced by the checks of the compose files, after lib.sh: a project, secrets and ports of its own, events in and
# histories out. Wants $compose_files set to the arguments that name the compose file, if it is not the usual one.
# shellcheck shell=bash disable=SC2034,SC2154
work="$(mktemp -d "${TMPDIR:-/tmp}/orderwire-compose.XXXXXX")"
export COMPOSE_PROJECT_NAME=orderwire-check DOCKER_BUILDKIT=0 COMPOSE_DOCKER_CLI_BUILD=0
export ORDERWIRE_KAFKA_PORT=29092 ORDERWIRE_REGISTRY_PORT=28081
export ORDERWIRE_PRODUCER_PORT=28090 ORDERWIRE_PRODUCER_MANAGEMENT_PORT=29081
export ORDERWIRE_PROCESSOR_MANAGEMENT_PORT=29082
export ORDERWIRE_DELIVERY_PORT=28080 ORDERWIRE_DELIVERY_MANAGEMENT_PORT=29080
partner_api="http://127.0.0.1:$ORDERWIRE_DELIVERY_PORT"
# How many seconds a history may take to have all that was accepted.
patience=60
operator_api="http://127.0.0.1:$ORDERWIRE_DELIVERY_MANAGEMENT_PORT/admin/v1"
producer_api="http://127.0.0.1:$ORDERWIRE_PRODUCER_PORT"

compose() {
  if command -v docker-compose >/dev/null; then
    docker-compose "${compose_files[@]}" "$@"
  else
    docker compose "${compose_files[@]}" "$@"
  fi
}

finish() {
  local status=$?
  trap - ERR
  if ((status != 0)) && [[ -n ${ORDERWIRE_SECRETS:-} ]]; then
    compose ps || true
    compose logs --tail=60 --no-color || true
  fi
  # --timeout: what is thrown away need not be stopped gently.
  compose down --volumes --remove-orphans --timeout 5 >/dev/null 2>&1 || true
  rm -rf "$work"
  exit "$status"
}

container_of() { compose ps -q "$1"; }
state_of() { docker inspect -f '{{.State.Health.Status}}' "$(container_of "$1")" 2>/dev/null || echo absent; }
restarts_of() { docker inspect -f '{{.RestartCount}}' "$(container_of "$1")" 2>/dev/null || echo 0; }

await_healthy() {
  local service deadline=$((SECONDS + 240))
  for service in "$@"; do
    until [[ $(state_of "$service") == healthy ]]; do
      ((SECONDS < deadline)) || die "$service is $(state_of "$service"), not healthy, after 240 s"
      (($(restarts_of "$service") < 4)) || die "$service does not stay up"
      sleep 1
    done
  done
}

# call METHOD URL KEY [BODY-FILE] [CONTENT-TYPE]: prints the body; fails, and shows the answer, unless it is 2xx.
call() {
  local code args=(-sS --max-time 60 -X "$1" -H "Authorization: Bearer $3" -o "$work/answer" -w '%{http_code}')
  [[ -z ${4:-} ]] || args+=(-H "Content-Type: ${5:-application/json}" --data-binary "@$4")
  code="$(curl "${args[@]}" "$2")"
  [[ $code == 2* ]] || { say "$1 $2: $code $(head -c 2000 "$work/answer")" >&2; return 1; }
  cat "$work/answer"
}

events() { # PARTNER FIRST LAST: that many events, one a line
  local n
  for ((n = $2; n <= $3; n++)); do
    printf '{"event_id":"%08d-0000-4000-8000-%012d","partner_id":"%s","order_id":"ord-%d","occurred_at":"2026-11-24T06:00:00Z","type":"order.created","data":{"customer_id":"c-%d","currency":"EUR","total":"%d.50","items":[{"line":1,"sku":"flat-white","quantity":1,"amount":"%d.50"}]}}\n' \
      "$n" "$(cksum <<<"$1" | cut -d ' ' -f 1)" "$1" "$n" "$n" "$n" "$n"
  done
}

ingest() { # PARTNER FIRST LAST: sends them, again as a producer would, until each is accepted
  local accepted deadline=$((SECONDS + patience))
  events "$@" >"$work/events.ndjson"
  while :; do
    # Where a broker has just died, the service says that they are to be sent again.
    if call POST "$producer_api/v1/events" "$ingest_key" "$work/events.ndjson" application/x-ndjson >"$work/results"; then
      accepted="$(grep -o '"status" *: *"accepted"' "$work/results" | wc -l)"
      ((accepted < $3 - $2 + 1)) || return 0
    fi
    ((SECONDS < deadline)) || die "not all of $(($3 - $2 + 1)) events accepted: $(head -c 2000 "$work/answer")"
    sleep 1
  done
}

# history KEY FILE: every page from the start to the end, as they come over the wire.
history() {
  local query='since=1970-01-01T00:00:00Z' page
  : >"$2"
  while :; do
    page="$(call GET "$partner_api/v1/orders/events?$query&limit=37" "$1")" || return 1
    jq -c '.events[]' <<<"$page" >>"$2"
    query="newer_than=$(jq -r .cursor <<<"$page")"
    [[ $(jq .has_more <<<"$page") == true ]] || return 0
  done
}

# await_history KEY FILE N: polls until N items are there, then checks the order: sequence 1 to N, as ingested.
await_history() {
  local deadline=$((SECONDS + patience))
  while :; do
    # Where an instance has just died, some answers are 503 until another one has taken over.
    if history "$1" "$2" && (($(wc -l <"$2") >= $3)); then break; fi
    ((SECONDS < deadline)) || die "$(wc -l <"$2") of $3 items after $patience s"
    sleep 0.5
  done
  [[ "$(jq -r '"\(.sequence) \(.order_id)"' "$2")" == "$(seq 1 "$3" | sed 's/.*/& ord-&/')" ]] \
    || die "the history is not 1 to $3 in the order of ingest: $(jq -c '[.sequence,.order_id]' "$2" | head -n 5 | tr '\n' ' ')"
}

# stream KEY QUERY FILE N: reads N items of the stream that begins where QUERY says.
stream() {
  local pid deadline=$((SECONDS + 30))
  curl -sSN --max-time 60 -H "Authorization: Bearer $1" -H 'Accept: text/event-stream' \
    "$partner_api/v1/orders/events/stream?$2" >"$3.raw" &
  pid=$!
  until (($(grep -c '^data:' "$3.raw" || true) >= $4)); do
    ((SECONDS < deadline)) || die "$(grep -c '^data:' "$3.raw" || true) of $4 items over SSE: $(head -c 2000 "$3.raw")"
    kill -0 "$pid" 2>/dev/null || die "the stream ended early: $(head -c 2000 "$3.raw")"
    sleep 0.2
  done
  kill "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  sed -n 's/^data: \{0,1\}//p' "$3.raw" | jq -c . >"$3"
}

make_secrets() {
  export ORDERWIRE_SECRETS="$work/secrets"
  docker/secrets
  compose config -q
  ingest_key="$(cat "$ORDERWIRE_SECRETS/ingest-key")"
  operator_token="$(cat "$ORDERWIRE_SECRETS/operator-token")"
}

# add_partner ID NAME: prints its key.
add_partner() {
  jq -n --arg id "$1" --arg name "$2" '{partner_id: $id, name: $name}' >"$work/partner"
  call POST "$operator_api/partners" "$operator_token" "$work/partner" | jq -er .key
}

take_down() {
  compose down --volumes
  [[ -z $(docker ps -aq -f name="$COMPOSE_PROJECT_NAME") ]] || die "containers are left"
  [[ -z $(docker volume ls -q -f name="$COMPOSE_PROJECT_NAME") ]] || die "volumes are left"
}
