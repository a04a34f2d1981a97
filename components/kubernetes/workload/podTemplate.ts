import type { input } from "@pulumi/kubernetes/types";
import * as pulumi from "@pulumi/pulumi";
import { type IdentityToken, tokenVolume, WORKLOAD_TOKEN } from "../pod/identityToken";
import { labelsOf, selectorOf } from "../pod/labels";
import { APPLICATION_USER, restrictedPod } from "../pod/podSecurity";
import { vaultVolume } from "../pod/secretProviderClass";
import { usesAzureData } from "../pod/workloadIdentity";
import { SIDECAR_SECRETS_VOLUME, type SidecarParts, sidecarImageReference, sidecarParts } from "../sidecar/sidecar";
import { sidecarToken, sidecarVaultObjects } from "../sidecar/sidecarCredentials";
import { APPLICATION_CONTAINER, applicationContainer, applicationVolumes, SECRETS_VOLUME } from "./application";
import { authorityVolume } from "./calls";
import { meshAnnotations, NO_INJECTION } from "./mesh";
import { serverCertificateVolume } from "./serverCertificate";
import type { WorkloadArgs } from "./workloadArgs";

/** Name of the SecretProviderClass with the secrets that only the sidecar reads. */
export const sidecarSecretsName = (workload: string) => `${workload}-sidecar`;

/** Termination grace period in seconds: longer than the longest preStop delay, with time to finish requests. */
const TERMINATION_SECONDS = 60;

/** Pod template of a workload: application and sidecar, with the restricted Pod Security Standard. */
export function podTemplate(args: WorkloadArgs): input.core.v1.PodTemplateSpec {
  const sidecar = sidecarPartsOf(args);
  const application = applicationContainer(args, pulumi.interpolate`${args.registryLoginServer}/${args.config.image}`);
  return {
    metadata: {
      labels: { ...labelsOf(args.name), ...(args.refusesInjection ? NO_INJECTION : {}) },
      annotations: annotations(args),
    },
    spec: {
      serviceAccountName: args.name,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      hostNetwork: false,
      hostPID: false,
      hostIPC: false,
      shareProcessNamespace: false,
      securityContext: restrictedPod(APPLICATION_USER),
      terminationGracePeriodSeconds: TERMINATION_SECONDS,
      ...placement(args),
      ...(sidecar.initContainers.length > 0 ? { initContainers: sidecar.initContainers } : {}),
      containers: [application, ...sidecar.containers],
      volumes: [...applicationVolumes(), ...sidecar.volumes, ...sharedVolumes(args)],
    },
  };
}

function annotations({ secretsRevision, mesh }: WorkloadArgs): Readonly<Record<string, string>> {
  return {
    "kubectl.kubernetes.io/default-container": APPLICATION_CONTAINER,
    ...(secretsRevision === undefined ? {} : { "hardened-aks/secrets-revision": secretsRevision }),
    ...(mesh === undefined ? {} : meshAnnotations(mesh)),
  };
}

function sidecarPartsOf(args: WorkloadArgs): SidecarParts {
  const { name, sidecarImage, identity, tenantId, vaultName, registryLoginServer } = args;
  const config = args.config.sidecar;
  if (config === undefined) return { containers: [], initContainers: [], volumes: [] };
  return sidecarParts({
    config,
    image: pulumi.output(registryLoginServer).apply((loginServer) => sidecarImageReference(loginServer, sidecarImage)),
    imagePullPolicy: sidecarImage.digest === undefined ? "Always" : "IfNotPresent",
    identityClientId: identity.clientId,
    tenantId,
    vaultUrl: pulumi.interpolate`https://${vaultName}.vault.azure.net`,
    secretName: sidecarSecretsName(name),
  });
}

/** Tokens of the application and of the sidecar: one where both sign in as the workload's identity. */
function tokensOf({ config }: Pick<WorkloadArgs, "config">): readonly IdentityToken[] {
  const sidecar = config.sidecar === undefined ? undefined : sidecarToken(config.sidecar.credential);
  const tokens = [...(usesAzureData(config) ? [WORKLOAD_TOKEN] : []), ...(sidecar === undefined ? [] : [sidecar])];
  return [...new Set(tokens)];
}

function sharedVolumes(args: WorkloadArgs): input.core.v1.Volume[] {
  const { name, config } = args;
  return [
    ...tokensOf(args).map(tokenVolume),
    ...(args.vaultSecrets.length > 0 ? [vaultVolume(SECRETS_VOLUME, name)] : []),
    ...(config.sidecar && sidecarVaultObjects(config.sidecar).length > 0
      ? [vaultVolume(SIDECAR_SECRETS_VOLUME, sidecarSecretsName(name))]
      : []),
    ...(args.serverCertificate === undefined ? [] : [serverCertificateVolume()]),
    ...(args.authority === undefined ? [] : [authorityVolume()]),
  ];
}

/** Linux on amd64, the only platform of the sidecar's image, spread over zones and nodes. */
function placement({ name, config, poolTaints = [] }: WorkloadArgs) {
  const spread = (topologyKey: string) => ({
    topologyKey,
    maxSkew: 1,
    // The loss of a zone must not prevent replacement pods from starting.
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: selectorOf(name) },
    matchLabelKeys: ["pod-template-hash"],
  });
  return {
    nodeSelector: {
      "kubernetes.io/os": "linux",
      "kubernetes.io/arch": "amd64",
      ...(config.pool === undefined ? {} : { "kubernetes.azure.com/agentpool": config.pool }),
    },
    ...(poolTaints.length > 0 ? { tolerations: poolTaints.map(toleration) } : {}),
    topologySpreadConstraints: [spread("topology.kubernetes.io/zone"), spread("kubernetes.io/hostname")],
  };
}

function toleration(taint: string): input.core.v1.Toleration {
  const [, key = "", value = "", effect = ""] = /^([^=]+)=([^:]*):(.+)$/.exec(taint) ?? [];
  return { key, operator: "Equal", value, effect };
}
