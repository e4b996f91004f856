package io.sonde.verify.matrix.app;

import io.sonde.verify.agent.app.OwnPage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Runs the same statements through many chains: {@code <vendor> <url> <file with a chain per line>}. */
public final class MatrixApplication {

    private MatrixApplication() {}

    public static void main(String[] arguments) throws Exception {
        Vendor vendor = Vendor.valueOf(arguments[0]);
        String url = arguments[1];
        List<String> chains = Files.readAllLines(Path.of(arguments[2]));
        Ledger ledger = new Ledger();
        for (int i = 0; i < chains.size(); i++) {
            run(vendor, url, Chain.parse(chains.get(i)), "t" + i, ledger);
        }
        ledger.print(System.out);
        OwnPage.print();
        System.out.flush();
        awaitReport();
        // Pools and other agents leave threads behind that are none of this program's business.
        Runtime.getRuntime().halt(0);
    }

    /** Another agent may report some time after a call: asks who is reported to, which answers when there was a report. */
    private static void awaitReport() throws IOException {
        String reported = System.getProperty("neighbour.reported");
        if (reported != null) {
            URI.create(reported).toURL().openStream().close();
        }
    }

    private static void run(Vendor vendor, String url, Chain chain, String table, Ledger ledger) throws Exception {
        try (Pool.Opened opened = chain.open(vendor, url)) {
            new Workload(Sql.of(url), table, opened.source(), ledger).run();
        } catch (SQLException | RuntimeException e) {
            throw new IllegalStateException(chain + " failed", e);
        }
    }
}
