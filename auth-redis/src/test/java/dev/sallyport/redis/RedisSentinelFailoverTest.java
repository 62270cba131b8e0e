package dev.sallyport.redis;

class RedisSentinelFailoverTest extends FailoverContract {
  RedisSentinelFailoverTest() {
    super(new TestSentinels());
  }
}
