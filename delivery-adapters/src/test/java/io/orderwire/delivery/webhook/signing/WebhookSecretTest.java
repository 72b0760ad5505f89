package io.orderwire.delivery.webhook.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WebhookSecretTest {
  private static final String HMAC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String PRIVATE =
      "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";

  @Test
  void the_texts_of_a_secret_are_those_it_was_read_from() {
    WebhookSecret secret = WebhookSecret.parse(HMAC, PRIVATE);
    assertThat(secret.hmacText()).isEqualTo(HMAC);
    assertThat(secret.privateText()).isEqualTo(PRIVATE);
    assertThat(secret.publicText()).isEqualTo("whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=");
  }

  /** RFC 8032, section 7.1, tests 1 to 3. */
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"
  })
  void a_public_key_is_that_of_its_seed(String seed, String publicKey) {
    HexFormat hex = HexFormat.of();
    assertThat(Ed25519Key.of(hex.parseHex(seed)).publicKey()).isEqualTo(hex.parseHex(publicKey));
  }

  @Test
  void a_new_secret_has_32_bytes_of_each_kind_and_no_two_are_alike() {
    SecureRandom random = new SecureRandom();
    WebhookSecret one = WebhookSecret.generate(random);
    WebhookSecret other = WebhookSecret.generate(random);
    assertThat(one.hmacKey()).hasSize(32).isNotEqualTo(other.hmacKey());
    assertThat(one.pair().seed())
        .hasSize(32)
        .isNotEqualTo(other.pair().seed())
        .isNotEqualTo(one.hmacKey());
    assertThat(WebhookSecret.parse(one.hmacText(), one.privateText()).publicText())
        .isEqualTo(one.publicText());
  }

  @Test
  void it_is_shown_without_what_is_secret() {
    WebhookSecret secret = WebhookSecret.parse(HMAC, PRIVATE);
    assertThat(secret.toString())
        .contains(secret.publicText())
        .doesNotContain("whsec_", "whsk_", HMAC.substring(6), PRIVATE.substring(5, 40));
  }

  @Test
  void other_texts_are_refused_and_not_repeated() {
    String mixed =
        "whsk_"
            + Base64.getEncoder()
                .encodeToString(new byte[Ed25519Key.SEED_BYTES + Ed25519Key.PUBLIC_BYTES]);
    refused("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", PRIVATE, "it does not begin with whsec_");
    refused("whsec_*fKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", PRIVATE, "what follows whsec_ is not base64");
    refused("whsec_MfKQ9r8GKYqrTwjUPD8ILPZI", PRIVATE, "a key for HMAC has 24 to 64 bytes, not 18");
    refused(HMAC, "whsk_" + HMAC.substring(6), "whsk_ is followed by 64 bytes, not 24");
    refused(HMAC, mixed, "the public half of whsk_ is not that of its seed");
  }

  private static void refused(String hmac, String privateKey, String message) {
    assertThatThrownBy(() -> WebhookSecret.parse(hmac, privateKey))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message)
        .hasNoCause();
  }
}
