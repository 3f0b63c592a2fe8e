// The proof-of-work challenge: its workers come from our own files, as the content security policy demands.
const files = new URL("../browser/altcha/", import.meta.url);
await import(new URL("external/altcha.min.js", files));
globalThis.$altcha.algorithms.set("PBKDF2/SHA-256", () => new Worker(new URL("workers/pbkdf2.js", files)));
