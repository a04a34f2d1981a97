import { catalogue } from "../policy-pack/rules/catalogue";
import { InputFault } from "./fault";
import type { PolicySettings } from "./policySettings";

/** Turns off the policies of all controls but these. Policies that are no controls stay on: stack rules evaluate what they record. */
export function onlyControls(settings: PolicySettings, wanted: readonly string[]): PolicySettings {
  if (wanted.length === 0) return settings;
  const names = new Set(wanted.map(policyOf));
  const controls = new Set(catalogue.map(({ name }) => name));
  return {
    ...settings,
    levelOf: (policy) => (controls.has(policy.name) && !names.has(policy.name) ? "disabled" : settings.levelOf(policy)),
  };
}

/** @throws InputFault for what is neither the id of a control nor the name of its policy */
function policyOf(text: string): string {
  const rule = catalogue.find(({ id, name }) => id === text.toUpperCase() || name === text);
  if (rule !== undefined) return rule.name;
  const area = text.toUpperCase().split("-", 1)[0];
  const similar = catalogue.filter(({ id, name }) => id.startsWith(`${area}-`) || (text.length > 2 && name.includes(text.toLowerCase())));
  const allowed = similar.length === 0 ? "docs/controls.md lists the controls" : `allowed: ${similar.map(({ id }) => id).join(", ")}`;
  throw new InputFault(`--only ${text}: no control has this id or policy name; ${allowed}`);
}
