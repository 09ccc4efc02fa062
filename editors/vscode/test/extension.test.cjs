// The built extension in an extension host of our own (VS Code itself is not needed), with a real `litlint server`.
"use strict";
const assert = require("node:assert/strict");
const fs = require("node:fs");
const Module = require("node:module");
const os = require("node:os");
const path = require("node:path");
const { after, before, test } = require("node:test");

const vscode = require("./vscode_mock.cjs");
const load = Module._load;
Module._load = (name, ...rest) => (name === "vscode" ? vscode : load(name, ...rest));
const extension = require("../dist/extension.js");

const { state, events, event, until } = vscode.mock;
const LIST = "# Papers\n\n- [A Study of Ants](http://arxiv.org/abs/2001.01234)\n";
const patience = { timeout: 120_000 };
const python = process.env.LITLINT_PYTHON ?? path.resolve(__dirname, "../../../.venv/bin/python");
const subscriptions = [];
let document;

before(async () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "litlint-"));
  fs.writeFileSync(path.join(root, "list.md"), LIST);
  document = {
    uri: vscode.Uri.file(path.join(root, "list.md")), languageId: "markdown", version: 1, isClosed: false, isDirty: false,
    text: LIST, getText() { return this.text; }, lineCount: 4,
  };
  state.folders = [{ uri: vscode.Uri.file(root), name: "papers", index: 0 }];
  state.documents = [document];
  state.settings["litlint.command"] = [python, "-m", "litlint", "server"];
  state.editor = { document, selection: { active: new vscode.Position(2, 5) } };
  await extension.activate({ subscriptions });
}, patience);

after(async () => {
  await extension.deactivate();
  subscriptions.forEach((one) => one.dispose());
});

const rules = () => (state.shown.get(document.uri.toString()) ?? []).map((one) => one.code?.value ?? one.code);

test("what is wrong in an open list is shown, with the page of its rule", patience, async () => {
  await until(() => rules().includes("insecure-url"));
  const [found] = state.shown.get(document.uri.toString());
  assert.equal(found.source, "litlint");
  assert.match(String(found.code.target), /\/rules\/insecure-url\/$/);
  assert.deepEqual([found.range.start.line, found.range.start.character], [2, 20]);
});

test("a finding is allowed with the reason that the user gives", patience, async () => {
  state.answers.push("the site has no https");
  await state.commands.get("litlint.askReason")(document.uri.toString(), 3, "insecure-url");
  const edit = await until(() => state.edits.shift());
  assert.match(JSON.stringify(edit), /litlint: allow insecure-url \(the site has no https\)/);
});

test("without a reason nothing is allowed", patience, async () => {
  state.answers.push(undefined);
  await state.commands.get("litlint.askReason")(document.uri.toString(), 3, "insecure-url");
  assert.equal(state.edits.length, 0);
});

test("what was found goes when it is mended", patience, async () => {
  event("onDidChangeTextDocument");
  document.version = 2;
  document.text = LIST.replace("http:", "https:");
  const place = new vscode.Range(2, 24, 2, 24);
  events.onDidChangeTextDocument.fire({ document, contentChanges: [{ range: place, rangeLength: 0, rangeOffset: 0, text: "s" }] });
  await until(() => rules().length === 0);
});

test("a command that asks about a place tells what stands in the way", patience, async () => {
  await state.commands.get("litlint.addPaperHere")();
  assert.match(await until(() => state.messages.shift()), /litlint: /);
});

test("a server that does not start is told in one line", patience, async () => {
  state.settings["litlint.command"] = ["/nowhere/litlint", "server"];
  await state.commands.get("litlint.restart")();
  const told = await until(() => state.messages.find((one) => one.includes("does not start")));
  assert.match(told, /pip install "litlint\[lsp\]"/);
});
