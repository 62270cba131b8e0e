package dev.sallyport.benchmarks.load.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** Deletes temporary files of measurements. */
public final class TempFiles {
  private TempFiles() {}

  /** Deletes as much as possible. Servers that were killed may still be writing. */
  public static void delete(Path root) {
    delete(root.toFile());
  }

  private static void delete(File file) {
    File[] children = file.listFiles(); // null if it is not a directory
    if (children != null && !Files.isSymbolicLink(file.toPath())) {
      for (File child : children) {
        delete(child);
      }
    }
    if (!file.delete()) {
      file.deleteOnExit();
    }
  }
}
