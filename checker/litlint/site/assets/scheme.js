"use strict";
// Before anything is drawn: the reader's own choice of light or dark, where one was made.
try {
  const chosen = localStorage.getItem("litlint-scheme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.scheme = chosen;
} catch { /* a browser that keeps nothing: the system's choice counts */ }
