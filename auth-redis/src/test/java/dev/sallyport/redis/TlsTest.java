package dev.sallyport.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.spi.Cluster;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that speaks TLS only, with a certificate that the JVM trusts or not. */
class TlsTest {
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";

  @TempDir static Path folder;
  private static Certificate trusted;
  private static Certificate trustedOfAnother;

  /** Before anything else speaks TLS, because a JVM asks but once. */
  @BeforeAll
  static void trust() throws Exception {
    Path store = folder.resolve("trusted.p12");
    trusted = Certificate.of("ip:127.0.0.1", folder);
    trusted.addTo(store);
    trustedOfAnother = Certificate.of("dns:redis.example.com", folder);
    trustedOfAnother.addTo(store);
    System.setProperty(TRUST_STORE, store.toString());
    System.setProperty(TRUST_STORE_PASSWORD, Certificate.PASSWORD);
  }

  @AfterAll
  static void trustNoMore() {
    System.clearProperty(TRUST_STORE);
    System.clearProperty(TRUST_STORE_PASSWORD);
  }

  @Test
  void trustsWhatTheJvmTrusts() {
    try (TestRedis redis = trusted.start();
        Cluster cluster = TestCluster.on(redis).join()) {
      cluster.subscribe(change -> {});
      Takes takes = Takes.from(cluster);
      await().until(takes::isShared);
    }
  }

  @Test
  void doesNotTrustACertificateOfNobodyKnown() throws Exception {
    refuses(Certificate.of("ip:127.0.0.1", folder));
  }

  @Test
  void doesNotTrustTheCertificateOfAnotherHost() {
    refuses(trustedOfAnother);
  }

  private static void refuses(Certificate certificate) {
    try (TestRedis redis = certificate.start();
        Logs logs = new Logs();
        Cluster cluster = TestCluster.on(redis).join()) {
      cluster.subscribe(change -> {});
      await().until(() -> logs.text().contains("no TLS with it (SSLHandshakeException)"));
      assertThat(Takes.from(cluster).isShared()).isFalse();
    }
  }
}
