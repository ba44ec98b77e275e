/* The tracking page kept fresh. Without it, or without a stream, the page asks every few seconds as before. */
(() => {
  "use strict";
  const told = document.currentScript.dataset, every = told.every * 1000;
  let stream, timer, watch, soon, isOver;

  const parts = page => ["main", ".head span"].map(one => page.querySelector(one));
  const news = page => [...page.querySelectorAll(".chip,.go")].map(one => one.textContent.trim()).join(". ");

  const draw = async () => {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (!answer.ok) return later(4000, 4000);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = parts(page), at = [...document.links].indexOf(document.activeElement), before = news(document);
      parts(document).forEach((one, place) => {
        if (one && fresh[place] && one.innerHTML !== fresh[place].innerHTML) one.replaceWith(fresh[place]);
      });
      if (at >= 0) document.links[at]?.focus();
      if (news(document) !== before) document.getElementById("kabar").textContent = news(document);
      if (!page.querySelector("script")) {
        isOver = true;
        close();
        document.querySelector(".stop")?.remove();
      }
    } catch { later(4000, 4000); }
  };

  /* A whole hall hears of a change at once, and must not ask at once. */
  const later = (after, spread) => {
    clearTimeout(soon);
    soon = setTimeout(draw, after + Math.random() * spread);
  };

  const say = words => { document.getElementById("segar").textContent = words; };
  const close = () => { clearTimeout(watch); clearTimeout(soon); clearInterval(timer); stream?.close(); };
  const ask = () => { close(); say(told.asks); timer = setInterval(draw, every); };
  const alive = () => { clearTimeout(watch); watch = setTimeout(ask, told.silence * 1000); };

  const open = () => {
    close();
    if (isOver) return;
    if (!window.EventSource) return ask();
    stream = new EventSource(told.stream);
    stream.addEventListener("alive", () => { say(told.live); alive(); });
    stream.addEventListener("changed", () => { alive(); later(0, 1000); });
    stream.onerror = () => { if (stream.readyState === 2) ask(); };
    alive();
  };

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) close(); else if (!isOver) { draw(); open(); }
  });
  open();
})();
