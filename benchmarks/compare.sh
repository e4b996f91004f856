#!/usr/bin/env bash
# Measures Sonde beside its peers and writes benchmarks/results/DATE-peers.md and the table of docs/benchmarks.md.
#
#   benchmarks/compare.sh [--quick] [--only Sonde,OpenTelemetry] [--rows execute,batch,cpu] [home of a JDK]...
#
# --quick   one fork and short iterations, two threads for Sonde and OpenTelemetry only: some 40 minutes per JDK instead of hours
# --only    peers to measure: Sonde, OpenTelemetry, Datadog, Elastic, New Relic, datasource-proxy, p6spy
# --rows    methods of JdbcBenchmark, cpu and start
# --application  the jar of the Spring Boot application that start starts
# --build no, as the first argument, takes what was built before.
#
# The other agents come from Maven Central. Leave the machine alone meanwhile.
set -eu
cd "$(dirname "$0")/.."
if [ "${1:-}" = --build ]; then
  shift 2
else
  mvn -B -q -pl benchmarks,verify/spring-boot -am package -DskipTests -Dspotless.check.skip -Ppeers
fi
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Djmh.ignoreLock=true \
  -cp "benchmarks/target/classes:$(cat benchmarks/target/class-path.txt)" \
  io.sonde.benchmarks.peers.Compare \
  --results "benchmarks/results/$(date -u +%F)-peers.md" --docs docs/benchmarks.md "$@"
