// Ctrl-K leads a civil servant from pages for residents, which have no box, to the page that searches everything.
const place = document.getElementById("jump").dataset.search;
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.shiftKey || event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
  if (localStorage.getItem("penata-keys-off") === "yes") return;
  event.preventDefault();
  location.assign(`${place}#search-words`);
});
