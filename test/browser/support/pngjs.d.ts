declare module 'pngjs' {
  interface Picture {
    width: number;
    height: number;
    data: Uint8Array;
  }
  export const PNG: {
    sync: { read(png: Uint8Array): Picture; write(picture: Picture): Uint8Array };
  };
}
