#!/bin/sh
# A MariaDB, a Redis and an Elasticsearch server of our own for the tests: own ports, one folder, nothing of the system's is touched.
#   scripts/services.sh start   starts them and prints the variables that point at them
#   scripts/services.sh stop    stops them and removes the folder
# SERVICES_HOME (var/services), MARIADB_PORT (33306), REDIS_PORT (36379), ELASTICSEARCH_PORT (39200).
# Debian: apt-get install mariadb-server redis-server default-jdk-headless maven
# Where Elasticsearch can't be started, for want of Java say, the other two are; with REQUIRE_ALL=1 that is an error.
set -eu
cd "$(dirname "$0")/.."

home=${SERVICES_HOME:-$PWD/var/services}
mariadb_port=${MARIADB_PORT:-33306}
redis_port=${REDIS_PORT:-36379}
elasticsearch_port=${ELASTICSEARCH_PORT:-39200}
PATH=$PATH:/usr/sbin:/usr/local/sbin
socket=$home/mariadb.sock

fail() { printf '%s\n' "$*" >&2; exit 1; }
need() { command -v "$1" >/dev/null || fail "$1 is missing: apt-get install $2"; }

wait_for() {
    for _ in $(seq 150); do
        if "$@" >/dev/null 2>&1; then return 0; fi
        sleep 0.2
    done
    return 1
}

stop_one() {
    [ -f "$1" ] || return 0
    pid=$(cat "$1")
    kill "$pid" 2>/dev/null || true
    for _ in $(seq 150); do
        kill -0 "$pid" 2>/dev/null || return 0
        sleep 0.2
    done
    kill -9 "$pid" 2>/dev/null || true
}

start_elasticsearch() {
    sh tests/elasticsearch/start "$elasticsearch_port" "$home/elasticsearch" >"$home/elasticsearch.log" 2>&1 </dev/null &
    elasticsearch=$!
    echo "$elasticsearch" >"$home/elasticsearch.pid"
}

# Its address, once it is ready; the first start fetches it, which may take minutes.
elasticsearch_url() {
    for _ in $(seq 1500); do
        sed -n 's/^Elasticsearch .* is ready: //p' "$home/elasticsearch.log" | grep . && return 0
        kill -0 "$elasticsearch" 2>/dev/null || return 1
        sleep 0.2
    done
    return 1
}

start() {
    need mariadbd mariadb-server
    need mariadb-install-db mariadb-server
    need redis-server redis-server
    # The tests empty what they find at these addresses: it must be ours.
    redis-cli -p "$redis_port" ping >/dev/null 2>&1 && fail "Port $redis_port is in use: set REDIS_PORT"
    [ -e "$home" ] && fail "$home is there already: scripts/services.sh stop"
    mkdir -p "$home/mariadb" "$home/redis"
    start_elasticsearch
    as=""
    [ "$(id -u)" = 0 ] && as="--user=root"
    # shellcheck disable=SC2086
    mariadb-install-db --no-defaults $as --datadir="$home/mariadb" --auth-root-authentication-method=normal \
        --skip-test-db >"$home/mariadb.log" 2>&1 || fail "MariaDB's folder can't be made: see $home/mariadb.log"
    # shellcheck disable=SC2086
    mariadbd --no-defaults $as --datadir="$home/mariadb" --socket="$socket" --port="$mariadb_port" \
        --bind-address=127.0.0.1 --pid-file="$home/mariadb.pid" --character-set-server=utf8mb4 \
        --collation-server=utf8mb4_unicode_ci >>"$home/mariadb.log" 2>&1 </dev/null &
    redis-server --port "$redis_port" --bind 127.0.0.1 --dir "$home/redis" --save '' --daemonize yes \
        --pidfile "$home/redis.pid" --logfile "$home/redis.log" >/dev/null
    wait_for redis-cli -p "$redis_port" ping || fail "Redis doesn't answer: see $home/redis.log"
    wait_for mariadb --no-defaults --socket="$socket" -uroot -e 'SELECT 1' \
        || fail "MariaDB doesn't answer: see $home/mariadb.log"
    mariadb --no-defaults --socket="$socket" -uroot -e "
        CREATE DATABASE animerec CHARACTER SET utf8mb4;
        CREATE USER animerec@'127.0.0.1' IDENTIFIED BY 'animerec';
        CREATE USER animerec@localhost IDENTIFIED BY 'animerec';
        GRANT ALL ON *.* TO animerec@'127.0.0.1';
        GRANT ALL ON *.* TO animerec@localhost;"
    printf 'export TEST_MARIADB_URL=mysql://animerec:animerec@127.0.0.1:%s/animerec\n' "$mariadb_port"
    printf 'export TEST_REDIS_URL=redis://127.0.0.1:%s/0\n' "$redis_port"
    if url=$(elasticsearch_url); then
        printf 'export TEST_ELASTICSEARCH_URL=%s\n' "$url"
    else
        tail -n 20 "$home/elasticsearch.log" >&2
        [ "${REQUIRE_ALL:-}" = 1 ] && fail "Elasticsearch can't be started: the lines above say why"
        echo "Going on without Elasticsearch: the lines above say why" >&2
    fi
}

case "${1:-}" in
    start) start ;;
    stop)
        stop_one "$home/mariadb.pid"
        stop_one "$home/redis.pid"
        stop_one "$home/elasticsearch.pid"
        rm -rf "$home"
        ;;
    *) fail "usage: scripts/services.sh start|stop" ;;
esac
