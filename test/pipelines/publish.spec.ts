import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type Answers, archiveOf, artifact, BOT, pullOf, REPOSITORY, runOf, runScript, SHA } from "./githubServer";

const FORK = "fabrikam/platform";
const SARIF = {
  version: "2.1.0",
  runs: [{ tool: { driver: { name: "CodeQL" }, extensions: [{}] }, automationDetails: { id: "x" }, results: [] }],
};

const publish = (script: string, run: ReturnType<typeof runOf>, answers: Answers) => {
  const event = { workflow_run: run, repository: { full_name: REPOSITORY, default_branch: "main" } };
  return runScript(script, ["dev", "prod"], event, { "GET pulls": [pullOf(run)], ...answers });
};
const comment = (run: ReturnType<typeof runOf>, reports: Readonly<Record<string, string>>, answers: Answers = {}) =>
  publish("comment.js", run, { ...artifact(archiveOf(reports)), ...answers });
const textOf = ({ changes: [change] }: Awaited<ReturnType<typeof runScript>>) => String(change?.body.body);

describe(".github/scripts/comment.js", function () {
  this.timeout(60_000);

  it("creates the comment, with a section for each stack", async () => {
    const outcome = await comment(runOf(), { "dev.md": "+ one", "prod.md": "nothing" });
    assert.deepEqual([outcome.status, outcome.changes.map(({ request }) => request)], [0, ["POST issues/42/comments"]], outcome.said);
    assert.match(textOf(outcome), /## dev\n\n\+ one\n\n## prod\n\nnothing/);
    assert.doesNotMatch(textOf(outcome), /fork/);
  });

  it("replaces its own comment only", async () => {
    const marked = "<!-- offline preview -->\nold";
    const comments = [
      { id: 1, user: { login: "someone" }, body: marked },
      { id: 2, user: BOT, body: "another" },
      { id: 3, user: BOT, body: marked },
    ];
    const outcome = await comment(runOf(), { "dev.md": "new" }, { "GET issues/42/comments": comments });
    assert.deepEqual(
      outcome.changes.map(({ request }) => request),
      ["PATCH issues/comments/3"],
    );
  });

  it("says that a fork wrote the report, and takes nothing but text from it", async () => {
    const report = "@contoso/owners ![approved](x) <img src=x> <!-- offline preview --> \u202etext\u0000\n`12`";
    const outcome = await comment(runOf(FORK), { "dev.md": report, "number.txt": "1" });
    assert.equal(outcome.changes[0]?.request, "POST issues/42/comments");
    assert.match(textOf(outcome), /The code of a fork wrote what follows/);
    assert.match(textOf(outcome), /@\u200bcontoso\/owners !\u200b\[approved\]\(x\) &lt;img src=x> &lt;!-- offline preview --> text\n`12`$/);
  });

  it("finds the pull request by repository, branch and commit, and does nothing without exactly one", async () => {
    const run = runOf(FORK);
    const moved = { ...pullOf(run), head: { sha: "f".repeat(40), repo: run.head_repository } };
    const other = { ...pullOf(run), head: { sha: SHA, repo: { id: 9 } } };
    const gone = { ...pullOf(run), head: { sha: SHA, repo: null } };
    for (const pulls of [[], [moved], [other], [gone], [pullOf(run, 1), pullOf(run, 2)]]) {
      const outcome = await comment(run, { "dev.md": "x" }, { "GET pulls": pulls });
      assert.deepEqual([outcome.status, outcome.changes], [0, []]);
    }
    const answers = { "GET pulls?state=open&head=fabrikam%3Afeature&per_page=100&page=1": [pullOf(run)] };
    const event = { workflow_run: run, repository: { full_name: REPOSITORY, default_branch: "main" } };
    const found = await runScript("comment.js", ["dev"], event, { ...artifact(archiveOf({ "dev.md": "x" })), ...answers });
    assert.equal(found.changes.length, 1);
  });

  it("shortens a report that GitHub would not accept, and closes what it cuts", async () => {
    const outcome = await comment(runOf(), { "dev.md": `<details>\n\n\`\`\`\n${"line\n".repeat(40_000)}`, "prod.md": "short" });
    assert.ok(textOf(outcome).length < 65_536);
    assert.match(textOf(outcome), /_Shortened[\s\S]*line\n```\n<\/details>\n\n## prod\n\nshort$/);
  });

  it("refuses an archive or a file that is too large, before it comments", async () => {
    const archive = archiveOf({ "dev.md": "x".repeat(11 * 1024 * 1024) });
    const bomb = await publish("comment.js", runOf(), artifact(archive));
    const large = await publish("comment.js", runOf(), artifact(archive, 6 * 1024 * 1024));
    for (const outcome of [bomb, large]) assert.deepEqual([outcome.status, outcome.changes], [1, []]);
    assert.match(bomb.said, /dev.md of the artifact cannot be read, or has more than/);
  });

  it("does nothing for a run without report", async () => {
    const outcome = await publish("comment.js", runOf(), { "GET actions/runs/7/artifacts": { artifacts: [] } });
    assert.deepEqual([outcome.status, outcome.changes], [0, []], outcome.said);
    assert.deepEqual((await comment(runOf(), { "other.md": "x" })).changes, []);
  });
});

describe(".github/scripts/codeScanning.js", function () {
  this.timeout(60_000);
  const upload = (run: ReturnType<typeof runOf>, reports: Readonly<Record<string, unknown>>, answers: Answers = {}) => {
    const texts = Object.fromEntries(Object.entries(reports).map(([name, value]) => [name, JSON.stringify(value)]));
    return publish("codeScanning.js", run, { ...artifact(archiveOf(texts)), ...answers });
  };

  it("uploads each stack for the pull request's commit, under its own name", async () => {
    const { status, changes, said } = await upload(runOf(FORK), { "dev.sarif": SARIF, "prod.sarif": SARIF });
    assert.deepEqual([status, changes.length], [0, 2], said);
    const [{ body, request } = { body: {}, request: "" }] = changes;
    assert.deepEqual([request, body.commit_sha, body.ref], ["POST code-scanning/sarifs", SHA, "refs/pull/42/head"]);
    const [run] = JSON.parse(gunzipSync(Buffer.from(String(body.sarif), "base64")).toString()).runs;
    assert.deepEqual(run, { tool: { driver: { name: "hardened-aks" } }, automationDetails: { id: "preview/dev/" }, results: [] });
  });

  it("uploads for the default branch after a push to it, and for no other branch", async () => {
    const main = await upload(runOf(REPOSITORY, "push"), { "dev.sarif": SARIF });
    assert.equal(main.changes[0]?.body.ref, "refs/heads/main");
    const others = [{ ...runOf(REPOSITORY, "push"), head_branch: "other" }, runOf(FORK, "push"), runOf(REPOSITORY, "schedule")];
    for (const run of others) assert.deepEqual((await upload(run, { "dev.sarif": SARIF })).changes, []);
  });

  it("refuses what is not SARIF with one run", async () => {
    const wrong = [{}, { ...SARIF, version: "2.0" }, { ...SARIF, runs: [...SARIF.runs, ...SARIF.runs] }, { ...SARIF, runs: [{}] }, []];
    for (const report of wrong) {
      const outcome = await upload(runOf(), { "dev.sarif": report });
      assert.deepEqual([outcome.status, outcome.changes], [1, []]);
    }
  });

  it("accepts that code scanning is off", async () => {
    const outcome = await upload(runOf(), { "dev.sarif": SARIF }, { "POST code-scanning/sarifs": 403 });
    assert.equal(outcome.status, 0);
    assert.match(outcome.said, /::notice::/);
    assert.equal((await upload(runOf(), { "dev.sarif": SARIF }, { "POST code-scanning/sarifs": 500 })).status, 1);
  });
});

describe(".github/scripts/issue.js", function () {
  this.timeout(60_000);
  const report = async (body: string, issues: readonly object[]) => {
    const folder = mkdtempSync(join(tmpdir(), "issue-"));
    try {
      writeFileSync(join(folder, "body.md"), body);
      return (await runScript("issue.js", ["drift", "Drift of prod", join(folder, "body.md")], {}, { "GET issues?": issues })).changes;
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  const open = { number: 5, title: "Drift of prod", user: BOT, body: "old" };

  it("opens an issue, updates its own, and closes it", async () => {
    assert.deepEqual(
      await report("new", [
        { ...open, title: "Other" },
        { ...open, user: { login: "someone" } },
      ]),
      [{ request: "POST issues", body: { title: "Drift of prod", body: "new", labels: ["drift"] } }],
    );
    assert.deepEqual(await report("new", [open]), [{ request: "PATCH issues/5", body: { body: "new" } }]);
    assert.deepEqual(
      (await report("", [open])).map(({ request }) => request),
      ["POST issues/5/comments", "PATCH issues/5"],
    );
  });

  it("does nothing where nothing has changed", async () => {
    assert.deepEqual(await report("old", [open]), []);
    assert.deepEqual(await report("", []), []);
  });
});
