package dev.sallyport.auth.testkit;

import dev.sallyport.auth.spi.Fleet;

class FleetInOneJvmTest extends FleetContract {
  private final FleetInOneJvm fleet = new FleetInOneJvm();

  @Override
  protected Fleet join() {
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
