import { answerAzure } from "./azure/azure";
import { invokeAzure } from "./azure/invokes";
import { answerDynamic } from "./dynamic";
import { answerKubernetes } from "./kubernetes";
import { answerProvider } from "./provider";
import { answerRandom } from "./random";
import type { Answer, CloudContext, CreateRequest, InvokeAnswer } from "./types";

export type { Answer, CloudContext, CreateRequest, InvokeAnswer } from "./types";

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
