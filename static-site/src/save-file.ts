/** Has the browser save a text as a file. */
export function saveFile(text: string, name: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then; what is in it must not stay behind in the page.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
