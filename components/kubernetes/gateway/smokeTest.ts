import * as batch from "@pulumi/kubernetes/batch/v1";
import * as core from "@pulumi/kubernetes/core/v1";
import type { input } from "@pulumi/kubernetes/types";
import * as pulumi from "@pulumi/pulumi";
import { shortHash } from "../../plan/hash";
import { WorkloadNamespace } from "../namespace/namespace";
import { dnsEgress, namespacePeer, peerEgress, podTraffic } from "../namespace/networkPolicies";
import { toEnvVars } from "../pod/environment";
import { labelsOf } from "../pod/labels";
import { APPLICATION_USER, restrictedContainer, restrictedPod } from "../pod/podSecurity";
import type { Controller, EdgeGatewayArgs } from "./args";
import { EDGE_SERVICE } from "./loadBalancer";

/** curl's own image, through the registry's cache; the tag is renewed by hand. */
const IMAGE = "curl/curl:8.17.0";

const NAME = "edge-check";
const SIZE = { cpuRequest: "50m", memoryRequest: "32Mi", memoryLimit: "64Mi" };

/** Eighteen minutes for certificate (DNS challenges take their time), load balancer and pods to come up, and for the answers. */
const DEADLINE_SECONDS = 1100;

/**
 * Asks the gateway as Front Door would, until it answers; then as others might: without the id, with another one, and with one
 * that only begins with it. Each of these has to be refused. The log names no id: whoever reads it could use it.
 */
export const SMOKE_TEST_SCRIPT = `
ask() {
  curl --silent --output /dev/null --write-out '%{http_code}' --max-time 10 $TRUST \\
    --connect-to "$ORIGIN_HOST:443:$GATEWAY:443" "$@" "https://$ORIGIN_HOST$PROBE_PATH" || true
}
refused() {
  what=$1
  shift
  code=$(ask "$@")
  echo "$code with $what"
  case "$code" in 403|404) ;; *) exit 1 ;; esac
}
for attempt in $(seq 50); do
  code=$(ask --header "X-Azure-FDID: $FRONT_DOOR_ID")
  echo "$code with the id (attempt $attempt)"
  case "$code" in 2??) break ;; esac
  sleep 10
done
case "$code" in 2??) ;; *) exit 1 ;; esac
refused "no id"
refused "another id" --header "X-Azure-FDID: 00000000-0000-0000-0000-000000000000"
refused "more than the id" --header "X-Azure-FDID: \${FRONT_DOOR_ID}0"
`;

export type SmokeTestArgs = Omit<EdgeGatewayArgs, "frontDoorId"> & {
  /** Checked to be a GUID. */
  readonly frontDoorId: pulumi.Output<string>;
};

/** A Job that proves, after each deployment, that only Front Door's requests pass. It fails the deployment where they do not. */
export function smokeTest(name: string, controller: Controller, args: SmokeTestArgs, opts: pulumi.CustomResourceOptions): batch.Job {
  const { podSecurityVersion } = args;
  const size = { containers: [SIZE], maxPods: 2 };
  const space = new WorkloadNamespace(`${name}-space`, { namespace: NAME, podSecurityVersion, size }, pulumi.mergeOptions(opts, {}));
  const inside = pulumi.mergeOptions(opts, { dependsOn: [...space.ready] });
  const account = new core.ServiceAccount(
    `${name}-account`,
    { metadata: { name: NAME, namespace: NAME, labels: labelsOf(NAME) }, automountServiceAccountToken: false },
    inside,
  );
  const egress = [
    ...dnsEgress(),
    peerEgress({ ...namespacePeer(controller.namespace), podSelector: { matchLabels: { ...controller.pods } } }, [controller.tlsPort]),
  ];
  const traffic = podTraffic(`${name}-traffic`, { namespace: NAME, policy: NAME, pods: NAME, ingress: [], egress }, inside);
  return new batch.Job(
    `${name}-job`,
    {
      // A Job that failed stays failed: the next update makes it again instead of waiting for it.
      metadata: { name: jobName(args), namespace: NAME, labels: labelsOf(NAME), annotations: { "pulumi.com/replaceUnready": "true" } },
      // No time to live: a Job that deletes itself would be made again by every deployment.
      spec: { backoffLimit: 1, activeDeadlineSeconds: DEADLINE_SECONDS, template: podOf(controller, args) },
    },
    pulumi.mergeOptions(inside, { dependsOn: [account, traffic], customTimeouts: { create: "20m" }, deleteBeforeReplace: true }),
  );
}

/** Another name is another Job: what the gateway serves, and each new revision, is tested again. */
function jobName({ revision, originHost, probePath, controller, routes }: SmokeTestArgs): string {
  return `${NAME}-${shortHash([revision, originHost, probePath, JSON.stringify(controller), JSON.stringify(routes), SMOKE_TEST_SCRIPT], 8)}`;
}

function podOf(controller: Controller, args: SmokeTestArgs): input.core.v1.PodTemplateSpec {
  return {
    metadata: { labels: labelsOf(NAME) },
    spec: {
      restartPolicy: "Never",
      serviceAccountName: NAME,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      nodeSelector: { "kubernetes.io/os": "linux" },
      securityContext: restrictedPod(APPLICATION_USER),
      containers: [
        {
          name: "curl",
          image: pulumi.interpolate`${args.registryLoginServer}/${IMAGE}`,
          imagePullPolicy: "Always",
          command: ["/bin/sh", "-euc", SMOKE_TEST_SCRIPT],
          env: toEnvVars(questions(controller, args)),
          securityContext: restrictedContainer(APPLICATION_USER),
          resources: {
            requests: { cpu: SIZE.cpuRequest, memory: SIZE.memoryRequest, "ephemeral-storage": "16Mi" },
            limits: { memory: SIZE.memoryLimit, "ephemeral-storage": "64Mi" },
          },
        },
      ],
    },
  };
}

function questions({ namespace }: Controller, { controller, originHost, probePath, frontDoorId }: SmokeTestArgs) {
  return {
    ORIGIN_HOST: originHost,
    PROBE_PATH: probePath,
    GATEWAY: `${EDGE_SERVICE}.${namespace}.svc.cluster.local`,
    FRONT_DOOR_ID: frontDoorId,
    // Certificates of the staging authority are trusted by nobody, and Front Door would refuse them anyway.
    TRUST: controller.acmeServer.includes("staging") ? "--insecure" : "",
  };
}
