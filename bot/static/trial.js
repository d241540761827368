// The trial room's page: phones that show what the server tells, and a clock to move.
"use strict";

const words = document.getElementById("words").dataset;
const weekdays = words.weekdays.split("|"); // Monday first
const ZONE_MS = 7 * 3600 * 1000; // Viet Nam keeps one offset all year
const MAX_FILES = 10;

function fill(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function two(number) {
  return String(number).padStart(2, "0");
}

function momentParts(ms) {
  const here = new Date(ms + ZONE_MS);
  return {
    hour: two(here.getUTCHours()),
    minute: two(here.getUTCMinutes()),
    weekday: weekdays[(here.getUTCDay() + 6) % 7],
    date: `${two(here.getUTCDate())}/${two(here.getUTCMonth() + 1)}/${here.getUTCFullYear()}`,
  };
}

function dayWords(ms) {
  const day = fill(words.day, momentParts(ms));
  return day[0].toUpperCase() + day.slice(1);
}

function remembered(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // A page that may keep nothing still works.
  }
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function sizeWords(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")} MB`;
}

async function post(url, data) {
  const form = data instanceof FormData;
  const response = await fetch(url, {
    method: "POST",
    headers: form ? {} : { "Content-Type": "application/json" },
    body: form ? data : JSON.stringify(data),
  });
  const answer = await response.json().catch(() => ({}));
  // What a refusal says is written for people; what a fault says is not.
  const word = response.status < 500 ? answer.error : undefined;
  if (!response.ok) throw Object.assign(new Error(answer.error), { word });
  return answer;
}

// Text from the server: <b>, <i> and entities become nodes, everything else stays text.

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

function decode(text) {
  return text.replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|(\w{2,5}));/gi, (all, ten, hex, name) => {
    if (name) return ENTITIES[name] ?? all;
    const code = ten ? parseInt(ten, 10) : parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

function rich(parent, html) {
  const open = [parent];
  for (const part of html.split(/(<\/?[bi]>|<br ?\/?>)/)) {
    const top = open[open.length - 1];
    if (part === "<b>" || part === "<i>") {
      open.push(top.appendChild(document.createElement(part[1])));
    } else if (part === "</b>" || part === "</i>") {
      if (top !== parent && top.localName === part[2]) open.pop();
    } else if (part.startsWith("<br")) {
      top.append("\n");
    } else if (part) {
      top.append(decode(part));
    }
  }
}

// Who is in the room.

const people = new Map();
const SHADES = 8;

for (const option of document.getElementById("phone").content.querySelectorAll("option")) {
  const { name, title, linked } = option.dataset;
  const initials = name.trim().split(/\s+/).slice(-2).map((part) => part[0]).join("");
  const tone = people.size % SHADES;
  people.set(option.value, { name, title, linked: linked === "yes", initials, tone });
}

function avatar(address, into = element("span", "avatar")) {
  const person = people.get(address);
  into.className = `avatar tone-${person.tone}`;
  into.textContent = person.initials;
  into.setAttribute("aria-hidden", "true");
  return into;
}

// One phone on the desk.

class Phone {
  constructor(address) {
    this.root = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    const find = (selector) => this.root.querySelector(selector);
    this.select = find("select");
    this.log = find(".log");
    this.empty = find(".empty");
    this.newer = find(".newer");
    this.toastLine = find(".toast");
    this.form = find("form");
    this.textarea = find("textarea");
    this.picker = find("input[type=file]");
    this.chosenList = find(".chosen");
    this.drafts = new Map();
    this.chosen = [];
    this.listen();
    this.address = address;
  }

  listen() {
    this.select.addEventListener("change", () => open(this, this.select.value));
    this.root.addEventListener("focusin", () => { lastUsed = this; });
    this.root.addEventListener("pointerdown", () => { lastUsed = this; });
    this.newer.addEventListener("click", () => this.toBottom());
    this.log.addEventListener("scroll", () => {
      // A log that just became lower was not scrolled by anybody; the observer below sees to it.
      if (this.log.clientHeight === this.height && this.atBottom()) this.newer.hidden = true;
    });
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.textarea.addEventListener("input", () => this.grow());
    this.textarea.addEventListener("keydown", (event) => {
      // Enter also ends a syllable in some Vietnamese keyboards; that one is not ours.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.submit();
    });
    this.root.querySelector(".attach").addEventListener("click", () => this.picker.click());
    this.picker.addEventListener("change", () => this.choose([...this.picker.files]));
    new ResizeObserver(() => {
      this.height = this.log.clientHeight;
      if (this.stuck) this.toBottom();
    }).observe(this.log);
  }

  get visible() {
    return this.root.offsetParent !== null;
  }

  show(address) {
    if (this.address) this.drafts.set(this.address, this.textarea.value);
    this.address = address;
    this.pressed = this.changed = null;
    this.entries = new Map();
    this.log.replaceChildren();
    this.log.setAttribute("aria-live", "off");
    this.log.setAttribute("aria-label", fill(words.log, people.get(address)));
    this.toastLine.hidden = this.newer.hidden = this.empty.hidden = true;
    this.stuck = true;
    this.textarea.value = this.drafts.get(address) ?? "";
    this.choose([], true);
    this.grow();
    this.head();
    this.refresh();
  }

  head() {
    const person = people.get(this.address);
    avatar(this.address, this.root.querySelector(".avatar"));
    this.root.querySelector(".name").textContent = person.name;
    this.root.querySelector(".title").textContent = person.title;
    this.root.querySelector(".unlinked").hidden = person.linked;
    this.select.value = this.address;
  }

  // The history is the truth; what is known only from the stream stays at the end until then.
  async refresh() {
    const address = this.address;
    const turn = this.turn = (this.turn ?? 0) + 1;
    let messages;
    try {
      const response = await fetch(`/phones/${encodeURIComponent(address)}/messages`);
      if (!response.ok) return;
      ({ messages } = await response.json());
    } catch {
      return;
    }
    if (address !== this.address || turn !== this.turn) return;
    const known = new Map(messages.map((message) => [nameOf(message), message]));
    const first = this.entries.size === 0;
    for (const [name, entry] of this.entries) {
      if (!known.has(name) && entry.provisional) known.set(name, entry.message);
    }
    const before = this.entries;
    let answered = false;
    this.entries = new Map();
    for (const [name, message] of known) {
      const entry = before.get(name) ?? { element: element("article") };
      this.entries.set(name, entry);
      answered ||= !first && !before.has(name) && !message.mine;
      this.update(entry, message, !first && !before.has(name));
      if (message.at !== undefined) entry.provisional = false;
    }
    this.arrange();
    this.showAnswer(answered);
    if (first) {
      this.toBottom();
      setTimeout(() => this.log.setAttribute("aria-live", "polite"), 500);
    }
    const waiting = [...this.entries.values()].some((entry) => entry.provisional && !entry.failed);
    if (waiting) this.refreshSoon(1500);
  }

  refreshSoon(delay = 150) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), delay);
  }

  receive(message) {
    const name = nameOf(message);
    const entry = this.entries.get(name) ?? { element: element("article"), provisional: true };
    const fresh = !this.entries.has(name);
    this.entries.set(name, entry);
    this.update(entry, { ...message, at: entry.message?.at }, fresh);
    this.arrange(fresh && !message.mine);
    this.showAnswer(fresh && !message.mine);
    this.refreshSoon();
    return entry;
  }

  update(entry, message, fresh) {
    const drawn = JSON.stringify([message, Boolean(entry.failed), Boolean(entry.sending)]);
    if (entry.drawn === drawn) return;
    const edited = entry.message && JSON.stringify([entry.message.text, entry.message.actions])
      !== JSON.stringify([message.text, message.actions]);
    if (edited && nameOf(message) === this.pressed) this.changed = entry.element;
    entry.drawn = drawn;
    entry.message = message;
    draw(this, entry);
    entry.element.classList.toggle("fresh", Boolean(fresh));
    entry.element.classList.toggle("changed", Boolean(edited));
  }

  arrange(arrived = false) {
    const stuck = this.stuck || this.atBottom();
    let day = "";
    let cursor = this.log.firstChild;
    const place = (node) => {
      if (node === cursor) cursor = cursor.nextSibling;
      else this.log.insertBefore(node, cursor);
    };
    for (const { message, element: node } of this.entries.values()) {
      const its = message.at === undefined ? day : dayWords(message.at);
      if (its !== day) {
        day = its;
        if (cursor?.className === "day" && cursor.textContent === day) cursor = cursor.nextSibling;
        else this.log.insertBefore(element("p", "day", day), cursor);
      }
      place(node);
    }
    while (cursor) {
      const next = cursor.nextSibling;
      cursor.remove();
      cursor = next;
    }
    this.empty.hidden = this.entries.size > 0;
    if (stuck) this.toBottom();
    else if (arrived) this.newer.hidden = false;
  }

  // A press is answered where the pressed message stands, or at the end: there the eye goes.
  showAnswer(arrived) {
    if (!this.pressed || !(this.changed || arrived)) return;
    if (this.changed) this.bringIntoView(this.changed);
    else this.toBottom();
    this.pressed = this.changed = null;
  }

  bringIntoView(node) {
    const view = this.log.getBoundingClientRect();
    const box = node.getBoundingClientRect();
    const above = box.top - view.top - 8;
    const below = box.bottom - view.bottom + 8;
    if (above < 0) this.log.scrollTop += above;
    else if (below > 0) this.log.scrollTop += Math.min(below, above);
    this.atBottom();
  }

  atBottom() {
    this.stuck = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
    return this.stuck;
  }

  toBottom() {
    this.log.scrollTop = this.log.scrollHeight;
    this.stuck = true;
    this.newer.hidden = true;
  }

  toast(text) {
    this.toastLine.textContent = text;
    this.toastLine.hidden = false;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => { this.toastLine.hidden = true; }, 4500);
  }

  grow() {
    this.textarea.style.height = "auto";
    this.textarea.style.height = `${this.textarea.scrollHeight + 2}px`;
  }

  choose(files, anew = false) {
    this.chosen = anew ? files : [...this.chosen, ...files];
    if (this.chosen.length > MAX_FILES) {
      this.chosen = this.chosen.slice(0, MAX_FILES);
      this.toast(words.tooMany);
    }
    this.picker.value = "";
    this.chosenList.hidden = this.chosen.length === 0;
    this.chosenList.replaceChildren(...this.chosen.map((file) => {
      const item = element("li");
      const remove = element("button", "", "×");
      remove.type = "button";
      remove.setAttribute("aria-label", fill(words.remove, { name: file.name }));
      remove.addEventListener("click", () => {
        this.choose(this.chosen.filter((other) => other !== file), true);
      });
      item.append(element("span", "", `${file.name} · ${sizeWords(file.size)}`), remove);
      return item;
    }));
    if (files.length) this.textarea.focus();
  }

  submit() {
    const text = this.textarea.value.trim();
    const files = this.chosen;
    if (!text && !files.length) return;
    this.textarea.value = "";
    this.choose([], true);
    this.grow();
    const key = crypto.randomUUID();
    const shown = files.map((file) => ({ name: file.name, size: file.size, kept: false }));
    const message = { id: key, mine: true, press: false, text, files: shown };
    this.toBottom();
    if (!files.length) return this.deliver(message, "text", () => ({ key, text }));
    this.deliver(message, "files", () => {
      const form = new FormData();
      form.append("key", key);
      form.append("text", text);
      for (const file of files) form.append("files", file, file.name);
      return form;
    });
  }

  // The key stays the same at every attempt, so nothing is said twice.
  async deliver(message, kind, data) {
    const address = this.address;
    const entry = this.receive(message);
    entry.sending = true;
    entry.failed = null;
    this.update(entry, entry.message);
    try {
      await post(`/phones/${encodeURIComponent(address)}/${kind}`, data());
    } catch {
      entry.failed = () => this.deliver(message, kind, data);
    }
    entry.sending = false;
    if (address !== this.address) return;
    this.update(entry, entry.message);
    this.arrange();
    if (!entry.failed) this.refreshSoon();
  }

  async press(message, action) {
    const key = crypto.randomUUID();
    const label = action.label;
    const said = { id: key, mine: true, press: true, text: label, files: [] };
    const address = this.address;
    this.pressed = nameOf(message);
    const entry = this.receive(said);
    try {
      const data = { key, action: action.id, pressed: message.id, label };
      await post(`/phones/${encodeURIComponent(address)}/press`, data);
    } catch {
      if (address !== this.address) return;
      this.entries.delete(nameOf(said));
      entry.element.remove();
      this.toast(words.pressFailed);
    }
  }
}

