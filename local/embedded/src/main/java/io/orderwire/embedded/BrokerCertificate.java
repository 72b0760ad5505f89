package io.orderwire.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Has a broker read its key store again, with what Kafka has for it: an alteration of its
 * listeners' {@code ssl.keystore.location}.
 *
 * <p>A location that becomes another one is tried out before the alteration is answered, and
 * refused with a reason; one that stays the same is read again as well, but what is refused then is
 * in the broker's log alone. So both are altered to the same file, spelled otherwise, and given
 * back, for nothing is to stay: a location that Kafka keeps would be wrong after the files were
 * moved.
 *
 * <p>What Kafka does not read again is the certificate with which a controller comes to the others
 * of its quorum: there it shows the one that it started with.
 */
final class BrokerCertificate implements CertificateWatch.Receiver {
  private static final List<String> LOCATIONS =
      List.of(
          "listener.name.clients.ssl.keystore.location",
          "listener.name.controller.ssl.keystore.location");

  private final Map<String, Object> client;
  private final ConfigResource broker;
  private final String location;

  private BrokerCertificate(Map<String, Object> client, ConfigResource broker, Path store) {
    this.client = client;
    this.broker = broker;
    this.location = store.resolveSibling(".").resolve(store.getFileName()).toString();
  }

  /**
   * That of the broker that runs with these settings, as which it logs in.
   *
   * @param store the key store, as it stands in the settings
   */
  static BrokerCertificate of(Properties broker, Path store) {
    Map<String, Object> client = new HashMap<>();
    client.put(
        "bootstrap.servers",
        broker.getProperty("advertised.listeners").replaceFirst("^CLIENTS://", ""));
    client.put("security.protocol", "SASL_SSL");
    for (String same : List.of("ssl.truststore.type", "ssl.truststore.location")) {
      client.put(same, broker.getProperty(same));
    }
    client.put("sasl.mechanism", broker.getProperty("sasl.mechanism.inter.broker.protocol"));
    client.put("sasl.jaas.config", broker.getProperty(BrokerSecurity.LOGIN));
    client.put("request.timeout.ms", 10_000);
    client.put("default.api.timeout.ms", 20_000);
    return new BrokerCertificate(
        client,
        new ConfigResource(ConfigResource.Type.BROKER, broker.getProperty("node.id")),
        store);
  }

  @Override
  public void accept(Identity renewed) throws GeneralSecurityException, IOException {
    try (Admin admin = Admin.create(client)) {
      alter(admin, AlterConfigOp.OpType.SET);
      alter(admin, AlterConfigOp.OpType.DELETE);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof RetriableException) {
        throw new IOException("the broker does not answer: " + cause.getMessage(), cause);
      }
      throw new GeneralSecurityException("the broker refuses it: " + cause.getMessage(), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void alter(Admin admin, AlterConfigOp.OpType type)
      throws ExecutionException, InterruptedException {
    Collection<AlterConfigOp> alteration =
        LOCATIONS.stream()
            .map(name -> new AlterConfigOp(new ConfigEntry(name, location), type))
            .toList();
    admin.incrementalAlterConfigs(Map.of(broker, alteration)).all().get();
  }
}
