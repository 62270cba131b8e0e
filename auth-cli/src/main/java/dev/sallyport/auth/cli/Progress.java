package dev.sallyport.auth.cli;

/** Told how far long work has come. Close it when the work is over. */
interface Progress extends AutoCloseable {
  /** What nobody looks at. */
  Progress NONE = new Silent();

  /** So much is done; of how much, if that is known. */
  void at(long done);

  @Override
  void close();

  /** Says nothing. */
  final class Silent implements Progress {
    @Override
    public void at(long done) {}

    @Override
    public void close() {}
  }
}
