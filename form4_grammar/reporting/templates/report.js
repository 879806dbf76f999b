"use strict";
/* What a report does when it is looked at. All that is shown is in the page already; this lights it up.

   An article's data: values as [path, start, end], or null where nothing of one is shown, findings as [start, end, first line, last line, keys of values], and the
   parse tree as names, four numbers for each node (depth, name, start, end) and the beginnings of the leaves' texts. */

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const main = one("#main");
const told = one("#told");
let doc = null;

/* The document that is shown: its elements by their keys, and what is chosen in it. */
class Shown {
  constructor(article) {
    this.article = article;
    const data = JSON.parse(one("pre.data", article).textContent);
    Object.assign(this, data);
    this.elements = new Map();
    this.chosen = null;
    for (const element of all("[data-k]", article)) {
      const prefix = element.closest("[data-pane=other]") ? "b:" : "";
      for (const key of element.dataset.k.split(" ")) this.add(prefix + key, element);
    }
    for (const element of all("[data-f]", article)) this.add("f" + element.dataset.f, element);
    for (const element of all("[data-d]", article)) {
      const [side, key] = [element.dataset.d[0], element.dataset.d.slice(1)];
      this.add((side === "b" ? "b:v" : "v") + key, element);
    }
    this.about = new Map();
    this.findings.forEach(([, , , , keys], index) => {
      for (const key of keys) this.about.set(key, [...(this.about.get(key) ?? []), index + 1]);
    });
    this.lines = all(".given .l", article);
  }

  add(key, element) {
    if (!this.elements.has(key)) this.elements.set(key, []);
    this.elements.get(key).push(element);
  }

  /* A key with what belongs to it: a finding with its values, a value with the findings about it. */
  related(keys) {
    const found = new Set(keys);
    for (const key of keys) {
      const number = Number(key.slice(1));
      if (key[0] === "f") for (const value of this.findings[number - 1][4]) found.add("v" + value);
      if (key[0] === "v") for (const finding of this.about.get(number) ?? []) found.add("f" + finding);
    }
    return found;
  }

  light(keys, name) {
    for (const element of all("." + name, this.article)) element.classList.remove(name);
    for (const key of keys) {
      for (const element of this.elements.get(key) ?? []) element.classList.add(name);
      if (key[0] === "f") {
        const [start, end, first, last] = this.findings[Number(key.slice(1)) - 1];
        if (end > start && last - first < 2000) for (let at = first; at <= last; at++) this.lines[at - 1]?.classList.add(name);
      }
    }
  }

  span(key) {
    const number = Number(key.slice(1));
    return key[0] === "f" ? this.findings[number - 1].slice(0, 2) : this.values[number]?.slice(1, 3) ?? [-1, -1];
  }
}

/* Choosing */

function choose(keys, { from = null, quiet = false } = {}) {
  if (!doc) return;
  const wanted = keys.filter((key) => doc.elements.has(key));
  doc.chosen = wanted.length ? wanted : null;
  const lit = doc.chosen ? doc.related(doc.chosen) : new Set();
  doc.light(lit, "on");
  for (const item of all(".finding", doc.article)) item.classList.toggle("chosen", lit.has("f" + item.dataset.f));
  say(doc.chosen);
  if (!doc.chosen) return;
  showInTree(doc.chosen[0]);
  if (quiet) return;
  for (const pane of all(".scroll", doc.article)) {
    if (from && pane.contains(from)) continue;
    const first = [...lit].flatMap((key) => doc.elements.get(key) ?? []).filter((element) => pane.contains(element) && seen(element));
    const element = first.find((each) => !each.matches("tr, td, h2, .m, .block")) ?? first[0] ?? lineOf(pane, lit);
    if (element) into(pane, element);
  }
}

const seen = (element) => element.getClientRects().length > 0;

function lineOf(pane, lit) {
  for (const key of lit) {
    if (key[0] !== "f") continue;
    const [start, end, first] = doc.findings[Number(key.slice(1)) - 1];
    const line = doc.lines[first - 1];
    if (end > start && line && pane.contains(line) && seen(line)) return line;
  }
  return null;
}

/* Scrolls a pane to an element; where panes stand below each other, the page to what of the form is not in sight. */
function into(pane, element) {
  const [outer, inner] = [pane.getBoundingClientRect(), element.getBoundingClientRect()];
  if (pane.scrollHeight <= pane.clientHeight + 1) {
    if (pane.closest(".read") && (inner.bottom < 0 || inner.top > innerHeight)) element.scrollIntoView({ block: "center" });
    return;
  }
  if (inner.top < outer.top + 24 || inner.bottom > outer.bottom - 24) {
    pane.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
  }
  const wide = element.closest(".wide");
  if (wide) {
    const edge = wide.getBoundingClientRect();
    if (inner.left < edge.left || inner.right > edge.right) wide.scrollLeft += inner.left - edge.left - edge.width / 3;
  }
}

