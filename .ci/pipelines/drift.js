// The text of the issue about drift. Usage: node .ci/pipelines/drift.js STACK PREVIEW.json
// Prints nothing if nothing differs, or only a rotation is due. Names resources and properties, never values: an issue has more readers
// than a deployment's log.
const { readPlan } = require("./plan");
const { checkRotation } = require("./rotation");
const { code } = require("./text");

/** Resources listed; GitHub accepts at most 65536 characters. */
const MAX_RESOURCES = 100;

/** Returns the text of the issue, or undefined if there is nothing to report. */
function issueBody(stack, plan) {
  const command = `pulumi preview --refresh --diff --policy-pack policy-pack --stack ${stack}`;
  const look = `${code(command)} shows the values ([drift](../blob/HEAD/docs/operations.md#drift)).`;
  if (plan === undefined || plan.errors.length > 0) {
    return `The preview of ${code(stack)} failed, so nobody knows whether the environment differs from the program. The log of the run says why.\n\n${look}\n`;
  }
  const { changes } = plan;
  if (changes.length === 0 || checkRotation(plan).refused.length === 0) return undefined;
  const rows = changes.slice(0, MAX_RESOURCES).map(({ op, name, type, properties }) => {
    const paths = properties.slice(0, 12).map(({ path }) => code(path));
    return `| ${op} | ${code(name)} | ${code(type)} | ${paths.join(", ")} |`;
  });
  const more = changes.length > rows.length ? [`and ${changes.length - rows.length} more.`, ""] : [];
  const first = `${code(stack)} differs from the program. The next deployment changes ${changes.length} resources:`;
  return [first, "", "| | Resource | Type | Properties |", "| --- | --- | --- | --- |", ...rows, "", ...more, look, ""].join("\n");
}

if (require.main === module) {
  const [stack, file] = process.argv.slice(2);
  process.stdout.write(issueBody(stack, readPlan(file)) ?? "");
}

module.exports = { issueBody };
