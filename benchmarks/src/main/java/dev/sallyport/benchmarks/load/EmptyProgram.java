package dev.sallyport.benchmarks.load;

/** Program that does nothing, for {@link CommandStart}. */
final class EmptyProgram {
  private EmptyProgram() {}

  public static void main(String[] args) {}
}
