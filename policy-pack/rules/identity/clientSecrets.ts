import * as token from "../facts/tokens";
import { get, isMissing, isUnknown, toText, type Value } from "../reading/values";
import type { CheckResults, Outcome, RuleContext, RuleResource } from "../rule";

const DAY_IN_MILLISECONDS = 86_400_000;
const HOURS = /^(\d+(?:\.\d+)?)h$/;

/**
 * Compliant: the application has no password; where configuration allows passwords, each is valid for at most the configured days.
 * The length is calculated from the password's own dates, not from today, so that the result is the same in every run.
 */
export function checkClientSecrets(resource: RuleResource, { config }: RuleContext): Outcome {
  const maxDays = Number(config.maxDays);
  return passwordsOf(resource).flatMap(({ path, value }) => checkPassword(path, value, maxDays));
}

interface Password {
  /** Path of the password; empty if the resource is the password. */
  readonly path: string;
  readonly value: Value;
}

function passwordsOf({ type, props }: RuleResource): readonly Password[] {
  if (type !== token.ENTRA_APPLICATION) return [{ path: "", value: props }];
  return isMissing(props.password) ? [] : [{ path: "password", value: props.password }];
}

function checkPassword(path: string, password: Value, maxDays: number): CheckResults {
  if (isUnknown(password)) return [{ unknown: path }];
  if (maxDays <= 0) return [{ path: path || "(resource)", expected: "a federated credential or a certificate, no password" }];
  const at = (property: string) => (path === "" ? property : `${path}.${property}`);
  const [relative, start, end] = ["endDateRelative", "startDate", "endDate"].map((property) => get(password, property));
  const expected = `an end at most ${maxDays} days after the start, set by startDate and endDate or by endDateRelative`;
  const unknown = (["endDateRelative", "startDate", "endDate"] as const).find((property) => isUnknown(get(password, property)));
  if (unknown !== undefined) return [{ unknown: at(unknown) }];
  const days = lengthInDays(relative, start, end);
  return days !== undefined && days <= maxDays ? [] : [{ path: at("endDate"), found: end ?? relative, expected }];
}

function lengthInDays(relative: Value, start: Value, end: Value): number | undefined {
  const hours = typeof relative === "string" ? HOURS.exec(relative)?.[1] : undefined;
  if (hours !== undefined) return Number(hours) / 24;
  const span = Date.parse(toText(end)) - Date.parse(toText(start));
  return Number.isFinite(span) && span > 0 ? span / DAY_IN_MILLISECONDS : undefined;
}
