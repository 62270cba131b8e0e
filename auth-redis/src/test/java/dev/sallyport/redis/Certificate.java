package dev.sallyport.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A self-signed certificate with its private key, in files that Redis can read.
 *
 * @param key the file of the private key
 * @param text the file of the certificate
 */
record Certificate(Path key, Path text) {
  /** Password of all key stores of the tests. */
  static final String PASSWORD = "changeit";

  private static final String ALIAS = "redis";

  /**
   * Creates a certificate.
   *
   * @param name its subject alternative name, such as {@code dns:redis.example.com}
   * @param folder where to create the files
   */
  static Certificate of(String name, Path folder) throws IOException, GeneralSecurityException {
    Path pair = Files.createTempDirectory(folder, "certificate").resolve("pair.p12");
    keytool(
        List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=test", "-ext", "san=" + name),
        ALIAS,
        pair);
    KeyStore keys = KeyStore.getInstance(pair.toFile(), PASSWORD.toCharArray());
    return new Certificate(
        write(pair, "PRIVATE KEY", keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()),
        write(pair, "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()));
  }

  /** Adds the certificate to a trust store. */
  void addTo(Path store) throws IOException {
    keytool(List.of("-importcert", "-file", text.toString()), text.toString(), store);
  }

  /** Starts a Redis that has this certificate and accepts TLS only. */
  TestRedis start() {
    return TestRedis.startWithTls(
        "--tls-key-file",
        key.toString(),
        "--tls-cert-file",
        text.toString(),
        "--tls-ca-cert-file",
        text.toString(),
        "--tls-auth-clients",
        "no");
  }

  private static void keytool(List<String> action, String alias, Path store) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(action);
    command.addAll(List.of("-alias", alias, "-keystore", store.toString()));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-noprompt"));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    assertThat(store).as(output).exists();
  }

  private static Path write(Path pair, String kind, byte[] bytes) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return Files.writeString(
        pair.resolveSibling(kind.replace(' ', '-') + ".pem"),
        "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
  }
}