function nameOf(message) {
  return `${message.mine ? "in" : "out"}:${message.id}`;
}

// Drawing one message.

function draw(phone, entry) {
  const { message, element: node } = entry;
  node.className = "message";
  node.classList.toggle("mine", Boolean(message.mine));
  node.classList.toggle("press", Boolean(message.press));
  node.classList.toggle("waiting", Boolean(entry.sending));
  const bubble = element("div", "bubble");
  if (message.text) bubble.append(textOf(message));
  if (message.files?.length) bubble.append(filesOf(phone, message));
  if (message.at !== undefined) bubble.append(timeOf(message.at));
  node.replaceChildren(bubble);
  if (message.actions?.length) node.append(actionsOf(phone, message));
  if (entry.failed) node.append(failureOf(entry));
}

function textOf(message) {
  const text = element("div", "text");
  if (message.mine) text.textContent = message.text;
  else rich(text, message.text);
  return text;
}

function timeOf(at) {
  const { hour, minute } = momentParts(at);
  const time = element("time", "time", `${hour}:${minute}`);
  time.dateTime = new Date(at).toISOString();
  return time;
}

function filesOf(phone, message) {
  const list = element("ul", "files");
  message.files.forEach((file, place) => {
    const chip = document.getElementById("file").content.firstElementChild.cloneNode(true);
    const known = message.at !== undefined;
    if (file.kept) {
      const address = encodeURIComponent(phone.address);
      chip.href = `/phones/${address}/files/${encodeURIComponent(message.id)}/${place}`;
      chip.download = file.name;
    }
    chip.querySelector(".file-name").textContent = file.name;
    const note = known && !file.kept ? ` · ${words.notKept}` : "";
    chip.querySelector(".file-size").textContent = sizeWords(file.size) + note;
    const item = element("li");
    item.append(chip);
    list.append(item);
  });
  return list;
}

