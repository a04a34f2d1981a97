// Reads the JSON of `pulumi preview --json`. Compares the inputs of each resource itself: providers need not report a detailed diff, and
// the engine's reasons name top-level properties only.
const { readFileSync } = require("node:fs");

/** What the CLI writes in place of a secret value. */
const MASK = "[secret]";
const UNCHANGED = new Set(["same", "refresh", "read", "read-replacement"]);

/**
 * @typedef {{ path: string, before: unknown, after: unknown }} Property
 * @typedef {{ urn: string, type: string, name: string, op: string, properties: Property[], masked: string[], dependencies: string[] }} Change
 * @typedef {{ changes: Change[], errors: string[] }} Plan
 */

/** Reads a preview from a file. Returns undefined if it contains none, because the CLI failed before it wrote one. */
function readPlan(file) {
  const text = readFileSync(file, "utf8");
  // With --expect-no-changes the CLI writes its error after the document.
  const document = parse(text) ?? parse(text.slice(0, text.lastIndexOf("\n}") + 2));
  return Array.isArray(document?.steps) ? planOf(document) : undefined;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @returns {Plan} */
function planOf({ steps, diagnostics }) {
  const errors = (diagnostics ?? []).filter(({ severity }) => severity === "error").map(({ message }) => String(message).trim());
  return { changes: steps.filter(({ op }) => !UNCHANGED.has(op)).map(changeOf), errors };
}

function changeOf({ op, urn, oldState, newState }) {
  const parts = urn.split("::");
  const inputs = newState?.inputs ?? {};
  return {
    op,
    urn,
    type: (parts[2] ?? "").split("$").at(-1),
    name: parts.slice(3).join("::"),
    properties: newState === undefined ? [] : differences(oldState?.inputs ?? {}, inputs, ""),
    masked: maskedPaths(inputs, ""),
    dependencies: newState?.dependencies ?? [],
  };
}

function differences(before, after, path) {
  if (!isObject(before) || !isObject(after)) return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => differences(before[key], after[key], joined(path, key)));
}

function maskedPaths(value, path) {
  if (value === MASK) return [path];
  return isObject(value) ? Object.entries(value).flatMap(([key, member]) => maskedPaths(member, joined(path, key))) : [];
}

const isObject = (value) => typeof value === "object" && value !== null;

function joined(path, key) {
  const member = /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
  if (path === "") return member;
  return member === key && !/^\d+$/.test(key) ? `${path}.${key}` : `${path}[${member}]`;
}

module.exports = { readPlan };
