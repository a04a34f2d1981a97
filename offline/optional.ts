/** Modules that only some options need. Each is evaluated at its first use: a preview without the option starts as fast as without them. */
export const base = (): typeof import("./base/base") => require("./base/base");
export const comparison = (): typeof import("./report/comparison/build") => require("./report/comparison/build");
export const comparisonText = (): typeof import("./report/comparison/text") => require("./report/comparison/text");
export const model = (): typeof import("./report/model") => require("./report/model");
export const files = (): typeof import("./report/files") => require("./report/files");
