package io.orderwire.delivery.kafka.webhooks;

import io.orderwire.avro.WebhookEndpoint;
import io.orderwire.avro.WebhookEndpointKey;
import io.orderwire.delivery.kafka.ownership.TopicTable;
import io.orderwire.delivery.kafka.webhooks.KafkaEndpoints.EndpointSerdes;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.schemas.TopicCatalogue;

/** What is read of the endpoints' topic, by the endpoint's id. */
final class EndpointTable extends TopicTable<WebhookEndpointKey, WebhookEndpoint, Endpoint> {
  EndpointTable(EndpointSerdes serdes) {
    super(TopicCatalogue.WEBHOOK_ENDPOINTS, serdes.key(), serdes.value());
  }

  @Override
  protected WebhookEndpointKey key(String partnerId, String id) {
    return new WebhookEndpointKey(partnerId, id);
  }

  @Override
  protected String partnerId(WebhookEndpointKey key) {
    return key.getPartnerId();
  }

  @Override
  protected String id(WebhookEndpointKey key) {
    return key.getEndpointId();
  }

  @Override
  protected WebhookEndpoint toAvro(Endpoint value) {
    return EndpointRecords.toAvro(value);
  }

  @Override
  protected Endpoint fromAvro(WebhookEndpointKey key, WebhookEndpoint value) {
    return EndpointRecords.fromAvro(key.getPartnerId(), key.getEndpointId(), value);
  }
}
