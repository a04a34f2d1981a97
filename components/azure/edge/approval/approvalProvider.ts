import type * as pulumi from "@pulumi/pulumi";
import type { armClient, HostAccess } from "./approvalArm";
import type { Approval, ApprovalRequest, approveConnection, matchingConnection, RetryPolicy } from "./approvalLogic";

/** Functions that the provider calls. */
export interface ApprovalDependencies {
  readonly approveConnection: typeof approveConnection;
  readonly matchingConnection: typeof matchingConnection;
  readonly armClient: typeof armClient;
}

type State = ApprovalRequest & Partial<Approval>;

/**
 * The dynamic provider of {@link OriginApproval}. It runs as source text (see originApproval.ts), where imports are not available:
 * other functions are passed as arguments, and Node's modules are loaded with `load`.
 */
export function approvalProvider(
  { approveConnection, matchingConnection, armClient }: ApprovalDependencies,
  load: NodeJS.Require,
): pulumi.dynamic.ResourceProvider<State, State> {
  const host = (): HostAccess => ({
    env: process.env,
    fetch,
    run: async (command, args) => {
      const { execFile } = load("node:child_process") as typeof import("node:child_process");
      const { promisify } = load("node:util") as typeof import("node:util");
      return (await promisify(execFile)(command, [...args], { shell: process.platform === "win32" })).stdout;
    },
    readFile: (path) => (load("node:fs/promises") as typeof import("node:fs/promises")).readFile(path, "utf8"),
  });
  // Fifteen minutes: the Private Link Service exists some minutes after its Kubernetes Service, the connection some minutes after the
  // origin.
  const retry: RetryPolicy = { attempts: 91, pause: () => new Promise((resolve) => setTimeout(resolve, 10_000)) };
  const approve = async ({ serviceId, requestMessage }: State): Promise<State> => {
    const approval = await approveConnection(armClient(host()), { serviceId, requestMessage }, retry);
    return { serviceId, requestMessage, ...approval };
  };
  return {
    async create(inputs) {
      const outs = await approve(inputs);
      return { id: `${inputs.serviceId}/privateEndpointConnections/${outs.connectionName}`, outs };
    },
    async diff(_id, olds, news) {
      const replaces = (["serviceId", "requestMessage"] as const).filter((key) => olds[key] !== news[key]);
      return { changes: replaces.length > 0 || olds.status !== "Approved", replaces };
    },
    async update(_id, _olds, news) {
      return { outs: await approve(news) };
    },
    async read(id, state) {
      if (state === undefined) return {};
      const connections = await armClient(host()).list(state.serviceId);
      const found = matchingConnection(connections ?? [], state);
      return found === undefined ? {} : { id, props: { ...state, ...found } };
    },
  };
}
