/** Cluster-wide rate limits and invalidation over Redis. */
module dev.sallyport.redis {
  requires transitive dev.sallyport.core;
  requires io.netty.common;
  requires lettuce.core;
  requires static transitive org.jspecify;
  requires org.slf4j;

  exports dev.sallyport.redis;

  provides dev.sallyport.spi.ClusterProvider with
      dev.sallyport.redis.RedisClusterProvider;
}
