import type { input } from "@pulumi/kubernetes/types";
import type * as pulumi from "@pulumi/pulumi";
import { SIDECAR_PATH } from "../../../policy-pack/rules/facts/sidecar";
import type { SidecarConfig, SidecarImageConfig } from "../../config/schema";
import { toEnvVars } from "../pod/environment";
import { tokenMount } from "../pod/identityToken";
import { restrictedContainer, SIDECAR_USER } from "../pod/podSecurity";
import { needsToken, SIDECAR_SECRETS, sidecarVaultObjects } from "./sidecarCredentials";
import { type SidecarEnvironmentArgs, sidecarEnvironment } from "./sidecarEnvironment";

export const SIDECAR_CONTAINER = "entra-sidecar";

/** Volume with the sidecar's own secrets. */
export const SIDECAR_SECRETS_VOLUME = "sidecar-secrets";

const TEMPORARY = "sidecar-tmp";

export interface SidecarArgs extends SidecarEnvironmentArgs {
  /** Full image reference. */
  readonly image: pulumi.Input<string>;
  /** Pull again at each start where only a tag says what to run. */
  readonly imagePullPolicy: "Always" | "IfNotPresent";
}

/** Containers and volumes that a sidecar adds to a pod. */
export interface SidecarParts {
  readonly containers: input.core.v1.Container[];
  readonly initContainers: input.core.v1.Container[];
  readonly volumes: input.core.v1.Volume[];
}

/** Reference of the sidecar's image in a registry that caches Microsoft's. */
export function sidecarImageReference(loginServer: string, { version, digest }: SidecarImageConfig): string {
  return `${loginServer}/${SIDECAR_PATH}:${version}${digest === undefined ? "" : `@${digest}`}`;
}

/** Where the application finds the sidecar: the address, not the name, because `localhost` may mean ::1 first. */
export function sidecarUrl({ port }: SidecarConfig): string {
  return `http://127.0.0.1:${port}`;
}

/**
 * The hardened sidecar. Bound to loopback it has no probes, since the kubelet asks the pod's address; then the application's
 * readiness has to cover it. Bound to the pod it is a native sidecar: started before the application, stopped after it.
 */
export function sidecarParts(args: SidecarArgs): SidecarParts {
  const volumes = [{ name: TEMPORARY, emptyDir: { medium: "Memory", sizeLimit: "16Mi" } }];
  if (args.config.bind === "loopback") {
    // Outlives the application's own pause, so that its last requests still get tokens; a native sidecar is stopped last anyway.
    const paused = { ...container(args), lifecycle: { preStop: { sleep: { seconds: 20 } } } };
    return { containers: [paused], initContainers: [], volumes };
  }
  const native = { ...container(args), restartPolicy: "Always", ...probes(args.config) };
  return { containers: [], initContainers: [native], volumes };
}

function container(args: SidecarArgs): input.core.v1.Container {
  const { config, image, imagePullPolicy } = args;
  return {
    name: SIDECAR_CONTAINER,
    image,
    imagePullPolicy,
    env: toEnvVars(sidecarEnvironment(args)),
    securityContext: restrictedContainer(SIDECAR_USER),
    resources: {
      requests: { cpu: config.cpuRequest, memory: config.memoryRequest, "ephemeral-storage": "64Mi" },
      limits: { cpu: config.cpuLimit, memory: config.memoryLimit, "ephemeral-storage": "512Mi" },
    },
    volumeMounts: mounts(config),
  };
}

function mounts(config: SidecarConfig): input.core.v1.VolumeMount[] {
  return [
    { name: TEMPORARY, mountPath: "/tmp" },
    ...(needsToken(config.credential) ? [tokenMount()] : []),
    ...(sidecarVaultObjects(config).length > 0 ? [{ name: SIDECAR_SECRETS_VOLUME, mountPath: SIDECAR_SECRETS, readOnly: true }] : []),
  ];
}

function probes({ port }: SidecarConfig) {
  // A header, not `host`: that field would name the node, and Pod Security refuses it. AllowedHosts wants a name it knows.
  const httpGet = { path: "/healthz", port, httpHeaders: [{ name: "Host", value: "localhost" }] };
  return {
    startupProbe: { httpGet, periodSeconds: 2, failureThreshold: 30 },
    livenessProbe: { httpGet, periodSeconds: 10, failureThreshold: 3 },
    readinessProbe: { httpGet, periodSeconds: 5, failureThreshold: 3 },
  };
}
