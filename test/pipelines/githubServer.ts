import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../support/sources";

export const REPOSITORY = "contoso/platform";
export const SHA = "0123456789abcdef0123456789abcdef01234567";
export const BOT = { login: "github-actions[bot]" };

/** What the simulated GitHub returns, by the start of the request's path below the repository. */
export type Answers = Readonly<Record<string, unknown>>;

export interface Outcome {
  readonly status: number;
  readonly said: string;
  /** Requests that change something: method, path below the repository, body. */
  readonly changes: readonly { readonly request: string; readonly body: Readonly<Record<string, unknown>> }[];
}

/** A run of the workflow Preview, as the event names it. */
export const runOf = (repository = REPOSITORY, event = "pull_request") => ({
  id: 7,
  event,
  head_sha: SHA,
  head_branch: event === "push" ? "main" : "feature",
  head_repository: { id: repository === REPOSITORY ? 1 : 2, full_name: repository, owner: { login: repository.split("/")[0] } },
  html_url: `https://github.com/${REPOSITORY}/actions/runs/7`,
});

/** An open pull request whose head is the run's. */
export const pullOf = (run: ReturnType<typeof runOf>, number = 42) => ({
  number,
  head: { sha: run.head_sha, repo: run.head_repository },
  base: { repo: { full_name: REPOSITORY } },
});

/** A zip archive with the files. */
export function archiveOf(contents: Readonly<Record<string, string>>): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "archive-"));
  try {
    for (const [name, text] of Object.entries(contents)) writeFileSync(join(folder, name), text);
    execFileSync("zip", ["-q", "archive.zip", ...Object.keys(contents)], { cwd: folder });
    return execFileSync("cat", [join(folder, "archive.zip")], { maxBuffer: 64 * 1024 * 1024 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The first answer whose key is the start of the request: a number is a status, a Buffer the body itself, anything else JSON. */
function answerTo(request: string, answers: Answers): { readonly status: number; readonly body: string | Buffer } {
  const [, answer] = Object.entries(answers).find(([start]) => request.startsWith(start)) ?? [];
  if (Buffer.isBuffer(answer)) return { status: 200, body: answer };
  if (typeof answer === "number") return { status: answer, body: "{}" };
  return { status: 200, body: JSON.stringify(answer ?? (request.startsWith("GET") ? [] : {})) };
}

/** Runs a script of .github/scripts against a simulated GitHub. A member that is a Buffer is the archive of the run's artifact. */
export async function runScript(script: string, args: readonly string[], event: unknown, answers: Answers): Promise<Outcome> {
  const changes: { request: string; body: Readonly<Record<string, unknown>> }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = (request.url ?? "").replace(`/repos/${REPOSITORY}/`, "");
      if (request.method !== "GET")
        changes.push({ request: `${request.method} ${path}`, body: JSON.parse(Buffer.concat(chunks).toString()) });
      const { status, body } = answerTo(`${request.method} ${path}`, answers);
      response.statusCode = status;
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const folder = mkdtempSync(join(tmpdir(), "event-"));
  try {
    writeFileSync(join(folder, "event.json"), JSON.stringify(event));
    const env = { PATH: process.env.PATH, GITHUB_API_URL: url, GITHUB_REPOSITORY: REPOSITORY, GITHUB_TOKEN: "token" };
    const options = { env: { ...env, GITHUB_EVENT_PATH: join(folder, "event.json") }, cwd: folder };
    return await new Promise<Outcome>((resolve) => {
      execFile(process.execPath, [join(ROOT, ".github/scripts", script), ...args], options, (error, stdout, stderr) =>
        resolve({ status: Number(error?.code ?? 0), said: stdout + stderr, changes }),
      );
    });
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
}

/** Answers for a run with an artifact. */
export function artifact(archive: Buffer, size = archive.length): Answers {
  const found = { id: 1, name: "preview-report", expired: false, size_in_bytes: size };
  return { "GET actions/runs/7/artifacts": { artifacts: [found] }, "GET actions/artifacts/1/zip": archive };
}
