// What was written and not sent, kept in this tab. It is encrypted with a key made from a value that
// only the session's own pages hold: after the session has ended nobody can read it, also not from
// the browser's storage.

import { STORED, keepsNothing, session } from "../page";

const DRAFT = `${STORED}draft:`;
const GATHER_MS = 400;

interface Kept {
  text: string;
  kind: string;
}

export class Draft {
  private soon: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly place: string,
    private readonly form: HTMLFormElement,
    private readonly area: HTMLTextAreaElement,
  ) {}

  keep(): void {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => void this.write(), GATHER_MS);
  }

  drop(): void {
    clearTimeout(this.soon);
    void name(this.place).then((key) => key && sessionStorage.removeItem(key));
  }

  /** Into an empty field only: what the server filled in is newer. */
  async restore(): Promise<void> {
    const key = await name(this.place);
    const sealed = key && sessionStorage.getItem(key);
    if (!sealed || this.area.value) return;
    const kept = await open(sealed);
    if (!kept || this.area.value) return;
    this.area.value = kept.text;
    const radio = [...this.form.querySelectorAll<HTMLInputElement>("[name=kind]")].find(
      ({ value }) => value === kept.kind,
    );
    if (radio && !radio.checked) {
      radio.checked = true;
      radio.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  private async write(): Promise<void> {
    const kind = this.form.querySelector<HTMLInputElement>("[name=kind]:checked")?.value ?? "";
    const key = await name(this.place);
    if (!key) return;
    const text = this.area.value;
    if (text.trim()) sessionStorage.setItem(key, await seal({ text, kind }));
    else sessionStorage.removeItem(key);
  }
}

/** Empty where nothing may be kept. */
async function name(place: string): Promise<string> {
  if (!session() || keepsNothing() || !crypto.subtle) return "";
  const hash = new Uint8Array(await digest(`name ${session()} ${place}`));
  return DRAFT + hex(hash.subarray(0, 12));
}

async function seal(kept: Kept): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(kept));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await secret(), plain);
  return `${hex(iv)}.${hex(new Uint8Array(sealed))}`;
}

async function open(text: string): Promise<Kept | undefined> {
  const [iv, sealed] = text.split(".").map(bytes);
  if (!iv || !sealed) return undefined;
  try {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await secret(), sealed);
    return JSON.parse(new TextDecoder().decode(plain)) as Kept;
  } catch {
    return undefined;
  }
}

async function secret(): Promise<CryptoKey> {
  const hash = await digest(`key ${session()}`);
  return crypto.subtle.importKey("raw", hash, "AES-GCM", false, ["encrypt", "decrypt"]);
}

function digest(text: string): Promise<ArrayBuffer> {
  return crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const pairs = text.match(/../g) ?? [];
  return new Uint8Array(pairs.map((pair) => Number.parseInt(pair, 16)));
}
