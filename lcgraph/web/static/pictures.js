/* What a mark of a picture says, beside it: for a pointer and for the keyboard. Without this script a browser shows the
   title of a mark to a pointer, and every mark leads to its page. */
"use strict";
(() => {
  const LINGER = 250;
  const tip = document.createElement("p");
  let leaving = 0;
  tip.id = "tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true");  // the mark itself says it to those who do not see it
  document.querySelector("main").append(tip);

  const hide = () => { tip.hidden = true; };
  const stay = () => window.clearTimeout(leaving);
  const leave = () => { stay(); leaving = window.setTimeout(hide, LINGER); };
  const show = (mark) => {
    stay();
    tip.textContent = mark.getAttribute("aria-label");
    tip.hidden = false;
    const place = mark.getBoundingClientRect();
    const left = place.left + (place.width - tip.offsetWidth) / 2;
    const above = place.top - tip.offsetHeight - 6;
    tip.style.left = `${Math.max(8, Math.min(left, document.documentElement.clientWidth - tip.offsetWidth - 8))}px`;
    tip.style.top = `${above < 8 ? place.bottom + 6 : above}px`;
  };

  for (const mark of document.querySelectorAll(".live a, .live g")) {
    const title = mark.querySelector("title");
    mark.setAttribute("aria-label", title.textContent);
    title.remove();  // else the browser shows it too
    if (mark.localName === "g") mark.setAttribute("role", "img");
    mark.addEventListener("pointerenter", () => show(mark));
    mark.addEventListener("pointerleave", leave);
    mark.addEventListener("focus", () => { if (mark.matches(":focus-visible")) show(mark); });
    mark.addEventListener("blur", hide);
  }
  tip.addEventListener("pointerenter", stay);
  tip.addEventListener("pointerleave", leave);
  window.addEventListener("scroll", hide, { passive: true, capture: true });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
})();
