package dev.sallyport.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;

/** What a JVM knows of itself. */
final class JvmStats {
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private JvmStats() {}

  /** CPU time and what live threads have allocated; threads that ended do not count any more. */
  static Map<String, Object> now() {
    return Map.of(
        "cpuMicros", cpuMicros(),
        "allocated", allocated(),
        "threads", THREADS.getThreadCount(),
        "heap", heap());
  }

  static long cpuMicros() {
    return SYSTEM.getProcessCpuTime() / 1000;
  }

  /** What is in use once the garbage is gone, in bytes. */
  static long heapAfterGc() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      least = Math.min(least, heap());
    }
    return least;
  }

  static int threads() {
    return THREADS.getThreadCount();
  }

  private static long heap() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long allocated() {
    long[] bytes = THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds());
    return Arrays.stream(bytes).filter(it -> it > 0).sum();
  }
}
