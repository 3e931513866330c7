// Times that count from now: `<time datetime data-rel>` is brought up to date every minute, in the
// page's own words where it brings them. From the day before yesterday on the server's words stand.

import { language, onPage, text } from "./page";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export function start(): void {
  onPage(update);
  setInterval(update, MINUTE_MS);
  document.addEventListener("visibilitychange", update);
}

function update(): void {
  if (document.visibilityState === "hidden") return;
  for (const time of document.querySelectorAll<HTMLTimeElement>("time[data-rel]")) {
    const line = relative(new Date(time.dateTime), new Date());
    if (line && time.textContent !== line) time.textContent = line;
  }
}

function relative(at: Date, now: Date): string {
  const age = now.getTime() - at.getTime();
  const days = Math.round((midnight(now) - midnight(at)) / DAY_MS);
  if (age < 0 || Number.isNaN(age)) return "";
  if (age < MINUTE_MS) return text("now") || ago(0, "minute");
  if (age < HOUR_MS) return counted("minutes", Math.floor(age / MINUTE_MS), "minute");
  if (days === 0) return counted("hours", Math.floor(age / HOUR_MS), "hour");
  return days === 1 ? text("yesterday") || ago(1, "day") : "";
}

function counted(pattern: string, n: number, unit: Intl.RelativeTimeFormatUnit): string {
  return text(pattern).replace("{n}", String(n)) || ago(n, unit);
}

function ago(n: number, unit: Intl.RelativeTimeFormatUnit): string {
  const words = new Intl.RelativeTimeFormat(language(), { style: "narrow", numeric: "auto" });
  return words.format(-n, unit);
}

function midnight(time: Date): number {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();
}
