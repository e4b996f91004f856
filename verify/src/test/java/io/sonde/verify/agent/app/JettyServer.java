package io.sonde.verify.agent.app;

import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

/** An embedded Jetty. */
final class JettyServer implements WebServer {

    private final Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final ContextHandlerCollection contexts = new ContextHandlerCollection();
    private final Map<String, WebAppContext> applications = new ConcurrentHashMap<>();

    JettyServer() throws Exception {
        server.setHandler(contexts);
        server.start();
    }

    @Override
    public int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    @Override
    public void deploy(String name, File folder) throws Exception {
        WebAppContext context = new WebAppContext(folder.getAbsolutePath(), "/" + name);
        context.addServlet("io.sonde.verify.agent.app.ShopServlet", "/shop");
        contexts.addHandler(context);
        context.start();
        applications.put(name, context);
    }

    @Override
    public ClassLoader loader(String name) {
        return Objects.requireNonNull(applications.get(name)).getClassLoader();
    }

    @Override
    public void undeploy(String name) throws Exception {
        WebAppContext context = Objects.requireNonNull(applications.remove(name));
        context.stop();
        contexts.removeHandler(context);
        context.destroy();
    }
}
