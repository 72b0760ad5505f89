package io.orderwire.cli;

import java.net.URI;

/**
 * Where the parts of a local system listen, all on 127.0.0.1.
 *
 * @param offset what is added to every default port, 0 to 50,000
 * @param secure whether they have TLS
 */
public record Ports(int offset, boolean secure) {
  /** The largest offset. */
  public static final int MAX_OFFSET = 50_000;

  /** Checks the bounds. */
  public Ports {
    if (offset < 0 || offset > MAX_OFFSET) {
      throw new IllegalArgumentException("offset " + offset);
    }
  }

  /** Without TLS. */
  public Ports(int offset) {
    this(offset, false);
  }

  /** The partners' API. */
  public int delivery() {
    return 8080 + offset;
  }

  /** The schema registry. */
  public int registry() {
    return 8081 + offset;
  }

  /** The producers' API. */
  public int ingest() {
    return 8090 + offset;
  }

  /** The broker. */
  public int kafka() {
    return 9092 + offset;
  }

  /** The broker's controller. */
  public int controller() {
    return 9093 + offset;
  }

  /** Operator API, health and metrics of the delivery adapter. */
  public int deliveryManagement() {
    return 9080 + offset;
  }

  /** Health and metrics of the producer service. */
  public int ingestManagement() {
    return 9081 + offset;
  }

  /** Health and metrics of the processor. */
  public int processorManagement() {
    return 9082 + offset;
  }

  /** Health of the schema registry. */
  public int registryManagement() {
    return 9083 + offset;
  }

  /** Kafka's bootstrap server. */
  public String bootstrapServers() {
    return "127.0.0.1:" + kafka();
  }

  /** Confluent's API of the schema registry. */
  public String registryUrl() {
    return http(registry()) + "/apis/ccompat/v7";
  }

  /** The partners' API. */
  public URI deliveryUrl() {
    return URI.create(http(delivery()));
  }

  /** The producers' API. */
  public URI ingestUrl() {
    return URI.create(http(ingest()));
  }

  /** The operator API. */
  public URI operatorUrl() {
    return URI.create(http(deliveryManagement()));
  }

  /** Where a service tells its health, by its management port. */
  public String healthUrl(int managementPort) {
    return http(managementPort) + "/actuator/health";
  }

  private String http(int port) {
    return (secure ? "https" : "http") + "://127.0.0.1:" + port;
  }
}
