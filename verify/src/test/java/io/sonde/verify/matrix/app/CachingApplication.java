package io.sonde.verify.matrix.app;

import io.sonde.verify.agent.app.OwnPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes statements out of the caches of drivers and pools: {@code <file>}, with a line {@code <database>\t<vendor>\t<url>\t<pool>} for each.
 *
 * <p>Prints {@code reused:<database>\t<pool>\t<how often>}, and the ledger of each database behind a line {@code database:<name>}.
 */
public final class CachingApplication {

    private CachingApplication() {}

    public static void main(String[] arguments) throws Exception {
        List<String> lines = Files.readAllLines(Path.of(arguments[0]));
        Map<String, Ledger> ledgers = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String[] parts = lines.get(i).split("\t", -1);
            Ledger ledger = ledgers.computeIfAbsent(parts[0], name -> new Ledger());
            int reused = run(Vendor.valueOf(parts[1]), parts[2], Pool.valueOf(parts[3]), "t" + i, ledger);
            System.out.println("reused:" + parts[0] + "\t" + parts[3] + "\t" + reused);
        }
        ledgers.forEach((name, ledger) -> {
            System.out.println("database:" + name);
            ledger.print(System.out);
        });
        OwnPage.print();
        System.out.flush();
        // Pools leave threads behind that are none of this program's business.
        Runtime.getRuntime().halt(0);
    }

    private static int run(Vendor vendor, String url, Pool pool, String table, Ledger ledger) throws SQLException {
        Chain chain = new Chain(Door.DRIVER_MANAGER, Wrapping.NONE, pool, true, Wrapping.NONE);
        try (Pool.Opened opened = chain.open(vendor, url)) {
            Reuse reuse = new Reuse(Sql.of(url), vendor, table, opened.source(), ledger);
            reuse.run();
            return reuse.times();
        } catch (SQLException | RuntimeException e) {
            throw new IllegalStateException(chain + " failed on " + url, e);
        }
    }
}
