import type { SidecarCheck } from "./detect";
import { checkTexts, isTrue, withUnseen } from "./settingChecks";
import { settingsMatching } from "./settings";

/** Option for pods with autonomous agents, which have no user token to send. */
export const AUTONOMOUS_AGENTS = "autonomousAgents";

/** Options of the routes that need no token (microsoft-identity-web, SidecarOptions.cs). */
const ANONYMOUS = /^sidecar__allowoverrides__(?:getauthorizationheader|calldownstreamapi)unauthenticated$/;
const REDIRECTS = /^sidecar__allowoutboundredirects$/;

/** Compliant: callers without a token cannot choose scopes, tenant or headers, and the sidecar follows no redirect with a token. */
export const checkAnonymousOverrides: SidecarCheck = (sidecar, { config }) => {
  const anonymous = config[AUTONOMOUS_AGENTS] === true ? [] : settingsMatching(sidecar.settings, ANONYMOUS);
  const redirects = settingsMatching(sidecar.settings, REDIRECTS);
  return withUnseen(sidecar, [
    ...checkTexts([...anonymous, ...redirects], (text) => (isTrue(text) ? { found: text, expected: '"false"' } : undefined)),
  ]);
};
