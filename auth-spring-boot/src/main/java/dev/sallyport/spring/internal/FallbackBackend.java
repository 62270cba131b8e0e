package dev.sallyport.spring.internal;

import dev.sallyport.spi.Backend;

/** Store of an application without a {@code DataSource}, as tests have one. */
@FunctionalInterface
public interface FallbackBackend {
  /** Opens the store. */
  Backend open();
}