function actionsOf(phone, message) {
  const row = element("div", "actions");
  for (const action of message.actions) {
    const button = element("button", "", action.label);
    button.type = "button";
    button.dataset.action = action.id;
    button.addEventListener("click", async () => {
      const buttons = [...row.querySelectorAll("button")];
      for (const one of buttons) one.disabled = true;
      await phone.press(message, action);
      for (const one of buttons) one.disabled = false;
    });
    row.append(button);
  }
  return row;
}

function failureOf(entry) {
  const line = element("div", "failed", words.failed);
  const again = element("button", "", words.again);
  again.type = "button";
  again.addEventListener("click", () => entry.failed());
  line.append(again);
  return line;
}

// Which phones lie on the desk, and what came to the others.

const first = document.body.dataset.first.split(" ");
const stored = remembered("trial-room-people", []);
const phones = first.map((address, place) => {
  const chosen = Array.isArray(stored) && people.has(stored[place]) ? stored[place] : address;
  return new Phone(chosen);
});
let lastUsed = null;
let unread = remembered("trial-room-unread", {});
if (typeof unread !== "object" || Array.isArray(unread)) unread = {};

function open(phone, address) {
  phone.show(address);
  remember("trial-room-people", phones.map((one) => one.address));
  countUnread();
}

function isShown(address) {
  return phones.some((phone) => phone.visible && phone.address === address);
}

