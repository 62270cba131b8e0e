/** Contract tests that every store, cluster and log must pass. */
module dev.sallyport.testkit {
  requires transitive dev.sallyport.core;
  requires transitive org.assertj.core;
  requires static transitive org.jspecify;
  requires transitive org.junit.jupiter.api;

  exports dev.sallyport.testkit;

  opens dev.sallyport.testkit to
      org.junit.platform.commons;
}
