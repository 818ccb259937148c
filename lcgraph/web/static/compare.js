/* Choose columns and rows of the matrix, sort by spread, hold two values against each other. The choice stands in the
   address (behind the #), so that it can be shared and works from a disk. Without this script all is there to read. */
"use strict";
(() => {
  const ABLE = ["reported", "below-threshold", "blank"];
  const MOST_COLUMNS = 12;
  const form = document.getElementById("choose");
  const frame = document.querySelector(".matrix");
  const table = frame.querySelector("table");
  const [cases, roles] = table.tHead.rows;
  const bodies = [...table.tBodies];
  const side = document.getElementById("side");
  const heads = [...roles.cells];
  const facets = heads.map((head) => new Set(JSON.parse(head.dataset.of)));
  const tops = [...cases.cells].filter((head) => head.scope === "colgroup");
  const spans = tops.map((head) => head.colSpan);
  const rows = bodies.map((body) => [...body.rows].filter((row) => !row.classList.contains("cluster")));
  const order = new Map(rows.flat().map((row, place) => [row, place]));

  const marks = (row) => [...row.cells].filter((cell) => cell.classList.contains("mark"));
  const status = (cell) => ABLE.find((each) => cell.classList.contains(each));
  const counted = (row, keep) => {
    const found = marks(row).filter((cell, place) => keep(place) && status(cell));
    return [found.filter((cell) => status(cell) === "reported").length, found.length];
  };
  const share = ([some, all]) => (all ? some / all : null);

  /* The choice as [name, value] pairs: what is checked or selected. */
  const chosen = () => [...new FormData(form)].filter(([, value]) => value !== "");
  const restore = (params) => {
    for (const field of form.elements) {
      if (field.type === "checkbox") field.checked = params.getAll(field.name).includes(field.value);
      else if (field.name) field.value = params.get(field.name) ?? "";
    }
  };

  const spread = (row, by, shown) => {
    const values = new Map();
    facets.forEach((facet, place) => {
      if (!shown(place)) return;
      for (const each of facet) if (each.startsWith(`${by}:`)) values.set(each, [...(values.get(each) ?? []), place]);
    });
    const shares = [...values.values()].map((places) => share(counted(row, (place) => places.includes(place))));
    const known = shares.filter((each) => each !== null);
    return known.length > 1 ? Math.max(...known) - Math.min(...known) : -1;
  };

  const cell = (row, name, text) => {
    const made = row.appendChild(document.createElement(name));
    made.append(text);
    return made;
  };

  /* Two values beside each other: what each names, the widest difference first. */
  const beside = (a, b, visible, shown) => {
    side.hidden = !a || !b || a === b;
    if (side.hidden) return;
    const [first, second] = [a, b].map((value) => (place) => shown(place) && facets[place].has(value));
    const body = side.querySelector("tbody");
    const names = [a, b].map((value) => form.querySelector(`option[value="${CSS.escape(value)}"]`).textContent);
    side.querySelectorAll("thead th[data-side]").forEach((head, place) => { head.textContent = names[place]; });
    const lines = visible.map((row) => [row, counted(row, first), counted(row, second)])
      .map(([row, left, right]) => [row, left, right, Math.abs((share(left) ?? 0) - (share(right) ?? 0))])
      .sort((one, other) => other[3] - one[3] || order.get(one[0]) - order.get(other[0]));
    body.replaceChildren(...lines.map(([row, left, right]) => {
      const line = document.createElement("tr");
      const head = cell(line, "th", row.cells[0].firstChild.cloneNode(true));
      head.scope = "row";
      for (const [some, all] of [left, right]) {
        const value = cell(line, "td", all ? `${some}/${all}` : "–");
        value.className = all && some === all ? "number whole-share" : "number";
      }
      return line;
    }));
  };

  const show = () => {
    const pairs = chosen();
    const of = (name) => pairs.filter(([key]) => key === name).map(([, value]) => value);
    const clusters = of("cluster");
    const wanted = new Map();
    for (const [name, value] of pairs) {
      if (!["cluster", "sort", "a", "b"].includes(name)) wanted.set(name, [...(wanted.get(name) ?? []), `${name}:${value}`]);
    }
    const shown = (place) => [...wanted.values()].every((values) => values.some((each) => facets[place].has(each)));
    heads.forEach((head, place) => { head.hidden = !shown(place); });
    let start = 0;
    tops.forEach((head, number) => {
      const width = heads.slice(start, start + spans[number]).filter((each) => !each.hidden).length;
      start += spans[number];
      head.hidden = width === 0;
      head.colSpan = width || 1;
    });
    const count = heads.filter((head) => !head.hidden).length;
    const [sort = ""] = of("sort");
    bodies.forEach((body, number) => {
      body.hidden = clusters.length > 0 && !clusters.includes(body.dataset.cluster);
      for (const row of rows[number]) {
        marks(row).forEach((mark, place) => { mark.hidden = !shown(place); });
        const total = row.querySelector(".total span");
        total.textContent = counted(row, shown).join("/");
        total.removeAttribute("title");
        row.weight = sort.startsWith("spread:") ? spread(row, sort.slice(7), shown)
          : sort === "most" ? share(counted(row, shown)) ?? -1 : -order.get(row);
      }
      body.append(...[...rows[number]].sort((a, b) => b.weight - a.weight || order.get(a) - order.get(b)));
    });
    const top = (body) => Math.max(...[...body.rows].map((row) => row.weight ?? -Infinity));
    table.append(...[...bodies].sort((a, b) => top(b) - top(a)));
    frame.classList.toggle("dense", count > MOST_COLUMNS);
    document.getElementById("shown").textContent = form.dataset.shown
      .replace("{}", String(count)).replace("{}", String(heads.length));
    beside(of("a")[0], of("b")[0], rows.flat().filter((row) => !row.parentElement.hidden), shown);
    return new URLSearchParams(pairs).toString();
  };

  const other = document.querySelector("nav a[hreflang]");
  const address = other.getAttribute("href");
  const changed = () => {
    const choice = show();
    window.location.replace(`#${choice}`);
    other.href = choice ? `${address}#${choice}` : address;
  };
  const read = () => {
    if (window.location.hash.length > 1) form.querySelector("details").open ||= window.innerWidth > 640;
    restore(new URLSearchParams(window.location.hash.slice(1) || window.location.search));
    const choice = show();
    if (choice) other.href = `${address}#${choice}`;
  };
  form.hidden = false;
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(changed));
  window.addEventListener("hashchange", read);
  read();
})();
