import type { Registration } from "../registration";
import { containsSecret, containsUnknown, displayValue, isRecord, type Properties, plain } from "../wire";
import { rankOf } from "./order";
import { isKubernetesSecret } from "./visible";

/** A Kubernetes object of the program, and the provider (one per cluster) that creates it. */
export interface KubernetesObject {
  readonly urn: string;
  /** Logical name of the provider. */
  readonly provider: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly manifest: Properties;
  /** Whether values are left out of the manifest because they are secret or unknown. */
  readonly withheld: boolean;
}

/** A Helm chart, which only a cluster's provider can render. */
export interface Chart {
  readonly provider: string;
  readonly release: string;
  readonly namespace: string;
  readonly chart: string;
  readonly version: string;
  readonly repository: string;
}

const PACKAGED = /^kubernetes:(helm\.sh|yaml|kustomize)\//;

/** Every object that can be written to a file, per provider in the order in which to apply them. */
export function kubernetesObjects(registrations: readonly Registration[]): readonly KubernetesObject[] {
  const objects = registrations.flatMap((registration) => {
    if (!registration.custom || registration.external || !registration.type.startsWith("kubernetes:")) return [];
    return PACKAGED.test(registration.type) || isKubernetesSecret(registration) ? [] : [objectOf(registration)];
  });
  // Array.sort is stable: objects of the same rank keep the program's order.
  return objects.sort((one, other) => one.provider.localeCompare(other.provider) || rankOf(one.kind) - rankOf(other.kind));
}

/** Names of the Kubernetes Secrets, which are never written. */
export function omittedSecrets(registrations: readonly Registration[]): readonly string[] {
  return registrations.filter(isKubernetesSecret).map((registration) => {
    const { provider, namespace, name } = objectOf(registration);
    return `${provider}: ${namespace === undefined ? "" : `${namespace}/`}${name}`;
  });
}

export function charts(registrations: readonly Registration[]): readonly Chart[] {
  return registrations
    .filter(({ type }) => /^kubernetes:helm\.sh\/v\d+:(Chart|Release)$/.test(type))
    .map((registration) => {
      const inputs = registration.inputs;
      const repository = isRecord(inputs.repositoryOpts) ? inputs.repositoryOpts.repo : undefined;
      return {
        provider: providerName(registration),
        release: stringOf(inputs.name) ?? registration.name,
        namespace: stringOf(inputs.namespace) ?? "default",
        chart: stringOf(inputs.chart) ?? "",
        version: stringOf(inputs.version) ?? "",
        repository: stringOf(repository) ?? "",
      };
    });
}

function objectOf(registration: Registration): KubernetesObject {
  const { inputs, name, urn } = registration;
  const { status: _, ...sent } = inputs;
  const withheld = containsSecret(sent) || containsUnknown(sent);
  const metadata = plain(inputs.metadata);
  const { name: physicalName, namespace } = isRecord(metadata) ? metadata : {};
  const manifest = withheld ? displayValue(sent) : plain(sent);
  return {
    urn,
    provider: providerName(registration),
    kind: stringOf(inputs.kind) ?? "",
    namespace: stringOf(namespace),
    name: stringOf(physicalName) ?? name,
    manifest: { apiVersion: inputs.apiVersion, kind: inputs.kind, metadata: { name }, ...(isRecord(manifest) ? manifest : {}) },
    withheld,
  };
}

/** Name part of the provider's URN. */
function providerName({ provider }: Registration): string {
  return provider.split("::")[3] ?? "default";
}

function stringOf(value: unknown): string | undefined {
  const text = plain(value);
  return typeof text === "string" ? text : undefined;
}
