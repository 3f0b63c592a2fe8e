// The desk on a wide screen: a row opens its case beside the list, acts on it stay beside the list, the list follows.
// Without this script (and on a narrow screen) a row is a link to the case's own page.
const WIDE = matchMedia("(min-width: 64rem)");
const PANE = "desk-case", LIST = "desk-list", OPEN = "open";
const PARTS = "#case, #content > *"; // the case alone, or what the page of an act holds
const pane = () => document.getElementById(PANE);
const rows = () => [...document.querySelectorAll("[data-case]")];
const rowOf = (reference) => rows().find((row) => row.dataset.case === reference);

function mark(reference) {
  rows().forEach((row) => (row.dataset.case === reference ? row.setAttribute("aria-current", "true") : row.removeAttribute("aria-current")));
}

function show(address) {
  pane().dataset.address = address;
  return htmx.ajax("GET", address, { target: `#${PANE}`, swap: "innerHTML", select: PARTS });
}

function push(reference) {
  const address = new URL(location.href);
  address.searchParams.set(OPEN, reference);
  history.pushState({ open: reference }, "", address);
}

function openRow(row, isNew) {
  if (isNew) push(row.dataset.case);
  mark(row.dataset.case);
  show(row.href);
}

function begin() {
  if (!WIDE.matches || !pane()) return;
  const wanted = rowOf(new URL(location.href).searchParams.get(OPEN)) ?? rows()[0];
  if (wanted) openRow(wanted, false);
}

document.addEventListener("click", (event) => {
  const act = event.target.closest(`#${PANE} .acts a, #${PANE} a.back`);
  const row = event.target.closest("[data-case]") ?? act;
  if (!row || !pane() || !WIDE.matches || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (act) show(act.href);
  else openRow(row, true);
});

// Forms of the case that is shown are sent without leaving the desk.
document.addEventListener("htmx:load", (event) => {
  const place = event.target.closest?.(`#${PANE}`);
  if (!place) return;
  for (const form of place.querySelectorAll('form[method="post"]:not([hx-post])')) {
    form.setAttribute("hx-post", form.getAttribute("action") || place.dataset.address || "");
    form.setAttribute("hx-target", `#${PANE}`);
    form.setAttribute("hx-select", PARTS);
    form.setAttribute("hx-swap", "innerHTML");
    if (form.enctype === "multipart/form-data") form.setAttribute("hx-encoding", form.enctype);
    htmx.process(form);
  }
});
document.addEventListener("htmx:afterRequest", (event) => {
  const { requestConfig, successful, target } = event.detail;
  if (!successful || target?.id !== PANE || requestConfig.verb === "get") return;
  const open = document.querySelector("[data-case][aria-current]")?.dataset.case;
  htmx.ajax("GET", location.href, { target: `#${LIST} > .pane-list`, swap: "innerHTML", select: `#${LIST} > .pane-list > *` }).then(() => {
    mark(open);
    prepare();
  });
});

function prepare() {
  const all = document.querySelector("[data-all]");
  if (!all) return;
  all.hidden = false;
  all.querySelector("input").addEventListener("change", (event) => {
    document.querySelectorAll('.desk-row input[name="case"]').forEach((box) => (box.checked = event.target.checked));
  });
}

// x ticks the row that has the focus.
document.addEventListener("keydown", (event) => {
  const row = document.activeElement.closest?.(".desk-row");
  if (event.key !== "x" || !row || event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem("penata-keys-off") === "yes") return;
  if (document.activeElement.matches("input, textarea, select")) return;
  const box = row.querySelector("input[type=checkbox]");
  box.checked = !box.checked;
  event.preventDefault();
});

// The bar to undo goes when its time is over.
const bar = document.querySelector("[data-seconds]");
if (bar) setTimeout(() => bar.remove(), 1000 * Number(bar.dataset.seconds));

window.addEventListener("popstate", () => begin());
prepare();
begin();
