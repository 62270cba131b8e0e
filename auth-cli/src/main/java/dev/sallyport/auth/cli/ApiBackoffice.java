package dev.sallyport.auth.cli;

/** Works through the management API of a server, as the owner of an API key. */
record ApiBackoffice(ApiClient client) implements Backoffice {
  @Override
  public Keys keys() {
    return new ApiKeys(client);
  }

  @Override
  public Owners owners() {
    return new ApiOwners(client);
  }

  @Override
  public Resources resources() {
    return new ApiResources(client);
  }

  @Override
  public History history() {
    return new ApiHistory(client);
  }

  @Override
  public void close() {
    // Its connections end with the process.
  }
}
