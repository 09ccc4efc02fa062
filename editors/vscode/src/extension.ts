// Starts `litlint server` and shows what it says; all knowledge of lists is in the server.
import * as vscode from "vscode";
import { LanguageClient, LanguageClientOptions, ServerOptions, TransportKind } from "vscode-languageclient/node";

const LANGUAGES = ["markdown", "bibtex", "quarto", "rmd", "mdx"];

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("litlint.askReason", allowWithReason),
    vscode.commands.registerCommand("litlint.addPaperHere", () => callAtCursor("litlint.addPaper")),
    vscode.commands.registerCommand("litlint.refreshFactsHere", () => callAtCursor("litlint.refreshFacts")),
    vscode.commands.registerCommand("litlint.restart", restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("litlint.command")) {
        return restart();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
  client = undefined;
}

async function start(): Promise<void> {
  const [command, ...args] = vscode.workspace.getConfiguration("litlint").get<string[]>("command", ["litlint", "server"]);
  const server: ServerOptions = { command, args, transport: TransportKind.stdio };
  const options: LanguageClientOptions = {
    documentSelector: LANGUAGES.flatMap((language) => ["file", "untitled"].map((scheme) => ({ scheme, language }))),
    initializationOptions: { asksReasons: true },
    outputChannelName: "litlint",
    // Text of lists and registries is never trusted: no command and no HTML in it does anything.
    markdown: { isTrusted: false, supportHtml: false },
  };
  client = new LanguageClient("litlint", "litlint", server, options);
  try {
    await client.start();
  } catch {
    client = undefined;
    await vscode.window.showErrorMessage(
      `litlint: "${command}" does not start. Install it by: pip install "litlint[lsp]", or set litlint.command.`,
    );
  }
}

async function restart(): Promise<void> {
  await deactivate();
  await start();
}

// A finding is allowed with the reason why, which only its author knows.
async function allowWithReason(uri: string, line: number, rule: string): Promise<void> {
  const reason = await vscode.window.showInputBox({
    prompt: `Why is this right, though ${rule} finds it?`,
    validateInput: (text) => (text.trim() ? undefined : "A few words, for those who read the list later."),
  });
  if (reason?.trim()) {
    await call("litlint.allow", uri, line, rule, reason.trim());
  }
}

async function callAtCursor(command: string): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor) {
    const { line, character } = editor.selection.active;
    await call(command, editor.document.uri.toString(), { line, character });
  }
}

async function call(command: string, ...args: unknown[]): Promise<void> {
  await client?.sendRequest("workspace/executeCommand", { command, arguments: args });
}
