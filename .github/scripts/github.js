// GitHub's REST API with the token of the job, and the run that the event is about.
const { readFileSync } = require("node:fs");

const repository = () => process.env.GITHUB_REPOSITORY;

/** Sends a request below the repository, such as `issues/1`. @returns status and parsed body; a status of 400 or more does not throw */
async function send(method, path, body) {
  const response = await fetch(`${process.env.GITHUB_API_URL}/repos/${repository()}/${path}`, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${process.env.GITHUB_TOKEN}`,
      "x-github-api-version": "2022-11-28",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, data: text === "" ? undefined : JSON.parse(text) };
}

/** Sends a request that must succeed. @returns the parsed body */
async function request(method, path, body) {
  const { status, data } = await send(method, path, body);
  if (status >= 400) throw new Error(`${method} ${path}: ${status} ${data?.message ?? ""}`);
  return data;
}

/** Returns all elements of a list, at most 1000. */
async function list(path) {
  const all = [];
  for (let page = 1; page <= 10; page += 1) {
    const data = await request("GET", `${path}${path.includes("?") ? "&" : "?"}per_page=100&page=${page}`);
    all.push(...data);
    if (data.length < 100) break;
  }
  return all;
}

const event = () => JSON.parse(readFileSync(process.env.GITHUB_EVENT_PATH, "utf8"));

/**
 * Returns the one open pull request that a run belongs to. Its number comes from GitHub, never from what the run wrote: the event does not
 * name the pull request of a fork, so it is the one whose head is the branch, repository and commit of the run.
 */
async function pullRequestOf(run) {
  const { head_branch: branch, head_sha: sha, head_repository: head } = run;
  const query = new URLSearchParams({ state: "open", head: `${head.owner.login}:${branch}` });
  const found = (await list(`pulls?${query}`)).filter(
    (pull) => pull.head.sha === sha && pull.head.repo?.id === head.id && pull.base.repo.full_name === repository(),
  );
  return found.length === 1 ? found[0] : undefined;
}

module.exports = { event, list, pullRequestOf, repository, request, send };
