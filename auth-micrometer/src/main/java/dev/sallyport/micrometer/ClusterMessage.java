package dev.sallyport.micrometer;

import dev.sallyport.spi.Invalidation;

/** Kinds of changes that other nodes report. */
enum ClusterMessage {
  KEY,
  USER,
  ACCOUNT,
  RESOURCE;

  static ClusterMessage of(Invalidation change) {
    return change instanceof Invalidation.OfKey
        ? KEY
        : change instanceof Invalidation.OfUser
            ? USER
            : change instanceof Invalidation.OfAccount ? ACCOUNT : RESOURCE;
  }
}
