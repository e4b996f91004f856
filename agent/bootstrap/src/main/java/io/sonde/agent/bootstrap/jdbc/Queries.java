package io.sonde.agent.bootstrap.jdbc;

import io.sonde.core.series.BoundedTable;
import io.sonde.core.sql.Query;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * All queries and all servers of this process, both up to a cap.
 *
 * <p>Any thread may call any method. Looking up what is known neither locks nor allocates.
 */
public final class Queries {

    /*
     * An application with a database per tenant may know thousands. Those beyond the cap share a series per system and dialect, of which
     * JdbcUrl names about a dozen: a text that is read by the rules of another dialect has another id, and may show what is a string in
     * its own.
     */
    static final int MAX_SERVERS = 256;

    /** What the settings say; set before the first use of {@link #shared}. */
    private static volatile int capacity = 2000;

    private static volatile Map<String, String> aliases = Map.of();

    private static final class Holder {
        static final Queries SHARED = new Queries(capacity, aliases);
    }

    private final Map<String, String> addressAliases;
    private final ConcurrentHashMap<Server, ServerSeries> servers = new ConcurrentHashMap<>();
    private final BoundedTable<QuerySeries> table;
    private final ResultTable results = new ResultTable();

    Queries(int capacity, Map<String, String> addressAliases) {
        this.addressAliases = addressAliases;
        ServerSeries unknown = new ServerSeries(Server.UNKNOWN, this, 0);
        this.servers.put(Server.UNKNOWN, unknown);
        this.table = new BoundedTable<>(capacity, unknown.other());
    }

    /** The queries of this JVM. */
    public static Queries shared() {
        return Holder.SHARED;
    }

    /**
     * Says what {@link #shared} will be like. No effect once that was used.
     *
     * @param queries how many queries are held
     * @param names from {@code host:port} or {@code host} as clients write it to the name that the database's side uses
     */
    public static void configure(int queries, Map<String, String> names) {
        capacity = queries;
        aliases = Map.copyOf(names);
    }

    /** The series of this server; beyond the cap, those that all further servers of its system and dialect share. */
    public ServerSeries server(Server given) {
        Server named = alias(given);
        ServerSeries known = servers.get(named);
        if (known != null) {
            return known;
        }
        synchronized (servers) {
            Server counted =
                    servers.size() < MAX_SERVERS || servers.containsKey(named) ? named : named.furtherOfItsKind();
            return servers.computeIfAbsent(counted, server -> new ServerSeries(server, this, servers.size()));
        }
    }

    /** Visits the series of all queries, without the servers' {@link ServerSeries#other}. */
    public void forEachQuery(Consumer<? super QuerySeries> action) {
        table.forEach(action);
    }

    public void forEachServer(Consumer<? super ServerSeries> action) {
        servers.values().forEach(action);
    }

    /** Visits what counts result sets. */
    public void forEachResult(Consumer<? super ResultSeries> action) {
        results.forEach(action);
    }

    ResultSeries results(Server server, @Nullable Query query) {
        return results.series(server, query);
    }

    /** How many queries are held. */
    public int size() {
        return table.size();
    }

    /** How often a text was not of a query that is held. */
    public long overflowed() {
        return table.overflowed();
    }

    @Nullable
    QuerySeries find(long key) {
        return table.get(key);
    }

    /** The key's series, or null when the table is full. */
    @Nullable
    QuerySeries add(long key, LongFunction<QuerySeries> make) {
        QuerySeries added = table.computeIfAbsent(key, make);
        return added == table.overflow() ? null : added;
    }

    private Server alias(Server server) {
        if (addressAliases.isEmpty()) {
            return server;
        }
        String name = addressAliases.get(server.address() + ":" + server.port());
        if (name == null) {
            name = addressAliases.get(server.address());
        }
        if (name == null) {
            return server;
        }
        int colon = name.lastIndexOf(':');
        boolean withPort = colon > 0 && name.indexOf(':') == colon;
        return withPort
                ? server.at(name.substring(0, colon), name.substring(colon + 1))
                : server.at(name, server.port());
    }
}
