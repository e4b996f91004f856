package io.sonde.verify.matrix;

import io.sonde.verify.agent.AgentRun;
import java.io.File;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The test classes with all drivers, pools and wrappers, and nothing of Sonde's. */
final class ApplicationClassPath {

    private ApplicationClassPath() {}

    static String get() throws URISyntaxException, ClassNotFoundException {
        Set<String> entries = new LinkedHashSet<>();
        for (String type : List.of(
                ApplicationClassPath.class.getName(),
                "org.h2.Driver",
                "org.postgresql.Driver",
                "org.mariadb.jdbc.Driver",
                "com.mysql.cj.jdbc.Driver",
                "com.zaxxer.hikari.HikariDataSource",
                "org.apache.commons.dbcp2.PoolingDataSource",
                "org.apache.commons.pool2.impl.GenericObjectPool",
                "javax.transaction.TransactionManager",
                "org.apache.tomcat.jdbc.pool.DataSource",
                "org.apache.juli.logging.Log",
                "com.mchange.v2.c3p0.DataSources",
                "com.mchange.v2.log.MLog",
                "com.alibaba.druid.pool.DruidDataSource",
                "io.agroal.pool.DataSource",
                "io.agroal.api.AgroalDataSource",
                "org.vibur.dbcp.ViburDBCPDataSource",
                "org.vibur.objectpool.PoolService",
                "com.github.benmanes.caffeine.cache.Caffeine",
                "com.p6spy.engine.spy.P6DataSource",
                "net.ttddyy.dsproxy.support.ProxyDataSource",
                "org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy",
                "org.springframework.beans.factory.InitializingBean",
                "org.springframework.jndi.JndiLocatorSupport",
                "org.springframework.core.NestedRuntimeException",
                "org.springframework.transaction.support.TransactionSynchronization",
                "org.apache.commons.logging.Log",
                "org.slf4j.Logger",
                "org.slf4j.simple.SimpleLogger",
                "org.jspecify.annotations.Nullable")) {
            Class<?> loaded = Class.forName(type, false, ApplicationClassPath.class.getClassLoader());
            if (loaded.getProtectionDomain().getCodeSource() != null
                    && !loaded.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .getProtocol()
                            .equals("jrt")) {
                entries.add(AgentRun.jar(loaded));
            }
        }
        return String.join(File.pathSeparator, entries);
    }
}
