package io.sonde.verify.agent.app;

import java.io.File;

/** A server of web applications in this JVM, on 127.0.0.1 and a free port. */
interface WebServer {

    int port();

    /**
     * Starts an application with {@link ShopServlet} at {@code /shop}.
     *
     * @param folder has {@code WEB-INF} in it
     */
    void deploy(String name, File folder) throws Exception;

    /** The loader of an application's classes. */
    ClassLoader loader(String name);

    void undeploy(String name) throws Exception;
}
