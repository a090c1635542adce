// Puts text where the cursor stands, as if it were typed.

/**
 * @param {import('../dom.js').Input} input which has the focus
 * @param {string} text
 */
export function insertText(input, text) {
  // The old command is the only one the browser can undo.
  if (document.execCommand('insertText', false, text) || input instanceof HTMLSelectElement) return;
  input.setRangeText(text, input.selectionStart ?? 0, input.selectionEnd ?? 0, 'end');
  input.dispatchEvent(new Event('input', { bubbles: true }));
}
