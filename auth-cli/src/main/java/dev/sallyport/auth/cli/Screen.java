package dev.sallyport.auth.cli;

/**
 * What results and notes are shown on.
 *
 * @param width how many columns there are
 * @param colours whether results may have some
 * @param progress whether somebody watches what stands on standard error
 */
record Screen(int width, boolean colours, boolean progress) {
  /** Where nobody looks on: a file, a pipe. */
  static final Screen NONE = new Screen(120, false, false);
}
