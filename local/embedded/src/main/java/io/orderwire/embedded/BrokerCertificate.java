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
 * Has a broker read its key store again, with what Kafka has for it: an alteration of a listener's
 * {@code ssl.keystore.location}.
 *
 * <p>With any alteration of its own settings a broker reads changed files again, for its clients'
 * listener; what it cannot use it refuses. A controller does so only where the location itself
 * becomes another one. So the controller's is altered to the same file spelled otherwise, and then
 * given back, for nothing is to stay: a location that Kafka keeps would be wrong after the files
 * were moved.
 *
 * <p>What Kafka does not read again is the certificate with which a controller comes to the others
 * of its quorum: there it shows the one that it started with.
 */
final class BrokerCertificate implements CertificateWatch.Receiver {
  private static final String LOCATION = "listener.name.controller.ssl.keystore.location";

  private final Map<String, Object> client;
  private final ConfigResource broker;
  private final String location;

  private BrokerCertificate(Map<String, Object> client, ConfigResource broker, Path store) {
    this.client = client;
    this.broker = broker;
    this.location = spelledOtherwise(store);
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

  private static String spelledOtherwise(Path store) {
    return store.resolveSibling(".").resolve(store.getFileName()).toString();
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
        List.of(new AlterConfigOp(new ConfigEntry(LOCATION, location), type));
    admin.incrementalAlterConfigs(Map.of(broker, alteration)).all().get();
  }
}
