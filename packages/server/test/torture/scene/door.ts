import { once } from "node:events";
import { createConnection, createServer, type Server, type Socket } from "node:net";

/** What a proxy does with the bytes that pass through it. */
export type Weather =
  | { readonly kind: "clear" }
  /** Every byte comes so many milliseconds later. */
  | { readonly kind: "slow"; readonly ms: number }
  /** Bytes wait until it is clear again, as in a network that drops packets for a while and sends them again. */
  | { readonly kind: "stalled" }
  /** Nothing passes, and nobody is told: neither of bytes nor of the other side's end. */
  | { readonly kind: "dark" }
  /** What is asked arrives, and the connection ends instead of the answer. */
  | { readonly kind: "answers lost" };

const CLEAR: Weather = { kind: "clear" };

/** One connection through a proxy. */
interface Passage {
  readonly near: Socket;
  readonly far: Socket;
  /** Whether something of it was lost: then it can't go on when it is clear again. */
  torn: boolean;
  readonly waiting: (() => void)[];
}

/** A door between two programs on this machine, with a network of bad manners behind it. */
export class Door {
  readonly port: number;
  /** Where connections go to; a database that moves takes its proxies along. */
  target: number;
  readonly #server: Server;
  readonly #passages = new Set<Passage>();
  #weather: Weather = CLEAR;

  private constructor(server: Server, target: number) {
    this.#server = server;
    this.port = (server.address() as { port: number }).port;
    this.target = target;
    server.on("connection", (near) => this.#open(near));
  }

  static async open(target: number): Promise<Door> {
    const server = createServer({ noDelay: true }).listen(0, "127.0.0.1");
    await once(server, "listening");
    return new Door(server, target);
  }

  /** Ends every connection at once, as a firewall that forgets does. New ones are welcome. */
  cut(): void {
    for (const passage of [...this.#passages]) this.#tear(passage);
  }

  set weather(weather: Weather) {
    this.#weather = weather;
    for (const passage of [...this.#passages]) {
      if (weather.kind === "clear" && passage.torn) this.#tear(passage);
      else if (weather.kind !== "stalled") for (const pass of passage.waiting.splice(0)) pass();
    }
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, "close");
  }

  #open(near: Socket): void {
    const far = createConnection({ port: this.target, host: "127.0.0.1", noDelay: true });
    const passage: Passage = { near, far, torn: false, waiting: [] };
    this.#passages.add(passage);
    near.on("data", (bytes: Buffer) => this.#pass(passage, far, bytes, "asked"));
    far.on("data", (bytes: Buffer) => this.#pass(passage, near, bytes, "answered"));
    for (const socket of [near, far]) {
      socket.on("error", () => undefined);
      socket.on("close", () => this.#end(passage));
    }
  }

  #pass(passage: Passage, to: Socket, bytes: Buffer, what: "asked" | "answered"): void {
    const weather = this.#weather;
    const write = () => {
      if (to.writable) to.write(bytes);
    };
    switch (weather.kind) {
      case "clear":
        write();
        break;
      case "slow":
        setTimeout(write, weather.ms);
        break;
      case "stalled":
        passage.waiting.push(write);
        break;
      case "dark":
        passage.torn = true;
        break;
      case "answers lost":
        if (what === "asked") write();
        else this.#tear(passage);
    }
  }

  /** One side has ended, and the other hears of it, if the weather allows. */
  #end(passage: Passage): void {
    if (this.#weather.kind === "dark") passage.torn = true;
    else if (this.#weather.kind === "stalled") passage.waiting.push(() => this.#tear(passage));
    else this.#tear(passage);
  }

  #tear(passage: Passage): void {
    this.#passages.delete(passage);
    passage.near.resetAndDestroy();
    passage.far.resetAndDestroy();
  }
}
