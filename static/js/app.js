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

// How many votes carry, while the figures of a meeting are typed: in whole numbers, of all who count.
const tellTally = (form) => {
  const [numerator, denominator] = form.dataset.majority.split("/").map(Number);
  const typed = (name) => Number.parseInt(form.elements[name]?.value, 10);
  const counted = Number(form.dataset.counted ?? typed("entitled") - (typed("exempt_absent") || 0));
  const exact = (numerator * counted) % denominator === 0;
  const needed = Math.trunc((numerator * counted) / denominator) + (exact && !("moreThan" in form.dataset) ? 0 : 1);
  for (const output of form.querySelectorAll("[data-tally]")) {
    const votes = typed(`votes_for${output.dataset.tally}`);
    const least = `Cần ít nhất ${needed}/${counted} tán thành`;
    const passed = votes >= needed;
    if (!(counted > 0)) [output.value, output.className] = ["Ghi tổng số ở phần “Thành phần”", "tag off"];
    else if (Number.isNaN(votes)) [output.value, output.className] = [least, "tag info"];
    else output.value = `${passed ? "Đạt" : "Không đạt"}: ${votes}/${counted}. ${least}`;
    if (counted > 0 && !Number.isNaN(votes)) output.className = `tag ${passed ? "ok" : "bad"}`;
  }
};
document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-majority]");
  if (form) tellTally(form);
});

// In a table that is filled column by column, Enter goes one line down, and does not send the form.
document.addEventListener("keydown", (event) => {
  const cell = event.key === "Enter" && event.target.matches("[data-down] :is(input, select)") && event.target.closest("td");
  if (!cell) return;
  event.preventDefault();
  cell.parentElement.nextElementSibling?.cells[cell.cellIndex].querySelector("input, select")?.focus();
});

// An open menu closes on Escape and on a click elsewhere.
const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(except)) menu.open = false;
};
document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => event.key === "Escape" && closeMenus(null));

// htmx notes the address of every page, which can hold a name that was searched for. Nothing stays in the browser.
sessionStorage.removeItem("htmx-current-path-for-history");
