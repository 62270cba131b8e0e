package dev.sallyport.testkit;

import dev.sallyport.spi.Cluster;

class ClusterInOneJvmTest extends ClusterContract {
  private final ClusterInOneJvm cluster = new ClusterInOneJvm();

  @Override
  protected Cluster join() {
    return cluster.join();
  }

  @Override
  protected void separate() {
    cluster.separate(true);
  }

  @Override
  protected void reunite() {
    cluster.separate(false);
  }
}
