package io.orderwire.ingest.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** This API's description, for which no key is needed; always as a whole. */
@RestController
public final class OpenApiController {

  private final byte @Nullable [] description = read();

  @GetMapping("/openapi.yaml")
  ResponseEntity<byte[]> openApi() {
    return description == null
        ? ResponseEntity.notFound().build()
        : ResponseEntity.ok().header("Content-Type", "application/yaml").body(description);
  }

  private static byte @Nullable [] read() {
    try (InputStream in = OpenApiController.class.getResourceAsStream("/openapi/producer.yaml")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
