// Follows a history by long polling and forgets nothing over restarts: the cursor is in a file.
// Needs Node.js 18 and no package.
// Usage: ORDERWIRE_KEY=ow_… node follow.mjs http://127.0.0.1:8080 cursor.txt
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const [base, cursorFile] = process.argv.slice(2);
const headers = { Authorization: `Bearer ${process.env.ORDERWIRE_KEY}`, Prefer: 'wait=30' };

function start() {
  try {
    return `newer_than=${readFileSync(cursorFile, 'utf8').trim()}`;
  } catch {
    return 'since=1970-01-01T00:00:00Z';
  }
}

function save(cursor) {
  writeFileSync(`${cursorFile}.new`, cursor);
  renameSync(`${cursorFile}.new`, cursorFile); // all or nothing
}

// Here goes your own code. It may see an item again if the program dies before the cursor is saved.
async function process_(item) {
  console.log(JSON.stringify(item));
}

let boundary = start();
for (;;) {
  let response;
  try {
    response = await fetch(`${base}/v1/orders/events?${boundary}&limit=1000`, { headers });
  } catch (lost) {
    console.error(`${lost.message}, trying again`);
    await sleep(2000);
    continue;
  }
  if (response.status === 429 || response.status === 503) {
    await sleep(1000 * Number(response.headers.get('Retry-After') ?? 5));
  } else if (!response.ok) {
    console.error(await response.text()); // it will not pass: a person has to look
    process.exit(1);
  } else {
    const page = await response.json();
    for (const item of page.events) {
      await process_(item);
    }
    save(page.cursor); // after processing, so that nothing is lost
    boundary = `newer_than=${page.cursor}`;
  }
}
