package dev.sallyport.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.config.SettingException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class RedisFailureTest {
  @Test
  void describesErrorRepliesByTheirCode() {
    assertThat(ofReply("WRONGPASS invalid username-password pair"))
        .isEqualTo("it rejected this user or password (WRONGPASS)");
    assertThat(ofReply("NOAUTH Authentication required."))
        .isEqualTo("it requires a password (NOAUTH)");
    assertThat(ofReply("OOM command not allowed when used memory > 'maxmemory'."))
        .isEqualTo("it has no memory left (OOM)");
    assertThat(ofReply("ERR Error running script (call to f_1): @user_script:38: -OOM command not"))
        .isEqualTo("it has no memory left (OOM)");
    assertThat(ofReply("ERR something about key secret:1"))
        .isEqualTo("it rejected the command (ERR)");
  }

  @Test
  void repeatsNoOtherTextOfRedis() {
    assertThat(ofReply("hunter2 is no word")).isEqualTo("it rejected the command (ERR)");
    assertThat(ofReply("X".repeat(1000))).isEqualTo("it rejected the command (ERR)");
    assertThat(ofReply("BUSY\nhunter2")).isEqualTo("it rejected the command (BUSY)");
  }

  @Test
  void describesFailuresToConnect() {
    assertThat(ofConnecting(new ConnectException("redis://:hunter2@host")))
        .isEqualTo("it cannot be reached");
    assertThat(ofConnecting(new UnknownHostException("hunter2"))).isEqualTo("its host is unknown");
    assertThat(ofConnecting(new SSLHandshakeException("hunter2")))
        .isEqualTo("the TLS handshake failed (SSLHandshakeException)");
    assertThat(ofConnecting(new RedisCommandTimeoutException("hunter2")))
        .isEqualTo("it does not respond");
    assertThat(ofConnecting(new SettingException("The file is missing.")))
        .isEqualTo("The file is missing.");
    assertThat(RedisFailure.summary(new RedisException("hunter2")))
        .isEqualTo("it cannot be reached");
    assertThat(ofConnecting(new IOException("keystore hunter2")))
        .isEqualTo("the attempt failed (IOException)");
    assertThat(RedisFailure.summary(new IllegalStateException("hunter2")))
        .isEqualTo("the attempt failed (IllegalStateException)");
  }

  private static String ofReply(String message) {
    return RedisFailure.summary(new RedisCommandExecutionException(message));
  }

  private static String ofConnecting(Throwable cause) {
    return RedisFailure.summary(new RedisConnectionException("to redis://:hunter2@host", cause));
  }
}
