// What an update would change, for the person who approves it, and whether it is still the same when it runs.
// Usage: node .ci/pipelines/changes.js show PREVIEW.json             prints Markdown; exits with 1 if the preview failed
//        node .ci/pipelines/changes.js compare APPROVED.json NOW.json  exits with 1 if the changes differ
const { readPlan } = require("./plan");
const { block, code } = require("./text");

/** Properties listed for each resource; the artifact has the rest. */
const MAX_PROPERTIES = 12;
const ORDER = ["delete", "replace", "create", "update"];

/** Returns the changes as Markdown, deletions and replacements first. */
function markdown({ changes, errors }) {
  const failed = errors.length === 0 ? [] : ["The preview failed:", "", block(errors.join("\n")), ""];
  if (changes.length === 0) return [...failed, "No changes.", ""].join("\n");
  const ops = [...new Set(changes.map(({ op }) => op))].sort();
  const counts = ops.map((op) => `${changes.filter((change) => change.op === op).length} ${op}`);
  const rank = ({ op }) => (ORDER.indexOf(op) + ORDER.length + 1) % (ORDER.length + 1);
  const sorted = changes.toSorted((one, other) => rank(one) - rank(other) || (one.urn < other.urn ? -1 : 1));
  return [...failed, `${counts.join(", ")}:`, "", "| | Resource | Properties |", "| --- | --- | --- |", ...sorted.map(row), ""].join("\n");
}

function row({ op, name, type, properties, masked }) {
  // Every property of a new resource is new.
  const shown = (op === "create" ? [] : properties)
    .slice(0, MAX_PROPERTIES)
    .map(({ path, before, after }) => `${code(path)}: ${code(before)} → ${code(after)}`);
  const more = op !== "create" && properties.length > shown.length ? [`and ${properties.length - shown.length} more`] : [];
  const hidden =
    op === "update" && properties.length === 0 ? [`a secret value (${masked.map((path) => code(path)).join(", ") || "not shown"})`] : [];
  return `| ${op} | ${code(name)} ${code(type)} | ${[...shown, ...more, ...hidden].join("<br>")} |`;
}

/** Returns the changes that only one of two previews has, in either direction. */
function deviations(approved, now) {
  const keys = (plan) => new Map(plan.changes.map((change) => [JSON.stringify([change.urn, change.op, change.properties]), change]));
  const [before, after] = [keys(approved), keys(now)];
  const only = (one, other, word) => [...one].filter(([key]) => !other.has(key)).map(([, { op, name }]) => `${word}: ${op} ${name}`);
  return [...only(after, before, "not approved"), ...only(before, after, "approved, and no longer planned")];
}

function show([file]) {
  const plan = readPlan(file);
  console.log(plan === undefined ? "The preview failed before it could list changes; its log says why." : markdown(plan));
  return plan === undefined || plan.errors.length > 0 ? 1 : 0;
}

function compare(files) {
  const [approved, now] = files.map((file) => readPlan(file));
  if (approved === undefined || now === undefined) {
    console.error("A preview is missing; nothing is deployed.");
    return 1;
  }
  const found = deviations(approved, now);
  console.log(
    found.length === 0 ? "The changes are those that were approved." : ["The changes differ; approve them again.", ...found].join("\n  "),
  );
  return found.length === 0 ? 0 : 1;
}

if (require.main === module) {
  const [command, ...files] = process.argv.slice(2);
  const run = { show, compare }[command];
  if (run === undefined) throw new Error("expected show or compare");
  process.exitCode = run(files);
}

module.exports = { deviations, markdown };
