#!/usr/bin/env bash
# Makes a Docker image of PostgreSQL where none can be pulled: postgres-image.sh <binaries.jar> <image>. The binaries are those of
# the Maven artifact, their libraries and a shell this machine's. As in the official image, POSTGRES_USER, POSTGRES_PASSWORD,
# POSTGRES_DB and POSTGRES_HOST_AUTH_METHOD count, and the server starts twice: once to make the database, once to serve.
set -euo pipefail

jar=${1:?usage: postgres-image.sh <binaries.jar> <image>}
image=${2:?usage: postgres-image.sh <binaries.jar> <image>}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root="$work/root"
mkdir -p "$root"/{bin,etc,tmp,usr/local/pgsql,var/lib/postgresql}

unzip -q -p "$jar" '*.txz' | tar -xJ -C "$root/usr/local/pgsql"

for program in bash cat; do
    install "$(command -v "$program")" "$root/bin/$program"
done
ln -s bash "$root/bin/sh"
# What all of these load, apart from what they bring themselves.
ldd "$root"/bin/* "$root"/usr/local/pgsql/bin/* "$root"/usr/local/pgsql/lib/postgresql/*.so 2>/dev/null |
    awk -v own="$root" '{ library = $2 == "=>" ? $3 : $1 } library ~ "^/.*[^:]$" && index(library, own) != 1 { print library }' |
    sort -u | while read -r library; do
        install -D "$library" "$root$library"
    done

echo 'postgres:x:999:999::/var/lib/postgresql:/bin/sh' >"$root/etc/passwd"
echo 'postgres:x:999:' >"$root/etc/group"
chown -R 999:999 "$root/var/lib/postgresql"
chmod 1777 "$root/tmp"

cat >"$root/entrypoint" <<'END'
#!/bin/bash
set -euo pipefail
export PATH=/usr/local/pgsql/bin:/bin PGDATA=/var/lib/postgresql/data
user=${POSTGRES_USER:-postgres}
database=${POSTGRES_DB:-$user}
method=${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}
if [ "$method" != trust ] && [ -z "${POSTGRES_PASSWORD:-}" ]; then
    echo "POSTGRES_PASSWORD is empty" >&2
    exit 1
fi
initdb --username="$user" --pwfile=<(echo "${POSTGRES_PASSWORD:-none}") --auth-local=trust --encoding=UTF8 --locale=C
echo "host all all all $method" >>"$PGDATA/pg_hba.conf"
if [ "$database" != postgres ]; then
    echo "CREATE DATABASE \"$database\"" | postgres --single -j postgres
fi
pg_ctl start --wait --options="-c listen_addresses= -c unix_socket_directories=/tmp"
pg_ctl stop --wait --mode=fast
exec "$@" -c listen_addresses='*' -c unix_socket_directories=/tmp
END
chmod 755 "$root/entrypoint"

tar -C "$root" -c . | docker import --change 'USER postgres' --change 'ENTRYPOINT ["/entrypoint"]' \
    --change 'CMD ["postgres"]' --change 'EXPOSE 5432' - "$image" >/dev/null
