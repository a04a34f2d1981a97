import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { rotationPeriod } from "../../plan/rotation";

export interface GeneratedSecretArgs {
  /** Number of characters; Azure Database for PostgreSQL takes 8 to 128. */
  readonly length: number;
  /** Days after which the next `pulumi up` makes a new value. */
  readonly rotationDays: number;
  /** Time of the deployment. */
  readonly now: Date;
}

/** Unreserved characters of RFC 3986: they survive URLs, shells and connection strings. */
const PUNCTUATION = "-_.~";
/** Of each class at least: password rules ask for characters of three classes. */
const LEAST_OF_EACH = 2;

/** A random value that nobody sees and that changes with its rotation period. */
export function generatedSecret(name: string, args: GeneratedSecretArgs, opts: pulumi.CustomResourceOptions): pulumi.Output<string> {
  const { length, rotationDays, now } = args;
  const password = new random.RandomPassword(
    name,
    {
      length,
      minLower: LEAST_OF_EACH,
      minUpper: LEAST_OF_EACH,
      minNumeric: LEAST_OF_EACH,
      special: true,
      overrideSpecial: PUNCTUATION,
      keepers: { period: rotationPeriod(rotationDays, now) },
    },
    opts,
  );
  return pulumi.secret(password.result);
}
