// A tablet at the counter. Answers are kept in the tablet until the server says that it has them; each has its own
// key, made here, so that sending it twice counts once. After a minute of silence the next person begins anew.
const IDLE = 60_000, RETRY = 15_000;

class SurveyKiosk extends HTMLElement {
  connectedCallback() {
    this.store = `penata-survey-${this.dataset.point}`;
    this.pages = [...this.querySelectorAll("[data-page]")];
    this.addEventListener("click", (event) => this.pressed(event.target.closest("button")));
    for (const kind of ["click", "keydown", "input"]) this.addEventListener(kind, () => this.awake());
    this.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
    addEventListener("online", () => this.send());
    setInterval(() => this.send(), RETRY);
    this.begin();
    this.send();
    this.keep();
  }

  async keep() {
    if (!("serviceWorker" in navigator)) return;
    await navigator.serviceWorker.register(this.dataset.worker);
    const ready = await navigator.serviceWorker.ready;
    const files = performance.getEntriesByType("resource").map((one) => one.name).filter((name) => name.startsWith(`${location.origin}/`) && !name.endsWith("/send/"));
    ready.active.postMessage([location.href, ...files]);
    this.dataset.kept = "yes";
  }

  begin() {
    this.answers = {};
    this.path = [];
    this.started = 0;
    this.querySelector("form").reset();
    for (const one of this.querySelectorAll("[data-tap]")) one.removeAttribute("aria-current");
    this.show("start", false);
  }

  awake() {
    clearTimeout(this.idle);
    if (this.current !== "start") this.idle = setTimeout(() => this.begin(), IDLE);
  }

  show(name, focus = true) {
    this.current = name;
    for (const page of this.pages) page.hidden = page.dataset.page !== name;
    const page = this.page();
    for (const one of page.querySelectorAll("[data-question]")) one.hidden = !this.isAsked(one);
    for (const one of page.querySelectorAll("[data-missing]")) one.hidden = true;
    if (focus) page.querySelector("h1").focus();
    scrollTo(0, 0);
  }

  page() {
    return this.pages.find((page) => page.dataset.page === this.current);
  }

  isAsked(question) {
    if (!question.dataset.after) return true;
    const given = [this.answers[question.dataset.after] ?? []].flat();
    return question.dataset.when.split(" ").some((key) => given.includes(key));
  }

  pressed(button) {
    if (!button) return;
    if ("tap" in button.dataset) this.tapped(button);
    else if ("next" in button.dataset) this.next();
    else if ("back" in button.dataset) this.show(this.path.pop() ?? "start");
    else if ("again" in button.dataset) this.begin();
  }

  tapped(button) {
    const question = button.closest("[data-question]");
    for (const one of question.querySelectorAll("[data-tap]")) one.removeAttribute("aria-current");
    button.setAttribute("aria-current", "true");
    this.answers[question.dataset.question] = button.dataset.tap;
    this.next();
  }

  read(question) {
    const code = question.dataset.question;
    if (question.querySelector("[data-tap]")) return this.answers[code];
    const fields = [...question.querySelectorAll("input, select, textarea")].filter((one) => !/radio|checkbox/.test(one.type) || one.checked);
    if (question.dataset.kind === "choices") return fields.map((one) => one.value);
    if (question.dataset.kind === "matrix") return Object.fromEntries(fields.map((one) => [one.name.slice(code.length + 1), one.value]));
    return fields[0]?.value ?? "";
  }

  next() {
    const page = this.page();
    this.started ||= Date.now();
    let isMissing = false;
    for (const question of page.querySelectorAll("[data-question]:not([hidden])")) {
      const value = this.read(question);
      const isEmpty = value === undefined || value === "" || (typeof value === "object" && !Object.keys(value).length);
      if (isEmpty) delete this.answers[question.dataset.question];
      else this.answers[question.dataset.question] = value;
      isMissing ||= isEmpty && "required" in question.dataset;
    }
    for (const one of page.querySelectorAll("[data-missing]")) one.hidden = !isMissing;
    if (isMissing) return;
    const at = this.pages.indexOf(page);
    const following = this.pages.slice(at + 1).find((one) => {
      const questions = [...one.querySelectorAll("[data-question]")];
      return !questions.length || questions.some((question) => this.isAsked(question));
    });
    this.path.push(this.current);
    if (following.dataset.page === "end") this.finish();
    this.show(following.dataset.page);
  }

  finish() {
    const now = new Date();
    const on = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
    const sheet = { key: this.newKey(), answers: this.answers, on, seconds: (Date.now() - this.started) / 1000 };
    this.write([...this.waiting(), sheet]);
    this.path = [];
    this.answers = {};
    this.send();
  }

  newKey() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    return [...bytes].map((byte, at) => ([4, 6, 8, 10].includes(at) ? "-" : "") + byte.toString(16).padStart(2, "0")).join("");
  }

  waiting() {
    return JSON.parse(localStorage.getItem(this.store) ?? "[]");
  }

  write(sheets) {
    localStorage.setItem(this.store, JSON.stringify(sheets));
    this.tell();
  }

  tell() {
    const sheets = this.waiting(), refused = sheets.filter((sheet) => sheet.why);
    const waiting = sheets.length - refused.length;
    this.querySelector("[data-waiting]").hidden = !waiting;
    this.querySelector("[data-count]").textContent = waiting;
    this.querySelector("[data-refused]").hidden = !refused.length;
    this.querySelector("[data-refused-count]").textContent = refused.length;
    this.querySelector("[data-why]").textContent = refused[0]?.why ?? "";
  }

  // What the server refuses stays in the tablet with the reason, to be seen; it is never thrown away.
  async send() {
    this.tell();
    const sheets = this.waiting().filter((sheet) => !sheet.why).slice(0, 50);
    if (!sheets.length || this.isSending) return;
    this.isSending = true;
    try {
      const token = this.querySelector("[name=csrfmiddlewaretoken]").value;
      const answer = await fetch(this.dataset.send, { method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body: JSON.stringify({ sheets }) });
      if (!answer.ok) return;
      const { kept, refused } = await answer.json();
      const why = new Map(refused.map((one) => [one.key, one.why]));
      this.write(this.waiting().filter((sheet) => !kept.includes(sheet.key)).map((sheet) => (why.has(sheet.key) ? { ...sheet, why: why.get(sheet.key) } : sheet)));
    } catch {
      // offline: they wait
    } finally {
      this.isSending = false;
    }
  }
}

customElements.define("survey-kiosk", SurveyKiosk);
