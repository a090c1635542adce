// Scores are typed down the list: a figure leads on, the arrows and Backspace lead about.

import { all, isInput } from '../dom.js';

/** @param {HTMLFormElement} form */
export function startScores(form) {
  const inputs = all(HTMLInputElement, 'input[inputmode=numeric]', form);
  /** @type {(from: EventTarget, step: number) => void} */
  const go = (from, step) => inputs[inputs.findIndex((input) => input === from) + step]?.focus();
  for (const input of inputs) input.addEventListener('focus', () => input.select());
  form.addEventListener('input', ({ target }) => {
    if (!isInput(target)) return;
    target.setCustomValidity(isScore(target.value) ? '' : 'Skriv et tal fra 1 til 5, eller lad feltet stå tomt.');
    if (!isScore(target.value)) target.reportValidity();
    else if (target.value.trim()) go(target, 1);
  });
  form.addEventListener('keydown', (event) => {
    const input = inputs.find((other) => other === event.target);
    const step = input ? stepOf(event.key, input.value) : 0;
    if (!input || step === 0) return;
    event.preventDefault();
    go(input, step);
  });
}

/**
 * True for a figure from 1 to 5, and for none.
 * @param {string} text
 */
export const isScore = (text) => /^[1-5]?$/.test(text.trim());

/**
 * How far a key leads down the list from an input of this text.
 * @param {string} key
 * @param {string} text
 */
export function stepOf(key, text) {
  if (key === 'ArrowDown') return 1;
  return key === 'ArrowUp' || (key === 'Backspace' && text === '') ? -1 : 0;
}