/* What is chosen, in a line: its field, and the nodes of the tree around it. */
function say(keys) {
  const where = one(".where", doc.article);
  where.textContent = "";
  if (!keys) return;
  const key = keys[0];
  const number = Number(key.slice(1));
  const name = key[0] === "f" ? "finding " + key.slice(1) : doc.values[number]?.[0] ?? "";
  const path = key.startsWith("b:") ? "" : nodes(doc.span(key)).map((at) => doc.names[doc.tree[4 * at + 1]]).join(" › ");
  where.append(Object.assign(document.createElement("b"), { textContent: name }), path ? "  " + path : "");
}

/* The nodes around a place, the outermost first. */
function nodes([start, end]) {
  const found = [];
  if (end <= start) return found;
  for (let at = 0; 4 * at < doc.tree.length; at++) {
    if (doc.tree[4 * at + 2] <= start && end <= doc.tree[4 * at + 3]) found.push(at);
  }
  return found;
}

/* The tree */

function buildTree(pane) {
  const stack = [];
  const top = document.createElement("ul");
  if (!doc.tree.length) pane.append(Object.assign(document.createElement("p"), { className: "note", textContent: "No tree is shown of this document." }));
  for (let at = 0; 4 * at < doc.tree.length; at++) {
    const [depth, name, start, end] = doc.tree.slice(4 * at, 4 * at + 4);
    const item = document.createElement("li");
    const label = document.createElement("span");
    label.className = /^error_/.test(doc.names[name]) ? "node error" : "node";
    label.dataset.node = at;
    label.append(Object.assign(document.createElement("b"), { textContent: doc.names[name] }));
    if (doc.texts[at]) label.append(" ", Object.assign(document.createElement("bdi"), { textContent: doc.texts[at] }));
    item.append(label);
    stack.length = depth;
    const parent = depth ? stack[depth - 1] : null;
    if (parent && !one("ul", parent)) parent.append(document.createElement("ul"));
    (parent ? one("ul", parent) : top).append(item);
    stack[depth] = item;
  }
  pane.append(top);
}

function showInTree(key) {
  const pane = one(".tree", doc.article);
  for (const element of all(".node.on", pane)) element.classList.remove("on");
  if (pane.hidden || !pane.childElementCount || key.startsWith("b:")) return;
  const at = nodes(doc.span(key)).at(-1);
  const node = at === undefined ? null : one(`[data-node="${at}"]`, pane);
  if (!node) return;
  node.classList.add("on");
  into(pane.parentElement, node);
}

/* The values that a node of the tree holds. */
function within(at) {
  const [start, end] = doc.tree.slice(4 * at + 2, 4 * at + 4);
  const inside = doc.values.flatMap((one, key) => (one && one[1] >= start && one[2] <= end && one[2] > one[1] ? ["v" + key] : []));
  if (inside.length) return inside;
  return doc.values.flatMap((one, key) => (one && one[1] <= start && end <= one[2] && one[2] > one[1] ? ["v" + key] : []));
}

/* Tabs */

function show(tab) {
  const pane = tab.closest(".pane");
  for (const other of all("[role=tab]", pane)) other.setAttribute("aria-selected", String(other === tab));
  for (const each of all("[data-pane]", pane)) each.hidden = each.dataset.pane !== tab.dataset.show;
  const tree = one(".tree", pane);
  if (tree && tab.dataset.show === "tree" && !tree.childElementCount) buildTree(tree);
  if (doc?.chosen) choose(doc.chosen);
}

const tabOf = (name) => one(`[data-show="${name}"]`, doc.article);
const ready = (name) => {
  const tab = tabOf(name);
  if (tab && tab.getAttribute("aria-selected") !== "true") show(tab);
};

/* Stepping */

function step(items, by, is) {
  if (!items.length) return null;
  const at = items.findIndex(is);
  return items[at < 0 ? (by > 0 ? 0 : items.length - 1) : (at + by + items.length) % items.length];
}

function stepFinding(by) {
  ready("findings");
  const items = all(".finding", doc.article).filter((item) => !item.hidden);
  const current = doc.current;
  const item = step(items, by, (each) => each.dataset.f === current);
  if (!item) return tell("no findings to go to");
  chooseFinding(item.dataset.f);
  one(".head", item).focus({ preventScroll: true });
}

function chooseFinding(number, from = null) {
  doc.current = number;
  choose(["f" + number], { from });
  const item = one(`.finding[data-f="${number}"]`, doc.article);
  if (item && seen(item)) into(item.closest(".scroll"), item);
  history.replaceState(null, "", "#d" + doc.article.dataset.number + "f" + number);
  tell(item ? "finding " + number + ": " + one(".msg", item).textContent : "");
}

