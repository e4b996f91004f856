#!/usr/bin/env bash
# Starts a Docker engine of its own beside whatever else the machine runs: docker-engine.sh <directory>. Run as root, with Debian's
# docker.io. Prints what DOCKER_HOST must be; `docker-engine.sh <directory> stop` ends it, and leaves nothing of it but the
# directory. It touches no firewall rule: containers reach nothing, and their published ports are served by a proxy of the engine's.
set -euo pipefail

directory=${1:?usage: docker-engine.sh <directory> [stop]}
mkdir -p "$directory"
directory=$(cd "$directory" && pwd)

stop() {
    local engine
    if engine=$(cat "$directory/pid" 2>/dev/null); then
        kill "$engine" 2>/dev/null || true
        for _ in $(seq 300); do
            kill -0 "$engine" 2>/dev/null || break
            sleep 0.1
        done
    fi
    if [ -e "$directory/bridge" ]; then
        ip link delete docker0 2>/dev/null || true
    fi
    if [ -e "$directory/socket" ]; then
        rm -rf "$(cat "$directory/socket")"
    fi
    rm -f "$directory/pid" "$directory/bridge" "$directory/socket"
}

if [ "${2:-}" = stop ]; then
    stop
    exit 0
fi
command -v dockerd >/dev/null || { echo "docker-engine.sh: dockerd is not installed" >&2; exit 1; }
stop
# The path of a socket has at most 107 bytes, and directories of builds are long.
socket=$(mktemp -d /tmp/sonde-docker.XXXXXX)
echo "$socket" >"$directory/socket"
# The engine makes a bridge where there is none, and does not take it away.
[ -e /sys/class/net/docker0 ] || touch "$directory/bridge"

# Without a driver named, it takes the best that works here; vfs, which copies, works everywhere.
setsid dockerd --host "unix://$socket/engine" --data-root "$directory/data" --exec-root "$socket/exec" --pidfile "$directory/pid" \
    --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false >"$directory/log" 2>&1 </dev/null &
engine=$!

for _ in $(seq 300); do
    if DOCKER_HOST="unix://$socket/engine" docker version >/dev/null 2>&1; then
        echo "unix://$socket/engine"
        exit 0
    fi
    kill -0 "$engine" 2>/dev/null || break
    sleep 0.1
done
kill "$engine" 2>/dev/null || true
tail -20 "$directory/log" >&2
stop
exit 1
