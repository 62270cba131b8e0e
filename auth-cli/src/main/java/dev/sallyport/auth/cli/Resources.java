package dev.sallyport.auth.cli;

import dev.sallyport.auth.ResourceManager.BindResult;
import dev.sallyport.auth.spi.Resource;
import dev.sallyport.auth.spi.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Resources and the keys that they require, wherever that is kept. */
interface Resources {
  List<Resource> ofAccount(String accountNumber);

  Optional<Resource> find(String accountNumber, ResourceId id);

  /** Creates a resource that requires one of these keys from the start, if there are any. */
  Creation create(String accountNumber, ResourceId id, List<UUID> keyIds);

  /** Answers false if the account has no such resource. */
  boolean delete(String accountNumber, ResourceId id);

  /** Binds a key, or undoes that. */
  BindResult change(String accountNumber, ResourceId id, UUID keyId, boolean bound);

  /** What became of a resource that was to be made. */
  enum Creation {
    DONE,
    NO_SUCH_ACCOUNT,
    NAME_TAKEN,
    NO_SUCH_KEY
  }
}
