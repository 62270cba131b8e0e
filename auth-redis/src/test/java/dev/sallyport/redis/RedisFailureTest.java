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
  void tellsWhatRedisRefusesByTheWordItBeginsWith() {
    assertThat(ofReply("WRONGPASS invalid username-password pair"))
        .isEqualTo("it refuses this user or password (WRONGPASS)");
    assertThat(ofReply("NOAUTH Authentication required."))
        .isEqualTo("it requires a password (NOAUTH)");
    assertThat(ofReply("OOM command not allowed when used memory > 'maxmemory'."))
        .isEqualTo("it has no memory left (OOM)");
    assertThat(ofReply("ERR Error running script (call to f_1): @user_script:38: -OOM command not"))
        .isEqualTo("it has no memory left (OOM)");
    assertThat(ofReply("ERR something about key secret:1"))
        .isEqualTo("it refuses what it is asked (ERR)");
  }

  @Test
  void repeatsNothingElseThatRedisSays() {
    assertThat(ofReply("hunter2 is no word")).isEqualTo("it refuses what it is asked (ERR)");
    assertThat(ofReply("X".repeat(1000))).isEqualTo("it refuses what it is asked (ERR)");
    assertThat(ofReply("BUSY\nhunter2")).isEqualTo("it refuses what it is asked (BUSY)");
  }

  @Test
  void tellsWhyThereIsNoConnection() {
    assertThat(ofConnecting(new ConnectException("redis://:hunter2@host")))
        .isEqualTo("it cannot be reached");
    assertThat(ofConnecting(new UnknownHostException("hunter2")))
        .isEqualTo("its host is not known");
    assertThat(ofConnecting(new SSLHandshakeException("hunter2")))
        .isEqualTo("no TLS with it (SSLHandshakeException)");
    assertThat(ofConnecting(new RedisCommandTimeoutException("hunter2")))
        .isEqualTo("it does not answer");
    assertThat(ofConnecting(new SettingException("The file is gone.")))
        .isEqualTo("The file is gone.");
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
