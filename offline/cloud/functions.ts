import { containsSecret, type Properties, plain, secret } from "../wire";
import { armId } from "./azure/arm";
import { answerAzure, existingResource, readAzure } from "./azure/invokes";
import type { Declarations } from "./declarations/declarations";
import type { Member } from "./declarations/members";
import type { PackageTypes } from "./declarations/packageTypes";
import { completeRecord, plausibleValue } from "./plausible/complete";
import { subjectOf } from "./plausible/subject";
import type { CloudContext } from "./types";

/** Result of a function, and where it is from. */
export interface Answer {
  /** Result in protocol form, secrets marked. */
  readonly result: Properties;
  /** Whether the simulated cloud knows the result, or it is made up from the SDK's result type. */
  readonly source: "simulated" | "plausible";
  /** ARM id of the resource that the function reads; empty if it reads none. */
  readonly id: string;
}

/** The result of a `list…` function with one of these words in its name is secret as a whole, as the provider marks it. */
const CREDENTIALS = /^(list|get).*(Keys?|Secrets?|Credentials?|ConnectionStrings?|Sas|SAS|Tokens?|Passwords?|Kubeconfig)([A-Z]|$)/;

/** Lists of a result that is made up have elements, as programs read the first ones: keys come in pairs, zones in threes. */
const ELEMENTS = { objects: 2, scalars: 3 };

/** Answers a provider function; undefined if it is neither implemented nor declared by an installed SDK. */
export function answer(token: string, args: Properties, context: CloudContext, declarations: Declarations): Answer | undefined {
  const own = isAzure(token) ? answerAzure(token, args, context) : undefined;
  if (own !== undefined) return { result: own.secret ? allSecret(own.result) : own.result, source: "simulated", id: "" };
  const types = declarations.of(token.split(":", 1)[0] ?? "");
  const read = readResource(token, args, context, types);
  const id = `${read?.id ?? ""}`;
  const declared = types?.resultOf(token);
  if (types === undefined || declared === undefined) return read && { result: read, source: "plausible", id };
  const subject = subjectOf(token, { id: id || seedOf(token, args, context), name: nameIn(args), location: args.location }, context);
  const completion = { types, subject, absent: "plausible", optional: true, elements: ELEMENTS } as const;
  const result =
    typeof declared === "string"
      ? { result: plausibleValue(declared, "result", completion) }
      : completeRecord(declared, read ?? echoed(args, declared), completion);
  const name = token.slice(token.lastIndexOf(":") + 1);
  return { result: CREDENTIALS.test(name) || containsSecret(result) ? allSecret(result) : result, source: "plausible", id };
}

/** What the simulated cloud knows of the resource that a `get…` function reads; lists that it knows nothing of are left out. */
function readResource(token: string, args: Properties, context: CloudContext, types: PackageTypes | undefined): Properties | undefined {
  const type = isAzure(token) ? existingResource(token) : undefined;
  if (type === undefined || (types !== undefined && types.outputsOf(type) === undefined)) return undefined;
  const read = Object.entries(readAzure(type, args, context));
  return Object.fromEntries(read.filter(([, value]) => !Array.isArray(value) || value.length > 0));
}

function isAzure(token: string): boolean {
  return token.startsWith("azure-native");
}

/** Secretness belongs to the result as a whole: the SDK makes the output secret if one property is. */
function allSecret(result: Properties): Properties {
  return Object.fromEntries(Object.entries(result).map(([key, value]) => [key, secret(plain(value))]));
}

/** Many functions return what they were asked for, as part of the result. */
function echoed(args: Properties, declared: readonly Member[]): Properties {
  return Object.fromEntries(declared.flatMap(([name]) => (args[name] === undefined ? [] : [[name, args[name]]])));
}

/** The argument that names the resource. */
function nameIn(args: Properties): string {
  const names = Object.keys(args).filter((key) => /name$/i.test(key) && key !== "resourceGroupName" && typeof args[key] === "string");
  return names.length === 0 ? "simulated" : `${args[names.at(-1) ?? ""]}`;
}

function seedOf(token: string, args: Properties, context: CloudContext): string {
  if (!isAzure(token)) return `${token}\0${JSON.stringify(args)}`;
  return armId({ type: token.replace(/:(get|list)(\w+)$/, ":$2"), name: nameIn(args), inputs: args }, context);
}
