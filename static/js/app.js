// Comfort only: every page works without this file.

// A second click on a form that is on its way does nothing; coming back, or waiting, makes it usable again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.getAttribute("method")?.toLowerCase() !== "post") return;
  if ("sent" in form.dataset) return event.preventDefault();
  form.dataset.sent = "";
  setTimeout(() => delete form.dataset.sent, 15000);
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-sent]")) delete form.dataset.sent;
});

// 05031998 becomes 05/03/1998 while it is typed.
document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches("[data-date]") || event.inputType?.startsWith("delete")) return;
  if (field.selectionEnd < field.value.length) return;
  const text = field.value.replace(/\/{2,}/g, "/");
  if (/^\d{8}$/.test(text)) field.value = text.replace(/^(..)(..)/, "$1/$2/");
  else field.value = /^(\d\d\/)?\d\d$/.test(text) ? `${text}/` : text;
});

// An open menu closes on Escape and on a click elsewhere.
const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(except)) menu.open = false;
};
document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => event.key === "Escape" && closeMenus(null));

// htmx notes the address of every page, which can hold a name that was searched for. Nothing stays in the browser.
sessionStorage.removeItem("htmx-current-path-for-history");
