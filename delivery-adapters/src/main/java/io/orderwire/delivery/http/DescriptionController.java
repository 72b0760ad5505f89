package io.orderwire.delivery.http;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** This port's own descriptions, for which no key is needed. */
@RestController
public final class DescriptionController {
  private final Resource openApi;
  private final Resource asyncApi = new ClassPathResource("openapi/asyncapi.yaml");

  /**
   * With an OpenAPI document.
   *
   * @param document its file name in docs/api
   */
  public DescriptionController(String document) {
    this.openApi = new ClassPathResource("openapi/" + document);
  }

  @GetMapping("/openapi.yaml")
  ResponseEntity<Resource> openApi() {
    return answer(openApi);
  }

  @GetMapping("/asyncapi.yaml")
  ResponseEntity<Resource> asyncApi() {
    return answer(asyncApi);
  }

  private static ResponseEntity<Resource> answer(Resource description) {
    return description.exists()
        ? ResponseEntity.ok().header("Content-Type", "application/yaml").body(description)
        : ResponseEntity.notFound().build();
  }
}
