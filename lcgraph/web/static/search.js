/* The search: all words must occur; those in a title count most. The index is in window.lcgraph. */
"use strict";
(() => {
  const MOST = 60;
  const { entries, words } = window.lcgraph;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const known = entries.map(([title, kind, more, address]) => ({
    title, kind, address, more, first: plain(title), rest: plain(`${kind} ${more} ${address.replace(/[/.-]/g, " ")}`),
  }));
  const field = document.getElementById("words");
  const list = document.getElementById("found");
  const count = document.getElementById("count");

  const weight = (entry, parts) => {
    let sum = 0;
    for (const part of parts) {
      if (entry.first === part) sum += 20;
      else if (entry.first.startsWith(part)) sum += 8;
      else if (entry.first.includes(part)) sum += 4;
      else if (entry.rest.includes(part)) sum += 1;
      else return 0;
    }
    return sum - entry.first.length / 1000;
  };

  const line = (entry) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const title = document.createElement("bdi");
    const about = document.createElement("span");
    link.href = entry.address;
    title.textContent = entry.title;
    about.textContent = [entry.kind, entry.more].filter(Boolean).join(" · ").slice(0, 220);
    link.append(title);
    item.append(link, about);
    return item;
  };

  const show = () => {
    const parts = plain(field.value).split(/\s+/).filter(Boolean);
    const found = parts.length === 0 ? [] : known
      .map((entry) => [weight(entry, parts), entry])
      .filter(([sum]) => sum > 0)
      .sort((a, b) => b[0] - a[0]);
    list.replaceChildren(...found.slice(0, MOST).map(([, entry]) => line(entry)));
    if (parts.length === 0) count.textContent = "";
    else if (found.length === 0) count.textContent = words.search_none;
    else if (found.length === 1) count.textContent = words.search_found_one;
    else count.textContent = words.search_found.replace("{}", String(found.length));
  };

  field.value = new URLSearchParams(window.location.search).get("q") ?? "";
  field.addEventListener("input", show);
  document.getElementById("search").addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  show();
})();
