package io.orderwire.delivery.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** This port's own descriptions, for which no key is needed; always as a whole. */
@RestController
public final class DescriptionController {
  private final byte @Nullable [] openApi;
  private final byte @Nullable [] asyncApi = read("asyncapi.yaml");

  /**
   * With an OpenAPI document.
   *
   * @param document its file name in docs/api
   */
  public DescriptionController(String document) {
    this.openApi = read(document);
  }

  @GetMapping("/openapi.yaml")
  ResponseEntity<byte[]> openApi() {
    return answer(openApi);
  }

  @GetMapping("/asyncapi.yaml")
  ResponseEntity<byte[]> asyncApi() {
    return answer(asyncApi);
  }

  private static ResponseEntity<byte[]> answer(byte @Nullable [] description) {
    return description == null
        ? ResponseEntity.notFound().build()
        : ResponseEntity.ok().header("Content-Type", "application/yaml").body(description);
  }

  private static byte @Nullable [] read(String document) {
    try (InputStream in = DescriptionController.class.getResourceAsStream("/openapi/" + document)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
