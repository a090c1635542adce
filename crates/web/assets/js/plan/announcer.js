// Says to screen readers what one sees happen.

export class Announcer {
  #line = document.createElement('div');

  constructor() {
    this.#line.className = 'sr-only';
    this.#line.setAttribute('aria-live', 'polite');
    document.body.append(this.#line);
  }

  /** @param {string} text */
  say(text) {
    this.#line.textContent = '';
    setTimeout(() => { this.#line.textContent = text; }, 50); // a change of text is what screen readers hear
  }
}
