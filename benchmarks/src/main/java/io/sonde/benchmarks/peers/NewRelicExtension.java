package io.sonde.benchmarks.peers;

/** Says to New Relic's agent that a call of a benchmark is a transaction. */
final class NewRelicExtension {

    static final String XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <extension xmlns="https://newrelic.com/docs/java/xsd/v1.0" name="stub" version="1.0" enabled="true">
              <instrumentation>
                <pointcut transactionStartPoint="true">
                  <className>io.sonde.benchmarks.jdbc.JdbcBenchmark</className>
                  <method><name>execute</name></method>
                  <method><name>prepareOneOfHundred</name></method>
                  <method><name>prepareOneOfTenThousand</name></method>
                  <method><name>executeNewText</name></method>
                  <method><name>batch</name></method>
                  <method><name>leaseAndExecute</name></method>
                  <method><name>readRows</name></method>
                </pointcut>
              </instrumentation>
            </extension>
            """;

    private NewRelicExtension() {}
}
