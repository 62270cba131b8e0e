package dev.sallyport.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What Linux tells of processes in {@code /proc}. A process that is gone has used nothing. */
final class Cpu {
  private static final long MICROS_PER_TICK = 10_000;

  private Cpu() {}

  /** User and system time of a process, in steps of 10 ms. */
  static long micros(long pid) {
    return stat(pid)
        .map(fields -> ticks(fields, 11) + ticks(fields, 12))
        .map(ticks -> ticks * MICROS_PER_TICK)
        .orElse(0L);
  }

  /** The same of a process and all its children, also of those that ended and were waited for. */
  static long microsOfFamily(long pid) {
    long ended =
        stat(pid).map(fields -> ticks(fields, 13) + ticks(fields, 14)).orElse(0L) * MICROS_PER_TICK;
    return ended + micros(pid) + children(pid).stream().mapToLong(Cpu::micros).sum();
  }

  static List<Long> children(long pid) {
    return ProcessHandle.of(pid)
        .map(process -> process.descendants().map(ProcessHandle::pid).toList())
        .orElse(List.of());
  }

  static int threads(long pid) {
    return stat(pid).map(fields -> (int) ticks(fields, 17)).orElse(0);
  }

  /** The fields from the third on: the name before may hold blanks. */
  private static Optional<List<String>> stat(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
      return Optional.of(List.of(stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1)));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static long ticks(List<String> fields, int index) {
    return Long.parseLong(fields.get(index));
  }
}
