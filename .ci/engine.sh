# Sourced: a Docker engine for this run only, on a private socket, unless one answers already.
# shellcheck shell=bash
engine_dir=""
engine_pid=""

engine_start() {
  if docker info >/dev/null 2>&1; then
    say "using the Docker engine that answers already: $(docker version -f '{{.Server.Version}}')"
    return
  fi
  [[ $(id -u) == 0 ]] || { say "starting a Docker engine needs root" >&2; return 1; }
  engine_dir="$(mktemp -d "${TMPDIR:-/tmp}/orderwire-engine.XXXXXX")"
  # overlay2, bridge networking and iptables' nft back end are all there on the plain Debian kernels tried; dockerd
  # says so in its log where one of them is not.
  dockerd -H "unix://$engine_dir/docker.sock" --data-root "$engine_dir/data" --exec-root "$engine_dir/exec" \
    --pidfile "$engine_dir/docker.pid" >"$engine_dir/dockerd.log" 2>&1 &
  engine_pid=$!
  export DOCKER_HOST="unix://$engine_dir/docker.sock"
  local tries=0
  until docker info >/dev/null 2>&1; do
    if ! kill -0 "$engine_pid" 2>/dev/null || ((++tries > 120)); then
      tail -n 20 "$engine_dir/dockerd.log" >&2
      say "the Docker engine did not start" >&2
      return 1
    fi
    sleep 0.5
  done
  say "Docker engine $(docker version -f '{{.Server.Version}}'), storage $(docker info -f '{{.Driver}}'), pid $engine_pid"
}

# Stops what engine_start started, and nothing else. Safe to call twice, and without a start.
engine_stop() {
  [[ -n $engine_pid ]] || return 0
  local ids
  ids="$(docker ps -q 2>/dev/null || true)"
  # shellcheck disable=SC2086
  [[ -z $ids ]] || docker kill $ids >/dev/null 2>&1 || true
  kill "$engine_pid" 2>/dev/null || true
  wait "$engine_pid" 2>/dev/null || true
  engine_pid=""
  rm -rf "$engine_dir" || true
}
