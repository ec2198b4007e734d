import qrcode from 'qrcode';

/** Black on white, whatever the colors of the terminal, because apps do not read a code that is light on dark. */
const inked = (line: string) => `\u001b[30;107m${line}\u001b[0m`;

/** A QR code in half blocks, two modules to a character, with the white border of ISO/IEC 18004 if there is room. */
export async function drawQrCode(text: string, terminalRows: number): Promise<string> {
  const margin = terminalRows > 30 ? 4 : 2;
  const drawn = await qrcode.toString(text, { type: 'utf8', errorCorrectionLevel: 'L', margin });
  return drawn
    .split('\n')
    .filter((line) => line !== '')
    .map(inked)
    .join('\n');
}
