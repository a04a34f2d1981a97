import type { CloudContext } from "../types";

const SETTINGS = ["subscriptionId", "tenantId", "clientId", "location"] as const;

/** The settings of an explicit provider; those that it leaves out are the stack's. */
export function withProvider(context: CloudContext, provider: Readonly<Record<string, unknown>> | undefined): CloudContext {
  if (provider === undefined) return context;
  const own = SETTINGS.flatMap((setting) => {
    const value = provider[setting];
    return typeof value === "string" && value !== "" ? [[setting, value] as const] : [];
  });
  return own.length === 0 ? context : { ...context, ...Object.fromEntries(own) };
}
