package io.sonde.verify.agent.app;

import java.io.File;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** An embedded Tomcat. */
final class TomcatServer implements WebServer {

    private final Tomcat tomcat = new Tomcat();

    TomcatServer(File base) throws LifecycleException {
        tomcat.setBaseDir(base.getPath());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.start();
    }

    @Override
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void deploy(String name, File folder) {
        Context context = tomcat.addContext("/" + name, folder.getAbsolutePath());
        Tomcat.addServlet(context, "shop", "io.sonde.verify.agent.app.ShopServlet");
        context.addServletMappingDecoded("/shop", "shop");
    }

    @Override
    public ClassLoader loader(String name) {
        return ((Context) tomcat.getHost().findChild("/" + name)).getLoader().getClassLoader();
    }

    @Override
    public void undeploy(String name) {
        tomcat.getHost().removeChild(tomcat.getHost().findChild("/" + name));
    }
}
