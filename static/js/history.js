// Comfort for the pages of a personal history; they work without this file.
const part = document.getElementById("part");
let unsaved = false;

// Every message is numbered: one that was overtaken on its way must not undo the later one.
const nextTurn = () => (part.elements.turn.value = Number(part.elements.turn.value) + 1);
document.addEventListener("htmx:configRequest", (event) => {
  if (part.contains(event.target)) event.detail.parameters.turn = nextTurn();
});
part.addEventListener("submit", () => {
  nextTurn();
  unsaved = false;
});

// What was typed in the last seconds before leaving is sent on the way out.
part.addEventListener("input", () => (unsaved = true));
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && event.detail.requestConfig.path === part.getAttribute("action")) unsaved = false;
});
addEventListener("pagehide", () => {
  if (!unsaved) return;
  nextTurn();
  const sent = new FormData(part);
  sent.set("auto", "1");
  navigator.sendBeacon(part.action, sent);
});
document.addEventListener("htmx:sendError", () => {
  document.getElementById("note").textContent = "Chưa tự lưu được: mất kết nối. Bấm Lưu khi có mạng trở lại.";
});
