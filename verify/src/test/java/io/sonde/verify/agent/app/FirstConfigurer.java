package io.sonde.verify.agent.app;

import java.lang.management.ManagementFactory;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import javax.management.MBeanServer;
import javax.management.MBeanServerBuilder;
import javax.management.MBeanServerDelegate;

/** An application that chooses its log manager and its MBean server in {@code main}, long after the agent started. */
public final class FirstConfigurer {

    private FirstConfigurer() {}

    /** The application's log manager. */
    public static final class OwnLogManager extends LogManager {}

    /** The application's builder of MBean servers; says when it is used. */
    public static final class OwnBuilder extends MBeanServerBuilder {

        static volatile boolean used;

        @Override
        public MBeanServer newMBeanServer(String domain, MBeanServer outer, MBeanServerDelegate delegate) {
            used = true;
            return super.newMBeanServer(domain, outer, delegate);
        }
    }

    public static void main(String[] arguments) throws Exception {
        OwnPage.read();
        System.setProperty("java.util.logging.manager", OwnLogManager.class.getName());
        System.setProperty("javax.management.builder.initial", OwnBuilder.class.getName());
        OwnPage.read();
        Logger.getLogger("app").fine("first");
        ManagementFactory.getPlatformMBeanServer();
        System.out.println(
                "log manager: " + LogManager.getLogManager().getClass().getSimpleName());
        System.out.println("builder used: " + OwnBuilder.used);
        OwnPage.print();
    }
}
