// Asking the server for fragments. A session that is over is noticed here, whatever was asked for.

import { renderStreamMessage } from "@hotwired/turbo";
import { leave } from "./signout";
import { UNASKED } from "./stream/messages";

export const STREAM = "text/vnd.turbo-stream.html";

/** As `ask`, to bring up to date what is shown. */
export function askAgain(url: string, init: RequestInit & { accept?: string } = {}) {
  return ask(url, { ...init, headers: { [UNASKED]: "1" } });
}

/** The same for a frame. */
export async function reload(frame: TurboFrameElement): Promise<void> {
  const mark = (event: Event) => {
    (event as TurboBeforeFetch).detail.fetchOptions.headers[UNASKED] = "1";
  };
  frame.addEventListener("turbo:before-fetch-request", mark, { once: true });
  await frame.reload();
}

/** `undefined` when there was no answer, or the session is over. */
export async function ask(url: string, init: RequestInit & { accept?: string } = {}) {
  const { accept = STREAM, ...rest } = init;
  const headers = new Headers(rest.headers);
  headers.set("Accept", `${accept}, text/html;q=0.9, */*;q=0.1`);
  let response: Response;
  try {
    response = await fetch(url, { ...rest, headers });
  } catch {
    return undefined;
  }
  const signIn = response.redirected && new URL(response.url).pathname === "/signin";
  if (response.status === 401 || signIn) {
    leave();
    return undefined;
  }
  return response;
}

export function isStream(response: Response): boolean {
  return response.headers.get("Content-Type")?.startsWith(STREAM) ?? false;
}

/** Lets Turbo apply the answer; false when it is not one that Turbo can apply. */
export async function apply(response: Response): Promise<boolean> {
  if (!response.ok || !isStream(response)) return false;
  renderStreamMessage(await response.text());
  return true;
}

export function parse(html: string): Document {
  return new DOMParser().parseFromString(html, "text/html");
}

const waiting = new Set<string>();

/** What reaches very many at once is fetched at a random moment within as many seconds as the server
 * says, so that not all ask together. What changes again meanwhile is fetched once. */
export function spread(seconds: number, what: string, run: () => void): void {
  if (seconds <= 0) return run();
  if (waiting.has(what)) return;
  waiting.add(what);
  const then = () => {
    waiting.delete(what);
    run();
  };
  setTimeout(then, Math.random() * seconds * 1000);
}
