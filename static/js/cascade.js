// Comfort only: the sum of what is handed down, and how far it is from the unit's own figure, while it is typed.
const form = document.querySelector("[data-cascade]");
const whole = form.dataset.cascade === "" ? Number.NaN : Number(form.dataset.cascade);
const written = (count) => count.toLocaleString("vi-VN");

const tell = () => {
  const fields = [...form.querySelectorAll("[data-was]")];
  const figures = fields.map((field) => field.value || field.dataset.was).filter((text) => /^\d+$/.test(text)).map(Number);
  const sum = figures.reduce((total, figure) => total + figure, 0);
  form.elements.tong.value = written(sum);
  if (Number.isNaN(whole)) return;
  const gap = sum - whole;
  const more = gap > 0 ? "nhiều hơn" : "ít hơn";
  const apart = gap ? `${more} ${written(Math.abs(gap))} so với chỉ tiêu của đơn vị` : "khớp với chỉ tiêu của đơn vị";
  form.elements.chenh.value = figures.length ? `Các đơn vị cộng lại ${written(sum)}, ${apart}.` : "";
};
form.addEventListener("input", tell);
