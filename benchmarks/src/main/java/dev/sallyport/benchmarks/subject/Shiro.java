package dev.sallyport.benchmarks.subject;

import dev.sallyport.benchmarks.http.LightContext;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.List;
import java.util.Map;
import org.apache.shiro.authc.AuthenticationInfo;
import org.apache.shiro.authc.AuthenticationToken;
import org.apache.shiro.authc.BearerToken;
import org.apache.shiro.authc.SimpleAuthenticationInfo;
import org.apache.shiro.authc.credential.AllowAllCredentialsMatcher;
import org.apache.shiro.mgt.DefaultSessionStorageEvaluator;
import org.apache.shiro.mgt.DefaultSubjectDAO;
import org.apache.shiro.realm.AuthenticatingRealm;
import org.apache.shiro.web.filter.mgt.DefaultFilter;
import org.apache.shiro.web.filter.mgt.DefaultFilterChainManager;
import org.apache.shiro.web.filter.mgt.PathMatchingFilterChainResolver;
import org.apache.shiro.web.mgt.DefaultWebSecurityManager;
import org.apache.shiro.web.servlet.AbstractShiroFilter;
import org.jspecify.annotations.Nullable;

/** Apache Shiro with its bearer filter and a realm over a map, without sessions. */
final class Shiro {
  private Shiro() {}

  static Subject open() {
    Tokens tokens = Tokens.generate();
    DefaultWebSecurityManager manager = new DefaultWebSecurityManager(new Keys(KeyMap.of(tokens)));
    manager.setRememberMeManager(null);
    DefaultSessionStorageEvaluator never = new DefaultSessionStorageEvaluator();
    never.setSessionStorageEnabled(false);
    ((DefaultSubjectDAO) manager.getSubjectDAO()).setSessionStorageEvaluator(never);

    ServletContext context = LightContext.create();
    DefaultFilterChainManager chains = new DefaultFilterChainManager();
    chains.setGlobalFilters(List.of(DefaultFilter.invalidRequest.name()));
    chains.createChain("/**", "noSessionCreation, authcBearer");
    PathMatchingFilterChainResolver resolver = new PathMatchingFilterChainResolver();
    resolver.setFilterChainManager(chains);
    Front front = new Front(manager, resolver);
    try {
      front.init(LightContext.filterConfig("shiro", context, Map.of()));
    } catch (ServletException e) {
      throw new IllegalStateException(e);
    }
    return new FilterSubject(front, context, "Bearer", tokens, manager::destroy);
  }

  /** Shiro's own filter, configured like its integrations do. */
  private static final class Front extends AbstractShiroFilter {
    Front(DefaultWebSecurityManager manager, PathMatchingFilterChainResolver resolver) {
      setSecurityManager(manager);
      setFilterChainResolver(resolver);
    }
  }

  private static final class Keys extends AuthenticatingRealm {
    private final KeyMap keys;

    Keys(KeyMap keys) {
      super(new AllowAllCredentialsMatcher()); // the lookup has already compared it
      this.keys = keys;
      setAuthenticationTokenClass(BearerToken.class);
    }

    @Override
    protected @Nullable AuthenticationInfo doGetAuthenticationInfo(AuthenticationToken token) {
      String presented = ((BearerToken) token).getToken();
      String username = keys.usernameOf(presented);
      return username == null ? null : new SimpleAuthenticationInfo(username, presented, getName());
    }
  }
}
