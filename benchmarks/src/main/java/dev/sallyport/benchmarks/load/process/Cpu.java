package dev.sallyport.benchmarks.load.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * CPU times and threads of processes, as Linux reports them in {@code /proc}. Zero for processes
 * that no longer exist.
 */
public final class Cpu {
  private static final long MICROS_PER_TICK = 10_000;

  private Cpu() {}

  /** Returns the user and system time of a process, with a resolution of 10 ms. */
  public static long micros(long pid) {
    return stat(pid)
        .map(fields -> ticks(fields, 11) + ticks(fields, 12))
        .map(ticks -> ticks * MICROS_PER_TICK)
        .orElse(0L);
  }

  /**
   * Returns the user and system time of a process and all its children, including those that ended
   * and were waited for.
   */
  public static long microsOfFamily(long pid) {
    return microsOfEnded(pid) + micros(pid) + children(pid).stream().mapToLong(Cpu::micros).sum();
  }

  /** Returns the user and system time of the children of a process that it waited for. */
  public static long microsOfEnded(long pid) {
    return stat(pid).map(fields -> ticks(fields, 13) + ticks(fields, 14)).orElse(0L)
        * MICROS_PER_TICK;
  }

  public static List<Long> children(long pid) {
    return ProcessHandle.of(pid)
        .map(process -> process.descendants().map(ProcessHandle::pid).toList())
        .orElse(List.of());
  }

  public static int threads(long pid) {
    return stat(pid).map(fields -> (int) ticks(fields, 17)).orElse(0);
  }

  /** Returns the fields from the third on. The name before them may contain blanks. */
  private static Optional<List<String>> stat(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
      return Optional.of(List.of(stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1)));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  private static long ticks(List<String> fields, int index) {
    return Long.parseLong(fields.get(index));
  }
}
