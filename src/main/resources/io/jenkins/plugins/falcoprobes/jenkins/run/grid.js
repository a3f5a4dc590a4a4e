"use strict";
// The table of kernels and their probes, on the page of a run and on that of a job. Rows come in pages as arrays (RowsJson
// has their order); of thousands of kernels only those are in the document that somebody has scrolled to.
(() => {
  const COLUMNS = [
    "distro", "release", "architecture", "kind", "packageVersion", "flavour", "state", "reason", "detail", "hint", "compiler",
    "agent", "seconds", "cpuSeconds", "size", "path", "link", "sha256", "log", "run", "falco",
  ];
  const FIRST_PAGE = 300;
  const PAGE = 2000;
  const STEP = 150;
  const POLL_MS = 3000;
  const LONGEST_POLL_MS = 60000;
  const inOrder = new Intl.Collator("en", { numeric: true }).compare;

  const size = bytes => {
    const units = ["bytes", "kB", "MB", "GB"];
    let unit = 0;
    for (; bytes >= 999.95 && unit < 3; unit++) bytes /= 1000;
    return (unit ? bytes.toFixed(1) : bytes) + " " + units[unit];
  };
  const time = seconds => {
    if (seconds < 59.95) return seconds.toFixed(1) + " s";
    const whole = Math.round(seconds);
    const two = number => String(number).padStart(2, "0");
    return whole < 3600
      ? Math.floor(whole / 60) + " min " + two(whole % 60) + " s"
      : Math.floor(whole / 3600) + " h " + two(Math.floor(whole % 3600 / 60)) + " min";
  };
  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const nextFrame = task => {
    let asked = false;
    return () => {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => { asked = false; task(); });
    };
  };

  class Grid {
    constructor(section) {
      this.section = section;
      this.root = section.querySelector(".falco-grid");
      this.body = this.root.querySelector("tbody");
      this.words = this.root.querySelector(".falco-words");
      this.boxes = [...this.root.querySelectorAll(".falco-states input")];
      this.found = this.root.querySelector(".falco-found");
      this.more = this.root.querySelector(".falco-more");
      this.cell = this.root.querySelector("template.falco-cell");
      this.details = this.root.querySelector("template.falco-details");
      this.kinds = [...this.root.querySelectorAll("th[data-kind]")].map(head => head.dataset.kind);
      this.names = Object.fromEntries(this.boxes.map(box => [box.value, box.dataset.name]));
      this.kernels = new Map();
      this.sorted = [];
      this.matching = [];
      this.shown = 0;
      this.version = "";
      this.building = section.dataset.building === "true";
      this.loading = true;
      this.trouble = false;
      this.apply = nextFrame(() => this.filter());
      this.listen();
      this.root.hidden = false;
    }

    listen() {
      this.words.addEventListener("input", this.apply);
      this.root.querySelector(".falco-states").addEventListener("change", this.apply);
      this.root.querySelector("form").addEventListener("submit", event => event.preventDefault());
      this.more.addEventListener("click", () => this.showMore(true));
      new IntersectionObserver(entries => {
        if (entries.some(entry => entry.isIntersecting)) this.showMore(false);
      }, { rootMargin: "600px" }).observe(this.more);
      this.body.addEventListener("click", event => {
        const button = event.target.closest("button.falco-probe");
        if (button) this.toggle(button);
      });
      this.section.addEventListener("click", event => {
        const button = event.target.closest("button.falco-show");
        if (button) this.showFailures(button.dataset.words);
      });
    }

    /** Reads all rows, then, while the run builds, what changes. */
    async run() {
      await this.load();
      let wait = POLL_MS;
      while (this.building) {
        await new Promise(resolve => setTimeout(resolve, wait));
        if (document.hidden) continue;
        wait = await this.poll() ? POLL_MS : Math.min(wait * 2, LONGEST_POLL_MS);
      }
    }

    async load() {
      try {
        let page = await this.fetchRows("", 0, FIRST_PAGE);
        // What changes while the other pages are read is newer than this version, and read again.
        const version = page.version;
        this.take(page.rows);
        for (let offset = page.rows.length; offset < page.total && page.rows.length; offset += page.rows.length) {
          page = await this.fetchRows("", offset, PAGE);
          this.take(page.rows);
        }
        this.version = version;
        this.building = page.building;
      } catch (problem) {
        this.failed(problem);
      }
      this.loading = false;
      this.apply();
    }

    /** Whether Jenkins answered. */
    async poll() {
      try {
        const page = await this.fetchRows(this.version, 0, PAGE);
        const rows = [...page.rows];
        while (rows.length < page.total) {
          const next = await this.fetchRows(this.version, rows.length, PAGE);
          if (!next.rows.length) break;
          rows.push(...next.rows);
        }
        const changed = page.version !== this.version || !page.building;
        if (page.whole) this.forget();
        this.take(rows);
        if (changed) await this.refreshOverview();
        this.version = page.version;
        this.building = page.building;
        this.trouble = false;
        this.apply();
        return true;
      } catch (problem) {
        this.failed(problem);
        return false;
      }
    }

    failed(problem) {
      console.warn("Cannot read the probes:", problem);
      this.trouble = true;
      this.apply();
    }

    async fetchRows(since, offset, limit) {
      const query = new URLSearchParams({ since, offset, limit });
      const response = await fetch(this.root.dataset.rows + "?" + query, { headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(`status ${response.status}`);
      return response.json();
    }

    async refreshOverview() {
      const overview = this.section.querySelector(".falco-overview");
      if (!overview) return;
      const response = await fetch(this.section.dataset.overview);
      if (!response.ok) throw new Error(`status ${response.status}`);
      const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
      overview.replaceChildren(...document.adoptNode(fresh.body).childNodes);
    }

    forget() {
      this.kernels.clear();
      this.sorted = [];
    }

    take(rows) {
      let fresh = false;
      for (const row of rows) {
        const probe = Object.fromEntries(COLUMNS.map((name, i) => [name, row[i]]));
        const id = [probe.distro, probe.release, probe.packageVersion, probe.flavour, probe.architecture].join(",");
        let kernel = this.kernels.get(id);
        if (!kernel) {
          kernel = { id, probes: new Map(), rows: null, open: null };
          this.kernels.set(id, kernel);
          this.sorted.push(kernel);
          fresh = true;
        }
        kernel.probes.set(probe.kind, probe);
        kernel.first = kernel.first ?? probe;
        kernel.text = null;
        if (kernel.rows) this.redraw(kernel);
      }
      if (fresh) {
        this.sorted.sort((a, b) => inOrder(a.first.distro, b.first.distro) || inOrder(b.first.release, a.first.release)
          || inOrder(b.first.packageVersion, a.first.packageVersion) || inOrder(a.first.flavour, b.first.flavour)
          || inOrder(a.first.architecture, b.first.architecture));
      }
      if (rows.length) this.apply();
    }

    text(kernel) {
      kernel.text ??= [...kernel.probes.values()].flatMap(probe => [
        probe.distro, probe.release, probe.packageVersion, probe.architecture, probe.flavour, probe.reason, probe.agent,
      ]).join(" ").toLowerCase();
      return kernel.text;
    }

    filter() {
      const words = this.words.value.toLowerCase().split(/\s+/).filter(word => word);
      const states = this.boxes.filter(box => box.checked).map(box => box.value);
      const before = this.matching;
      this.matching = this.sorted.filter(kernel =>
        words.every(word => this.text(kernel).includes(word))
        && (!states.length || [...kernel.probes.values()].some(probe => states.includes(probe.state))));
      const drawn = this.matching.slice(0, this.shown || STEP);
      // Most changes are of rows that stay where they are: these are drawn already.
      const same = this.shown > 0 && before.length >= drawn.length && drawn.length >= Math.min(this.shown, before.length)
        && drawn.every((kernel, i) => kernel === before[i] && kernel.rows);
      if (!same) this.draw();
      this.more.hidden = this.shown >= this.matching.length;
      this.found.value = this.trouble
        ? this.root.dataset.failure
        : this.matching.length.toLocaleString("en") + " " + this.root.dataset[this.matching.length === 1 ? "kernel" : "kernels"]
          + (this.loading ? ", " + this.root.dataset.loading : "");
    }

    draw() {
      for (const kernel of this.sorted) kernel.rows = null;
      const count = Math.max(this.shown, STEP);
      this.shown = 0;
      this.distro = null;
      this.body.replaceChildren();
      this.append(count);
    }

    append(count) {
      const rows = document.createDocumentFragment();
      for (const kernel of this.matching.slice(this.shown, this.shown + count)) {
        if (kernel.first.distro !== this.distro) {
          this.distro = kernel.first.distro;
          const group = element("tr", "falco-distro");
          const head = element("th", "", this.distro);
          head.scope = "rowgroup";
          head.colSpan = 3 + this.kinds.length;
          group.append(head);
          rows.append(group);
        }
        kernel.rows = this.rowsOf(kernel);
        rows.append(...kernel.rows);
        this.shown++;
      }
      this.body.append(rows);
    }

    showMore(byKeyboard) {
      if (this.shown >= this.matching.length) return;
      const last = this.body.lastElementChild;
      this.append(STEP);
      this.more.hidden = this.shown >= this.matching.length;
      if (byKeyboard) last.nextElementSibling?.querySelector("button")?.focus();
    }

    redraw(kernel) {
      const focused = kernel.rows[0].contains(document.activeElement)
        ? [...kernel.rows[0].querySelectorAll("a, button")].indexOf(document.activeElement)
        : -1;
      const [old, ...rest] = kernel.rows;
      rest.forEach(row => row.remove());
      kernel.rows = this.rowsOf(kernel);
      old.replaceWith(...kernel.rows);
      if (focused >= 0) kernel.rows[0].querySelectorAll("a, button")[focused]?.focus();
    }

    rowsOf(kernel) {
      const row = element("tr");
      const head = element("th", "falco-release", kernel.first.release);
      head.scope = "row";
      row.append(head, element("td", "", kernel.first.packageVersion),
        element("td", "", [kernel.first.architecture, kernel.first.flavour].filter(text => text).join(" ")));
      for (const kind of this.kinds) row.append(this.cellOf(kernel, kind));
      if (!kernel.open || !kernel.probes.has(kernel.open)) return [row];
      return [row, this.detailsOf(kernel)];
    }

    cellOf(kernel, kind) {
      const probe = kernel.probes.get(kind);
      if (!probe) return element("td");
      const cell = element("td", "falco-probe-cell");
      cell.append(this.cell.content.cloneNode(true));
      const button = cell.querySelector("button");
      button.dataset.kernel = kernel.id;
      button.dataset.kind = kind;
      button.setAttribute("aria-expanded", String(kernel.open === kind));
      button.setAttribute("aria-label", `${kernel.first.release} ${kind}: ${this.names[probe.state]} ${probe.reason}`.trim());
      const state = cell.querySelector(".falco-state");
      state.textContent = this.names[probe.state];
      state.classList.add("falco-" + probe.state);
      cell.querySelector(".falco-measure").textContent = this.measure(probe);
      this.link(cell.querySelector(".falco-download"), this.address(probe.link), "");
      this.link(cell.querySelector(".falco-log"), probe.log && this.root.dataset.probe
        ? this.root.dataset.probe + encodeURIComponent(kernel.id + "," + kind) + "/" : "", "");
      this.link(cell.querySelector(".falco-run"), probe.run ? `../${probe.run}/falco-probes/` : "", "#" + probe.run);
      return cell;
    }

    measure(probe) {
      if (probe.state === "failed" || probe.state === "skipped") return probe.reason;
      if (probe.state === "running") return probe.detail;
      return [probe.size ? size(probe.size) : "", probe.seconds ? time(probe.seconds) : ""].filter(text => text).join(", ");
    }

    address(link) {
      return !link || /^https?:/.test(link) ? link : this.root.dataset.root + "/" + link;
    }

    link(anchor, address, text) {
      if (!address) {
        anchor.remove();
        return;
      }
      anchor.href = address;
      if (text) anchor.textContent = text;
    }

    toggle(button) {
      const kernel = this.kernels.get(button.dataset.kernel);
      kernel.open = kernel.open === button.dataset.kind ? null : button.dataset.kind;
      button.focus();
      this.redraw(kernel);
    }

    detailsOf(kernel) {
      const probe = kernel.probes.get(kernel.open);
      const row = element("tr", "falco-open");
      const cell = element("td");
      cell.colSpan = 3 + this.kinds.length;
      cell.append(this.details.content.cloneNode(true));
      const values = {
        ...probe,
        file: probe.path.split("/").pop(),
        size: probe.size ? size(probe.size) : "",
        wall: probe.seconds ? time(probe.seconds) : "",
        cpu: probe.cpuSeconds ? time(probe.cpuSeconds) : "",
      };
      for (const item of cell.querySelectorAll("[data-field]")) {
        const value = values[item.dataset.field];
        if (!value) {
          item.remove();
        } else if (item.dataset.field === "file" && probe.link) {
          const anchor = element("a", "", value);
          anchor.href = this.address(probe.link);
          item.lastElementChild.append(anchor);
        } else {
          item.lastElementChild.textContent = value;
        }
      }
      row.append(cell);
      return row;
    }

    showFailures(words) {
      this.words.value = words;
      for (const box of this.boxes) box.checked = box.value === "failed";
      this.filter();
      this.root.scrollIntoView();
      this.words.focus({ preventScroll: true });
    }
  }

  for (const section of document.querySelectorAll(".falco-call")) {
    const grid = new Grid(section);
    // Of several tables each is read when it comes into sight, but for one that still changes.
    new IntersectionObserver((entries, observer) => {
      if (!grid.building && !entries.some(entry => entry.isIntersecting)) return;
      observer.disconnect();
      grid.run();
    }, { rootMargin: "300px" }).observe(section);
  }
})();
