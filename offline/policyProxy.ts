import type * as policy from "@pulumi/policy";

import proxy = require("@pulumi/policy/proxy");

// The package's index exports both, but loads the analyzer's gRPC server with them; proxy.js alone declares no types.
const typed = proxy as unknown as Pick<typeof policy, "unknownCheckingProxy" | "UnknownValueError">;

export const { unknownCheckingProxy, UnknownValueError } = typed;
