// Keeps the branch of the month's updates up to date with the default branch, and opens the pull request that merges it. Usage:
// node .github/scripts/componentUpdates.js BRANCH
const { event, list, repository, request, send } = require("./github");

const BODY = `The updates that Dependabot and Renovate collected in this branch.

Checks do not start for a pull request that a workflow opened: close and reopen it. Read the release notes of what the engine tests and the
cluster tests cannot cover, and deploy \`dev\` first.`;

async function main([branch]) {
  const { default_branch: main } = event().repository;
  const base = await request("GET", `git/ref/heads/${main}`);
  const found = await send("GET", `git/ref/heads/${branch}`);
  if (found.status === 404) {
    await request("POST", "git/refs", { ref: `refs/heads/${branch}`, sha: base.object.sha });
    return;
  }
  const message = `Merge ${main} into ${branch}`;
  const merged = await send("POST", "merges", { base: branch, head: main, commit_message: message });
  if (merged.status >= 400) throw new Error(`${main} cannot be merged into ${branch}: ${merged.status}; resolve the conflict by hand.`);
  const { ahead_by: ahead, files } = await request("GET", `compare/${main}...${branch}`);
  if (ahead === 0 || files.length === 0) return;
  const [owner] = repository().split("/");
  const open = await list(`pulls?${new URLSearchParams({ state: "open", base: main, head: `${owner}:${branch}` })}`);
  if (open.length === 0) await request("POST", "pulls", { title: "Monthly updates", head: branch, base: main, body: BODY });
}

if (require.main === module) main(process.argv.slice(2));
