#!/usr/bin/env bash
# Prepares a root directory with a real MySQL server in it, and with a MariaDB newer than Debian's stable one, for tests:
# mysql-root.sh <directory>. Run as root, on Debian with debootstrap. Prints the directory; tests find it through
# SONDE_MYSQL_ROOT. What is complete is left as it is.
set -euo pipefail

root=${1:?usage: mysql-root.sh <directory>}
mirror=${SONDE_DEBIAN_MIRROR:-}
done="$root/.sonde-complete"

if [ ! -e "$done" ]; then
    command -v debootstrap >/dev/null || { echo "mysql-root.sh: debootstrap is not installed" >&2; exit 1; }
    if [ -z "$mirror" ]; then
        # The mirror that this machine's apt already uses.
        mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m1 -v security || true)
    fi
    rm -rf "$root"
    # Debian's stable suites have MariaDB only; the unstable one has MySQL.
    debootstrap --variant=minbase --include=mysql-server-core sid "$root" ${mirror:+"$mirror"} >&2
    touch "$done"
fi

if [ ! -e "$root/usr/sbin/mariadbd" ]; then
    # The two servers' packages exclude each other for a few files, so the second one is unpacked beside the first, whose files stay.
    # shellcheck disable=SC2016
    chroot "$root" sh -euc '
        mkdir -p /tmp/mariadb && cd /tmp/mariadb && rm -f ./*.deb
        download() { apt-get download -qq -o APT::Sandbox::User=root mariadb-server-core liburing2; }
        download || { apt-get update -qq && download; }
        for package in ./*.deb; do
            dpkg-deb --fsys-tarfile "$package" | tar -x -C / --skip-old-files
        done
        rm -r /tmp/mariadb
        ldconfig' >&2
fi
echo "$root"
