package io.sonde.verify.matrix;

import io.sonde.verify.servers.Servers;
import java.util.List;

/**
 * One start of a JVM.
 *
 * @param jdk the feature release
 * @param before whether the neighbour comes before ours on the command line
 * @param prepared whether statements are prepared by the server
 */
record Start(int jdk, Neighbour neighbour, boolean before, Database database, boolean prepared) {

    private static final int[] JDKS = {17, 25};
    private static final List<Neighbour> NEIGHBOURS = List.of(Neighbour.values());
    private static final List<Database> DATABASES = List.of(Database.values());

    /** How many values each dimension has, in the order of {@link #of}. */
    static int[] sizes() {
        return new int[] {NEIGHBOURS.size(), DATABASES.size(), JDKS.length, 2, 2};
    }

    static Start of(int[] row) {
        return new Start(JDKS[row[2]], NEIGHBOURS.get(row[0]), row[3] == 0, DATABASES.get(row[1]), row[4] == 0);
    }

    /** Whether the JDK, the neighbour and its place are the same. */
    boolean hasSameAgents(Start other) {
        return jdk == other.jdk && neighbour == other.neighbour && before == other.before;
    }

    /** Whether the server's own statistics have all executions. MariaDB's and MySQL 8.0's have none of statements that it prepared before. */
    boolean isWholeAtServer() {
        boolean mariaDb = database == Database.MARIADB || database == Database.MARIADB_BY_MYSQL;
        boolean mySql = database == Database.MYSQL || database == Database.MYSQL_BY_MARIADB;
        return !(prepared && (mariaDb || (mySql && Servers.mySqlIs8())));
    }

    /** MySQL and MariaDB count without locks, and count that they prepare a statement too: see decision 0019. */
    Counts.Exactness serverCounts() {
        if (database == Database.POSTGRESQL) {
            return Counts.Exactness.ALL;
        }
        return prepared ? Counts.Exactness.NONE : Counts.Exactness.BUT_CONCURRENT;
    }

    @Override
    public String toString() {
        String other = neighbour == Neighbour.NONE ? "alone" : (before ? "after " : "before ") + neighbour;
        return "JDK " + jdk + ", " + other + ", " + database + (prepared ? ", server prepares" : "");
    }
}