function countUnread() {
  for (const address of Object.keys(unread)) {
    if (!people.has(address) || isShown(address)) delete unread[address];
  }
  remember("trial-room-unread", unread);
  for (const phone of phones) {
    for (const option of phone.select.options) {
      const { name } = people.get(option.value);
      const count = unread[option.value];
      option.textContent = count ? fill(words.unread, { name, count }) : name;
    }
  }
  const bar = document.getElementById("elsewhere");
  bar.hidden = Object.keys(unread).length === 0;
  bar.replaceChildren(bar.firstElementChild, ...Object.keys(unread).map(chipOf));
}

function chipOf(address) {
  const { name } = people.get(address);
  const count = unread[address];
  const chip = element("button");
  chip.type = "button";
  chip.setAttribute("aria-label", fill(words.open, { name, count }));
  chip.append(avatar(address), element("span", "", name), element("span", "count", count));
  chip.addEventListener("click", () => {
    const seen = phones.filter((phone) => phone.visible);
    const phone = lastUsed?.visible ? lastUsed : seen[seen.length - 1];
    open(phone, address);
    phone.textarea.focus({ preventScroll: true });
  });
  return chip;
}

// News from the server.

function hear(news) {
  for (const phone of phones) {
    if (phone.address !== news.address) continue;
    if (news.type === "message") phone.receive(news.message);
    else if (news.type === "toast") phone.toast(news.text);
    else if (news.type === "said") phone.refreshSoon();
  }
  if (people.get(news.address)?.linked === false) {
    clearTimeout(linkedTimer);
    linkedTimer = setTimeout(readLinked, 600);
  }
  if (news.type === "message" && !news.edit && people.has(news.address) && !isShown(news.address)) {
    unread[news.address] = (unread[news.address] ?? 0) + 1;
    countUnread();
  }
  // Another window may have moved the clock: what comes by itself comes at its hour.
  clearTimeout(clockTimer);
  if (!moving) clockTimer = setTimeout(readClock, 300);
}

