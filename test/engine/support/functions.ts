import { invokeAzure } from "../../../offline/cloud/azure/invokes";
import type { CloudContext, InvokeResponse } from "../../../offline/cloud/cloud";
import { Declarations } from "../../../offline/cloud/declarations/declarations";
import { packagesFrom } from "../../../offline/cloud/declarations/packages";
import { answer } from "../../../offline/cloud/functions";
import { callKubernetesFunction, isKubernetesFunction } from "../../../offline/kubernetes/functions";
import { containsSecret, type Properties, plainProperties } from "../../../offline/wire";

const declarations = new Declarations(packagesFrom([__dirname]));

/**
 * Result of a provider function: what the simulated cloud knows, else the values with which the offline preview completes the result type
 * that the SDK declares.
 * @throws Error if no installed SDK declares the function
 */
export function invokeFunction(token: string, args: Properties, context: CloudContext): InvokeResponse {
  if (isKubernetesFunction(token)) return { result: { result: callKubernetesFunction(token, args).objects }, secret: false };
  const known = token.startsWith("azure-native:") ? invokeAzure(token, args, context) : undefined;
  if (known !== undefined) return known;
  const found = answer(token, args, context, declarations);
  if (found === undefined) throw new Error(`the simulated cloud does not implement the function ${token}`);
  return { result: plainProperties(found.result), secret: containsSecret(found.result) };
}
