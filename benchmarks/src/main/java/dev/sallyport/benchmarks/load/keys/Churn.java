package dev.sallyport.benchmarks.load.keys;

import dev.sallyport.Sallyport;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.spi.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * Creates keys, deactivates every other one and logs what was acknowledged: a line with {@code +}
 * or {@code -} and the key's id, which is in the file before the next change.
 */
public final class Churn implements Runnable {
  private static final long PAUSE_NANOS = 20_000_000;

  private final Sallyport sallyport;
  private final Path acknowledged;

  public Churn(Sallyport sallyport, Path acknowledged) {
    this.sallyport = sallyport;
    this.acknowledged = acknowledged;
  }

  @Override
  public void run() {
    try (Writer out = Files.newBufferedWriter(acknowledged, StandardOpenOption.APPEND)) {
      for (int round = 0; !Thread.currentThread().isInterrupted(); round++) {
        try {
          step(out, round % 2 == 0);
        } catch (StoreException e) {
          // the change was not acknowledged
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void step(Writer out, boolean deactivates) throws IOException {
    if (sallyport.keys().create(CreateKeyRequest.of(SallyportInstances.owner(0), "churn"))
        instanceof Created created) {
      UUID id = created.key().id();
      out.write("+" + id + "\n");
      out.flush();
      if (deactivates && sallyport.keys().deactivate(id).isPresent()) {
        out.write("-" + id + "\n");
        out.flush();
      }
    }
  }
}
