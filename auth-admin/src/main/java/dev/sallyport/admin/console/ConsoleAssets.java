package dev.sallyport.admin.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.admin.session.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Static files of the console, from the class path. Their path contains a hash of all files, so
 * that browsers can cache them indefinitely and never combine old files with new pages.
 */
final class ConsoleAssets {
  private static final String FOLDER = "/assets/";
  private static final String OWN = "/dev/sallyport/admin/console/";
  private static final String WEBJARS = "/META-INF/resources/webjars/";
  private static final int HASH_LENGTH = 16;

  private final Map<String, Asset> assets = new TreeMap<>();
  private final String version;

  ConsoleAssets() {
    Properties versions = new Properties();
    try (InputStream in = open(OWN + "webjars.properties")) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String css = "text/css;charset=utf-8";
    String js = "text/javascript;charset=utf-8";
    add("console.css", css, OWN + "console.css");
    add("console.js", js, OWN + "console.js");
    add("theme.js", js, OWN + "theme.js");
    add("logo.svg", "image/svg+xml", OWN + "logo.svg");
    add(
        "pico.css",
        css,
        WEBJARS + "picocss__pico/" + versions.get("pico") + "/css/pico.classless.min.css");
    add("htmx.js", js, WEBJARS + "htmx.org/" + versions.get("htmx") + "/dist/htmx.min.js");
    this.version = hash();
  }

  /** A file in plain and compressed form. */
  private static final class Asset {
    private final String type;
    private final byte[] plain;
    private final byte[] compressed;

    Asset(String type, byte[] plain) throws IOException {
      this.type = type;
      this.plain = plain;
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
        out.write(plain);
      }
      this.compressed = bytes.toByteArray();
    }
  }

  private void add(String name, String type, String resource) {
    try (InputStream in = open(resource)) {
      assets.put(name, new Asset(type, in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream in = ConsoleAssets.class.getResourceAsStream(resource);
    if (in == null && resource.startsWith("/")) { // of another jar, which is another module
      in = ConsoleAssets.class.getClassLoader().getResourceAsStream(resource.substring(1));
    }
    if (in == null) {
      throw new IOException("Missing class path resource " + resource);
    }
    return in;
  }

  private String hash() {
    MessageDigest digest = Sha256.newDigest();
    assets.forEach(
        (name, asset) -> {
          digest.update(name.getBytes(UTF_8));
          digest.update(asset.plain);
        });
    return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_LENGTH);
  }

  /** Returns the path of the files below the console, with a leading and a trailing slash. */
  String folder() {
    return FOLDER + version + "/";
  }

  static boolean isAsset(String path) {
    return path.startsWith(FOLDER);
  }

  /** Serves a file, or 404, without authentication. */
  void serve(String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Asset asset = path.startsWith(folder()) ? assets.get(path.substring(folder().length())) : null;
    if (asset == null) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      response.setContentType("text/plain;charset=utf-8");
      response.getOutputStream().write("File not found.\n".getBytes(UTF_8));
      return;
    }
    String accepted = request.getHeader("Accept-Encoding");
    boolean isCompressed = accepted != null && accepted.contains("gzip");
    byte[] body = isCompressed ? asset.compressed : asset.plain;
    response.setContentType(asset.type);
    response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    response.setHeader("Vary", "Accept-Encoding");
    if (isCompressed) {
      response.setHeader("Content-Encoding", "gzip");
    }
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
