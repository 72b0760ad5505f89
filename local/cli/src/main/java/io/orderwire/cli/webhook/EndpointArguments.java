package io.orderwire.cli.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderwire.cli.OperatorApi;
import io.orderwire.cli.OperatorOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The arguments by which a command names one endpoint, and requests to it. */
final class EndpointArguments {
  @Parameters(index = "0", paramLabel = "PARTNER", description = "The partner's id.")
  private String partner = "";

  @Parameters(
      index = "1",
      paramLabel = "ENDPOINT",
      description = "The endpoint's id, as 'webhook list' shows it.")
  private String endpoint = "";

  @Mixin private OperatorOptions system = new OperatorOptions();

  String endpoint() {
    return endpoint;
  }

  /** A GET of the endpoint, or of what lies below it. */
  OperatorApi.Answer get(String rest) {
    return ask("GET", rest, Map.of(), null);
  }

  /** A POST to what lies below the endpoint. */
  JsonNode post(String rest, Map<String, ?> body) {
    return ask("POST", rest, Map.of(), body).body();
  }

  /** Any request to the endpoint or what lies below it. */
  OperatorApi.Answer ask(
      String method, String rest, Map<String, String> headers, @Nullable Object body) {
    return system
        .operatorApi()
        .ask(method, partner, PATH + "/" + OperatorApi.encode(endpoint) + rest, headers, body);
  }

  /** Where a partner's endpoints are, below the partner. */
  static final String PATH = "/webhooks/endpoints";
}
