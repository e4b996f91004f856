package io.sonde.exporter;

import io.sonde.endpoint.log.LogSink;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/** Has something done on SIGHUP, where there are signals. */
final class HangUp {

    /*
     * sun.misc.Signal is the only way, and has been for as long as there is Java; it is in the module jdk.unsupported. By reflection,
     * because a JVM may come without that module, and the compiler rightly complains about the name.
     */

    private HangUp() {}

    static void handle(Runnable action, LogSink log) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler calls = (proxy, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    // The JVM's thread for signals is not for work.
                    Thread thread = new Thread(action, "sonde-reload");
                    thread.setDaemon(true);
                    thread.start();
                    yield null;
                }
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> proxy == arguments[0];
                default -> "sonde";
            };
            Object proxy = Proxy.newProxyInstance(HangUp.class.getClassLoader(), new Class<?>[] {handler}, calls);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), proxy);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            log.log(LogSink.Level.DEBUG, "no reload on SIGHUP here", e);
        }
    }
}
