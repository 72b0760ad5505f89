package io.orderwire.ingest.http;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** This API's description, for which no key is needed. */
@RestController
public final class OpenApiController {

  private final Resource description = new ClassPathResource("openapi/producer.yaml");

  @GetMapping("/openapi.yaml")
  ResponseEntity<Resource> openApi() {
    return description.exists()
        ? ResponseEntity.ok().header("Content-Type", "application/yaml").body(description)
        : ResponseEntity.notFound().build();
  }
}
