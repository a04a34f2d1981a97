import type * as policy from "@pulumi/policy";

import proxy = require("@pulumi/policy/proxy");

// The package's index exports both, but also loads the analyzer's gRPC server; proxy.js has no type declarations of its own.
const typed = proxy as unknown as Pick<typeof policy, "unknownCheckingProxy" | "UnknownValueError">;

export const { unknownCheckingProxy, UnknownValueError } = typed;
