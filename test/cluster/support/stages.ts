import { stringify } from "yaml";

/** How KWOK treats pods that differ from the others: by a part of their first container's image. */
export interface PodBehaviour {
  /** Pods with this text in an image never become ready. */
  readonly neverReady?: string;
  /** Pods of Jobs with this text in an image fail. */
  readonly fails?: string;
}

const POD = { apiGroup: "v1", kind: "Pod" };
const IMAGES = ".spec.containers[].image";

const exists = (key: string) => ({ key, operator: "Exists" });
const isMissing = (key: string) => ({ key, operator: "DoesNotExist" });
const isIn = (key: string, ...values: string[]) => ({ key, operator: "In", values });

const LIVES = isMissing(".metadata.deletionTimestamp");
const PENDING = isIn(".status.phase", "Pending");
/** Without this condition KWOK would write the status of a waiting pod again and again. */
const NEW = isMissing(".status.containerStatuses");
/** A pod that has run: KWOK's conditions are jq expressions. */
const RUNNING = isIn(".status.phase", "Running");
const OF_JOB = isIn(".metadata.ownerReferences.[].kind", "Job");

/**
 * KWOK's configuration: pods run as soon as they are scheduled, pods of Jobs succeed, and deleted pods disappear. Pods with one of the
 * given images do not.
 *
 * @param podAddress address of every pod; without it KWOK gives each one of its own
 */
export function stages({ neverReady, fails }: PodBehaviour, podAddress?: string): string {
  const status = (phase: string, state: ContainerState) => statusOf(phase, state, podAddress);
  const withImage = (text: string) => exists(`${IMAGES} | select(contains(${JSON.stringify(text)}))`);
  const withoutImage = (text: string) => isMissing(`${IMAGES} | select(contains(${JSON.stringify(text)}))`);
  const all = [
    stage("pod-ready", [LIVES, PENDING, ...(neverReady === undefined ? [] : [withoutImage(neverReady)])], status("Running", READY)),
    stage("pod-complete", [LIVES, RUNNING, OF_JOB, ...(fails === undefined ? [] : [withoutImage(fails)])], status("Succeeded", ended(0))),
    ...(fails === undefined ? [] : [stage("pod-fails", [LIVES, RUNNING, OF_JOB, withImage(fails)], status("Failed", ended(1)))]),
    ...(neverReady === undefined ? [] : [stage("pod-waits", [LIVES, PENDING, NEW, withImage(neverReady)], status("Pending", WAITING))]),
    stage("pod-delete", [exists(".metadata.deletionTimestamp")], { delete: true }),
  ];
  return [...all, ...NODE].map((one) => stringify(one)).join("---\n");
}

function stage(name: string, matchExpressions: readonly object[], next: object) {
  return {
    apiVersion: "kwok.x-k8s.io/v1alpha1",
    kind: "Stage",
    metadata: { name },
    spec: { resourceRef: POD, selector: { matchExpressions }, next },
  };
}

interface ContainerState {
  readonly ready: boolean;
  readonly state: string;
}

const READY: ContainerState = { ready: true, state: "{running: {startedAt: {{ Now | Quote }}}}" };
const WAITING: ContainerState = { ready: false, state: "{waiting: {reason: ImagePullBackOff, message: the image cannot be pulled}}" };
const ended = (exitCode: number): ContainerState => ({
  ready: false,
  state: `{terminated: {exitCode: ${exitCode}, reason: ${exitCode === 0 ? "Completed" : "Error"}, startedAt: {{ Now | Quote }}, finishedAt: {{ Now | Quote }}}}`,
});

const OWN_ADDRESS = [
  "{{ with PodIPsWith .spec.nodeName false .metadata.uid .metadata.name .metadata.namespace }}podIP: {{ index . 0 | Quote }}",
  "podIPs: [{ip: {{ index . 0 | Quote }}}]{{ end }}",
];

/** The status of a pod all of whose containers are in one state. */
function statusOf(phase: string, { ready, state }: ContainerState, podAddress: string | undefined) {
  const conditions = ["PodScheduled", "Initialized", "ContainersReady", "Ready"].map(
    (type) => `- {type: ${type}, status: "${ready || type === "PodScheduled" ? "True" : "False"}", lastTransitionTime: {{ Now | Quote }}}`,
  );
  const containers = [
    "containerStatuses:",
    "{{ range .spec.containers }}",
    `- {name: {{ .name | Quote }}, image: {{ .image | Quote }}, imageID: "", ready: ${ready}, started: ${ready}, restartCount: 0, state: ${state}}`,
    "{{ end }}",
  ];
  // A pod keeps the address and the start that it gets when it runs.
  const start = [
    "startTime: {{ Now | Quote }}",
    ...(podAddress === undefined ? OWN_ADDRESS : [`podIP: ${podAddress}`, `podIPs: [{ip: ${podAddress}}]`]),
  ];
  const lines = ["conditions:", ...conditions, ...containers, `phase: ${phase}`, ...(ready ? start : [])];
  return { statusTemplate: `${lines.join("\n")}\n` };
}

const NODE = [
  {
    apiVersion: "kwok.x-k8s.io/v1alpha1",
    kind: "Stage",
    metadata: { name: "node-ready" },
    spec: {
      resourceRef: { apiGroup: "v1", kind: "Node" },
      selector: {
        matchExpressions: [{ key: '.status.conditions.[] | select( .type == "Ready" ) | .status', operator: "NotIn", values: ["True"] }],
      },
      next: {
        statusTemplate:
          'conditions:\n- {type: Ready, status: "True", reason: KubeletReady, message: played by KWOK, lastHeartbeatTime: {{ Now | Quote }}, lastTransitionTime: {{ Now | Quote }}}\n',
      },
    },
  },
];
