package io.sonde.benchmarks.peers;

/**
 * A line of the table.
 *
 * @param method the benchmark's method
 * @param title what an operation is
 * @param floors how many times the floor Sonde may add with one thread; 0 when the bound is another one
 * @param bytes how many bytes Sonde may add; negative when there is no bound
 */
record Row(String method, String title, double floors, int bytes) {

    static final String FLOOR = "floor";

    /** What the fields take that Sonde adds to a statement. */
    private static final int FIELDS = 16;

    private static final int ANY = -1;

    /** Prepared once, executed often: what the CPU of all threads is compared with. */
    static final Row EXECUTE = new Row("execute", "prepared once, executed often", 1.5, 0);

    static final Row NEW_TEXT = new Row("executeNewText", "literal SQL of 130 characters, always a new String", 0, 0);

    static final Row READ = new Row("readRows", "`ResultSet.next`, per row", 0, ANY);

    static final Row[] ALL = {
        EXECUTE,
        new Row("prepareOneOfHundred", "prepare + execute + close, 100 texts", 2, FIELDS),
        new Row("prepareOneOfTenThousand", "the same, 10 000 texts", 2.5, FIELDS),
        NEW_TEXT,
        new Row("batch", "batch of 50", 4, ANY),
        new Row("leaseAndExecute", "HikariCP lease + prepare + execute + close", 3, ANY),
        READ,
    };
}
