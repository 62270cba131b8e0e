package dev.sallyport.benchmarks.load.process;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;

/** Statistics of this JVM. */
public final class JvmStats {
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private JvmStats() {}

  /** Returns CPU time and allocations of live threads. Threads that ended are not included. */
  public static Map<String, Object> now() {
    return Map.of(
        "cpuMicros", cpuMicros(),
        "allocated", allocated(),
        "threads", THREADS.getThreadCount(),
        "heap", heap());
  }

  public static long cpuMicros() {
    return SYSTEM.getProcessCpuTime() / 1000;
  }

  /** Returns the heap in use after garbage collection, in bytes. */
  public static long heapAfterGc() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      least = Math.min(least, heap());
    }
    return least;
  }

  public static int threads() {
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
