/** Metrics and observations of Sallyport with Micrometer. */
module dev.sallyport.micrometer {
  requires transitive dev.sallyport.core;
  requires transitive micrometer.core;
  requires transitive micrometer.observation;
  requires static org.jspecify;

  exports dev.sallyport.micrometer;
}
