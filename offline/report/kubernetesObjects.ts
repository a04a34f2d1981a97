import type { Registration } from "../registration";
import { containsSecret, containsUnknown, isRecord, type Properties, plain, shown } from "../wire";
import { rankOf } from "./order";
import { isKubernetesSecret } from "./visible";

/** A Kubernetes object of the program, and the provider (one per cluster) it goes through. */
export interface KubernetesObject {
  readonly urn: string;
  /** Logical name of the provider. */
  readonly provider: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly manifest: Properties;
  /** Values that are left out of the manifest: secret or not known yet. */
  readonly withheld: boolean;
}

/** A chart that only a cluster's provider can render. */
export interface Chart {
  readonly provider: string;
  readonly release: string;
  readonly namespace: string;
  readonly chart: string;
  readonly version: string;
  readonly repository: string;
}

const PACKAGED = /^kubernetes:(helm\.sh|yaml|kustomize)\//;

/** Every object that can stand in a file, per provider in an order that can be applied. */
export function kubernetesObjects(registrations: readonly Registration[]): readonly KubernetesObject[] {
  const objects = registrations.flatMap((registration) => {
    if (!registration.custom || registration.external || !registration.type.startsWith("kubernetes:")) return [];
    return PACKAGED.test(registration.type) || isKubernetesSecret(registration) ? [] : [objectOf(registration)];
  });
  // Array.sort is stable: within a rank the program's own order stays.
  return objects.sort((one, other) => one.provider.localeCompare(other.provider) || rankOf(one.kind) - rankOf(other.kind));
}

/** Secrets by name: they are known to the program, and never written. */
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
        release: word(inputs.name) ?? registration.name,
        namespace: word(inputs.namespace) ?? "default",
        chart: word(inputs.chart) ?? "",
        version: word(inputs.version) ?? "",
        repository: word(repository) ?? "",
      };
    });
}

function objectOf(registration: Registration): KubernetesObject {
  const { inputs, name, urn } = registration;
  const { status: _, ...sent } = inputs;
  const withheld = containsSecret(sent) || containsUnknown(sent);
  const metadata = plain(inputs.metadata);
  const given = isRecord(metadata) ? metadata : {};
  const manifest = withheld ? shown(sent) : plain(sent);
  return {
    urn,
    provider: providerName(registration),
    kind: word(inputs.kind) ?? "",
    namespace: word(given.namespace),
    name: word(given.name) ?? name,
    manifest: { apiVersion: inputs.apiVersion, kind: inputs.kind, metadata: { name }, ...(isRecord(manifest) ? manifest : {}) },
    withheld,
  };
}

/** Name part of the provider's URN. */
function providerName({ provider }: Registration): string {
  return provider.split("::")[3] ?? "default";
}

function word(value: unknown): string | undefined {
  const text = plain(value);
  return typeof text === "string" ? text : undefined;
}
