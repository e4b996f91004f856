package io.sonde.verify.agent.app;

import io.prometheus.client.Counter;

/** Counts with a simpleclient of its own. */
public final class SimpleclientUser {

    private SimpleclientUser() {}

    public static void main(String[] arguments) throws Exception {
        Counter orders =
                Counter.build("shop_orders_total", "Orders.").labelNames("kind").register();
        orders.labels("paid").inc(3);
        OwnPage.print();
    }
}
