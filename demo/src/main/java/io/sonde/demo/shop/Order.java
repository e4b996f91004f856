package io.sonde.demo.shop;

import java.util.List;

/** An order and what is in it; a list of orders leaves the lines out. */
record Order(long id, long customerId, String status, long totalCents, List<OrderLine> lines) {}
