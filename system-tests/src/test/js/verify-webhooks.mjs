// Verifies requests with the libraries that receivers use, and prints one line of JSON for each request and library.
// Usage: node verify-webhooks.mjs FILE; each line of the file is {"secret", "headers", "body"}.
import { readFileSync } from 'node:fs';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';

const libraries = { standardwebhooks: StandardWebhook, svix: SvixWebhook };
const lines = readFileSync(process.argv[2], 'utf8').trimEnd().split('\n');
for (const { secret, headers, body } of lines.map((line) => JSON.parse(line))) {
  for (const [library, Webhook] of Object.entries(libraries)) {
    let verified = true;
    let error = '';
    try {
      new Webhook(secret).verify(body, headers);
    } catch (e) {
      verified = false;
      error = String(e);
    }
    process.stdout.write(`${JSON.stringify({ library, id: headers['webhook-id'], verified, error })}\n`);
  }
}
// Stays until its input ends, so that whoever started it can read everything first.
process.stdin.resume();
