import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { type Rotation, rotationKeepers } from "../../plan/rotation";

export interface GeneratedSecretArgs extends Rotation {
  /** Number of characters; Azure Database for PostgreSQL allows 8 to 128. */
  readonly length: number;
  /** Time of the deployment, which determines the rotation period. */
  readonly now: Date;
}

/** Unreserved characters of RFC 3986: they need no escaping in URLs, shells and connection strings. */
const PUNCTUATION = "-_.~";
/** Minimum number of characters of each class: password rules require characters of three classes. */
const MINIMUM_PER_CLASS = 2;

/** Generates a random value that is marked as secret and changes with its rotation period and its generation. */
export function generateSecret(name: string, args: GeneratedSecretArgs, opts: pulumi.CustomResourceOptions): pulumi.Output<string> {
  const { length, now } = args;
  const password = new random.RandomPassword(
    name,
    {
      length,
      minLower: MINIMUM_PER_CLASS,
      minUpper: MINIMUM_PER_CLASS,
      minNumeric: MINIMUM_PER_CLASS,
      special: true,
      overrideSpecial: PUNCTUATION,
      keepers: rotationKeepers(args, now),
    },
    opts,
  );
  return pulumi.secret(password.result);
}
