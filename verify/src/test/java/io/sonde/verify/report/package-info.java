/** What a test run says about itself beyond what the runner says. */
@NullMarked
package io.sonde.verify.report;

import org.jspecify.annotations.NullMarked;
