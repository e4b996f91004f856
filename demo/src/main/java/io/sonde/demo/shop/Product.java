package io.sonde.demo.shop;

/** One thing the shop sells. */
record Product(long id, String name, long priceCents, int stock) {}