function open(item, to) {
  const head = one(".head", item);
  const is = to ?? head.getAttribute("aria-expanded") !== "true";
  head.setAttribute("aria-expanded", String(is));
  one(".more", item).hidden = !is;
}

function stepValue(by) {
  ready("form");
  const items = all(".form .v[data-k]", doc.article);
  const item = step(items, by, (each) => doc.chosen?.[0] === each.dataset.k);
  if (!item) return;
  choose([item.dataset.k]);
  tell(doc.values[Number(item.dataset.k.slice(1))][0] + ": " + item.textContent);
}

const tell = (text) => (told.textContent = text);

/* Filter and search */

function filter() {
  const wanted = new Set(all("[name=severity]:checked", doc.article).map((box) => box.value));
  const locus = one("[name=locus]", doc.article).value;
  const hidden = new Set();
  for (const item of all(".finding", doc.article)) {
    item.hidden = !wanted.has(item.dataset.severity) || (locus !== "" && item.dataset.locus !== locus);
    if (item.hidden) hidden.add(item.dataset.f);
  }
  for (const mark of all(".m[data-f]", doc.article)) mark.classList.toggle("away", hidden.has(mark.dataset.f));
  const count = doc.findings.length - hidden.size;
  one("[data-show=findings] .count", doc.article).textContent = hidden.size ? `${count} of ${doc.findings.length}` : count;
}

const search = one("#search");
let hits = [];
let hit = -1;

function find() {
  const wanted = search.value.trim().toLowerCase();
  for (const element of all(".hit, .hit-on", main)) element.classList.remove("hit", "hit-on");
  hit = -1;
  if (!doc) {
    for (const row of all("#index tbody tr")) row.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted);
    hits = wanted ? all("#index tbody tr").filter((row) => !row.hidden) : [];
  } else {
    const places = wanted ? all(".given .l, .form .v, .form .c, .finding", doc.article) : [];
    hits = places.filter((element) => seen(element) && element.textContent.toLowerCase().includes(wanted));
    for (const element of hits) element.classList.add("hit");
  }
  one("#hits").textContent = wanted ? String(hits.length) : "";
}

function nextHit(by) {
  if (!hits.length) return;
  hits[hit]?.classList.remove("hit-on");
  hit = (hit + by + hits.length) % hits.length;
  if (!doc) return one("a", hits[hit])?.focus();
  hits[hit].classList.add("hit-on");
  into(hits[hit].closest(".scroll"), hits[hit]);
  one("#hits").textContent = `${hit + 1} of ${hits.length}`;
}

/* Documents */

function openDocument(article) {
  doc = new Shown(article);
  document.body.classList.add("reading");
}

function route() {
  const [, number, finding] = /^#d(\d+)(?:f(\d+)|n\d+)?$/.exec(location.hash) ?? [];
  const templates = all("template", main);
  if (templates.length && (!doc || doc.article.dataset.number !== number)) {
    doc?.article.remove();
    doc = null;
    document.body.classList.remove("reading");
    const template = number ? document.getElementById("d" + number) : null;
    one("#index").hidden = Boolean(template);
    if (template) {
      main.append(template.content.cloneNode(true));
      openDocument(one("article", main));
      one("h1", main).scrollIntoView();
    }
    for (const id of ["before", "after"]) one("#" + id).disabled = !template;
    search.value = "";
    find();
  }
  if (doc && finding && doc.current !== finding) chooseFinding(finding);
}

function walk(by) {
  if (!doc) return;
  const numbers = all("#index tbody a").map((link) => link.getAttribute("href"));
  const to = step(numbers, by, (each) => each === "#d" + doc.article.dataset.number);
  if (to) location.hash = to;
}

function sort(button) {
  const head = button.closest("th");
  const column = [...head.parentElement.children].indexOf(head);
  const down = head.getAttribute("aria-sort") === (button.dataset.sort === "number" ? "descending" : "ascending");
  const falls = (button.dataset.sort === "number") !== down;
  for (const other of head.parentElement.children) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", falls ? "descending" : "ascending");
  const body = one("#index tbody");
  const text = (row) => row.children[column].textContent.trim();
  const compare = button.dataset.sort === "number" ? (a, b) => text(a) - text(b) : (a, b) => text(a).localeCompare(text(b), "en", { numeric: true });
  body.append(...[...body.children].sort((a, b) => (falls ? compare(b, a) : compare(a, b))));
}

/* Light and dark */

const THEMES = ["system", "light", "dark"];

