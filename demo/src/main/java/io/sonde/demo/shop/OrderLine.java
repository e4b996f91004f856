package io.sonde.demo.shop;

/** So many of one product, in a cart or in an order. */
record OrderLine(long productId, int quantity, long priceCents) {}
