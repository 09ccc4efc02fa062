"use strict";
// Searches, filters and shows the works of works.js; their HTML was escaped when the site was built.
const said = document.getElementById("said");

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // without permission, or from a disk
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  said.textContent = `${what} copied`;
  said.classList.add("shown");
  setTimeout(() => said.classList.remove("shown"), 2000);
}

function offerScheme() {
  const root = document.documentElement, button = document.getElementById("scheme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => root.dataset.scheme ? root.dataset.scheme === "dark" : system.matches;
  const name = () => { button.textContent = dark() ? "Light" : "Dark"; };
  button.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.scheme = dark() ? "light" : "dark";
    try { localStorage.setItem("litlint-scheme", root.dataset.scheme); } catch { /* it lasts for this page */ }
    name();
  });
  system.addEventListener("change", name);
  name();
}

function offerPageCopy() {
  const button = document.querySelector("[data-copy-page]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => copy(document.getElementById("bibtex").textContent, "BibTeX"));
}

function offerSearch({ works, sections }) {
  const CHUNK = 40;
  const form = document.querySelector("form"), told = form.querySelector("output"), list = document.querySelector("ol");
  const bar = document.getElementById("selection"), filters = document.getElementById("filters");
  const byId = new Map(works.map((work) => [work.id, work]));
  const selected = new Set();
  let found = works, shown = list.children.length;

  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const fields = [...form.elements].filter((field) => field.name);
  const value = (name) => {
    const field = form.elements[name];
    return !field ? "" : field.type === "checkbox" ? (field.checked ? "1" : "") : field.value;
  };

  function matching() {
    const words = fold(value("q")).split(/\s+/).filter(Boolean);
    const [section, year, venue, tag, code, proved] = ["section", "year", "venue", "tag", "code", "proved"].map(value);
    const wanted = sections.indexOf(section);
    const fits = (work) => (!section || work.sections.includes(wanted)) && (!year || String(work.year) === year) &&
      (!venue || work.venue === venue) && (!tag || work.tags.includes(tag)) && (!code || work.code) &&
      (!proved || work.proved) && words.every((word) => work.words.includes(word));
    const result = works.filter(fits);
    const sort = value("sort");
    if (sort === "year") result.sort((a, b) => b.year - a.year);
    if (sort === "added") result.sort((a, b) => a.added < b.added ? 1 : a.added > b.added ? -1 : 0);
    if (sort === "title") result.sort((a, b) => a.title < b.title ? -1 : a.title > b.title ? 1 : 0);
    return result;
  }

  function item(work, before) {
    const row = document.createElement("li");
    row.dataset.id = work.id;
    const section = work.sections[0], above = before ? before.sections[0] : undefined;
    if (!value("sort") && section !== undefined && section !== above) {
      const title = document.createElement("p"), inner = document.createElement("bdi");
      title.className = "section";
      inner.textContent = sections[section];
      title.append(inner);
      row.append(title);
    }
    const article = document.createElement("article");
    article.innerHTML = work.html;
    row.append(article);
    return row;
  }

  // What reference managers read (COinS), as soon as the citations are there; and the buttons, which need this script.
  function complete(row) {
    const article = row.querySelector("article"), cited = (window.litlintCitations || {})[row.dataset.id];
    if (cited && !article.querySelector(".Z3988")) {
      const span = document.createElement("span");
      span.className = "Z3988";
      span.title = cited[1];
      article.append(span);
    }
    for (const tool of row.querySelectorAll(".tools [hidden]")) tool.hidden = false;
    row.querySelector("[data-select]").checked = selected.has(row.dataset.id);
  }

  function more() {
    const next = found.slice(shown, shown + CHUNK);
    const rows = next.map((work, number) => item(work, found[shown + number - 1]));
    rows.forEach(complete);
    shown += next.length;
    list.append(...rows);
  }

  function show() {
    const start = performance.now();
    found = matching();
    const searched = performance.now();
    shown = 0;
    list.replaceChildren();
    more();
    const all = found.length === works.length;
    const [some, every] = [found, works].map(({ length }) => length.toLocaleString("en"));
    told.textContent = `${some}${all ? "" : ` of ${every}`} ${works.length === 1 ? "work" : "works"}`;
    performance.measure("litlint-search", { start, end: searched });
    performance.measure("litlint-show", { start, end: performance.now() });
  }

  // The state is in the fragment, which also pages on a disk may change.
  function keep() {
    const state = new URLSearchParams();
    for (const { name } of fields) if (value(name)) state.set(name, value(name));
    const text = state.toString();
    history.replaceState(null, "", text ? `#${text}` : "#");
  }

  function restore() {
    const state = new URLSearchParams(location.hash.slice(1));
    for (const field of fields) {
      const wanted = state.get(field.name) || "";
      if (field.type === "checkbox") field.checked = wanted === "1";
      else field.value = wanted;
      if (field.localName === "select" && field.selectedIndex < 0) field.value = "";
      if (wanted && field.name !== "q") filters.open = true;
    }
    return fields.some(({ name }) => value(name));
  }

  function tellSelection() {
    bar.hidden = !selected.size;
    bar.querySelector("span").textContent = `${selected.size} selected`;
  }

  function bibtex(ids) {
    const cited = window.litlintCitations || {};
    return ids.map((id) => (cited[id] || [""])[0]).join("\n");
  }

  const changed = () => { keep(); show(); };
  const current = () => document.activeElement.closest("li[data-id]");

  function step(by) {
    const rows = [...list.children], at = rows.indexOf(current());
    if (at + by >= rows.length && shown < found.length) more();
    const next = list.children[at < 0 ? 0 : Math.max(at + by, 0)];
    if (next) next.querySelector(".title").focus();
  }

  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(changed));
  addEventListener("hashchange", () => { restore(); show(); });
  list.addEventListener("click", ({ target }) => {
    if (target.dataset.copy) copy(bibtex([target.dataset.copy]), "BibTeX");
  });
  list.addEventListener("change", ({ target }) => {
    if (!target.dataset.select) return;
    if (target.checked) selected.add(target.dataset.select); else selected.delete(target.dataset.select);
    tellSelection();
  });
  bar.addEventListener("click", ({ target }) => {
    if ("copySelection" in target.dataset) {
      copy(bibtex(works.filter(({ id }) => selected.has(id)).map(({ id }) => id)), `BibTeX of ${selected.size}`);
    }
    if ("clearSelection" in target.dataset) {
      selected.clear();
      for (const box of list.querySelectorAll("[data-select]")) box.checked = false;
      tellSelection();
    }
  });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const search = form.elements.q;
    if (event.key === "Escape" && event.target === search) { search.value = ""; changed(); search.blur(); return; }
    if (event.target.matches("input:not([type=checkbox]), select, textarea")) return;
    if (event.key === "/") { event.preventDefault(); search.focus(); search.select(); }
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
    const row = current();
    if (row && event.key === "c") copy(bibtex([row.dataset.id]), "BibTeX");
    if (row && event.key === "x") row.querySelector("[data-select]").click();
  });
  new IntersectionObserver(([end]) => { if (end.isIntersecting && shown < found.length) more(); }, { rootMargin: "1500px" })
    .observe(document.querySelector("footer"));
  addEventListener("load", () => { for (const row of list.children) complete(row); });

  form.hidden = false;
  document.querySelector(".keys").hidden = false;
  filters.open = matchMedia("(min-width: 60rem)").matches;
  if (restore()) show(); else for (const row of list.children) complete(row);
  performance.mark("litlint-ready");
}

offerScheme();
offerPageCopy();
if (window.litlintWorks) offerSearch(window.litlintWorks);
