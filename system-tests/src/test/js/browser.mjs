// Follows a stream with the EventSource of a headless Chromium and prints one line of JSON for each thing that happens.
// Usage: node browser.mjs CHROMIUM BASE_URL STREAM_PATH_WITH_TOKEN
import { chromium } from 'playwright-core';

const [executablePath, base, path] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const page = await browser.newPage();
await page.exposeFunction('print', (what) => process.stdout.write(`${JSON.stringify(what)}\n`));
// A page of the same origin, as a proxy in front would serve it: what the adapter itself answers allows a page nothing.
await page.route(`${base}/page`, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
await page.goto(`${base}/page`);
await page.evaluate((url) => {
  const source = new EventSource(url);
  source.onopen = () => window.print({ open: true });
  source.onerror = () => window.print({ error: 0, state: source.readyState });
  source.addEventListener('error', ({ data }) => data && window.print({ problem: data }));
  source.addEventListener('goaway', ({ data }) => window.print({ goaway: data }));
  for (const type of ['order.created', 'order.status_changed', 'order.item_fulfilled', 'order.cancelled', 'erased']) {
    source.addEventListener(type, ({ lastEventId, data }) => window.print({ id: lastEventId, type, data }));
  }
}, path);
process.stdin.resume();
process.stdin.on('end', async () => {
  await browser.close();
  process.exit(0);
});
