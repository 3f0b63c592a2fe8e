// The box that searches everything: what is found stands below it while someone types; arrows choose, Enter opens.
// Without this script the box is a form that leads to the page of results.
const box = document.getElementById("top-search");
const list = document.getElementById("top-found");
const told = document.getElementById("top-told");
const options = () => [...list.querySelectorAll("[role=option]")];
let chosen = -1;

function choose(number) {
  const all = options();
  chosen = all.length ? (number + all.length) % all.length : -1;
  all.forEach((one, index) => one.setAttribute("aria-selected", String(index === chosen)));
  if (chosen < 0) return box.removeAttribute("aria-activedescendant");
  box.setAttribute("aria-activedescendant", all[chosen].id);
  all[chosen].scrollIntoView({ block: "nearest" });
}

function unfold(isOpen) {
  list.hidden = !isOpen;
  box.setAttribute("aria-expanded", String(isOpen));
  chosen = -1;
  box.removeAttribute("aria-activedescendant");
}

function step(event) {
  if (list.hidden || event.isComposing) return;
  if (event.key === "ArrowDown") choose(chosen + 1);
  else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
  else if (event.key === "Escape") unfold(false);
  else if (event.key === "Enter" && chosen >= 0) options()[chosen].click();
  else return;
  event.preventDefault();
}

if (box && list) {
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": "top-found", "aria-autocomplete": "list" })) box.setAttribute(name, value);
  box.addEventListener("keydown", step);
  box.addEventListener("input", () => box.value.trim() || unfold(false));
  list.addEventListener("htmx:afterSwap", () => {
    unfold(document.activeElement === box && box.value.trim() !== "" && list.childElementCount > 0);
    told.textContent = list.hidden ? "" : (list.querySelector("[data-told]")?.dataset.told ?? "");
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus until the click
  box.addEventListener("blur", () => unfold(false));
  box.addEventListener("focus", () => list.querySelector("[role=option]") && box.value.trim() && unfold(true));
}
