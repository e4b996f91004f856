package io.sonde.demo.shop;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.prometheus.client.Counter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Starts the shop. It is configured by the environment, as services are: {@code SHOP_PORT}, {@code SHOP_JDBC_URL},
 * {@code SHOP_DB_USER}, {@code SHOP_DB_PASSWORD}.
 */
public final class ShopMain {
    private static final Counter ORDERS_PLACED = Counter.build(
                    "shop_orders_placed_total", "Orders that were placed in the shop.")
            .register();

    private ShopMain() {}

    /** Starts the shop, which then runs until the process is told to end. */
    public static void main(String[] args) throws Exception {
        // Without it, small answers wait 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        ShopServer server = new ShopServer(Integer.parseInt(env("SHOP_PORT", "8080")));
        HikariDataSource database = pool();
        Schema.create(database);
        pages(server, database);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            database.close();
                        },
                        "shop-stop"));
        server.start();
    }

    private static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("shop");
        config.setJdbcUrl(env("SHOP_JDBC_URL", "jdbc:postgresql://localhost:5432/shop"));
        config.setUsername(env("SHOP_DB_USER", "shop"));
        config.setPassword(env("SHOP_DB_PASSWORD", ""));
        config.setMaximumPoolSize(10);
        config.setConnectionTimeout(3_000);
        return new HikariDataSource(config);
    }

    private static ShopServer pages(ShopServer server, HikariDataSource database) {
        Catalog catalog = new Catalog(database);
        Orders orders = new Orders(database);
        Reviews reviews = new Reviews(database);
        Reports reports = new Reports(database);
        Faults faults = new Faults(database);
        return server.page("GET", "/", request -> {
                    if (!request.path().equals(List.of(""))) {
                        throw new ShopServer.NotFound();
                    }
                    return IndexPage.html();
                })
                .page("GET", "/health", request -> Map.of("status", "up"))
                .page("GET", "/products", request -> {
                    long id = request.id(1);
                    return Map.of(
                            "product", catalog.product(id).orElseThrow(ShopServer.NotFound::new),
                            "related", catalog.related(id),
                            "reviews", reviews.ofProduct(id));
                })
                .page(
                        "GET",
                        "/categories",
                        request -> catalog.categoryPage((int) request.id(1), request.number("page", 0)))
                .page("GET", "/cart", request -> catalog.products(ids(request.parameter("ids", ""))))
                .page("GET", "/search", request -> {
                    String words = request.parameter("q", "");
                    return faults.isOn(Faults.Fault.ERRORS) ? catalog.mistakenSearch(words) : catalog.search(words);
                })
                .page("GET", "/names", request -> catalog.nameContains(request.parameter("q", "")))
                .page("POST", "/restock", request -> catalog.restock((int) request.id(1), request.number("below", 50)))
                .page("GET", "/orders", request -> {
                    long id = request.id(1);
                    return (faults.isOn(Faults.Fault.N_PLUS_ONE) ? orders.orderLineByLine(id) : orders.order(id))
                            .orElseThrow(ShopServer.NotFound::new);
                })
                .page("POST", "/faults", request -> faults.switchOn(request.segment(1), request.number("seconds", 60)))
                .page("POST", "/checkout", request -> {
                    long id =
                            orders.place(request.number("customer", 1), Orders.wanted(request.parameter("items", "")));
                    ORDERS_PLACED.inc();
                    return Map.of("order", id);
                })
                .page("GET", "/customers", request -> orders.ofCustomer(request.id(1)))
                .page("POST", "/reviews", request -> {
                    reviews.add(
                            request.number("customer", 1),
                            request.id(1),
                            request.number("stars", 5),
                            request.parameter("body", "Good."));
                    return Map.of("thanks", true);
                })
                .page("GET", "/board", request -> orders.board(request.number("after", 0)))
                .page("GET", "/report", request -> reports.sales(request.number("rows", 100)));
    }

    private static List<Long> ids(String list) {
        return Arrays.stream(list.split(",", -1)).map(Long::valueOf).toList();
    }

    private static String env(String name, String otherwise) {
        return System.getenv().getOrDefault(name, otherwise);
    }
}
