"use strict";
const form = document.querySelector("form");
const words = form.elements.words, severity = form.elements.severity, rule = form.elements.rule;
const told = form.querySelector("output");
const findings = [...document.querySelectorAll("article")].map((node) => ({ node, text: node.textContent.toLowerCase() }));
const groups = [...document.querySelectorAll("main section")].reverse();

function filter() {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { node, text } of findings) {
    const fits = (!severity.value || node.dataset.severity === severity.value) &&
      (!rule.value || node.dataset.rule === rule.value) && wanted.every((word) => text.includes(word));
    node.hidden = !fits;
    shown += fits;
  }
  for (const group of groups) group.hidden = !group.querySelector("article:not([hidden])");
  told.textContent = `${shown} of ${findings.length} findings shown`;
}

function step(by) {
  const shown = findings.map(({ node }) => node).filter((node) => !node.hidden);
  const at = shown.indexOf(document.activeElement.closest("article"));
  const next = shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + by, 0), shown.length - 1)];
  if (next) next.focus();
}

function choose(name) {
  rule.value = rule.value === name ? "" : name;
  filter();
}

form.hidden = false;
for (const row of document.querySelectorAll("[data-choice]")) row.addEventListener("click", () => choose(row.dataset.choice));
form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(filter));
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && event.target === words) { form.reset(); words.blur(); return; }
  if (event.target.matches("input, select")) return;
  if (event.key === "/") { event.preventDefault(); words.focus(); }
  if (event.key === "j") step(1);
  if (event.key === "k") step(-1);
});
filter();
