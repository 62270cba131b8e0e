package dev.sallyport.redis;

import java.util.List;

/** Redis servers that replace a failed master by a replica. */
interface ReplicatedRedis extends AutoCloseable {
  /** Returns the {@code redis-url} of all servers together. */
  String url();

  /** Returns the masters and replicas. */
  List<TestRedis> servers();

  /** Waits until the replicas have the data of their masters. */
  void awaitReplicated();

  /** Kills the master of a key or channel. */
  void killMasterOf(String name);

  /** Suspends all servers while their connections stay open. */
  default void freeze() {
    servers().forEach(TestRedis::freeze);
  }

  /** Resumes the frozen servers. */
  default void thaw() {
    servers().forEach(TestRedis::thaw);
  }

  @Override
  void close();
}
