package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JtaTransactionsTest {
  @Test
  void needsNoJtaOnTheClassPath() throws Exception {
    try (URLClassLoader loader = new URLClassLoader(withoutJta(), parent())) {
      assertThatThrownBy(() -> loader.loadClass("jakarta.transaction.Status"))
          .isInstanceOf(ClassNotFoundException.class);
      Class<?> type = loader.loadClass(JtaTransactions.class.getName());
      Object found = type.getMethod("find").invoke(null);
      Class<?> transactions = loader.loadClass("dev.sallyport.transaction.HostTransactions");
      assertThat(transactions.getMethod("current").invoke(found)).isEqualTo(Optional.empty());
    }
  }

  private static ClassLoader parent() {
    return ClassLoader.getPlatformClassLoader();
  }

  private static URL[] withoutJta() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!entry.contains("transaction") && !entry.contains("narayana")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }
}
