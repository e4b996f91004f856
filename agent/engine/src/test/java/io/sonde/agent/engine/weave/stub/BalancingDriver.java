package io.sonde.agent.engine.weave.stub;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.util.ArrayDeque;
import java.util.Properties;

/** Hides connections to several servers behind one that the JDK makes, as Connector/J does, and takes the next one for each call. */
public abstract class BalancingDriver implements Driver {

    @Override
    public Connection connect(String url, Properties info) {
        ArrayDeque<Connection> servers = new ArrayDeque<>();
        for (String host : new String[] {"one", "two"}) {
            servers.add(New.of(StubConnection.class, url.replace("hosts", host).replace("balanced:", "")));
        }
        ClassLoader loader = BalancingDriver.class.getClassLoader();
        return (Connection)
                Proxy.newProxyInstance(loader, new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        Connection next = servers.element();
                        if (!method.getName().equals("unwrap")) {
                            servers.add(servers.remove());
                        }
                        return method.invoke(next, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
