package io.sonde.benchmarks.peers;

import io.sonde.benchmarks.proc.OtherThreads;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;

/** Starts a {@link CpuOfAllThreads} and reads from outside what each of its threads takes. */
final class CpuReading {

    private final Process process;
    private final BufferedReader lines;
    private final OtherThreads threads;

    private CpuReading(Process process, BufferedReader lines) throws IOException {
        this.process = process;
        this.lines = lines;
        this.threads = new OtherThreads(process.pid(), line());
    }

    static Measurements.Cpu of(List<String> command, Effort effort) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            return new CpuReading(process, lines).measure(effort.cpuWarmUpSeconds(), effort.cpuSeconds());
        } finally {
            process.destroyForcibly();
        }
    }

    private Measurements.Cpu measure(int warmUpSeconds, int seconds) throws IOException, InterruptedException {
        for (int i = 0; i < warmUpSeconds; i++) {
            line();
        }
        double[] calling = new double[seconds];
        double[] others = new double[seconds];
        long queries = 0;
        OtherThreads.Reading first = threads.read();
        OtherThreads.Reading last = first;
        for (int i = 0; i < seconds; i++) {
            String[] numbers = line().split(" ", -1);
            OtherThreads.Reading reading = threads.read();
            long inSecond = Long.parseLong(numbers[1]);
            calling[i] = Double.parseDouble(numbers[0]) / inSecond;
            others[i] = (double) reading.since(last) / inSecond;
            queries += inSecond;
            last = reading;
        }
        Map<String, Double> byName = new TreeMap<>();
        for (Map.Entry<String, Long> of : threads.byName(first, last).entrySet()) {
            byName.put(of.getKey(), (double) of.getValue() / queries);
        }
        end();
        return new Measurements.Cpu(
                Measurements.Cpu.median(DoubleStream.of(calling)),
                Measurements.Cpu.median(DoubleStream.of(others)),
                byName);
    }

    private String line() throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(CpuOfAllThreads.MARK)) {
                return line.substring(CpuOfAllThreads.MARK.length());
            }
        }
        throw new EOFException("the measured process has ended");
    }

    private void end() throws IOException, InterruptedException {
        try (OutputStream input = process.getOutputStream()) {
            input.write('\n');
        }
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new IOException("the measured process does not end");
        }
    }
}
