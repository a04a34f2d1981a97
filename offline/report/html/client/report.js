// Runs in the page of --html. Without it the page is complete but for the filter, the dialog and the switch of the theme.
(() => {
  const find = (id) => document.getElementById(id);

  /** The theme that the reader chose before; a browser that stores nothing for files has none. */
  const stored = {
    get: () => {
      try {
        return localStorage.getItem("hardened-aks-report-theme");
      } catch {
        return null;
      }
    },
    set: (theme) => {
      try {
        localStorage.setItem("hardened-aks-report-theme", theme);
      } catch {
        // The choice is kept until the page is closed.
      }
    },
  };

  function applyTheme(theme) {
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  }

  function startTheme() {
    const before = stored.get();
    applyTheme(before);
    find("theme").hidden = false;
    for (const radio of find("theme").querySelectorAll("input")) {
      if (radio.value === before) radio.checked = true;
      radio.addEventListener("change", () => {
        applyTheme(radio.value);
        stored.set(radio.value);
      });
    }
  }

  /** Shows the rows that have all words, and that the other controls of the filter let through. */
  function startFilter() {
    const rows = [...find("resources").tBodies[0].rows].map((row) => ({
      row,
      text: `${row.textContent} ${parentText(row)}`.toLowerCase(),
      lane: row.cells.length > 3 ? row.cells[2].textContent : "",
      flags: row.dataset.flags ?? "",
    }));
    const [text, lane, findings, changes] = ["text", "lane", "findings", "changes"].map((name) => find(`filter-${name}`));
    const status = find("filter-status");
    const apply = () => {
      const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const one of rows) {
        const fits =
          words.every((word) => one.text.includes(word)) &&
          (!lane?.value || one.lane === lane.value) &&
          (!findings.checked || one.flags.includes("f")) &&
          (!changes?.checked || one.flags.includes("c"));
        one.row.hidden = !fits;
        if (fits) shown += 1;
      }
      status.textContent = shown === rows.length ? `${rows.length} resources` : `${shown} of ${rows.length} resources`;
    };
    for (const input of [text, lane, findings, changes]) input?.addEventListener("input", apply);
    find("filter").hidden = false;
    apply();
  }

  const data = () => {
    const element = find("data");
    return element === null ? [] : JSON.parse(element.textContent);
  };
  const resources = data();
  const nameOf = (index) => resources[index].urn.split("::").at(-1);

  function parentText(row) {
    const parent = resources[Number(row.id.slice(1))]?.parent;
    return parent === undefined ? "" : nameOf(parent);
  }

  /** An element with text or elements in it: values of the report are text, never markup. */
  function element(name, attributes, ...children) {
    const created = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, value);
    created.append(...children);
    return created;
  }

  function linkTo(index) {
    return element("a", { href: `#r${index}`, "data-resource": index }, nameOf(index));
  }

  function term(name, ...values) {
    return element("div", {}, element("dt", {}, name), ...values.map((value) => element("dd", {}, value)));
  }

  function describe(index) {
    const { urn, type, parent, provider, protect, dependencies, findings = [], inputs } = resources[index];
    const dependents = resources.flatMap((one, other) => (one.dependencies.includes(index) ? [other] : []));
    const list = element("dl", {}, term("Type", type), term("URN", element("code", {}, urn)));
    if (parent !== undefined) list.append(term("Parent", linkTo(parent)));
    if (provider !== undefined) list.append(term("Provider", provider));
    if (protect) list.append(term("Protected", "The engine refuses to delete it."));
    if (dependencies.length > 0) list.append(term("Depends on", ...dependencies.map(linkTo)));
    if (dependents.length > 0) list.append(term("Needed by", ...dependents.map(linkTo)));
    const found = findings.map(({ control, title, level, path }) =>
      element("li", { class: level }, element("span", { class: "control" }, control), ` ${title}${path === "" ? "" : `: ${path}`}`),
    );
    const parts = found.length === 0 ? [] : [element("h4", {}, "Findings"), element("ul", {}, ...found)];
    const values = Object.keys(inputs).length === 0 ? "No inputs" : JSON.stringify(inputs, null, 2);
    return [list, ...parts, element("h4", {}, "Inputs"), element("pre", { tabindex: "0", role: "group", "aria-label": "Inputs" }, values)];
  }

  function startDialog() {
    const dialog = find("resource");
    const open = (index) => {
      find("resource-name").textContent = nameOf(index);
      find("resource-body").replaceChildren(...describe(index));
      if (!dialog.open) dialog.showModal();
      dialog.scrollTop = 0;
      find("resource-close").focus();
    };
    for (const opener of document.querySelectorAll("a[data-resource]")) opener.setAttribute("aria-haspopup", "dialog");
    document.addEventListener("click", (event) => {
      // The browser's own: a new tab, a new window, a download.
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      const opener = event.target.closest("[data-resource]");
      if (opener !== null) {
        event.preventDefault();
        open(Number(opener.dataset.resource));
      } else if (event.target === dialog) dialog.close();
    });
    find("resource-close").addEventListener("click", () => dialog.close());
  }

  /** The element that the address names; a browser also shows a page whose address ends in a malformed escape. */
  function targetOf(hash) {
    try {
      return hash === "" ? null : find(decodeURIComponent(hash.slice(1)));
    } catch {
      return null;
    }
  }

  /** A link into something closed opens it. */
  function openTarget() {
    const target = targetOf(location.hash);
    for (let around = target; around !== null; around = around.parentElement) if (around.tagName === "DETAILS") around.open = true;
    target?.scrollIntoView();
  }

  document.documentElement.classList.add("scripted");
  startTheme();
  if (resources.length > 0) {
    startFilter();
    startDialog();
  }
  addEventListener("hashchange", openTarget);
  openTarget();
})();
