// Reads the project's topics with Confluent's and kafkajs' clients, writes every record back, and
// adds some of its own. Prints one line of JSON for each thing that happens.
// Usage: node interop.mjs BROKERS REGISTRY_URL EVENTS HISTORY_ENTRIES PARTNERS
import confluent from '@confluentinc/schemaregistry';
import avro from 'avsc';
import kafkajs from 'kafkajs';

const [brokers, registryUrl, ...counts] = process.argv.slice(2);
const print = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);

const EVENTS = 'orders.events.v1';
const HISTORY = 'orders.partner-history.v1';
const PARTNERS = 'orders.partners.v1';
const TOPICS = [EVENTS, HISTORY, PARTNERS];
const left = Object.fromEntries(TOPICS.map((topic, i) => [topic, Number(counts[i])]));

// What a logical type means is left to the reader by avsc: here decimals become strings, and longs
// BigInts, since a time in microseconds may be beyond what a JavaScript number holds exactly.
const long = avro.types.LongType.__with({
  fromBuffer: (buffer) => buffer.readBigInt64LE(),
  toBuffer: (value) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(BigInt(value));
    return buffer;
  },
  fromJSON: BigInt,
  toJSON: String,
  isValid: (value) => typeof value === 'bigint',
  compare: (a, b) => (a === b ? 0 : a < b ? -1 : 1),
});

class Decimal extends avro.types.LogicalType {
  constructor(schema, options) {
    super(schema, options);
    this.scale = schema.scale;
  }

  _fromValue(bytes) {
    const unscaled = BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString('hex')}`));
    const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(this.scale + 1, '0');
    const split = digits.length - this.scale;
    return `${unscaled < 0n ? '-' : ''}${digits.slice(0, split)}.${digits.slice(split)}`;
  }

  _toValue(text) {
    const [whole, fraction = ''] = text.split('.');
    const unscaled = BigInt(whole + fraction.padEnd(this.scale, '0'));
    let length = 1;
    while (BigInt.asIntN(length * 8, unscaled) !== unscaled) {
      length++;
    }
    return Buffer.from(BigInt.asUintN(length * 8, unscaled).toString(16).padStart(length * 2, '0'), 'hex');
  }
}

const avroOptions = {
  logicalTypes: { decimal: Decimal },
  typeHook: (schema) => (schema === 'long' || schema.type === 'long' ? long : undefined),
};
const registry = new confluent.SchemaRegistryClient({ baseURLs: [registryUrl] });
const readers = {
  key: new confluent.AvroDeserializer(registry, confluent.SerdeType.KEY, avroOptions),
  value: new confluent.AvroDeserializer(registry, confluent.SerdeType.VALUE, avroOptions),
};

// One serializer a subject; the schemas are those that the project has registered.
const writers = new Map();
const serialize = (topic, type, subject, value) => {
  if (!writers.has(subject)) {
    writers.set(
      subject,
      new confluent.AvroSerializer(registry, type, {
        ...avroOptions,
        autoRegisterSchemas: false,
        useLatestVersion: true,
        subjectNameStrategy: async () => subject,
      }),
    );
  }
  return writers.get(subject).serialize(topic, value);
};
const serializeKey = (topic, key) =>
  topic === HISTORY ? serialize(topic, confluent.SerdeType.KEY, `${topic}-key`, key) : key;
const serializeValue = (topic, value) => {
  const record = 'command_id' in value ? 'HistoryCommand' : 'OrderEvent';
  const subject = topic === EVENTS ? `${topic}-io.orderwire.avro.${record}` : `${topic}-value`;
  return serialize(topic, confluent.SerdeType.VALUE, subject, value);
};

const jsonOf = (value) =>
  JSON.parse(JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? v.toString() : v)));

const kafka = new kafkajs.Kafka({
  clientId: 'interop',
  brokers: brokers.split(','),
  // How far it came is all that is left of a test that failed.
  logLevel: kafkajs.logLevel.INFO,
  logCreator: () => ({ namespace, log: { timestamp, message } }) => console.error(timestamp, namespace, message),
});

const read = async () => {
  const records = [];
  const consumer = kafka.consumer({ groupId: `interop-${process.pid}` });
  await consumer.connect();
  await consumer.subscribe({ topics: TOPICS, fromBeginning: true });
  await new Promise((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    consumer
      .run({
        eachMessage: async ({ topic, partition, message }) => {
          try {
            const key =
              topic === HISTORY ? await readers.key.deserialize(topic, message.key) : message.key.toString('utf8');
            const value = await readers.value.deserialize(topic, message.value);
            records.push({ topic, partition, key, value });
            print({ read: topic, partition, key: jsonOf(key), value: jsonOf(value) });
          } catch (error) {
            reject(error);
          }
          left[topic]--;
          if (TOPICS.every((name) => left[name] <= 0)) {
            resolve();
          }
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return records;
};

const send = async (producer, topic, records, writer) => {
  for (const { partition, key, value } of records) {
    const message = {
      key: await serializeKey(topic, key),
      value: await serializeValue(topic, value),
      headers: { writer },
    };
    if (partition !== undefined) {
      message.partition = partition;
    }
    const [{ partition: sentTo }] = await producer.send({ topic, acks: -1, messages: [message] });
    print({ wrote: topic, writer, partition: sentTo, key: jsonOf(key) });
  }
};

const ownEvents = [
  {
    event_id: '6f1c2a9e-7d1b-4c58-9f52-0d7f4a3b1c2d',
    partner_id: 'kaffeehaus-zürich'.replace('ü', 'ue'),
    order_id: 'ord:1',
    occurred_at: 1795500000123456n,
    data: {
      'io.orderwire.avro.OrderCreated': {
        customer_id: '客户 ☕ 👩‍🍳',
        currency: 'CHF',
        total: '999999999999999.9999',
        items: [{ line: 1, sku: 'Größe “L”', quantity: 2147483647, amount: '0.0001' }],
        attributes: { 'ключ': 'значение', empty: '' },
      },
    },
  },
  {
    event_id: '6f1c2a9e-7d1b-4c58-9f52-0d7f4a3b1c2e',
    partner_id: 'acme',
    order_id: 'ord-2',
    occurred_at: 253402300799999999n,
    data: { 'io.orderwire.avro.OrderCreated': { customer_id: 'c', currency: 'JPY', total: '0', items: [], attributes: null } },
  },
  {
    event_id: '6f1c2a9e-7d1b-4c58-9f52-0d7f4a3b1c2f',
    partner_id: 'acme',
    order_id: 'ord-3',
    occurred_at: -62135596800000000n,
    data: { 'io.orderwire.avro.OrderStatusChanged': { from: 'new', to: 'rejected', reason: null } },
  },
];

const records = await read();
const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
await producer.connect();
for (const topic of TOPICS) {
  await send(producer, topic, records.filter((record) => record.topic === topic), 'echo');
}
await send(producer, EVENTS, ownEvents.map((value) => ({ key: value.partner_id, value })), 'own');
await producer.disconnect();
print({ done: true });
await new Promise((resolve) => process.stdin.on('end', resolve).resume());
