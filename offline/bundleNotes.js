/** What is known of a bundle beside its text: what it was made from, and the function its text is wrapped in. */
const fs = require("node:fs");

const WRAPPER = ["(function (exports, require, module, __filename, __dirname) {", "\n})"];

/** What is known of a bundle, if every file it was made from still has the size and time it had then. */
function current(file) {
  const described = `${file}on`;
  const last = fs.existsSync(described) ? JSON.parse(fs.readFileSync(described, "utf8")) : undefined;
  return last !== undefined && Object.entries(last.stamps).every(([source, stamp]) => stampOf(source) === stamp) ? last : undefined;
}

/** Notes what a bundle was made from. */
function describe(file, madeFrom, packages) {
  const described = { stamps: Object.fromEntries(madeFrom.map((source) => [source, stampOf(source)])), packages };
  write(`${file}on`, JSON.stringify(described));
  return described;
}

function stampOf(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? "missing" : `${stat.mtimeMs} ${stat.size}`;
}

/** Two previews may run at once; a rename is the only write the other one sees. */
function write(file, data) {
  const part = `${file}.${process.pid}`;
  fs.writeFileSync(part, data);
  fs.renameSync(part, file);
}

module.exports = { current, describe, write, WRAPPER };
