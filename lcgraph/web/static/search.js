/* The search: all words must occur, a word of four letters or more also with one letter wrong; those in a title count
   most. The index is in window.lcgraph. The words stand in the address, also when the language changes. */
"use strict";
(() => {
  const MOST = 60;
  const LONG = 4;
  const { entries, words } = window.lcgraph;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const known = entries.map(([title, kind, more, address]) => {
    const first = plain(title);
    const rest = plain(`${kind} ${more} ${address.replace(/[/.-]/g, " ")}`);
    return { title, kind, address, more, first, rest, names: first.split(/[^\p{L}\p{N}]+/u), others: rest.split(/[^\p{L}\p{N}]+/u) };
  });
  const field = document.getElementById("words");
  const list = document.getElementById("found");
  const count = document.getElementById("count");
  const other = document.querySelector("nav a[hreflang]");
  const away = other.getAttribute("href");

  /* Whether two words differ by one letter: one wrong, missing, too many, or two that changed places. */
  const near = (one, two) => {
    if (Math.abs(one.length - two.length) > 1) return false;
    let start = 0;
    while (start < one.length && one[start] === two[start]) start += 1;
    const [a, b] = [one.slice(start), two.slice(start)];
    return a.slice(1) === b.slice(1) || a === b.slice(1) || a.slice(1) === b
      || (a.length > 1 && a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
  };
  /* A typo at the beginning of a longer word counts as well: what is being typed is not finished. */
  const meant = (part, word) => word.length >= LONG && (near(part, word) || near(part, word.slice(0, part.length)));

  const weight = (entry, parts, forgiving) => {
    let sum = 0;
    for (const part of parts) {
      if (entry.first === part) sum += 20;
      else if (entry.first.startsWith(part)) sum += 8;
      else if (entry.first.includes(part)) sum += 4;
      else if (entry.rest.includes(part)) sum += 1;
      else if (forgiving && part.length >= LONG && entry.names.some((word) => meant(part, word))) sum += 2;
      else if (forgiving && part.length >= LONG && entry.others.some((word) => meant(part, word))) sum += 0.5;
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

  const look = (parts, forgiving) => known
    .map((entry) => [weight(entry, parts, forgiving), entry])
    .filter(([sum]) => sum > 0)
    .sort((a, b) => b[0] - a[0]);

  const show = () => {
    const parts = plain(field.value).split(/\s+/).filter(Boolean);
    const exact = parts.length === 0 ? [] : look(parts, false);
    const found = exact.length || parts.length === 0 ? exact : look(parts, true);
    list.replaceChildren(...found.slice(0, MOST).map(([, entry]) => line(entry)));
    if (parts.length === 0) count.textContent = "";
    else if (found.length === 0) count.textContent = words.search_none;
    else if (exact.length === 0) count.textContent = words.search_near.replace("{}", String(found.length));
    else if (found.length === 1) count.textContent = words.search_found_one;
    else count.textContent = words.search_found.replace("{}", String(found.length));
    other.href = parts.length ? `${away}?q=${encodeURIComponent(field.value)}` : away;
  };

  field.value = new URLSearchParams(window.location.search).get("q") ?? "";
  field.addEventListener("input", show);
  document.getElementById("search").addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  show();
})();
