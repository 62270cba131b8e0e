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
 * The example's own database: H2 in a file, with a random password in another beside it. On POSIX
 * file systems both are for their owner only; elsewhere the permissions of the folder above hold.
 *
 * @param folder where it lies
 */
record EmbeddedDatabase(Path folder) {
  private static final String NAME = "sallyport";
  private static final String USER = "sallyport";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  /**
   * Makes the folder and the password, unless they are there.
   *
   * @throws SettingException if that cannot be done, or there is a database without a password
   */
  static EmbeddedDatabase in(Path folder) {
    EmbeddedDatabase database = new EmbeddedDatabase(folder);
    try {
      database.prepare();
    } catch (IOException e) {
      throw new SettingException(
          "The embedded database cannot be made in %s (%s): give another sallyport.data-dir."
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
          "The folder %s holds a database but not the file with its password: delete the folder to"
                  .formatted(folder)
              + " start anew.");
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

  /**
   * Takes the files that H2 has made, with what the umask allows, away from all but their owner.
   */
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

  /** The {@code sallyport} command can open it meanwhile (AUTO_SERVER). */
  String url() {
    return "jdbc:h2:file:" + folder.resolve(NAME) + ";AUTO_SERVER=TRUE";
  }

  private Path passwordFile() {
    return folder.resolve("password");
  }

  /** Settings of the filter that open it. */
  Map<String, String> contextParams() {
    return Map.of(
        "sallyport.db-url", url(),
        "sallyport.db-user", USER,
        "sallyport.db-password-file", passwordFile().toString());
  }

  /** Options of the command that open it, to be pasted into a shell. */
  String options() {
    return "--db-url '%s' --db-user %s --db-password-file '%s'"
        .formatted(url(), USER, passwordFile());
  }
}
