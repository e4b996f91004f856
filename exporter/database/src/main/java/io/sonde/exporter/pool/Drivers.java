package io.sonde.exporter.pool;

import io.sonde.exporter.scrape.Reason;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JDBC drivers: those that came with the exporter, and those of a folder, each jar in a class loader of its own.
 *
 * <p>Any thread may call it. A folder is read once.
 */
public final class Drivers {

    private final List<Driver> fromFolder;

    private Drivers(List<Driver> fromFolder) {
        this.fromFolder = List.copyOf(fromFolder);
    }

    /** Those that came with the exporter, and no others. */
    public static Drivers builtIn() {
        return new Drivers(List.of());
    }

    /**
     * These, and those in the jars of a folder.
     *
     * @throws IOException when the folder or a jar in it cannot be read, or has a driver that cannot be loaded
     */
    public static Drivers of(Path folder) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(folder)) {
            jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new IOException("the folder of drivers " + folder + " does not exist", e);
        } catch (IOException e) {
            throw new IOException("the folder of drivers " + folder + " cannot be read: " + e, e);
        }
        List<Driver> drivers = new ArrayList<>();
        for (Path jar : jars) {
            drivers.addAll(load(jar));
        }
        return new Drivers(drivers);
    }

    private static List<Driver> load(Path jar) throws IOException {
        List<Driver> drivers = new ArrayList<>();
        try {
            ServiceLoader.load(Driver.class, loader(jar)).forEach(drivers::add);
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new IOException("the driver in " + jar + " cannot be loaded: " + e, e);
        }
        // Some jars leave their drivers to those who load them, which may be another jar's loader's parent: none of
        // ours.
        drivers.removeIf(driver -> !(driver.getClass().getClassLoader() instanceof OneJar));
        return drivers;
    }

    private static ClassLoader loader(Path jar) throws MalformedURLException {
        return new OneJar(jar.toUri().toURL());
    }

    /** Calls the driver that knows the URL; one of the folder goes before one that came along. */
    Connection connect(String url, Properties properties) throws SQLException {
        for (Driver driver : fromFolder) {
            if (driver.acceptsURL(url)) {
                return opened(driver.connect(url, properties));
            }
        }
        Driver driver;
        try {
            driver = DriverManager.getDriver(url);
        } catch (SQLException e) {
            // Without the cause, whose SQLSTATE is that of a server that cannot be reached.
            throw new SQLException("no driver for this kind of URL", Reason.NO_DRIVER);
        }
        return opened(driver.connect(url, properties));
    }

    private static Connection opened(@Nullable Connection connection) throws SQLException {
        if (connection == null) {
            throw new SQLException("the driver does not know the URL", Reason.NO_DRIVER);
        }
        return connection;
    }

    /** Lives as long as the process: drivers keep threads and static state. */
    private static final class OneJar extends URLClassLoader {

        static {
            registerAsParallelCapable();
        }

        OneJar(URL jar) {
            // Not the exporter's own classes: a driver that brings its own version of a library gets that.
            super(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
        }
    }
}
