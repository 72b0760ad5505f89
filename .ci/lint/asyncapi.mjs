// Validates AsyncAPI documents; prints every diagnostic, fails on errors and warnings.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DiagnosticSeverity, Parser } from '@asyncapi/parser';
import { AvroSchemaParser } from '@asyncapi/avro-schema-parser';

const parser = new Parser();
parser.registerSchemaParser(AvroSchemaParser());
let failed = false;
for (const file of process.argv.slice(2)) {
  const { document, diagnostics } = await parser.parse(readFileSync(file, 'utf8'), { source: resolve(file) });
  for (const found of diagnostics) {
    const { line, character } = found.range.start;
    const severity = DiagnosticSeverity[found.severity].toLowerCase();
    console.log(`${file}:${line + 1}:${character + 1}: ${severity}: ${found.message} (${found.code})`);
  }
  const bad = !document || diagnostics.some(({ severity }) => severity <= DiagnosticSeverity.Warning);
  console.log(`${file}: AsyncAPI ${document?.version() ?? 'unknown'}, ${bad ? 'NOT valid' : 'valid'}`);
  failed ||= bad;
}
process.exit(failed ? 1 : 0);
