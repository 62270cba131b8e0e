package dev.sallyport.benchmarks.load;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Program that sends one query to an H2 database, for {@link CommandStart}. */
final class QueryProgram {
  private QueryProgram() {}

  public static void main(String[] args) throws Exception {
    // Copied without its META-INF, so that the driver has to be named.
    Class.forName("org.h2.Driver");
    try (Connection connection = DriverManager.getConnection(args[0])) {
      print(connection);
    }
  }

  private static void print(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet keys = statement.executeQuery("select name from sallyport_key order by name")) {
      while (keys.next()) {
        System.out.println(keys.getString(1));
      }
    }
  }
}
