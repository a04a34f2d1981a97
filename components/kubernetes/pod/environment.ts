import type { input } from "@pulumi/kubernetes/types";
import type * as pulumi from "@pulumi/pulumi";

/** A key of a Kubernetes Secret. */
export interface SecretKey {
  /** Name of the Secret. */
  readonly secretName: string;
  /** Key in the Secret. */
  readonly key: string;
}

/** Environment variables of a container: plain values or keys of a Secret, by name. A record, so that each name is unique. */
export type Environment = Readonly<Record<string, pulumi.Input<string> | SecretKey>>;

export function toEnvVars(environment: Environment): input.core.v1.EnvVar[] {
  return Object.entries(environment).map(([name, value]) =>
    isSecretKey(value) ? { name, valueFrom: { secretKeyRef: { name: value.secretName, key: value.key } } } : { name, value },
  );
}

function isSecretKey(value: pulumi.Input<string> | SecretKey): value is SecretKey {
  return typeof value === "object" && "secretName" in value;
}
