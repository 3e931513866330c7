// The part of Turbo we use; the package brings no types.
declare module "@hotwired/turbo" {
  export const cache: { clear(): void };
  export const config: { forms: { submitter: "disabled" | "aria-disabled" } };
  export function renderStreamMessage(message: string): void;
  export function visit(location: string, options?: { action?: "advance" | "replace" }): void;
}

interface TurboFrameElement extends HTMLElement {
  src: string;
  reload(): Promise<void>;
}

interface TurboBeforeFetch extends Event {
  detail: { fetchOptions: { headers: Record<string, string> } };
}

interface TurboStreamRender extends Event {
  detail: { render: (stream: Element) => Promise<void> };
}

interface TurboFrameRender extends Event {
  detail: { render: (now: Element, next: Element) => void };
}
