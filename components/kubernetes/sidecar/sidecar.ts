import type { input } from "@pulumi/kubernetes/types";
import type * as pulumi from "@pulumi/pulumi";
import { SIDECAR_PATH } from "../../../policy-pack/rules/facts/sidecar";
import type { SidecarConfig, SidecarImageConfig } from "../../config/schema";
import { toEnvVars } from "../pod/environment";
import { tokenMount } from "../pod/identityToken";
import { restrictedContainer, SIDECAR_USER } from "../pod/podSecurity";
import { SIDECAR_SECRETS, sidecarToken, sidecarVaultObjects } from "./sidecarCredentials";
import { type SidecarEnvironmentArgs, sidecarEnvironment } from "./sidecarEnvironment";

export const SIDECAR_CONTAINER = "entra-sidecar";

/** Volume with the secrets that only the sidecar reads. */
export const SIDECAR_SECRETS_VOLUME = "sidecar-secrets";

const TEMPORARY = "sidecar-tmp";

export interface SidecarArgs extends SidecarEnvironmentArgs {
  /** Full reference of the sidecar's image. */
  readonly image: pulumi.Input<string>;
  /** `Always` where the image is specified by tag only, `IfNotPresent` with a digest. */
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

/** URL of the sidecar for the application: the address, not the name, because `localhost` may resolve to ::1 first. */
export function sidecarUrl({ port }: SidecarConfig): string {
  return `http://127.0.0.1:${port}`;
}

/**
 * The hardened sidecar. Bound to loopback it has no probes, because the kubelet sends them to the pod's address; the application's
 * readiness probe must include it. Bound to the pod it is a native sidecar: started before the application, stopped after it.
 */
export function sidecarParts(args: SidecarArgs): SidecarParts {
  const volumes = [{ name: TEMPORARY, emptyDir: { medium: "Memory", sizeLimit: "16Mi" } }];
  if (args.config.bind === "loopback") {
    // Longer than the application's preStop delay, so that its last requests still get tokens; Kubernetes stops a native sidecar last.
    const delayed = { ...container(args), lifecycle: { preStop: { sleep: { seconds: 20 } } } };
    return { containers: [delayed], initContainers: [], volumes };
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
  const token = sidecarToken(config.credential);
  return [
    { name: TEMPORARY, mountPath: "/tmp" },
    ...(token === undefined ? [] : [tokenMount(token)]),
    ...(sidecarVaultObjects(config).length > 0 ? [{ name: SIDECAR_SECRETS_VOLUME, mountPath: SIDECAR_SECRETS, readOnly: true }] : []),
  ];
}

function probes({ port }: SidecarConfig) {
  // A header, because AllowedHosts accepts configured names only. The field `host` would address the node, and Pod Security refuses it.
  const httpGet = { path: "/healthz", port, httpHeaders: [{ name: "Host", value: "localhost" }] };
  return {
    startupProbe: { httpGet, periodSeconds: 2, failureThreshold: 30 },
    livenessProbe: { httpGet, periodSeconds: 10, failureThreshold: 3 },
    readinessProbe: { httpGet, periodSeconds: 5, failureThreshold: 3 },
  };
}
