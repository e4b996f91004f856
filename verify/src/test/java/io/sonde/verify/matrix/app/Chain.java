package io.sonde.verify.matrix.app;

import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * What lies between the application and its driver, from the inside out.
 *
 * @param door how the driver is entered
 * @param inner what the pool gets its connections through
 * @param caching whether the pool keeps statements, if it can
 * @param outer what the application gets the pool's connections through
 */
public record Chain(Door door, Wrapping inner, Pool pool, boolean caching, Wrapping outer) {

    /** Reads what {@link #toString} wrote. */
    public static Chain parse(String text) {
        String[] parts = text.split(",", -1);
        return new Chain(
                Door.valueOf(parts[0]),
                Wrapping.valueOf(parts[1]),
                Pool.valueOf(parts[2]),
                parts[3].equals("CACHING"),
                Wrapping.valueOf(parts[4]));
    }

    @Override
    public String toString() {
        return String.join(",", door.name(), inner.name(), pool.name(), caching ? "CACHING" : "PLAIN", outer.name());
    }

    /** Opens it all. */
    Pool.Opened open(Vendor vendor, String url) throws SQLException {
        DataSource entered = inner.around(door.open(vendor, url));
        // Pools set and ask a time-out for logging in, which not every wrapper has.
        Pool.Opened opened = pool.open((Source) entered::getConnection, url, caching);
        return new Pool.Opened(outer.around(opened.source()), opened.closing());
    }
}
