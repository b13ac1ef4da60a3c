/** PDF files of one page: just enough of the format that a real reader opens them, and no library. */

/**
 * A page of text lines as a PDF 1.4 file. The page shows Latin-1 and a `?` for every other character; the title holds
 * the first line in full, whatever its script.
 *
 * @example writePdf(["Léa Moreau", "Backend developer"]).subarray(0, 8).toString() // "%PDF-1.4"
 */
export function writePdf(lines: readonly string[]): Buffer {
  const shown = lines.map((line) => `(${literal(line)}) Tj T*`).join("\n");
  const content = `BT\n/F1 12 Tf\n16 TL\n72 760 Td\n${shown}\nET`;
  return assemble([
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    `<< /Title <${utf16(lines[0] ?? "")}> /Producer (sandbox) >>`,
  ]);
}

/** The text lines of a PDF whose pages are not compressed; none when there is nothing to read. */
export function readPdf(file: Buffer): readonly string[] {
  const source = file.toString("latin1");
  const lines = [...source.matchAll(/\(((?:[^()\\]|\\.)*)\) Tj/g)].map((match) =>
    (match[1] ?? "").replace(/\\(.)/g, "$1"),
  );
  const title = /\/Title <FEFF([0-9A-F]*)>/.exec(source)?.[1];
  return title === undefined
    ? lines
    : [Buffer.from(title, "hex").swap16().toString("utf16le"), ...lines.slice(1)];
}

function assemble(objects: readonly string[]): Buffer {
  let file = "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n";
  const offsets = objects.map((body, at) => {
    const offset = file.length;
    file += `${at + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const count = objects.length + 1;
  const trailer = `<< /Size ${count} /Root 1 0 R /Info ${objects.length} 0 R >>`;
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${rows}trailer\n${trailer}\nstartxref\n${file.length}\n%%EOF\n`;
  // Every character is below 256, so characters and bytes are the same number and the offsets hold.
  return Buffer.from(file + table, "latin1");
}

function literal(line: string): string {
  return line
    .normalize("NFC")
    .replace(/[^\x20-\x7e\xa0-\xff]/gu, "?")
    .replace(/[\\()]/g, "\\$&");
}

function utf16(line: string): string {
  return `FEFF${Buffer.from(line, "utf16le").swap16().toString("hex").toUpperCase()}`;
}
