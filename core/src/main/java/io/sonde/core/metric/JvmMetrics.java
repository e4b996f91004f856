package io.sonde.core.metric;

import static io.sonde.core.metric.MetricType.COUNTER;
import static io.sonde.core.metric.MetricType.GAUGE;
import static io.sonde.core.metric.MetricType.INFO;
import static io.sonde.core.metric.MetricType.SUMMARY;

import java.util.List;

/**
 * What the agent shows of its JVM and process, under the names that Micrometer's binders have in a Prometheus registry (micrometer-core
 * 1.17.2, seen on JDK 17 and 25 with G1, ZGC, Shenandoah and the parallel collector).
 */
public final class JvmMetrics {

    public static final MetricSpec INFORMATION =
            metric("jvm_info", INFO, "", "Vendor, runtime and version of the JVM.", "vendor", "runtime", "version");

    public static final MetricSpec MEMORY_USED = pool("used", "Memory in use, by pool.");
    public static final MetricSpec MEMORY_COMMITTED =
            pool("committed", "Memory that the operating system has granted, by pool.");
    public static final MetricSpec MEMORY_MAX =
            pool("max", "The most memory that the pool may take; -1 where there is no limit.");
    public static final MetricSpec MEMORY_USAGE_AFTER_GC = metric(
            "jvm_memory_usage_after_gc",
            GAUGE,
            "ratio",
            "Share of the long-lived pool that was in use after the last collection, 0 to 1.",
            "area",
            "pool");

    public static final MetricSpec BUFFER_COUNT =
            buffers("jvm_buffer_count_buffers", "", "Buffers outside the heap, by pool.");
    public static final MetricSpec BUFFER_MEMORY_USED =
            buffers("jvm_buffer_memory_used_bytes", "bytes", "Memory that buffers outside the heap take, by pool.");
    public static final MetricSpec BUFFER_TOTAL_CAPACITY =
            buffers("jvm_buffer_total_capacity_bytes", "bytes", "Capacity of the buffers outside the heap, by pool.");

    public static final MetricSpec GC_PAUSE =
            collections("jvm_gc_pause_seconds", SUMMARY, "Time in which a garbage collection stopped the application.");
    public static final MetricSpec GC_PAUSE_MAX =
            collections("jvm_gc_pause_seconds_max", GAUGE, "Longest pause of the last few minutes.");
    public static final MetricSpec GC_CONCURRENT_PHASE_TIME = collections(
            "jvm_gc_concurrent_phase_time_seconds",
            SUMMARY,
            "Time in which a garbage collection ran beside the application.");
    public static final MetricSpec GC_CONCURRENT_PHASE_TIME_MAX = collections(
            "jvm_gc_concurrent_phase_time_seconds_max", GAUGE, "Longest concurrent phase of the last few minutes.");
    public static final MetricSpec GC_LIVE_DATA_SIZE = metric(
            "jvm_gc_live_data_size_bytes", GAUGE, "bytes", "Size of the long-lived pool after it was collected.");
    public static final MetricSpec GC_MAX_DATA_SIZE =
            metric("jvm_gc_max_data_size_bytes", GAUGE, "bytes", "The largest that the long-lived pool can be.");
    public static final MetricSpec GC_MEMORY_ALLOCATED = metric(
            "jvm_gc_memory_allocated_bytes_total",
            COUNTER,
            "bytes",
            "Memory allocated, as seen from collection to collection.");
    public static final MetricSpec GC_MEMORY_PROMOTED = metric(
            "jvm_gc_memory_promoted_bytes_total",
            COUNTER,
            "bytes",
            "Memory that collections moved to the long-lived pool.");
    public static final MetricSpec GC_OVERHEAD =
            metric("jvm_gc_overhead", GAUGE, "ratio", "Share of processor time that collections took lately, 0 to 1.");

    public static final MetricSpec CLASSES_LOADED =
            metric("jvm_classes_loaded_classes", GAUGE, "", "Classes that are loaded now.");
    public static final MetricSpec CLASSES_LOADED_COUNT =
            metric("jvm_classes_loaded_count_classes_total", COUNTER, "", "Classes loaded since the JVM started.");
    public static final MetricSpec CLASSES_UNLOADED =
            metric("jvm_classes_unloaded_classes_total", COUNTER, "", "Classes unloaded since the JVM started.");
    public static final MetricSpec COMPILATION_TIME = metric(
            "jvm_compilation_time_ms_total",
            COUNTER,
            "milliseconds",
            "Time spent compiling methods, in milliseconds.",
            "compiler");

