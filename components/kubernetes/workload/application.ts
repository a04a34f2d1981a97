import type { input } from "@pulumi/kubernetes/types";
import * as pulumi from "@pulumi/pulumi";
import type { WorkloadConfig } from "../../config/schema";
import { type Environment, toEnvVars } from "../pod/environment";
import { tokenEnvironment, tokenMount, WORKLOAD_TOKEN } from "../pod/identityToken";
import { APPLICATION_USER, restrictedContainer } from "../pod/podSecurity";
import { usesAzureData } from "../pod/workloadIdentity";
import { sidecarUrl } from "../sidecar/sidecar";
import { authorityMount, callEnvironment } from "./calls";
import { serverCertificateEnvironment, serverCertificateMount } from "./serverCertificate";
import type { WorkloadArgs } from "./workloadArgs";

export const APPLICATION_CONTAINER = "app";

/** Directory in which secrets of the key vault are mounted as files (document 001). */
const SECRETS_DIRECTORY = "/mnt/secrets-store";
export const SECRETS_VOLUME = "secrets-store";

const TEMPORARY = "app-tmp";

/** Name of the port of a workload's container and Service. */
export function portName({ serverCertificate }: Pick<WorkloadArgs, "serverCertificate">): "http" | "https" {
  return serverCertificate === undefined ? "http" : "https";
}

/** Volumes that only the application mounts. */
export function applicationVolumes(): input.core.v1.Volume[] {
  return [{ name: TEMPORARY, emptyDir: { sizeLimit: "256Mi" } }];
}

/** The application's container. It mounts the workload's token only where it signs in to Azure, not because there is a sidecar. */
export function applicationContainer(args: WorkloadArgs, image: pulumi.Input<string>): input.core.v1.Container {
  const { config } = args;
  return {
    name: APPLICATION_CONTAINER,
    image,
    // A digest is immutable; a tag can change.
    imagePullPolicy: config.image.includes("@") ? "IfNotPresent" : "Always",
    ports: [{ name: portName(args), containerPort: config.port, protocol: "TCP" }],
    env: toEnvVars(applicationEnvironment(args)),
    securityContext: restrictedContainer(APPLICATION_USER),
    resources: resources(config),
    volumeMounts: [
      { name: TEMPORARY, mountPath: "/tmp" },
      ...(usesAzureData(config) ? [tokenMount(WORKLOAD_TOKEN)] : []),
      ...(args.vaultSecrets.length > 0 ? [{ name: SECRETS_VOLUME, mountPath: SECRETS_DIRECTORY, readOnly: true }] : []),
      ...(args.serverCertificate === undefined ? [] : [serverCertificateMount()]),
      ...(args.authority === undefined ? [] : [authorityMount()]),
    ],
    ...probes(args),
    // Load balancers and proxies need time to remove the pod before the process stops listening.
    lifecycle: { preStop: { sleep: { seconds: 10 } } },
  };
}

/** Configured variables come first, so that none of them can replace one of the platform's. */
export function applicationEnvironment(args: WorkloadArgs): Environment {
  const { config, identity, tenantId } = args;
  return {
    ...config.environment,
    ...(config.sidecar === undefined ? {} : { SIDECAR_URL: sidecarUrl(config.sidecar) }),
    ...(usesAzureData(config) ? tokenEnvironment({ clientId: identity.clientId, tenantId }) : {}),
    ...databaseEnvironment(args),
    ...blobEnvironment(args),
    ...eventHubEnvironment(args),
    ...(args.serverCertificate === undefined ? {} : serverCertificateEnvironment()),
    ...callEnvironment(args.calls ?? [], args.authority !== undefined),
  };
}

function databaseEnvironment({ name, config, database }: WorkloadArgs): Environment {
  if (config.uses.database === undefined) return {};
  const { host, user } = requireStampValue(database, name, "database", "database");
  return { DATABASE_HOST: host, DATABASE_NAME: config.uses.database, DATABASE_USER: user };
}

function blobEnvironment({ name, config, blobContainerUrl }: WorkloadArgs): Environment {
  if (config.uses.blob === undefined) return {};
  return { BLOB_CONTAINER_URL: requireStampValue(blobContainerUrl, name, "blob", "blobContainerUrl") };
}

function eventHubEnvironment({ name, config, eventHub }: WorkloadArgs): Environment {
  if (config.uses.eventHub === undefined) return {};
  const hub = requireStampValue(eventHub, name, "eventHub", "eventHub");
  const listener = config.uses.eventHub === "listen" ? { EVENT_HUB_CONSUMER_GROUP: name } : {};
  return { EVENT_HUB_HOST: hub.host, EVENT_HUB_NAME: hub.name, ...listener };
}

function requireStampValue<T>(value: T | undefined, workload: string, use: string, argument: string): T {
  if (value === undefined) throw new pulumi.RunError(`workload ${workload}: uses.${use} is set, but the stamp provides no ${argument}`);
  return value;
}

function resources(config: WorkloadConfig): input.core.v1.ResourceRequirements {
  return {
    requests: { cpu: config.cpuRequest, memory: config.memoryRequest, "ephemeral-storage": "64Mi" },
    limits: {
      memory: config.memoryLimit,
      "ephemeral-storage": "1Gi",
      ...(config.cpuLimit === undefined ? {} : { cpu: config.cpuLimit }),
    },
  };
}

/** The kubelet does not verify the certificate (Kubernetes: configure probes, HTTP probes). */
function probes(args: WorkloadArgs) {
  const { readiness, liveness } = args.config.probes;
  const port = portName(args);
  const httpGet = (path: string) => ({ path, port, ...(port === "https" ? { scheme: "HTTPS" } : {}) });
  return {
    startupProbe: { httpGet: httpGet(liveness), periodSeconds: 2, failureThreshold: 60 },
    readinessProbe: { httpGet: httpGet(readiness), periodSeconds: 5, failureThreshold: 3 },
    livenessProbe: { httpGet: httpGet(liveness), periodSeconds: 10, failureThreshold: 3 },
  };
}
