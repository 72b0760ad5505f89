package io.orderwire.verify.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.verify.record.Fingerprint;
import io.orderwire.verify.record.Item;
import io.orderwire.verify.record.Token;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ItemJsonTest {
  private static final String CREATED =
      "{\"id\":\"a1\",\"sequence\":1,\"type\":\"order.created\",\"order_id\":\"grüße „“\","
          + "\"data\":{\"customer_id\":\"tok-00000000000000ff\",\"items\":[{\"line\":1,"
          + "\"reason\":\"tok-0000000000000001\"}],\"attributes\":{\"carrier\":\"x\"}}}";
  private static final String CANCELLED =
      "{ \"id\" : \"a2\", \"sequence\" : 2, \"data\" : {\"reason\":\"tok-000000000000000a\"} }";
  private static final String ERASED = "{\"id\":\"a3\",\"sequence\":3,\"type\":\"erased\"}";

  @Test
  void reads_the_token_of_the_event_and_not_what_lies_deeper() throws IOException {
    assertThat(ItemJson.read(bytes(CREATED)))
        .isEqualTo(new Item(1, Fingerprint.of("a1"), 0xff, Fingerprint.of(CREATED)));
  }

  @Test
  void an_erased_item_has_no_token() throws IOException {
    assertThat(ItemJson.read(bytes(ERASED)).token()).isEqualTo(Token.NONE);
  }

  @Test
  void cuts_each_item_of_a_page_by_its_exact_bytes() throws IOException {
    String json =
        "{\"events\":["
            + CREATED
            + ",\n "
            + CANCELLED
            + ","
            + ERASED
            + "],\"cursor\":\"c3\",\"newest_cursor\":\"c9\",\"has_more\":true}";
    Page page = Page.read(bytes(json));
    assertThat(page.items())
        .extracting(Item::bytes)
        .containsExactly(
            Fingerprint.of(CREATED), Fingerprint.of(CANCELLED), Fingerprint.of(ERASED));
    assertThat(page.items()).extracting(Item::sequence).containsExactly(1L, 2L, 3L);
    assertThat(page.cursor()).isEqualTo("c3");
    assertThat(page.hasMore()).isTrue();
  }

  @Test
  void reads_a_page_without_items() throws IOException {
    Page page = Page.read(bytes("{\"events\":[],\"cursor\":\"c0\",\"has_more\":false}"));
    assertThat(page.items()).isEmpty();
    assertThat(page.hasMore()).isFalse();
  }

  @Test
  void refuses_what_is_cut_off_or_no_page() {
    assertThatThrownBy(() -> Page.read(bytes("{\"events\":[" + CREATED)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Page.read(bytes("{\"events\":[]}"))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Page.read(bytes("[]"))).isInstanceOf(IOException.class);
  }

  @Test
  void refuses_what_is_no_item() {
    assertThatThrownBy(() -> ItemJson.read(bytes("{\"sequence\":1}")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> ItemJson.read(bytes(ERASED + ERASED))).isInstanceOf(IOException.class);
  }

  @Test
  void reads_the_item_of_a_webhook_request() throws IOException {
    String body = "{\"type\":\"order.created\",\"sequence\":9,\"data\":" + CREATED + "}";
    assertThat(Notice.read("a1", bytes(body)))
        .isEqualTo(
            new Notice.Delivered(new Item(1, Fingerprint.of("a1"), 0xff, Fingerprint.of(CREATED))));
  }

  @Test
  void reads_the_challenge_of_a_handshake_and_passes_other_messages_over() throws IOException {
    String body = "{\"type\":\"endpoint.verification\",\"data\":{\"challenge\":\"abc\"}}";
    assertThat(Notice.read("msg_1", bytes(body))).isEqualTo(new Notice.Handshake("abc"));
    assertThat(Notice.read("msg_2", bytes("{\"type\":\"endpoint.changed\",\"data\":{}}")))
        .isEqualTo(new Notice.Message("endpoint.changed"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
