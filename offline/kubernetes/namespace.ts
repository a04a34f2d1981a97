import { parse } from "yaml";
import { isRecord, type Properties, plain } from "../wire";
import { text } from "./object";

/** The namespace that a Kubernetes provider gives to objects without one: its own setting, its kubeconfig's, or `default`. */
export function defaultNamespace(provider: Properties | undefined): string {
  const settings = plain(provider);
  if (!isRecord(settings)) return "default";
  return text(settings, "namespace") || contextNamespace(text(settings, "kubeconfig"), text(settings, "context")) || "default";
}

function contextNamespace(kubeconfig: string, context: string): string {
  const config = parsed(kubeconfig);
  if (!isRecord(config) || !Array.isArray(config.contexts)) return "";
  const current = context || text(config, "current-context");
  return text(
    config.contexts.find((candidate) => text(candidate, "name") === current),
    "context",
    "namespace",
  );
}

/** The setting can also be the path of a file of this machine, which a preview does not read. */
function parsed(kubeconfig: string): unknown {
  try {
    return parse(kubeconfig);
  } catch {
    return undefined;
  }
}
