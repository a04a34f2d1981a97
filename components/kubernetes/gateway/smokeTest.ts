import * as batch from "@pulumi/kubernetes/batch/v1";
import * as core from "@pulumi/kubernetes/core/v1";
import type { input } from "@pulumi/kubernetes/types";
import * as pulumi from "@pulumi/pulumi";
import { STAGING_SERVER } from "../../../policy-pack/rules/facts/acme";
import { shortHash } from "../../plan/hash";
import { WorkloadNamespace } from "../namespace/namespace";
import { createPodTrafficPolicy, dnsEgress, namespacePeer, peerEgress } from "../namespace/networkPolicies";
import { toEnvVars } from "../pod/environment";
import { labelsOf } from "../pod/labels";
import { APPLICATION_USER, restrictedContainer, restrictedPod } from "../pod/podSecurity";
import type { Controller, EdgeGatewayArgs } from "./args";
import { EDGE_SERVICE } from "./loadBalancer";

/** curl's official image, through the registry's cache. Tag and digest are updated manually (docs/upgrading.md). */
const IMAGE = "curl/curl:8.21.0@sha256:7c12af72ceb38b7432ab85e1a265cff6ae58e06f95539d539b654f2cfa64bb13";

const NAME = "edge-check";
const SIZE = { cpuRequest: "50m", memoryRequest: "32Mi", memoryLimit: "64Mi" };

/**
 * Eighteen minutes: time for the certificate (DNS challenges are slow), the load balancer, the pods and the requests. All waits together
 * are 40 of at most 20 seconds; 20 paths of which each takes a second to answer need 80 more.
 */
const DEADLINE_SECONDS = 1100;

/**
 * Sends requests with Front Door's id until the gateway answers the probe's path with success, and every published path with an answer
 * of its workload; then, to each of them, without the id, with another id, and with one that only begins with it. The gateway must
 * refuse each of these. What a path answers without a user is the application's matter: 401, a redirect or 404 is an answer of the
 * workload where the route has named its region. Where the controller adds no such header, 404 and 403 are accepted as well, because
 * applications send them too. No answer (000), and 502, 503 and 504 are those of a gateway that reaches no workload. The log contains no
 * id, because a reader of the log could use it.
 */
export const SMOKE_TEST_SCRIPT = `
waits=40
ask() {
  path=$1
  shift
  curl --silent --output /dev/null --write-out '%{http_code} %header{x-server-location}' --max-time 10 $TRUST \\
    --connect-to "$ORIGIN_HOST:443:$GATEWAY:443" "$@" "https://$ORIGIN_HOST$path" || true
}
succeeds() {
  case "$answer" in 2??" "*) ;; *) return 1 ;; esac
  answers
}
answers() {
  case "$answer" in 000*|50[234]" "*) return 1 ;; esac
  test "$LOCATION" = "" || test "\${answer#* }" = "$LOCATION"
}
until_it() {
  while true; do
    answer=$(ask "$2" --header "X-Azure-FDID: $FRONT_DOOR_ID")
    echo "$answer with the id at $2"
    if "$1"; then return; fi
    waits=$((waits - 1))
    if [ "$waits" -le 0 ]; then exit 1; fi
    sleep 10
  done
}
refused() {
  what=$1
  shift
  answer=$(ask "$@")
  echo "$answer with $what at $1"
  case "$answer" in "403 "|"404 ") ;; *) exit 1 ;; esac
}
until_it succeeds "$PROBE_PATH"
for published in $PATHS; do until_it answers "$published"; done
for published in "$PROBE_PATH" $PATHS; do
  refused "no id" "$published"
  refused "another id" "$published" --header "X-Azure-FDID: 00000000-0000-0000-0000-000000000000"
  refused "more than the id" "$published" --header "X-Azure-FDID: \${FRONT_DOOR_ID}0"
done
`;

export type SmokeTestArgs = Omit<EdgeGatewayArgs, "frontDoorId"> & {
  /** Id of the Front Door profile, validated as a GUID in lower case. */
  readonly frontDoorId: pulumi.Output<string>;
};

/** A Job that checks after each deployment that the gateway accepts only Front Door's requests, and fails the deployment otherwise. */
export function createSmokeTest(name: string, controller: Controller, args: SmokeTestArgs, opts: pulumi.CustomResourceOptions): batch.Job {
  const { podSecurityVersion } = args;
  const size = { containers: [SIZE], maxPods: 2 };
  const namespace = new WorkloadNamespace(`${name}-space`, { namespace: NAME, podSecurityVersion, size }, pulumi.mergeOptions(opts, {}));
  const namespacedOptions = pulumi.mergeOptions(opts, { dependsOn: [...namespace.ready] });
  const account = new core.ServiceAccount(
    `${name}-account`,
    { metadata: { name: NAME, namespace: NAME, labels: labelsOf(NAME) }, automountServiceAccountToken: false },
    namespacedOptions,
  );
  const egress = [
    ...dnsEgress(),
    peerEgress({ ...namespacePeer(controller.namespace), podSelector: { matchLabels: { ...controller.pods } } }, [controller.tlsPort]),
  ];
  const traffic = createPodTrafficPolicy(
    `${name}-traffic`,
    { namespace: NAME, policy: NAME, pods: NAME, ingress: [], egress },
    namespacedOptions,
  );
  return new batch.Job(
    `${name}-job`,
    {
      // A failed Job remains failed: with replaceUnready the next update re-creates it instead of waiting for it.
      metadata: { name: jobName(args), namespace: NAME, labels: labelsOf(NAME), annotations: { "pulumi.com/replaceUnready": "true" } },
      // No ttlSecondsAfterFinished: a Job that is deleted after it finishes would be re-created by every deployment.
      spec: { backoffLimit: 1, activeDeadlineSeconds: DEADLINE_SECONDS, template: podOf(controller, args) },
    },
    pulumi.mergeOptions(namespacedOptions, { dependsOn: [account, traffic], customTimeouts: { create: "20m" }, deleteBeforeReplace: true }),
  );
}

/** A new name creates a new Job: a changed configuration of the gateway, and each new revision, is tested again. */
function jobName({ revision, originHost, location, probePath, controller, routes }: SmokeTestArgs): string {
  return `${NAME}-${shortHash([revision, originHost, location, probePath, JSON.stringify(controller), JSON.stringify(routes), SMOKE_TEST_SCRIPT], 8)}`;
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
          imagePullPolicy: "IfNotPresent",
          command: ["/bin/sh", "-euc", SMOKE_TEST_SCRIPT],
          env: toEnvVars(testEnvironment(controller, args)),
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

function testEnvironment(
  { namespace, namesLocation }: Controller,
  { controller, originHost, probePath, frontDoorId, location, routes }: SmokeTestArgs,
) {
  return {
    ORIGIN_HOST: originHost,
    PROBE_PATH: probePath,
    // The configuration allows no character in a path that the shell expands.
    PATHS: routes.flatMap(({ paths }) => paths).join(" "),
    LOCATION: namesLocation ? location : "",
    GATEWAY: `${EDGE_SERVICE}.${namespace}.svc.cluster.local`,
    FRONT_DOOR_ID: frontDoorId,
    // Certificates of the staging authority are not publicly trusted, and Front Door would refuse them in any case.
    TRUST: STAGING_SERVER.test(controller.issuer ?? controller.acmeServer) ? "--insecure" : "",
  };
}
