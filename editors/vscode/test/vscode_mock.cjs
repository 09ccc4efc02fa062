// The part of the `vscode` module that the extension and its client use, with no editor around it.
// What a test looks at: `shown` (diagnostics by URI), `commands`, `messages`, `answers` (what the user types), `edits`.
"use strict";

class Disposable {
  constructor(dispose = () => {}) { this.dispose = dispose; }
  static from(...all) { return new Disposable(() => all.forEach((one) => one.dispose())); }
}
class EventEmitter {
  constructor() {
    this.listeners = new Set();
    this.event = (listener, self) => {
      const bound = self ? listener.bind(self) : listener;
      this.listeners.add(bound);
      return new Disposable(() => this.listeners.delete(bound));
    };
  }
  fire(value) { for (const listener of [...this.listeners]) listener(value); }
  dispose() { this.listeners.clear(); }
}
class CancellationTokenSource {
  constructor() {
    this.emitter = new EventEmitter();
    this.token = { isCancellationRequested: false, onCancellationRequested: this.emitter.event };
  }
  cancel() { this.token.isCancellationRequested = true; this.emitter.fire(); }
  dispose() {}
}
class CancellationError extends Error {}
class Position {
  constructor(line, character) { this.line = line; this.character = character; }
}
class Range {
  constructor(a, b, c, d) {
    this.start = a instanceof Position ? a : new Position(a, b);
    this.end = a instanceof Position ? b : new Position(c, d);
  }
}
class Uri {
  constructor(text) {
    const url = new URL(text);
    this.text = text; this.scheme = url.protocol.slice(0, -1); this.path = decodeURIComponent(url.pathname);
    this.fsPath = this.path; this.authority = url.host; this.query = ""; this.fragment = "";
  }
  static parse(text) { return new Uri(text); }
  static file(path) { return new Uri(`file://${encodeURI(path)}`); }
  with() { return this; }
  toString() { return this.text; }
  toJSON() { return this.text; }
}
class Diagnostic {
  constructor(range, message, severity) { Object.assign(this, { range, message, severity }); }
}
class TextEdit {
  constructor(range, newText) { Object.assign(this, { range, newText }); }
}
class WorkspaceEdit {
  constructor() { this.all = []; }
  set(uri, edits) { this.all.push([uri, edits]); }
}
class CodeActionKind {
  constructor(value) { this.value = value; }
  append(part) { return new CodeActionKind(this.value ? `${this.value}.${part}` : part); }
}
CodeActionKind.Empty = new CodeActionKind("");

const state = { shown: new Map(), commands: new Map(), messages: [], answers: [], edits: [], settings: {}, documents: [], folders: [] };
const changed = new EventEmitter();
const events = {};
const event = (name) => (events[name] ??= new EventEmitter()).event;

/** An object that gives an event for `on…`, and for all else a function that registers nothing. */
function rest(known) {
  return new Proxy(known, {
    get(target, name) {
      if (name in target || typeof name !== "string") return target[name];
      if (/^on(Did|Will)/.test(name)) return event(name);
      return (...args) => { void args; return new Disposable(); };
    },
  });
}

const module_ = {
  Disposable, EventEmitter, CancellationTokenSource, CancellationError, Position, Range, Uri, Diagnostic, TextEdit,
  WorkspaceEdit, CodeActionKind,
  version: "1.99.0",
  DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
  DiagnosticTag: { Unnecessary: 1, Deprecated: 2 },
  ProgressLocation: { SourceControl: 1, Window: 10, Notification: 15 },
  StatusBarAlignment: { Left: 1, Right: 2 },
  TextDocumentSaveReason: { Manual: 1, AfterDelay: 2, FocusOut: 3 },
  TextDocumentChangeReason: { Undo: 1, Redo: 2 },
  FileType: { Unknown: 0, File: 1, Directory: 2 },
  env: { language: "en", appName: "mock", appHost: "desktop", machineId: "", isTelemetryEnabled: false },
  extensions: rest({ all: [], getExtension: () => undefined }),
  languages: rest({
    match: (selector, document) =>
      selector.some((one) => one.language === document.languageId && (!one.scheme || one.scheme === document.uri.scheme)) ? 10 : 0,
    createDiagnosticCollection: () => ({
      set(uri, found) { state.shown.set(uri.toString(), found); changed.fire(); },
      get: (uri) => state.shown.get(uri.toString()),
      has: (uri) => state.shown.has(uri.toString()),
      delete(uri) { state.shown.delete(uri.toString()); changed.fire(); },
      forEach() {}, clear() { state.shown.clear(); }, dispose() {},
    }),
  }),
  commands: rest({
    registerCommand(name, run) { state.commands.set(name, run); return new Disposable(() => state.commands.delete(name)); },
    executeCommand: (name, ...args) => state.commands.get(name)(...args),
  }),
  window: rest({
    get activeTextEditor() { return state.editor; },
    get visibleTextEditors() { return []; },
    tabGroups: rest({ all: [] }),
    createOutputChannel: () => rest({ name: "litlint", append() {}, appendLine() {}, show() {}, clear() {}, dispose() {} }),
    withProgress: (options, work) => work({ report() {} }, new CancellationTokenSource().token),
    showInputBox: async () => state.answers.shift(),
    showErrorMessage: async (text) => { state.messages.push(text); changed.fire(); },
    showWarningMessage: async (text) => { state.messages.push(text); changed.fire(); },
    showInformationMessage: async (text) => { state.messages.push(text); changed.fire(); },
  }),
  workspace: rest({
    get textDocuments() { return state.documents; },
    get workspaceFolders() { return state.folders; },
    notebookDocuments: [],
    isTrusted: true,
    getConfiguration: (section) => ({
      get: (key, otherwise) => state.settings[`${section}.${key}`] ?? otherwise,
      has: () => false, inspect: () => undefined,
    }),
    getWorkspaceFolder: () => state.folders[0],
    createFileSystemWatcher: () => ({ onDidCreate: event("create"), onDidChange: event("change"), onDidDelete: event("delete"), dispose() {} }),
    asRelativePath: (path) => String(path),
    applyEdit: async (edit) => { state.edits.push(edit); changed.fire(); return true; },
    fs: rest({}),
  }),
};

/** Wait until something is so; whatever happens in the editor is looked at. */
async function until(happens) {
  for (;;) {
    const found = happens();
    if (found) return found;
    await new Promise((resolve) => { const once = changed.event(() => { once.dispose(); resolve(); }); });
  }
}

// Classes and enumerations that the client only names, or extends.
module.exports = new Proxy(module_, {
  get(target, name) {
    if (name === "mock") return { state, events, event, until };
    if (name in target || typeof name !== "string") return target[name];
    return (target[name] = /^[A-Z]/.test(name) ? class { constructor(...args) { this.args = args; } } : rest({}));
  },
});
