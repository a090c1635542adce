// Texts that are not saved: kept until they are, or until somebody logs out. Where they stand in the page is known
// elsewhere; here each has a key.

/**
 * What was typed, by the names of the inputs, and why it is not saved.
 * @typedef {{ values: [string, FormDataEntryValue][], why: string }} Draft
 * @typedef {Pick<Storage, 'getItem' | 'setItem'>} Shelf
 */

const NAME = 'handleplan-kladder';

export class Drafts {
  #shelf;
  #drafts;
  /** @type {string | null} the key of the text that is wanted back */
  #wanted = null;

  /** @param {() => Shelf} shelf asked for each time, since a browser may refuse even to show it */
  constructor(shelf) {
    this.#shelf = shelf;
    this.#drafts = new Map(this.#read());
  }

  get isEmpty() {
    return this.#drafts.size === 0;
  }

  /** @param {string} key */
  find(key) {
    return this.#drafts.get(key);
  }

  /**
   * @param {string} key
   * @param {Draft} draft
   */
  keep(key, draft) {
    this.#drafts.set(key, draft);
    this.#write();
  }

  /** @param {string} key */
  forget(key) {
    if (this.#drafts.delete(key)) this.#write();
  }

  clear() {
    this.#drafts.clear();
    this.#write();
  }

  /**
   * Says which text is wanted back as soon as its field is open.
   * @param {string} key
   */
  want(key) {
    this.#wanted = key;
  }

  /**
   * The text of a field that is open now, if it is the one that is wanted; it is the field's again from here on.
   * @param {string} key
   */
  takeWanted(key) {
    const draft = key === this.#wanted ? this.find(key) : undefined;
    if (!draft) return null;
    this.#wanted = null;
    this.forget(key);
    return draft;
  }

  /** @returns {[string, Draft][]} */
  #read() {
    try { return Object.entries(JSON.parse(this.#shelf().getItem(NAME) ?? '{}')); } catch { return []; }
  }

  #write() {
    const text = JSON.stringify(Object.fromEntries(this.#drafts));
    try { this.#shelf().setItem(NAME, text); } catch { /* memory still has them */ }
  }
}
