import { answerAzure } from "./azure/azure";
import { invokeAzure } from "./azure/invokes";
import { answerDynamic } from "./dynamic";
import { answerKubernetes } from "./kubernetes";
import { answerProvider } from "./provider";
import { answerRandom } from "./random";

/** Who deploys, and where to. */
export interface CloudContext {
  readonly subscriptionId: string;
  readonly tenantId: string;
  /** Entra object id of the deploying principal. */
  readonly objectId: string;
  /** Application id of the deploying principal. */
  readonly clientId: string;
}

/** A resource as a provider's `create` receives it: inputs without secret marks, unknown leaves as the protocol's string. */
export interface CreateRequest {
  /** Type token: `azure-native:keyvault:Vault`. */
  readonly type: string;
  /** Logical name, the stem of generated physical names. */
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** What the cloud adds to the inputs. Where a member of an object is computed, only that member is given. */
export interface Answer {
  readonly id: string;
  readonly computed: Readonly<Record<string, unknown>>;
  /** Top-level outputs that are secret. */
  readonly secrets?: readonly string[];
}

export interface InvokeAnswer {
  readonly result: Readonly<Record<string, unknown>>;
  /** Whether the whole result is secret. */
  readonly secret: boolean;
}

/** The simulated cloud: pure, deterministic, and the same for the offline preview and for a provider that serves the engine. */
export function create(request: CreateRequest, context: CloudContext): Answer {
  const [pkg = ""] = request.type.split(":", 1);
  switch (pkg) {
    case "azure-native":
      return answerAzure(request, context);
    case "kubernetes":
      return answerKubernetes(request);
    case "random":
      return answerRandom(request);
    case "pulumi":
      return answerProvider(request);
    case "pulumi-nodejs":
      return answerDynamic(request);
    default:
      return { id: `${request.name}-id`, computed: {} };
  }
}

/** @throws Error where the cloud does not describe the function. */
export function invoke(token: string, args: Readonly<Record<string, unknown>>, context: CloudContext): InvokeAnswer {
  const answer = token.startsWith("azure-native:") ? invokeAzure(token, args, context) : undefined;
  if (answer === undefined) throw new Error(`the simulated cloud has no answer for the function ${token}`);
  return answer;
}
