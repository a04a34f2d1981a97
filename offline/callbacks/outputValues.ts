/**
 * Output values: properties in the wire format together with the resources that they depend on. The engine passes properties to
 * transforms in this form, in which an unknown or secret value is an `Output` of the program
 * (pulumi/pulumi, pkg/resource/deploy/source_eval.go: `upgradeOutputValues`, `downgradeOutputValues`).
 */
import { UNKNOWN } from "../cloud/unknown";
import { isRecord, isSecret, mapValues, type Properties, SIGNATURE, secret } from "../wire";

/** `specialOutputValueSig` of `@pulumi/pulumi/runtime/rpc`. */
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

type DependenciesByProperty = Readonly<Record<string, readonly string[]>>;

/** Properties as a transform receives them; those with dependencies are outputs. */
export function upgradeOutputValues(properties: Properties, dependencies: DependenciesByProperty): Properties {
  const upgraded: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(properties)) {
    const urns = dependencies[key] ?? [];
    const output = upgrade(value);
    upgraded[key] =
      urns.length === 0 ? output : { ...(isOutput(output) ? output : { [SIGNATURE]: OUTPUT, value: output }), dependencies: urns };
  }
  return upgraded;
}

function upgrade(value: unknown): unknown {
  if (value === UNKNOWN) return { [SIGNATURE]: OUTPUT };
  if (isSecret(value)) return { [SIGNATURE]: OUTPUT, secret: true, ...(value.value === UNKNOWN ? {} : { value: upgrade(value.value) }) };
  if (Array.isArray(value)) return value.map(upgrade);
  return isRecord(value) && value[SIGNATURE] === undefined ? mapValues(value, upgrade) : value;
}

/** The same properties with marks on secret and unknown values instead of outputs. */
export function downgradeOutputValues(properties: Properties): Properties {
  return mapValues(properties, downgrade);
}

function downgrade(value: unknown): unknown {
  if (isOutput(value)) {
    const inner = "value" in value ? downgrade(value.value) : UNKNOWN;
    return value.secret === true ? secret(inner) : inner;
  }
  if (isSecret(value)) return secret(downgrade(value.value));
  if (Array.isArray(value)) return value.map(downgrade);
  return isRecord(value) && value[SIGNATURE] === undefined ? mapValues(value, downgrade) : value;
}

/** URNs on which the outputs inside a value depend, each once. */
export function outputDependencies(value: unknown): readonly string[] {
  const urns = new Set<string>();
  collect(value, urns);
  return Array.from(urns);
}

function collect(value: unknown, urns: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, urns);
  if (!isRecord(value)) return;
  if (isOutput(value) && Array.isArray(value.dependencies)) for (const urn of value.dependencies) urns.add(String(urn));
  for (const item of Object.values(value)) collect(item, urns);
}

function isOutput(value: unknown): value is Properties {
  return isRecord(value) && value[SIGNATURE] === OUTPUT;
}
