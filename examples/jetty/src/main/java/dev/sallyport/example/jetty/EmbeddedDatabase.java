package dev.sallyport.example.jetty;

import dev.sallyport.config.SettingException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/**
 * Embedded H2 database of the example, in a file, with a random password in another file beside it.
 * On POSIX file systems both are accessible only to their owner; elsewhere the permissions of the
 * parent folder apply.
 *
 * @param folder folder of the files
 */
record EmbeddedDatabase(Path folder) {
  private static final String NAME = "sallyport";
  private static final String USER = "sallyport";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  /**
   * Creates the folder and the password, unless they exist.
   *
   * @throws SettingException if that fails, or if a database exists without its password
   */
  static EmbeddedDatabase in(Path folder) {
    EmbeddedDatabase database = new EmbeddedDatabase(folder);
    try {
      database.prepare();
    } catch (IOException e) {
      throw new SettingException(
          "Could not create the embedded database in %s (%s): set sallyport.data-dir."
              .formatted(folder, e.getClass().getSimpleName()));
    }
    return database;
  }

  private void prepare() throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder.toAbsolutePath().getParent());
      Files.createDirectory(folder, permissions(OWNER_ONLY_FOLDER));
    }
    if (Files.exists(passwordFile())) {
      return;
    }
    if (Files.exists(folder.resolve(NAME + ".mv.db"))) {
      throw new SettingException(
          "The folder %s contains a database but not the file with its password: delete the folder"
                  .formatted(folder)
              + " to create a new database.");
    }
    Files.createFile(passwordFile(), permissions(OWNER_ONLY));
    Files.writeString(passwordFile(), FirstStart.randomPassword().reveal() + "\n");
  }

  private FileAttribute<?>[] permissions(Set<PosixFilePermission> permissions) {
    return isPosix()
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private boolean isPosix() {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** Restricts the files that H2 created with the umask to their owner. */
  void protect() throws IOException {
    if (!isPosix()) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, NAME + ".*")) {
      for (Path file : files) {
        Files.setPosixFilePermissions(file, OWNER_ONLY);
      }
    }
  }

  /** Returns the JDBC URL; other processes can open the database too ({@code AUTO_SERVER}). */
  String url() {
    return "jdbc:h2:file:" + folder.resolve(NAME) + ";AUTO_SERVER=TRUE";
  }

  private Path passwordFile() {
    return folder.resolve("password");
  }

  /** Returns the filter's settings for this database. */
  Map<String, String> contextParams() {
    return Map.of(
        "sallyport.db-url", url(),
        "sallyport.db-user", USER,
        "sallyport.db-password-file", passwordFile().toString());
  }

  /** Returns the options of the {@code sallyport} command for this database, quoted for a shell. */
  String options() {
    return "--db-url '%s' --db-user %s --db-password-file '%s'"
        .formatted(url(), USER, passwordFile());
  }
}
