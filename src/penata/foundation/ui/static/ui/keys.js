// Keys of the desk: j and k walk through [data-row], any other key reaches its [data-key].
// They can be switched off in the footer (one browser, one choice), and never act while someone types.
const LOCK = "penata-keys-off";
const isOff = () => localStorage.getItem(LOCK) === "yes";
const isTyping = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

function walk(step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  const here = rows.indexOf(document.activeElement.closest("[data-row]") ?? document.querySelector("[data-row][aria-current]"));
  const next = rows[Math.min(Math.max(here + step, 0), rows.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

// What is folded away can be reached too: it is unfolded.
function reach(key) {
  const folded = (one) => one.closest("details:not([open])");
  const target = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key && (folded(one) ?? one).checkVisibility());
  if (!target) return false;
  if (!target.matches("summary")) folded(target)?.setAttribute("open", "");
  target.focus();
  if (!isTyping(target)) target.click();
  return true;
}

// Ctrl-K reaches the search from everywhere, even while someone types: no other key has this meaning.
document.addEventListener("keydown", (event) => {
  if (isOff() || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
  const search = document.getElementById("top-search");
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
});

document.addEventListener("keydown", (event) => {
  if (isOff() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "j" || event.key === "k") walk(event.key === "j" ? 1 : -1);
  else if (!reach(event.key)) return;
  event.preventDefault();
});

// An unfolded part of the menu folds again when someone turns away from it, or presses Escape.
const unfolded = () => document.querySelectorAll(".desk-menu .menu-group[open]");
document.addEventListener("click", (event) => unfolded().forEach((one) => one.contains(event.target) || one.removeAttribute("open")));
document.addEventListener("focusin", (event) => unfolded().forEach((one) => one.contains(event.target) || one.removeAttribute("open")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  unfolded().forEach((one) => {
    one.removeAttribute("open");
    one.querySelector("summary").focus();
  });
});

const lock = document.querySelector("[data-keys-switch]");
if (lock) {
  lock.checked = !isOff();
  lock.addEventListener("change", () => localStorage.setItem(LOCK, lock.checked ? "no" : "yes"));
}
