// Files of an artifact that code of a pull request wrote: bounded in size, read by name, never extracted to disk.
const { execFileSync } = require("node:child_process");
const { mkdtempSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { repository, request } = require("./github");

const MEGABYTE = 1024 * 1024;
/** Size of the archive, compressed. */
const MAX_ARCHIVE = 5 * MEGABYTE;
/** Size of one file in it. */
const MAX_FILE = 10 * MEGABYTE;

/** Downloads the archive of a run's artifact. @returns undefined if the run has none, because it failed earlier */
async function download(runId, name) {
  const { artifacts } = await request("GET", `actions/runs/${runId}/artifacts?name=${encodeURIComponent(name)}`);
  const artifact = artifacts.find((candidate) => candidate.name === name && !candidate.expired);
  if (artifact === undefined) return undefined;
  if (!(artifact.size_in_bytes <= MAX_ARCHIVE)) throw new Error(`The artifact ${name} has more than ${MAX_ARCHIVE} bytes.`);
  const response = await fetch(`${process.env.GITHUB_API_URL}/repos/${repository()}/actions/artifacts/${Number(artifact.id)}/zip`, {
    headers: { authorization: `Bearer ${process.env.GITHUB_TOKEN}` },
  });
  if (!response.ok) throw new Error(`The artifact ${name} cannot be downloaded: ${response.status}.`);
  return Buffer.from(await response.arrayBuffer());
}

/** Returns the text of a file in the archive, or undefined if it is not there. @throws Error if it is too large */
function entry(archive, name) {
  const folder = mkdtempSync(join(tmpdir(), "artifact-"));
  try {
    const file = join(folder, "archive.zip");
    writeFileSync(file, archive);
    return execFileSync("unzip", ["-p", file, name], { maxBuffer: MAX_FILE, stdio: ["ignore", "pipe", "ignore"] }).toString("utf8");
  } catch (error) {
    // unzip's exit code for a name that does not match.
    if (error.status === 11) return undefined;
    throw new Error(`${name} of the artifact cannot be read, or has more than ${MAX_FILE} bytes.`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

module.exports = { download, entry };
