// Writes the previews of a pull request into one comment, which each run replaces. Usage: node .github/scripts/comment.js STACK…
// Runs with the code of the default branch for a run of the workflow Preview, whose report is text of the pull request's author.
const { download, entry } = require("./artifact");
const { event, list, pullRequestOf, repository, request } = require("./github");

const ARTIFACT = "preview-report";
const MARKER = "<!-- offline preview -->";
const AUTHOR = "github-actions[bot]";
/** GitHub accepts 65536 characters; the rest is for the text around the reports. */
const MAX_CHARACTERS = 60_000;

/** Removes what acts outside the comment or deceives its reader: mentions, images, comments, invisible and reordering characters. */
function disarm(text) {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => (/[\n\t]/.test(character) ? character : ""))
    .replace(/@(?=[A-Za-z0-9])/g, "@\u200b")
    .replace(/!\[/g, "!\u200b[")
    .replace(/<(?=!--|img|picture|video|source|svg)/gi, "&lt;");
}

/** Cuts a report at the end of a line, and closes the code block and the section that it cuts. */
function shorten(text, max) {
  if (text.length <= max) return text;
  const lines = text.slice(0, text.lastIndexOf("\n", max) + 1).split("\n");
  let fence = "";
  for (const line of lines) {
    const [, found = ""] = /^\s*(`{3,})/.exec(line) ?? [];
    if (fence === "") fence = found;
    else if (found.length >= fence.length) fence = "";
  }
  const cut = lines.join("\n");
  const open = (cut.match(/<details/gi) ?? []).length - (cut.match(/<\/details>/gi) ?? []).length;
  return [
    `_Shortened: the artifact \`${ARTIFACT}\` of the run has the whole report._`,
    "",
    cut + fence,
    "</details>".repeat(Math.max(0, open)),
  ].join("\n");
}

/** Returns the text of the comment. */
function commentBody(run, reports) {
  const fork = run.head_repository.full_name !== repository();
  const origin = fork ? "The code of a fork wrote what follows; look at its changes before you rely on it." : "";
  const head = `${MARKER}\n_Offline preview of ${run.head_sha.slice(0, 12)}, [run](${run.html_url})._ ${origin}`.trimEnd();
  const max = Math.floor(MAX_CHARACTERS / reports.length);
  return [head, ...reports.map(([stack, text]) => `## ${stack}\n\n${shorten(disarm(text), max)}`)].join("\n\n");
}

async function main(stacks) {
  const { workflow_run: run } = event();
  const pull = run.event === "pull_request" ? await pullRequestOf(run) : undefined;
  if (pull === undefined) return console.log("No single open pull request has this commit as its head.");
  const archive = await download(run.id, ARTIFACT);
  if (archive === undefined) return console.log("The run has no report.");
  const reports = stacks.map((stack) => [stack, entry(archive, `${stack}.md`)]).filter(([, text]) => text !== undefined);
  if (reports.length === 0) return console.log("The report contains no stack.");
  const body = commentBody(run, reports);
  const earlier = (await list(`issues/${pull.number}/comments`)).find(
    (comment) => comment.user?.login === AUTHOR && comment.body.startsWith(MARKER),
  );
  if (earlier === undefined) await request("POST", `issues/${pull.number}/comments`, { body });
  else await request("PATCH", `issues/comments/${earlier.id}`, { body });
}

if (require.main === module) main(process.argv.slice(2));

module.exports = { commentBody, disarm, shorten };
