/** Options of V8 for a process that runs for about a second. */
const v8 = require("node:v8");

const HEAP_AT_START = /^--initial[-_]old[-_]space[-_]size=/;

/**
 * Lets V8 accept the compiled code of Node.js's own modules and of the bundles: it does so only with the options with which the code was
 * compiled. The size of the heap at start, with which `npm run preview` starts Node.js, has taken effect by now.
 */
function acceptCompiledCode() {
  if (process.execArgv.some((option) => HEAP_AT_START.test(option))) v8.setFlagsFromString("--initial-old-space-size=0");
}

/** Options that set how often a function runs before it is optimized, by V8's major version in Node.js 20, 22 and 24: ten times its default. */
const OPTIMIZATION = {
  11: ["--interrupt-budget=675840"],
  12: ["--invocation-count-for-turbofan=30000"],
  13: ["--invocation-count-for-turbofan=30000", "--invocation-count-for-maglev=4000"],
};

/**
 * Lets V8 optimize functions later. A preview ends before most optimizations pay, and they take up the second processor, which garbage
 * collection needs. Even a stack of 20,000 resources takes less time. From then on V8 accepts no code that was compiled before.
 */
function optimizeLater() {
  for (const option of OPTIMIZATION[Number.parseInt(process.versions.v8, 10)] ?? []) v8.setFlagsFromString(option);
}

module.exports = { acceptCompiledCode, optimizeLater };
