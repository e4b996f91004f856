package io.sonde.demo.shop;

/** The page that says what else there is. */
final class IndexPage {
    private static final String PAGE = """
            <!doctype html>
            <title>The shop</title>
            <style>body { font: 16px/1.5 system-ui, sans-serif; max-width: 46em; margin: 3em auto; padding: 0 1em }</style>
            <h1>The shop</h1>
            <p>A small service on PostgreSQL, with Sonde's agent in its JVM. Its pages are JSON:</p>
            <ul>
            <li><a href="/products/17">/products/17</a> a product, related ones, its reviews
            <li><a href="/categories/3?page=1">/categories/3?page=1</a> a page of a category
            <li><a href="/cart?ids=1,2,3">/cart?ids=1,2,3</a> the products of a cart
            <li><a href="/search?q=sturdy+oak+chair">/search?q=sturdy+oak+chair</a> full text
            <li><a href="/names?q=lamp">/names?q=lamp</a> part of a name
            <li><a href="/orders/4711">/orders/4711</a> an order
            <li><a href="/customers/12">/customers/12</a> a customer's latest orders
            <li><a href="/board?after=39000">/board?after=39000</a> orders by state
            <li><a href="/report">/report</a> sales by category and day, the slow one
            <li>POST /checkout?customer=12&amp;items=17:2,4711:1, POST /reviews/17?customer=12&amp;stars=4, POST /restock/3
            </ul>
            <p>It can be made to misbehave, for as long as you say:</p>
            <pre>curl -X POST "http://localhost:8080/faults/lock?seconds=60"</pre>
            <ul>
            %s</ul>
            """;

    private IndexPage() {}

    static String html() {
        StringBuilder faults = new StringBuilder();
        for (Faults.Fault fault : Faults.Fault.values()) {
            faults.append("<li>")
                    .append(fault.path())
                    .append(": ")
                    .append(fault.effect())
                    .append('\n');
        }
        return PAGE.replace("%s</ul>", faults + "</ul>");
    }
}
