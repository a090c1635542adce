// A file that is too large is refused before it is sent.

/** @param {HTMLInputElement} input */
export function checkSize(input) {
  const most = Number(input.dataset.maxBytes);
  const isTooLarge = [...(input.files ?? [])].some((file) => file.size > most);
  const words = `Filen er for stor. Den må højst fylde ${Math.floor(most / 1024 / 1024)} MB.`;
  input.setCustomValidity(isTooLarge ? words : '');
  if (isTooLarge) input.reportValidity();
}
