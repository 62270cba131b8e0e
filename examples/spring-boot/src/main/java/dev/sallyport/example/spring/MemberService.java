package dev.sallyport.example.spring;

import dev.sallyport.Sallyport;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.token.Secret;
import java.util.List;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes of members, together with those of their keys. */
@Service
class MemberService {
  private final Members members;
  private final Sallyport sallyport;
  private final PasswordEncoder passwords;

  MemberService(Members members, Sallyport sallyport, PasswordEncoder passwords) {
    this.members = members;
    this.sallyport = sallyport;
    this.passwords = passwords;
  }

  /** Adds a member with a first key. Both are there, or neither is. */
  @Transactional
  public Secret signUp(String username, String tenant, String password, String role) {
    if (members.findByUsername(username).isPresent()) {
      throw new IllegalStateException("There is a member " + username); // save() would replace it
    }
    Member member =
        members.save(
            new Member(
                username, tenant, username + "@example.com", passwords.encode(password), role));
    CreateKeyRequest request =
        CreateKeyRequest.of(MemberDirectory.ownerOf(member), "first").scopes(List.of("notes:*"));
    if (sallyport.keys().create(request) instanceof Created created) {
      return created.token();
    }
    throw new IllegalStateException("No key for " + username); // rolls back
  }

  /** Deactivates a member, whose keys are denied from the next request on. */
  @Transactional
  public void deactivate(String username) {
    Member member = members.findByUsername(username).orElseThrow();
    member.deactivate();
    Owner owner = MemberDirectory.ownerOf(member);
    sallyport.invalidateOwners(owner::equals); // after the commit
  }
}
