// What is typed while a save is on its way belongs to the line that comes.

/**
 * @typedef {Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>} Key
 * @typedef {{ words: string, enters: number }} Typed the words for the next line, and how often Enter followed them
 */

export class TypeAhead {
  /** @type {string | null} null where nothing is on its way */
  #text = null;

  get isOn() {
    return this.#text !== null;
  }

  /** Begins to collect, with so many times Enter already. */
  begin(enters = 0) {
    this.#text = '\n'.repeat(enters);
  }

  stop() {
    this.#text = null;
  }

  /**
   * Takes a key, and answers whether it was taken.
   * @param {Key} pressed
   * @param {boolean} hasColumns whether the line has several fields, so that Tab leads on to the next
   */
  press({ key, ctrlKey, metaKey, altKey, shiftKey }, hasColumns) {
    if (this.#text === null || ctrlKey || metaKey || altKey) return false;
    if (key === 'Tab' && (shiftKey || !hasColumns)) return false;
    if (key === 'Tab') this.#text += '\t'; // the next column, as in a paste
    if (key.length === 1) this.#text += key;
    if (key === 'Enter') this.#text += '\n'; // each line becomes one of its own, as in a paste
    if (key === 'Backspace') this.#text = this.#text.slice(0, -1);
    return true;
  }

  /**
   * What was typed, which is the caller's from here on.
   * @returns {Typed}
   */
  take() {
    const text = this.#text ?? '';
    this.#text = null;
    const words = text.replace(/^\n+|\n+$/g, '');
    return { words, enters: text.length - text.replace(/\n+$/, '').length };
  }
}

/**
 * Several lines stand in the first field, as a paste would; the cells of one line stand in their own fields.
 * @param {string} words
 * @param {number} count how many fields there are
 */
export const cellsOf = (words, count) => (words.includes('\n') ? [words] : words.split('\t').slice(0, count));
