// What a page does beyond its links and forms: suggestions, ranges to drag, the record of a claim, citations.
// Without this file every page still answers.
"use strict";

const say = document.body.dataset;

// ---- suggestions as one types ----

function suggestions(input, field) {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = (input.id || input.name) + "-suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", say.suggestions);
  list.hidden = true;
  const box = input.closest(".box") || input.parentElement;
  box.classList.add("suggests");
  box.append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  let items = [];
  let chosen = -1;
  let asked = 0;
  let wait;

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(at) {
    chosen = at;
    [...list.children].forEach((li, i) => li.setAttribute("aria-selected", String(i === at)));
    if (at >= 0) {
      input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  }

  function take(item) {
    // Offsets count characters, of which some are two units of a string.
    const chars = [...input.value];
    const before = chars.slice(0, item.from).join("");
    input.value = before + item.text + chars.slice(item.to).join("");
    const at = (before + item.text).length;
    input.setSelectionRange(at, at);
    close();
    input.focus();
  }

  function show(found) {
    items = found;
    list.replaceChildren(...found.map((item, i) => {
      const li = document.createElement("li");
      li.id = list.id + "-" + i;
      li.setAttribute("role", "option");
      li.setAttribute("aria-selected", "false");
      const text = document.createElement("b");
      text.textContent = item.text;
      const count = document.createElement("span");
      count.textContent = (item.says || "") + (item.count ? " " + item.count.toLocaleString() : "");
      li.append(text, count);
      li.addEventListener("mousedown", (event) => { event.preventDefault(); take(item); });
      return li;
    }));
    list.hidden = found.length === 0;
    chosen = -1;
    input.setAttribute("aria-expanded", String(found.length > 0));
  }

  async function ask() {
    const number = ++asked;
    const at = [...input.value.slice(0, input.selectionStart)].length;
    if (!input.value.trim()) { close(); return; }
    const query = new URLSearchParams({ q: input.value, at: String(at), limit: "8", lang: document.documentElement.lang.slice(0, 2) });
    if (field) query.set("field", field);
    try {
      const answer = await fetch("/suggest.json?" + query);
      if (!answer.ok || number !== asked) return;
      show((await answer.json()).items);
    } catch { close(); }
  }

  input.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(ask, 80); });
  input.addEventListener("blur", () => { clearTimeout(wait); asked++; close(); });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") { event.preventDefault(); choose((chosen + 1) % items.length); }
    else if (event.key === "ArrowUp") { event.preventDefault(); choose((chosen <= 0 ? items.length : chosen) - 1); }
    else if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); take(items[chosen]); }
    else if (event.key === "Escape") { event.preventDefault(); close(); }
  });
}

document.querySelectorAll("input#q").forEach((input) => suggestions(input, ""));
document.querySelectorAll("input[data-suggest]").forEach((input) => suggestions(input, input.dataset.suggest));

// On a narrow page what narrows and the contents wait to be opened, so that the answer is in sight.
if (matchMedia("(max-width: 52rem)").matches) {
  document.querySelectorAll("details.facets, .contents details").forEach((details) => { details.open = false; });
}

// ---- a range to drag under a histogram ----

document.querySelectorAll("form.range").forEach((form) => {
  const edges = form.dataset.edges.split(" ").filter(Boolean);
  if (edges.length < 2) return;
  const last = edges.length - 1;
  const [least, most] = [form.elements.least, form.elements.most];
  const bars = form.parentElement.querySelectorAll("rect");
  const sliders = document.createElement("div");
  sliders.className = "sliders";
  const slider = (input, start) => {
    const made = document.createElement("input");
    made.type = "range";
    made.min = 0;
    made.max = last;
    made.step = 1;
    made.value = start;
    made.setAttribute("aria-label", input.parentElement.textContent.trim());
    made.addEventListener("input", () => {
      if (Number(low.value) > Number(high.value)) made.value = made === low ? high.value : low.value;
      least.value = Number(low.value) > 0 ? edges[low.value] : "";
      most.value = Number(high.value) < last ? edges[high.value] : "";
      made.setAttribute("aria-valuetext", edges[made.value]);
      bars.forEach((bar, i) => bar.setAttribute("class", i >= low.value && i < high.value ? "on" : "off"));
    });
    made.addEventListener("change", () => form.requestSubmit());
    sliders.append(made);
    return made;
  };
  const place = (text, otherwise) => {
    if (text === "") return otherwise;
    const value = Number(text);
    const at = edges.findIndex((edge) => Number(edge) >= value);
    return at < 0 ? last : at;
  };
  const low = slider(least, place(least.value, 0));
  const high = slider(most, place(most.value, last));
  form.prepend(sliders);
});

