package dev.sallyport.testkit;

import dev.sallyport.spi.Cluster;

class ClusterInOneJvmTest extends ClusterContract {
  private final ClusterInOneJvm fleet = new ClusterInOneJvm();

  @Override
  protected Cluster join() {
    return fleet.join();
  }

  @Override
  protected void separate() {
    fleet.separate(true);
  }

  @Override
  protected void reunite() {
    fleet.separate(false);
  }
}