function theme(name) {
  document.documentElement.dataset.theme = name;
  one("#theme span").textContent = name;
  try { localStorage.setItem("form4-theme", name); } catch { /* a page of a file may keep nothing */ }
}

try { theme(THEMES.includes(localStorage.getItem("form4-theme")) ? localStorage.getItem("form4-theme") : "system"); } catch { theme("system"); }

/* What happens */

const keysOf = (element) => {
  const target = element.closest?.("[data-k], [data-f], [data-d]");
  if (!target || !doc?.article.contains(target)) return null;
  const other = target.closest("[data-pane=other]") ? "b:" : "";
  if (target.dataset.f) return ["f" + target.dataset.f];
  if (target.dataset.d) return [(target.dataset.d[0] === "b" ? "b:v" : "v") + target.dataset.d.slice(1)];
  return target.dataset.k.split(" ").map((key) => other + key);
};

let hovered = null;
addEventListener("pointerover", (event) => {
  const node = doc && event.target.closest?.(".node");
  const target = doc && (node ?? event.target.closest?.("[data-k], [data-f], [data-d]"));
  if (!doc || target === hovered) return;
  hovered = target;
  const keys = node ? within(Number(node.dataset.node)) : target ? keysOf(target) : null;
  doc.light(keys ? doc.related(keys) : [], "under");
  const pane = one(".tree", doc.article);
  const at = keys && !node && !pane.hidden && !keys[0].startsWith("b:") ? nodes(doc.span(keys[0])).at(-1) : undefined;
  if (at !== undefined) one(`[data-node="${at}"]`, pane)?.classList.add("under");
});

main.addEventListener("click", (event) => {
  const sorter = event.target.closest("[data-sort]");
  if (sorter) return sort(sorter);
  if (!doc) return;
  const tab = event.target.closest("[role=tab]");
  if (tab) return show(tab);
  const node = event.target.closest(".node");
  if (node) return choose(within(Number(node.dataset.node)), { from: node });
  const mark = event.target.closest(".m[data-f]");
  if (mark) { ready("findings"); return chooseFinding(mark.dataset.f, mark); }
  const head = event.target.closest(".finding .head");
  if (head) {
    const item = head.closest(".finding");
    if (doc.current === item.dataset.f) open(item); else { open(item, true); chooseFinding(item.dataset.f, head); }
    return;
  }
  const go = event.target.closest(".go");
  if (go) return choose(all("[data-d]", go.closest("tr")).flatMap(keysOf), { from: go });
  if (event.target.closest("a, button, input, select, label, .more") || String(getSelection())) return;
  const keys = keysOf(event.target);
  if (!keys) { if (event.target.closest(".scroll")) clear(); return; }
  choose(keys, { from: event.target });
  const finding = keys.find((key) => key[0] === "f");
  if (finding) doc.current = finding.slice(1);
});

function clear() {
  if (!doc) return;
  doc.current = null;
  choose([]);
  history.replaceState(null, "", "#d" + doc.article.dataset.number);
}

main.addEventListener("change", (event) => { if (doc && event.target.closest(".filter")) filter(); });
search.addEventListener("input", find);
one("#theme").addEventListener("click", () => theme(step(THEMES, 1, (name) => name === document.documentElement.dataset.theme)));
one("#keys").addEventListener("click", () => one("#help").showModal());
one("#before").addEventListener("click", () => walk(-1));
one("#after").addEventListener("click", () => walk(1));
addEventListener("hashchange", route);

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (one("#help").open) return;
  if (event.target === search) {
    if (event.key === "Enter") { event.preventDefault(); nextHit(event.shiftKey ? -1 : 1); }
    if (event.key === "Escape") { search.value = ""; find(); search.blur(); }
    return;
  }
  if (event.target.matches("input:not([type=checkbox]), select, textarea")) return;
  if (event.target.matches("[role=tab]") && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
    const tabs = all("[role=tab]", event.target.closest("[role=tablist]"));
    const next = step(tabs, event.key === "ArrowRight" ? 1 : -1, (each) => each === event.target);
    show(next);
    return next.focus();
  }
  const action = {
    "/": () => search.focus(),
    "?": () => one("#help").showModal(),
    "[": () => walk(-1),
    "]": () => walk(1),
    n: () => doc && stepFinding(1),
    p: () => doc && stepFinding(-1),
    j: () => doc && stepValue(1),
    k: () => doc && stepValue(-1),
    Escape: clear,
    Enter: () => {
      const item = doc?.current && one(`.finding[data-f="${doc.current}"]`, doc.article);
      if (item) open(item);
    },
  }[event.key];
  if (!action || (event.key === "Enter" && event.target.matches("button, a, summary, input"))) return;
  event.preventDefault();
  action();
});

const only = all("article", main);
if (only.length) openDocument(only[0]);
route();
