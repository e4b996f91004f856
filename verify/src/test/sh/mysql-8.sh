#!/usr/bin/env bash
# Unpacks the parts of a MySQL 8.0 that tests need: mysql-8.sh <archive.zip> <directory>. Prints the directory; tests find it through
# SONDE_MYSQL8_HOME. What is complete is left as it is. The server needs libaio.so.1 and libnuma.so.1.
set -euo pipefail

archive=${1:?usage: mysql-8.sh <archive.zip> <directory>}
home=${2:?usage: mysql-8.sh <archive.zip> <directory>}
done="$home/.sonde-complete"

if [ ! -e "$done" ]; then
    rm -rf "$home"
    unzip -q "$archive" bin/mysqld 'lib/private/*' 'lib/plugin/component_*' 'share/*' -d "$home"
    chmod +x "$home/bin/mysqld"
    # Says which library is missing.
    "$home/bin/mysqld" --no-defaults --version >/dev/null
    touch "$done"
fi
echo "$home"
