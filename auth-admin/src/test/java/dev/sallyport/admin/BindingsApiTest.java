package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.admin.AdminSite.Caller;
import dev.sallyport.authorization.ResourceId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BindingsApiTest {
  private AdminSite site;
  private Caller ada;

  @BeforeEach
  void start() throws Exception {
    site = new AdminSite();
    ada = site.as(site.fixture.create(AdminApplication.ADA, "admin:read"));
    var resources = site.fixture.sallyport.resourceManager();
    for (int i = 0; i < 7; i++) {
      resources.create(AdminApplication.ACCOUNT, new ResourceId("chat", "room " + i));
    }
    resources.create(AdminApplication.ACCOUNT, new ResourceId("bot", "Sales 5"));
    resources.create(AdminApplication.OTHER_ACCOUNT, new ResourceId("chat", "theirs 5"));
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void listsPagesByTypeAndName() throws Exception {
    Answer second = ada.get("/bindings?size=3&page=2");
    assertThat(second.all("/items", "name")).containsExactly("room 2", "room 3", "room 4");
    assertThat(second.at("/total")).isEqualTo("8");
    assertThat(second.at("/page")).isEqualTo("2");
    assertThat(second.header("Link"))
        .contains("size=3&page=1>; rel=\"first\"", "page=3>; rel=\"next\"", "rel=\"last\"");
    assertThat(ada.get("/bindings?size=3&page=3").all("/items", "name"))
        .containsExactly("room 5", "room 6");
    assertThat(ada.get("/bindings?size=500&page=1000000").json().path("items")).isEmpty();
    assertThat(ada.get("/bindings").all("/items", "name")).hasSize(8).startsWith("Sales 5");
    assertThat(ada.get("/bindings?size=501").status()).isEqualTo(400);
  }

  @Test
  void findsByTypeAndPartOfName() throws Exception {
    assertThat(ada.get("/bindings?type=bot").all("/items", "name")).containsExactly("Sales 5");
    assertThat(ada.get("/bindings?q=sAL").all("/items", "name")).containsExactly("Sales 5");
    Answer five = ada.get("/bindings?q=5");
    assertThat(five.all("/items", "name")).containsExactly("Sales 5", "room 5");
    assertThat(five.at("/total")).isEqualTo("2");
    assertThat(ada.get("/bindings?q=5&type=chat").all("/items", "name")).containsExactly("room 5");
    for (String none : List.of("?type=no", "?q=%25", "?q=theirs", "?account=9999-8888-7777")) {
      assertThat(ada.get("/bindings" + none).at("/total")).as(none).isEqualTo("0");
    }
  }
}
