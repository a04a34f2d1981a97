import { NOT_APPLICABLE, type Outcome, type RuleContext, type StackView } from "../rule";

/** Compliant: the stack's name, its configuration or a tag of the stack names its environment, from which the pack selects the profile. */
export function checkEnvironmentDeclared(_stack: StackView, { environments }: RuleContext): Outcome {
  if (environments === undefined) return NOT_APPLICABLE;
  if (environments.length > 0) return [];
  return [
    { path: "environment", found: undefined, expected: "prod, dev, test, staging or a similar word in the stack's name or configuration" },
  ];
}
