package io.sonde.verify.matrix.app;

import io.sonde.verify.agent.app.OwnPage;
import java.sql.SQLException;
import java.util.Locale;

/** Runs the same statements through each pool that is told a URL: {@code <url>}. */
public final class UrlPools {

    private UrlPools() {}

    public static void main(String[] arguments) throws Exception {
        String url = arguments[0];
        Ledger ledger = new Ledger();
        for (UrlPool pool : UrlPool.values()) {
            try (Pool.Opened opened = pool.open(url)) {
                new Workload(Sql.of(url), "by_" + pool.name().toLowerCase(Locale.ROOT), opened.source(), ledger).run();
            } catch (SQLException | RuntimeException e) {
                throw new IllegalStateException(pool + " failed", e);
            }
        }
        ledger.print(System.out);
        OwnPage.print();
        System.out.flush();
        // Pools leave threads behind that are none of this program's business.
        Runtime.getRuntime().halt(0);
    }
}
