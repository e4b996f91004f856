package io.sonde.agent.engine.weave;

import org.jspecify.annotations.Nullable;

/** Which of several hosts a driver has connected to, by the driver's own methods: JDBC has none for that. */
final class ConnectedHost {

    /*
     * Public methods of public classes, which drivers have had for some ten years; that one has them no more is no error: what the URL
     * names first is said then, as it is of drivers that are not known here.
     */

    private ConnectedHost() {}

    /** {@code host:port}, or null if the connection's driver is none that is known to say. */
    static @Nullable String of(Object connection) throws ReflectiveOperationException {
        String type = connection.getClass().getName();
        if (type.startsWith("org.postgresql.")) {
            return postgresql(connection);
        }
        if (type.startsWith("org.mariadb.")) {
            return mariaDb(connection);
        }
        return type.startsWith("com.mysql.")
                ? call(connection, "getHostPortPair").toString()
                : null;
    }

    private static String postgresql(Object connection) throws ReflectiveOperationException {
        Object spec = call(call(connection, "getQueryExecutor"), "getHostSpec");
        return call(spec, "getHost") + ":" + call(spec, "getPort");
    }

    private static @Nullable String mariaDb(Object connection) throws ReflectiveOperationException {
        Object address = call(call(connection, "getClient"), "getHostAddress");
        Object host = address.getClass().getField("host").get(address);
        return host == null
                ? null
                : host + ":" + address.getClass().getField("port").get(address);
    }

    private static Object call(Object on, String method) throws ReflectiveOperationException {
        return on.getClass().getMethod(method).invoke(on);
    }
}