let linkedTimer = 0;
let clockTimer = 0;

async function readLinked() {
  try {
    const response = await fetch("/cast");
    if (!response.ok) return;
    const { linked } = await response.json();
    for (const [address, person] of people) person.linked = linked[address] ?? person.linked;
  } catch {
    return;
  }
  for (const phone of phones) phone.head();
}

function listen() {
  const offline = document.getElementById("offline");
  const stream = new EventSource("/stream");
  stream.addEventListener("open", () => {
    offline.hidden = true;
    for (const phone of phones) phone.refresh();
    readClock();
    readLinked();
  });
  stream.addEventListener("message", (event) => hear(JSON.parse(event.data)));
  stream.addEventListener("error", () => {
    offline.hidden = false;
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  });
}

// The clock.

const clock = document.getElementById("clock");
const clockNote = document.getElementById("clock-note");
const narrow = matchMedia("(max-width: 720px)");
let roomTime = null; // what the room's clock said, and when this page heard it
let moving = false;
let noteTimer = 0;

function tellTime() {
  if (!roomTime) return;
  const now = roomTime.ms + (moving ? 0 : performance.now() - roomTime.heard);
  const pattern = narrow.matches ? words.momentShort : words.moment;
  const text = fill(pattern, momentParts(now));
  const line = document.getElementById("clock-words");
  if (line.textContent !== text) line.textContent = text;
  const field = document.getElementById("clock-to");
  field.min = new Date(now + ZONE_MS).toISOString().slice(0, 16);
  if (!field.value) field.value = field.min;
}

function setTime(answer) {
  roomTime = { ms: Date.parse(answer.now), heard: performance.now() };
  tellTime();
}

async function readClock() {
  try {
    const response = await fetch("/clock");
    if (response.ok) setTime(await response.json());
  } catch {
    // The stream says that we are cut off.
  }
}

function setMoving(now) {
  moving = now;
  clock.classList.toggle("moving", now);
  clock.setAttribute("aria-busy", String(now));
  for (const button of clock.querySelectorAll(".clock-moves button")) button.disabled = now;
  if (now) note(words.moving);
}

function note(text, fault = false) {
  clockNote.textContent = text;
  clockNote.classList.toggle("fault", fault);
  clearTimeout(noteTimer);
  if (fault) noteTimer = setTimeout(() => note(""), 6000); // it lies over a phone
}

async function moveClock(to) {
  if (moving) return;
  setMoving(true);
  const watch = setInterval(readClock, 400);
  try {
    const answer = await post("/clock", { to });
    setTime(answer);
    document.getElementById("clock-to").value = "";
    note("");
    fold(false);
  } catch (error) {
    note(error.word ?? words.clockFailed, true);
  }
  clearInterval(watch);
  setMoving(false);
  tellTime();
  for (const phone of phones) phone.refreshSoon();
}

function fold(unfolded) {
  clock.classList.toggle("unfolded", unfolded);
  document.getElementById("clock-fold").setAttribute("aria-expanded", String(unfolded));
}

for (const button of clock.querySelectorAll("[data-move]")) {
  button.addEventListener("click", () => moveClock(button.dataset.move));
}
document.getElementById("clock-form").addEventListener("submit", (event) => {
  event.preventDefault();
  moveClock(document.getElementById("clock-to").value);
});
document.getElementById("clock-fold").addEventListener("click", () => {
  fold(!clock.classList.contains("unfolded"));
});

document.getElementById("phones").replaceChildren(...phones.map((phone) => phone.root));
for (const phone of phones) phone.show(phone.address);
countUnread();
for (const width of [720, 1059, 1339]) {
  matchMedia(`(max-width: ${width}px)`).addEventListener("change", () => {
    countUnread();
    tellTime();
    for (const phone of phones) phone.refreshSoon();
  });
}
setInterval(tellTime, 1000);
setInterval(() => { if (!document.hidden && !moving) readClock(); }, 15000);
listen();
