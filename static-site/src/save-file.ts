/** Makes the browser save a text as a file. */
export function saveFile(text: string, name: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then, and its content must not stay in the page.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
