// Uploads the SARIF files of a run to code scanning. Usage: node .github/scripts/codeScanning.js STACK…
// Runs with the code of the default branch. The files are text of the pull request's author: they are attached to its own commit, under
// the name of this tool and stack only, so that they cannot replace the results of another tool.
const { gzipSync } = require("node:zlib");
const { download, entry } = require("./artifact");
const { event, pullRequestOf, repository, send } = require("./github");

const ARTIFACT = "preview-report";
const TOOL = "hardened-aks";
/** Limits of code scanning: results of one run, and bytes of the compressed file. */
const MAX_RESULTS = 25_000;
const MAX_BYTES = 10 * 1024 * 1024;

/** Returns the SARIF file with one run, of this tool and stack. @throws Error if it is not SARIF 2.1.0 with one run */
function ownRun(stack, text) {
  const { version, $schema, runs } = JSON.parse(text);
  const [run] = Array.isArray(runs) ? runs : [];
  if (version !== "2.1.0" || runs.length !== 1 || typeof run?.tool?.driver !== "object" || !Array.isArray(run.results)) {
    throw new Error(`${stack}.sarif is not SARIF 2.1.0 with one run.`);
  }
  if (run.results.length > MAX_RESULTS) throw new Error(`${stack}.sarif has more than ${MAX_RESULTS} results.`);
  const { driver } = run.tool;
  return {
    version,
    $schema,
    runs: [{ ...run, tool: { driver: { ...driver, name: TOOL } }, automationDetails: { id: `preview/${stack}/` } }],
  };
}

/** Returns the git reference that the results belong to, or undefined if the run is neither of a pull request nor of the default branch. */
async function referenceOf({ workflow_run: run, repository: { default_branch: branch } }) {
  if (run.event === "pull_request") {
    const pull = await pullRequestOf(run);
    return pull === undefined ? undefined : `refs/pull/${pull.number}/head`;
  }
  const own = run.event === "push" && run.head_branch === branch && run.head_repository.full_name === repository();
  return own ? `refs/heads/${branch}` : undefined;
}

async function main(stacks) {
  const payload = event();
  const { workflow_run: run } = payload;
  const ref = await referenceOf(payload);
  const archive = ref === undefined ? undefined : await download(run.id, ARTIFACT);
  if (archive === undefined) return console.log("There is nothing to upload.");
  for (const stack of stacks) {
    const text = entry(archive, `${stack}.sarif`);
    if (text === undefined) continue;
    const sarif = gzipSync(JSON.stringify(ownRun(stack, text)));
    if (sarif.length > MAX_BYTES) throw new Error(`${stack}.sarif has more than ${MAX_BYTES} bytes.`);
    const { status, data } = await send("POST", "code-scanning/sarifs", { commit_sha: run.head_sha, ref, sarif: sarif.toString("base64") });
    // Code scanning is an option of the repository.
    if (status === 403 || status === 404) return console.log(`::notice::Code scanning does not accept results: ${data?.message}`);
    if (status >= 400) throw new Error(`${stack}.sarif: ${status} ${data?.message}`);
  }
}

if (require.main === module) main(process.argv.slice(2));

module.exports = { ownRun };
