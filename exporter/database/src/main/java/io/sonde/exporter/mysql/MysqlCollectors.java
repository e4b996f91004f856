package io.sonde.exporter.mysql;

import io.sonde.exporter.config.Limits;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Schedule;
import io.sonde.exporter.scrape.TargetLabels;
import java.util.ArrayList;
import java.util.List;

/** The collectors of one MySQL or MariaDB target, in the order in which they run: the cheap and telling ones first. */
final class MysqlCollectors {

    private static final String SELECT = Privileged.STATISTICS;
    private static final String PROCESS = "PROCESS ON *.*";
    private static final String REPLICATION = "REPLICATION CLIENT ON *.*";

    private MysqlCollectors() {}

    static List<Collector> of(TargetLabels labels, Limits limits) {
        List<Collector> all = new ArrayList<>();
        all.add(new GlobalStatusCollector(labels));
        all.add(new GlobalVariablesCollector(labels));
        all.add(performance(new StatementsCollector(labels, limits.statements())));
        all.add(new Privileged(new ProcesslistCollector(labels), PROCESS, ""));
        all.add(new Privileged(new TransactionsCollector(labels), PROCESS, ""));
        all.add(new Privileged(new RowLocksCollector(labels), PROCESS, ""));
        all.add(new Privileged(new MetadataLocksCollector(labels), PROCESS, ""));
        all.add(new Privileged(new ReplicaCollector(labels), REPLICATION, "SLAVE MONITOR ON *.*"));
        all.add(new Privileged(new BinlogCollector(labels), REPLICATION, "BINLOG MONITOR ON *.*"));
        all.add(new Privileged(new InnodbStatusCollector(labels), PROCESS, ""));
        all.add(new Privileged(new InnodbMetricsCollector(labels), PROCESS, ""));
        for (Table table : InformationTables.often()) {
            all.add(new Privileged(new TableCollector(labels, table, Schedule.EVERY_SCRAPE), PROCESS, ""));
        }
        all.add(responseTimes(labels));
        all.add(appliers(labels));
        for (Table table : PerformanceTables.all(limits)) {
            all.add(performance(new TableCollector(labels, table, Schedule.EVERY_SCRAPE)));
        }
        for (Table table : InformationTables.userStatistics(limits)) {
            all.add(new OnlyOf(
                    MysqlVersion.MARIADB, userStatistics(new TableCollector(labels, table, Schedule.EVERY_SCRAPE))));
        }
        for (Table table : InformationTables.seldom(limits)) {
            all.add(new Visible(new TableCollector(labels, table, Schedule.EVERY_MINUTE)));
        }
        all.add(new Visible(unusedIndexes(labels, limits.indexes())));
        return List.copyOf(all);
    }

    private static Collector performance(Collector collector) {
        return new Switched(new Privileged(collector, SELECT, ""), PerformanceSchema.SWITCH, PerformanceSchema.REMEDY);
    }

    private static Collector userStatistics(Collector collector) {
        return new Switched(new Privileged(collector, PROCESS, ""), "userstat", "SET GLOBAL userstat = ON");
    }

    private static Collector responseTimes(TargetLabels labels) {
        Collector collector = new Privileged(new QueryResponseTimeCollector(labels), PROCESS, "");
        return new OnlyOf(
                MysqlVersion.MARIADB,
                new Switched(collector, QueryResponseTimeCollector.SWITCH, QueryResponseTimeCollector.REMEDY));
    }

    private static Collector appliers(TargetLabels labels) {
        Table table = PerformanceTables.appliers();
        return new OnlyOf(MysqlVersion.MYSQL, performance(new TableCollector(labels, table, Schedule.EVERY_SCRAPE)));
    }

    private static Collector unusedIndexes(TargetLabels labels, int most) {
        Table usage = InformationTables.unusedIndexes(most);
        Table statistics = InformationTables.unusedIndexesByStatistics(most);
        return new Either(
                performance(new Instrumented(
                        new TableCollector(labels, usage, Schedule.EVERY_MINUTE), "wait/io/table/sql/handler")),
                userStatistics(new TableCollector(labels, statistics, Schedule.EVERY_MINUTE)));
    }
}