// Empty fields are not asked for, and stay out of the address.
document.querySelectorAll("form[method=get]").forEach((form) => form.addEventListener("submit", () => {
  form.querySelectorAll("input, select").forEach((field) => {
    if (field.value === "" && field.name) field.disabled = true;
  });
  if (form.classList.contains("range") && !form.elements.least.value && !form.elements.most.value) form.elements.in.disabled = true;
  setTimeout(() => form.querySelectorAll("[disabled]").forEach((field) => { field.disabled = false; }), 0);
}));

// Several boxes of one name make one parameter, so that the address stays short.
document.querySelectorAll(".columns form").forEach((form) => form.addEventListener("submit", (event) => {
  event.preventDefault();
  const url = new URL(form.action);
  const query = new URLSearchParams();
  new FormData(form).forEach((value, name) => { if (name !== "columns" && value !== "") query.append(name, value); });
  const columns = new FormData(form).getAll("columns");
  if (columns.length) query.set("columns", columns.join(","));
  url.search = query;
  location.assign(url);
}));

// ---- the record of a claim in a report ----

const text = document.querySelector("article.text[data-json]");
const panel = document.getElementById("record");
let records;
let shown;

function load() {
  records ??= fetch(text.dataset.json).then((answer) => answer.json()).then((report) => {
    const byStart = new Map();
    report.claims.forEach((claim) => byStart.set(String(claim.start), claim));
    return byStart;
  });
  return records;
}

async function copy(words, button) {
  let done = true;
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    // A page that came without encryption from another machine has no clipboard of its own.
    const area = document.createElement("textarea");
    area.value = words;
    area.className = "unseen";
    panel.append(area);
    area.select();
    done = document.execCommand("copy");
    area.remove();
  }
  button.textContent = done ? say.copied : say.failed;
  setTimeout(() => { button.textContent = say.copy; }, 2000);
}

// The sentence with report, section and permanent address.
function citation(claim) {
  const address = location.origin + location.pathname + "#claim-" + claim.start;
  const where = [text.dataset.title, claim.section, claim.page ? "p. " + claim.page : ""].filter(Boolean).join("，");
  return "“" + claim.sentence.trim() + "”——" + where + "，" + address;
}

// The names of fields and values in the language of the page.
const { names, values } = JSON.parse(panel?.dataset.names || '{"names": {}, "values": {}}');

const FIELDS = ["text", "indicator", "kind", "direction", "value", "value_to", "base_unit", "bound", "period", "area", "status", "baseline", "whole", "scope", "cumulative", "section", "page", "confidence", "doubts", "rule", "id"];

async function show(mark, stay) {
  const start = mark.id.slice("claim-".length);
  const claim = (await load()).get(start);
  if (!claim) return;
  shown?.classList.remove("shown");
  shown = mark;
  mark.classList.add("shown");
  const list = document.createElement("dl");
  for (const field of FIELDS) {
    const value = claim[field];
    if (value === undefined || value === null || value === "" || value === false) continue;
    const name = document.createElement("dt");
    name.textContent = names[field] || field;
    const said = document.createElement("dd");
    said.textContent = Array.isArray(value) ? value.join(", ") : values[field + "." + value] || String(value);
    if (field === "rule") said.className = "rule";
    list.append(name, said);
  }
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cite";
  button.textContent = say.copy;
  button.addEventListener("click", () => copy(citation(claim), button));
  const link = document.createElement("a");
  link.href = "#claim-" + start;
  link.textContent = "#claim-" + start;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.textContent = say.close;
  close.addEventListener("click", hide);
  const tools = document.createElement("p");
  tools.className = "tools";
  tools.append(button, link, close);
  panel.replaceChildren(list, tools);
  panel.hidden = false;
  panel.dataset.stays = stay ? "yes" : "";
}

// The focus goes back to the mark, which then does not show its record again.
let leaving = false;

function hide() {
  const mark = shown;
  panel.hidden = true;
  mark?.classList.remove("shown");
  shown = undefined;
  leaving = true;
  mark?.focus();
  leaving = false;
}

if (text && panel) {
  const markOf = (event) => event.target.closest?.("mark.claim");
  text.addEventListener("mouseover", (event) => { const mark = markOf(event); if (mark && mark !== shown) show(mark, false); });
  text.addEventListener("focusin", (event) => { const mark = markOf(event); if (mark && !leaving) show(mark, false); });
  text.addEventListener("click", (event) => {
    const mark = markOf(event);
    if (mark) { show(mark, true); history.replaceState(null, "", "#" + mark.id); }
  });
  text.addEventListener("keydown", (event) => {
    const mark = markOf(event);
    if (mark && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      show(mark, true).then(() => panel.querySelector("button")?.focus());
    }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) hide(); });
  const arrive = () => {
    const mark = location.hash.startsWith("#claim-") && document.getElementById(location.hash.slice(1));
    if (mark) show(mark, true);
  };
  window.addEventListener("hashchange", arrive);
  arrive();
}
