// Accepts a preview only if nothing but generated secrets change: the values, where they are stored, and the pods that read them.
// Usage: node .ci/pipelines/rotation.js PREVIEW.json TARGETS.txt
// Writes the URNs to update, one a line; an empty file if no rotation is due. Exits with 1 if anything else would change.
const { writeFileSync } = require("node:fs");
const { readPlan } = require("./plan");

const PASSWORD = "random:index/randomPassword:RandomPassword";

/**
 * The changes of a rotation by resource type: operations and properties. `secret` is the property that holds the value; the preview masks
 * it before and after, so that only the dependency on a replaced password tells a rotation from another change of the value.
 */
const ROTATION = {
  [PASSWORD]: { ops: ["replace", "create-replacement", "delete-replaced"], properties: /^keepers\.(period|generation)$/ },
  "azure-native:keyvault:Secret": { ops: ["update"], properties: /^properties\.attributes\.expires$/, secret: "properties.value" },
  "azure-native:dbforpostgresql:Server": { ops: ["update"], properties: /^$/, secret: "administratorLoginPassword" },
  "kubernetes:apps/v1:Deployment": {
    ops: ["update"],
    properties: /^spec\.template\.metadata\.annotations\["hardened-aks\/secrets-revision"\]$/,
  },
};

/** Returns the URNs that a rotation changes, and every change that is not part of one. */
function checkRotation({ changes }) {
  const replaced = new Set(changes.filter(({ type }) => type === PASSWORD).map(({ urn }) => urn));
  const refused = changes.flatMap((change) => {
    const reason = objection(change, replaced);
    return reason === undefined ? [] : [`${change.op} ${change.name} (${change.type}): ${reason}`];
  });
  return { targets: [...new Set(changes.map(({ urn }) => urn))], refused };
}

function objection({ type, op, properties, masked, dependencies }, replaced) {
  const rule = ROTATION[type];
  if (rule === undefined) return "no resource type of a rotation";
  if (!rule.ops.includes(op)) return "no operation of a rotation";
  const others = properties.filter(({ path }) => !rule.properties.test(path)).map(({ path }) => path);
  if (others.length > 0) return `a rotation does not change ${others.join(", ")}`;
  if (rule.secret === undefined) return properties.length > 0 || op === "delete-replaced" ? undefined : "no visible change";
  if (!masked.includes(rule.secret)) return `${rule.secret} is not a secret value`;
  return dependencies.some((urn) => replaced.has(urn)) ? undefined : "its value does not come from a generated secret that rotates";
}

function main([previewFile, targetsFile]) {
  const plan = readPlan(previewFile);
  if (plan === undefined || plan.errors.length > 0) {
    console.error(["The preview failed; nothing is rotated.", ...(plan?.errors ?? [])].join("\n"));
    return 1;
  }
  const { targets, refused } = checkRotation(plan);
  if (refused.length > 0) {
    console.error(["More than a rotation would change; nothing is rotated. Deploy the rest first.", ...refused].join("\n  "));
    return 1;
  }
  writeFileSync(targetsFile, targets.map((urn) => `${urn}\n`).join(""));
  console.log(targets.length === 0 ? "No rotation is due." : ["A rotation is due:", ...plan.changes.map(({ name }) => name)].join("\n  "));
  return 0;
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));

module.exports = { checkRotation };
