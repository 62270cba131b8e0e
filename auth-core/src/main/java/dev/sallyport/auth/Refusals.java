package dev.sallyport.auth;

import static java.util.Objects.requireNonNull;

import dev.sallyport.auth.token.DenialReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ObjLongConsumer;

/** Refusals of one key, or of nobody known, by their reasons; each a {@link HourCount}. */
final class Refusals {
  private final Map<DenialReason, AtomicLong> counts = new EnumMap<>(DenialReason.class);

  Refusals() {
    for (DenialReason reason : DenialReason.values()) {
      counts.put(reason, new AtomicLong());
    }
  }

  /**
   * Counts one.
   *
   * @return what was counted in another hour and has to be kept elsewhere now; no requests if
   *     nothing
   */
  long count(DenialReason reason, long hour) {
    AtomicLong count = requireNonNull(counts.get(reason), "there is one for each reason");
    long counted = count.get();
    while (HourCount.hour(counted) != hour) {
      if (count.compareAndSet(counted, HourCount.first(hour))) {
        return counted;
      }
      counted = count.get();
    }
    count.incrementAndGet();
    return 0;
  }

  /**
   * Hands over what was counted, and counts from none again.
   *
   * @return whether there was something
   */
  boolean take(ObjLongConsumer<DenialReason> taker) {
    boolean isAny = false;
    for (Map.Entry<DenialReason, AtomicLong> entry : counts.entrySet()) {
      long counted = entry.getValue().getAndUpdate(HourCount::none);
      if (HourCount.requests(counted) > 0) {
        taker.accept(entry.getKey(), counted);
        isAny = true;
      }
    }
    return isAny;
  }
}