    public static final MetricSpec THREADS_LIVE = metric("jvm_threads_live_threads", GAUGE, "", "Threads alive now.");
    public static final MetricSpec THREADS_DAEMON =
            metric("jvm_threads_daemon_threads", GAUGE, "", "Daemon threads alive now.");
    public static final MetricSpec THREADS_PEAK =
            metric("jvm_threads_peak_threads", GAUGE, "", "The most threads that were alive at once.");
    public static final MetricSpec THREADS_STARTED =
            metric("jvm_threads_started_threads_total", COUNTER, "", "Threads started since the JVM started.");
    public static final MetricSpec THREADS_STATES =
            metric("jvm_threads_states_threads", GAUGE, "", "Threads alive now, by state.", "state");
    public static final MetricSpec THREADS_DEADLOCKED =
            metric("jvm_threads_deadlocked_threads", GAUGE, "", "Threads that wait for one another for ever.");
    public static final MetricSpec THREADS_DEADLOCKED_MONITOR = metric(
            "jvm_threads_deadlocked_monitor_threads",
            GAUGE,
            "",
            "Threads that wait for one another's monitors for ever.");

    public static final MetricSpec CPU_TIME = metric(
            "process_cpu_time_ns_total", COUNTER, "nanoseconds", "Processor time of the process, in nanoseconds.");
    public static final MetricSpec CPU_USAGE =
            metric("process_cpu_usage", GAUGE, "ratio", "Share of the processors that the process uses, 0 to 1.");
    public static final MetricSpec SYSTEM_CPU_USAGE =
            metric("system_cpu_usage", GAUGE, "ratio", "Share of the processors that is in use, 0 to 1.");
    public static final MetricSpec SYSTEM_CPU_COUNT =
            metric("system_cpu_count", GAUGE, "", "Processors that the JVM may use.");
    public static final MetricSpec SYSTEM_LOAD_AVERAGE =
            metric("system_load_average_1m", GAUGE, "", "Load average of the last minute.");
    public static final MetricSpec FILES_OPEN =
            metric("process_files_open_files", GAUGE, "", "File descriptors that the process has open.");
    public static final MetricSpec FILES_MAX =
            metric("process_files_max_files", GAUGE, "", "The most file descriptors that the process may have open.");
    public static final MetricSpec START_TIME =
            metric("process_start_time_seconds", GAUGE, "seconds", "When the process started, in seconds since 1970.");
    public static final MetricSpec UPTIME =
            metric("process_uptime_seconds", GAUGE, "seconds", "For how long the JVM has been running.");

    private JvmMetrics() {}

    static List<MetricSpec> all() {
        return List.of(
                INFORMATION,
                MEMORY_USED,
                MEMORY_COMMITTED,
                MEMORY_MAX,
                MEMORY_USAGE_AFTER_GC,
                BUFFER_COUNT,
                BUFFER_MEMORY_USED,
                BUFFER_TOTAL_CAPACITY,
                GC_PAUSE,
                GC_PAUSE_MAX,
                GC_CONCURRENT_PHASE_TIME,
                GC_CONCURRENT_PHASE_TIME_MAX,
                GC_LIVE_DATA_SIZE,
                GC_MAX_DATA_SIZE,
                GC_MEMORY_ALLOCATED,
                GC_MEMORY_PROMOTED,
                GC_OVERHEAD,
                CLASSES_LOADED,
                CLASSES_LOADED_COUNT,
                CLASSES_UNLOADED,
                COMPILATION_TIME,
                THREADS_LIVE,
                THREADS_DAEMON,
                THREADS_PEAK,
                THREADS_STARTED,
                THREADS_STATES,
                THREADS_DEADLOCKED,
                THREADS_DEADLOCKED_MONITOR,
                CPU_TIME,
                CPU_USAGE,
                SYSTEM_CPU_USAGE,
                SYSTEM_CPU_COUNT,
                SYSTEM_LOAD_AVERAGE,
                FILES_OPEN,
                FILES_MAX,
                START_TIME,
                UPTIME);
    }

    private static MetricSpec pool(String what, String help) {
        return metric("jvm_memory_" + what + "_bytes", GAUGE, "bytes", help, "area", "id");
    }

    private static MetricSpec buffers(String name, String unit, String help) {
        return metric(name, GAUGE, unit, help, "id");
    }

    private static MetricSpec collections(String name, MetricType type, String help) {
        return metric(name, type, "seconds", help, "action", "cause", "gc");
    }

    private static MetricSpec metric(String name, MetricType type, String unit, String help, String... labels) {
        return new MetricSpec(name, type, unit, help, List.of(labels), Convention.MICROMETER, Stability.STABLE);
    }
}
