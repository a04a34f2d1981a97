// Keeps one issue open as long as there is something to report. Usage: node .github/scripts/issue.js LABEL TITLE FILE
// An empty file closes the issue.
const { readFileSync } = require("node:fs");
const { list, request } = require("./github");

const AUTHOR = "github-actions[bot]";

async function main([label, title, file]) {
  const body = readFileSync(file, "utf8");
  const open = (await list(`issues?state=open&labels=${encodeURIComponent(label)}`)).find(
    (issue) => issue.title === title && issue.user?.login === AUTHOR && issue.pull_request === undefined,
  );
  if (body.trim() === "") {
    if (open === undefined) return;
    await request("POST", `issues/${open.number}/comments`, { body: "The last run found nothing to report." });
    await request("PATCH", `issues/${open.number}`, { state: "closed", state_reason: "completed" });
  } else if (open === undefined) {
    await request("POST", "issues", { title, body, labels: [label] });
  } else if (open.body !== body) {
    await request("PATCH", `issues/${open.number}`, { body });
  }
}

if (require.main === module) main(process.argv.slice(2));
