package dev.sallyport.example.spring;

import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.spi.OwnerDirectory;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells Sallyport who the members are: the account of a key is the tenant of its member. */
@Component
final class MemberDirectory implements OwnerDirectory {
  private final Members members;

  MemberDirectory(Members members) {
    this.members = members;
  }

  static Owner ownerOf(Member member) {
    return new Owner(member.tenant(), member.username());
  }

  @Override
  public Optional<OwnerProfile> find(Owner owner) {
    return members
        .findByTenantAndUsername(owner.accountId(), owner.userId())
        .map(
            it ->
                new OwnerProfile(
                    owner, it.tenant(), it.email(), OwnerStatus.ACTIVE.userActive(it.isActive())));
  }

  /** For the console, whose users have signed in at the application's form. */
  @Override
  public Optional<Owner> findByUserId(String username) {
    return members.findByUsername(username).map(MemberDirectory::ownerOf);
  }
}
