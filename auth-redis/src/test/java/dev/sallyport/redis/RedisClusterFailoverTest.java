package dev.sallyport.redis;

class RedisClusterFailoverTest extends FailoverContract {
  RedisClusterFailoverTest() {
    super(new TestRedisCluster());
  }
}
