package io.orderwire.fuzz;

import io.orderwire.fuzz.api.Api;
import io.orderwire.fuzz.api.Service;
import io.orderwire.fuzz.make.Known;
import io.orderwire.fuzz.make.Party;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A system that there is not, and the descriptions that there are. */
public final class Knowns {
  /** What is in the data of the partner that nothing may be shown of. */
  public static final String VICTIMS_MARKER = "mark-of-victim";

  private Knowns() {}

  /** Three partners with ids of all kinds. */
  public static Known known() {
    return new Known(
        party("near"),
        party("subject"),
        party("victim"),
        "owa_" + "o".repeat(43),
        "ows_" + "s".repeat(43),
        Map.of(
            Service.PARTNER, "127.0.0.1:1",
            Service.OPERATOR, "127.0.0.1:2",
            Service.PRODUCER, "127.0.0.1:3"));
  }

  private static Party party(String id) {
    return new Party(
        id,
        "mark-of-" + id,
        "ow_" + id + "k".repeat(43 - id.length()),
        "http://127.0.0.1:9/" + id,
        List.of("k-" + id),
        List.of("AQAAAAAAAAAAAAAA" + id, "AQAAAAAAAAAAAAAB" + id),
        List.of("ord-" + id),
        List.of("we_" + id + "e".repeat(22 - id.length())),
        List.of(id + "c".repeat(20 - id.length())),
        "owt_" + id + "t".repeat(43));
  }

  /** Where the project is. */
  public static Path root() {
    return Path.of(System.getProperty("orderwire.root"));
  }

  /** The published descriptions. */
  public static List<Api> apis() {
    List<Api> apis = new ArrayList<>();
    try {
      for (Service service : Service.values()) {
        apis.add(Api.read(root().resolve("docs/api"), service));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return apis;
  }

  /** A small description of the partners' API. */
  public static Api small() {
    return Api.of(
        Service.PARTNER,
        """
        openapi: 3.1.0
        security: [{key: []}]
        paths:
          /v1/teapots/{teapot_id}:
            parameters:
              - {name: teapot_id, in: path, required: true, schema: {type: string}}
            put:
              operationId: putTeapot
              parameters:
                - {name: lid, in: query, schema: {type: integer, minimum: 1, maximum: 9}}
              requestBody:
                content:
                  application/json:
                    schema:
                      oneOf:
                        - {$ref: "#/components/schemas/Pot"}
                        - {type: array, items: {$ref: "#/components/schemas/Pot"}}
              responses:
                "200":
                  description: Put.
                  content:
                    application/json:
                      schema: {type: object, required: [put], properties: {put: {type: boolean}}}
                "204": {description: Nothing new.}
                "400":
                  description: "`invalid_parameter`"
                  content:
                    application/problem+json: {schema: {$ref: "#/components/schemas/Problem"}}
                "503":
                  description: "`no_owner`"
                  content:
                    application/problem+json: {schema: {$ref: "#/components/schemas/Problem"}}
        components:
          schemas:
            Pot:
              type: object
              required: [size]
              properties:
                size: {type: integer, minimum: 1}
                leaves: {type: array, items: {type: object, properties: {kind: {type: string}}}}
                labels: {type: object, additionalProperties: {type: string}}
            Problem:
              type: object
              required: [type, title, status, code]
              properties: {status: {type: integer}, code: {type: string}}
        """);
  }
}
