// Receives webhooks: each item becomes a file that is named by its webhook-id, so a repeat finds it there and changes
// nothing, also after a crash. Needs Node.js 20 and npm's standardwebhooks.
// Usage: ORDERWIRE_WEBHOOK_SECRET=whsec_… node receive.mjs 9000 inbox
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

const [port, inbox] = process.argv.slice(2);
const webhook = new Webhook(process.env.ORDERWIRE_WEBHOOK_SECRET);
mkdirSync(inbox, { recursive: true });

function receive(headers, body) {
  let message;
  try {
    message = webhook.verify(body, headers); // over the bytes as they came, never over JSON made anew
  } catch {
    return [401, 'not signed by Orderwire'];
  }
  if (message.type === 'endpoint.verification') {
    return [200, JSON.stringify({ challenge: message.data.challenge })];
  }
  const id = headers['webhook-id'];
  if (!id.startsWith('msg_') && !existsSync(`${inbox}/${id}`)) { // msg_ is no item: a test, a notice
    writeFileSync(`${inbox}/.new`, body, { flush: true }); // with a database: one INSERT, webhook-id as the primary key
    renameSync(`${inbox}/.new`, `${inbox}/${id}`); // all or nothing
    console.log(body); // here goes your own code: better another program that works the inbox off at its own pace
  }
  return [204]; // only now: what was answered with 2xx is not sent again
}

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const [status, text] = receive(request.headers, Buffer.concat(chunks).toString());
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(text);
}).listen(Number(port), '127.0.0.1'); // TLS is the reverse proxy's in front of it
