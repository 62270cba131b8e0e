package dev.sallyport.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.JsonOutput;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.token.Secret;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * File of the operator with the addresses of servers and the API keys for them, which no other user
 * can read.
 *
 * @param path the file, which may not exist
 */
public record LoginFile(Path path) {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private static final boolean IS_POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  /**
   * Contents of the file.
   *
   * @param current the address of the server to use by default; null if there is none
   * @param keys the API key for each server
   */
  private record Logins(@Nullable String current, Map<String, Secret> keys) {
    private static final Logins NONE = new Logins(null, Map.of());

    Logins {
      keys = Map.copyOf(keys);
    }
  }

  /**
   * Returns the file of the user: in {@code XDG_CONFIG_HOME}, or else in {@code HOME/.config} or
   * {@code APPDATA}; empty if none of these variables is set.
   */
  public static Optional<LoginFile> of(CliContext context) {
    return context
        .variable("XDG_CONFIG_HOME")
        .map(Path::of)
        .filter(Path::isAbsolute)
        .or(() -> context.variable("HOME").map(home -> Path.of(home, ".config")))
        .or(() -> context.variable("APPDATA").map(Path::of))
        .map(folder -> new LoginFile(folder.resolve(CliContext.COMMAND).resolve("logins.json")));
  }

  /** Returns the address of the server to use by default. */
  static Optional<String> current(CliContext context) {
    return of(context).flatMap(file -> Optional.ofNullable(file.read().current));
  }

  /** Returns the API key for a server. */
  static Optional<Secret> key(CliContext context, ApiUrl server) {
    return of(context).flatMap(file -> Optional.ofNullable(file.read().keys.get("" + server)));
  }

  /** Stores the API key for a server, which becomes the default. */
  void put(ApiUrl server, Secret key) {
    Map<String, Secret> keys = new TreeMap<>(read().keys);
    keys.put(server.toString(), key);
    write(new Logins(server.toString(), keys));
  }

  /**
   * Removes the API key for a server.
   *
   * @return the address of the server; empty if there is no key for it
   */
  Optional<String> remove(Optional<ApiUrl> server) {
    Logins logins = read();
    String address = server.map(ApiUrl::toString).orElse(logins.current);
    Map<String, Secret> keys = new TreeMap<>(logins.keys);
    if (address == null || keys.remove(address) == null) {
      return Optional.empty();
    }
    write(new Logins(address.equals(logins.current) ? null : logins.current, keys));
    return Optional.of(address);
  }

  /**
   * Reads the file.
   *
   * @throws UsageException if others can read it, or it is damaged
   */
  private Logins read() {
    try {
      if (!Files.exists(path)) {
        return Logins.NONE;
      }
      if (IS_POSIX && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path))) {
        throw new UsageException(
            "other users have access to the API keys in " + path + "; restrict it with chmod 600");
      }
      return JsonOutput.MAPPER.readValue(Files.readString(path, UTF_8), Logins.class);
    } catch (JacksonException e) { // without the cause, whose message may contain a token
      throw new UsageException("the file " + path + " is damaged; delete it and log in again");
    } catch (IOException e) {
      throw new UsageException("the file " + path + " cannot be read");
    }
  }

  private void write(Logins logins) {
    try {
      Path folder = Files.createDirectories(path.toAbsolutePath().getParent(), only("rwx------"));
      Path file = Files.createTempFile(folder, "logins", ".json", only("rw-------"));
      try {
        Files.writeString(file, JsonOutput.pretty(logins) + "\n", UTF_8);
        Files.move(file, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UsageException("the file " + path + " cannot be written");
    }
  }

  private static FileAttribute<?>[] only(String permissions) {
    return IS_POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
