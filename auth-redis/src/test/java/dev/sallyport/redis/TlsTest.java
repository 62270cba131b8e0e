package dev.sallyport.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.spi.Cluster;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that accepts TLS only, with certificates that the JVM trusts or does not trust. */
class TlsTest {
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";

  @TempDir static Path folder;
  private static Certificate trusted;
  private static Certificate trustedForAnotherHost;

  /** Runs before any TLS connection, because the JVM reads these properties only once. */
  @BeforeAll
  static void trust() throws Exception {
    Path store = folder.resolve("trusted.p12");
    trusted = Certificate.of("ip:127.0.0.1", folder);
    trusted.addTo(store);
    trustedForAnotherHost = Certificate.of("dns:redis.example.com", folder);
    trustedForAnotherHost.addTo(store);
    System.setProperty(TRUST_STORE, store.toString());
    System.setProperty(TRUST_STORE_PASSWORD, Certificate.PASSWORD);
  }

  @AfterAll
  static void clearTrustStore() {
    System.clearProperty(TRUST_STORE);
    System.clearProperty(TRUST_STORE_PASSWORD);
  }

  @Test
  void acceptsACertificateThatTheJvmTrusts() {
    try (TestRedis redis = trusted.start();
        Cluster cluster = TestCluster.on(redis).join()) {
      cluster.subscribe(change -> {});
      Takes takes = Takes.from(cluster);
      await().until(takes::isShared);
    }
  }

  @Test
  void rejectsAnUnknownCertificate() throws Exception {
    assertRejected(Certificate.of("ip:127.0.0.1", folder));
  }

  @Test
  void rejectsTheCertificateOfAnotherHost() {
    assertRejected(trustedForAnotherHost);
  }

  private static void assertRejected(Certificate certificate) {
    try (TestRedis redis = certificate.start();
        Logs logs = new Logs();
        Cluster cluster = TestCluster.on(redis).join()) {
      cluster.subscribe(change -> {});
      await().until(() -> logs.text().contains("the TLS handshake failed (SSLHandshakeException)"));
      assertThat(Takes.from(cluster).isShared()).isFalse();
    }
  }
}
