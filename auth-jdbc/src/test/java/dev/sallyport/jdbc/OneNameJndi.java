package dev.sallyport.jdbc;

import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;

/** JNDI context with a single binding, in effect while it is open. */
public final class OneNameJndi implements InitialContextFactory, AutoCloseable {
  private static final Map<String, Object> BOUND = new ConcurrentHashMap<>();

  /** Binds a name. */
  public static OneNameJndi binding(String name, Object object) {
    BOUND.put(name, object);
    System.setProperty(Context.INITIAL_CONTEXT_FACTORY, OneNameJndi.class.getName());
    return new OneNameJndi();
  }

  @Override
  public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
    return new Directory();
  }

  @Override
  public void close() {
    System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    BOUND.clear();
  }

  private static final class Directory extends InitialContext {
    Directory() throws NamingException {
      super(true);
    }

    @Override
    public Object lookup(String name) throws NamingException {
      Object object = BOUND.get(name);
      if (object == null) {
        throw new NameNotFoundException(name);
      }
      return object;
    }
  }
}
