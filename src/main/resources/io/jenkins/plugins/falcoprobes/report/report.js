
"use strict";
// The filter: words in a kernel's row, outcomes and kinds of its probes. Without it the page shows everything.
(() => {
  const form = document.getElementById("filter");
  const words = document.getElementById("words");
  const found = document.getElementById("found");
  const kernels = count => count + (count === 1 ? " kernel" : " kernels");
  const lazily = make => { let value; return () => value ??= make(); };
  const sections = lazily(() => [...document.querySelectorAll(".distro")].map(section => {
    const distro = section.querySelector("h2").firstChild.data.trim();
    const groups = [...section.querySelectorAll("tbody")].map(body => ({
      body,
      rows: [...body.rows].slice(1).map(row => ({ row, text: (distro + " " + row.textContent).toLowerCase() })),
    }));
    return { section, groups };
  }));
  const failures = lazily(() => [...document.querySelectorAll("article")].map(article => ({
    article, text: article.textContent.toLowerCase(), kind: article.dataset.kind,
  })));
  const checked = name => [...form.querySelectorAll(`input[name=${name}]:checked`)].map(box => box.value);

  const apply = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(word => word);
    const outcomes = checked("outcome");
    const kinds = checked("kind");
    const hasWords = text => wanted.every(word => text.includes(word));
    const cells = (kinds.length ? kinds : ["kmod", "ebpf"]).flatMap(kind =>
      outcomes.length ? outcomes.map(outcome => `td.${kind}.${outcome}`) : [`td.${kind}[class*=" "]`]).join();
    const everything = !outcomes.length && !kinds.length;
    let count = 0;
    for (const { section, groups } of sections()) {
      let inSection = 0;
      for (const { body, rows } of groups) {
        let inGroup = 0;
        for (const { row, text } of rows) {
          const shown = hasWords(text) && (everything || row.querySelector(cells) !== null);
          if (row.hidden === shown) row.hidden = !shown;
          if (shown) inGroup++;
        }
        body.hidden = inGroup === 0;
        inSection += inGroup;
      }
      section.hidden = inSection === 0;
      section.classList.toggle("only-kmod", kinds.join() === "kmod");
      section.classList.toggle("only-ebpf", kinds.join() === "ebpf");
      count += inSection;
    }
    const failuresWanted = !outcomes.length || outcomes.includes("failed");
    for (const { article, text, kind } of failures()) {
      article.hidden = !(failuresWanted && hasWords(text) && (!kinds.length || kinds.includes(kind)));
    }
    for (const group of document.querySelectorAll("#failures, #failures .class")) {
      group.hidden = !group.querySelector("article:not([hidden])");
    }
    found.value = kernels(count);
  };

  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", event => event.preventDefault());
  found.value = kernels(document.querySelectorAll("th[scope=row]").length);
  if (words.value || form.querySelector(":checked")) apply();
})();
