// Small helps; every page works without them. No library, no state but what is on the page.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("scripts");

  // A fact leads to its words: highlight, scroll, focus. Another press leads to the next evidence.
  const announce = document.getElementById("announce");
  const back = document.getElementById("back");
  let last = null;

  const clear = () => {
    for (const one of document.querySelectorAll("mark.on, .fact.on")) {
      one.classList.remove("on");
      one.removeAttribute("aria-describedby");
    }
    if (back) back.hidden = true;
  };
  const pieces = (name) => document.querySelectorAll(`mark[data-evidence~="${CSS.escape(name)}"]`);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  const show = (fact) => {
    const count = Number(fact.dataset.count);
    const next = last === fact ? (Number(fact.dataset.at) + 1) % count : 0;
    const found = pieces(`${fact.dataset.fact}.${next}`);
    if (!found.length) return;
    clear();
    fact.dataset.at = next;
    fact.classList.add("on");
    for (const mark of found) {
      mark.classList.add("on");
      mark.setAttribute("aria-describedby", fact.id);
    }
    last = fact;
    back.hidden = false;
    found[0].focus({ preventScroll: true });
    found[0].scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    const of = count > 1 ? `Belägg ${next + 1} av ${count}` : "Belägg";
    announce.textContent = `${of} för ${fact.querySelector(".name").textContent}: ${fact.querySelector(".value").textContent}`;
  };

  document.addEventListener("click", (event) => {
    const fact = event.target.closest("a.fact");
    if (fact) {
      event.preventDefault();
      show(fact);
      return;
    }
    // The other way round: words lead to the facts that rest on them.
    const mark = event.target.closest(".paper mark");
    if (!mark) return;
    clear();
    last = null;
    mark.classList.add("on");
    const keys = new Set(mark.dataset.evidence.split(" ").map((name) => name.split(".")[0]));
    const facts = [...keys].map((key) => document.getElementById(key)).filter(Boolean);
    for (const one of facts) one.classList.add("on");
    facts[0]?.scrollIntoView({ block: "nearest" });
  });

  const leave = () => {
    const fact = last;
    clear();
    last = null;
    fact?.focus();
  };
  back?.addEventListener("click", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && last) leave();
  });

  // On a narrow screen the facets would push the hits out of sight.
  if (matchMedia("(max-width: 62rem)").matches) document.querySelector(".facets .all")?.removeAttribute("open");

  // Upload: each file by itself, with its own progress, so that one that fails stops no other.
  const form = document.getElementById("upload");
  if (!form) return;
  const list = document.getElementById("received");
  const section = document.getElementById("received-section");

  const row = (name) => {
    const item = document.createElement("li");
    item.className = "received";
    const what = document.createElement("span");
    what.className = "what";
    what.textContent = name;
    const status = document.createElement("span");
    status.className = "status queued";
    status.textContent = "Skickas";
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", `Skickar ${name}`);
    item.append(what, status, bar);
    list.append(item);
    return { item, bar, status };
  };

  const refused = (item, status, text) => {
    item.querySelector("progress")?.remove();
    status.className = "status failed";
    status.textContent = "Togs inte emot";
    const why = document.createElement("span");
    why.className = "why";
    why.textContent = text;
    item.append(why);
  };

  const send = (file, visibility) => new Promise((done) => {
    const { item, bar, status } = row(file.name);
    const data = new FormData();
    data.append("visibility", visibility);
    data.append("files", file);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("X-CSRF-Token", form.elements.csrf.value);
    request.setRequestHeader("X-Requested-With", "lexsarah");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = event.loaded / event.total;
    });
    request.addEventListener("load", () => {
      if (request.status === 200) {
        const parsed = new DOMParser().parseFromString(request.responseText, "text/html");
        const fresh = parsed.querySelector("li");
        item.replaceWith(fresh);
        window.htmx?.process(fresh);
      } else {
        const text = {
          401: "Du är inte inloggad längre. Ladda om sidan.",
          403: "Sidan är för gammal. Ladda om den och försök igen.",
          413: "Filen är större än vad tjänsten tar emot.",
        }[request.status] ?? "Något gick fel. Försök igen.";
        refused(item, status, text);
      }
      done();
    });
    request.addEventListener("error", () => {
      refused(item, status, "Anslutningen bröts. Försök igen.");
      done();
    });
    request.send(data);
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const files = [...form.elements.files.files];
    const visibility = form.elements.visibility.value;
    const button = form.querySelector("button");
    section.hidden = false;
    button.disabled = true;
    document.getElementById("mottaget").focus({ preventScroll: true });
    for (const file of files) await send(file, visibility);
    button.disabled = false;
    form.elements.files.value = "";
  });
})();
