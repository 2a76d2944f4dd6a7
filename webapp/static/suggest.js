"use strict";
// Completions while a search is typed, under the filters of the form. Without script there are none, and all else works.

const WAIT_MILLISECONDS = 120;
const NARROWING = /^(exclude_)?(district|year|theme|kind|release_type)$|^(from|to)$/;

const box = document.getElementById("q");
const list = document.createElement("datalist");
list.id = "suggestions";
box.after(list);
box.setAttribute("list", list.id);

let timer = 0;
let asked = "";

box.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(complete, WAIT_MILLISECONDS);
});

async function complete() {
  const typed = box.value.trim();
  if (typed === asked) return;
  asked = typed;
  const answer = typed ? await fetch(address(typed)) : null;
  if (answer && !answer.ok) return;
  const found = answer ? (await answer.json()).suggestions : [];
  if (typed === asked) list.replaceChildren(...found.map((each) => option(typed, each)));
}

function address(typed) {
  const narrowed = [...new FormData(box.form)].filter(([name, value]) => value && NARROWING.test(name));
  return `${box.dataset.suggest}?${new URLSearchParams([["q", typed], ...narrowed])}`;
}

// Browsers hide an option that does not hold what was typed, as no word holds its initials: its label does.
function option(typed, { text }) {
  return Object.assign(document.createElement("option"), { value: text, label: `${typed} → ${text}` });
}
