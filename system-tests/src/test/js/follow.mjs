// Follows a stream with the eventsource package and prints one line of JSON for each thing that happens.
// Usage: node follow.mjs URL KEY
import { EventSource } from 'eventsource';

const [url, key] = process.argv.slice(2);
const print = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
const source = new EventSource(url, {
  fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, Authorization: `Bearer ${key}` } }),
});
source.onopen = () => print({ open: true });
source.onerror = (event) => print({ error: event.code ?? 0, state: source.readyState });
for (const type of ['order.created', 'order.status_changed', 'order.item_fulfilled', 'order.cancelled', 'erased']) {
  source.addEventListener(type, ({ lastEventId, data }) => print({ id: lastEventId, type, data }));
}
