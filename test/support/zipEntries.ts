const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

/** Names in the central directory of a ZIP file (which a VSIX is), as PKWARE's APPNOTE 4.3.12 and 4.3.16 lay it out. */
export function zipEntries(zip: Buffer): string[] {
  let end = zip.length - 22;
  while (end >= 0 && zip.readUInt32LE(end) !== endOfDirectory) end -= 1;
  if (end < 0) throw new Error('Not a ZIP file');
  const names: string[] = [];
  let position = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(position) !== directoryEntry) throw new Error('The ZIP directory is damaged');
    const nameLength = zip.readUInt16LE(position + 28);
    names.push(zip.toString('utf8', position + 46, position + 46 + nameLength));
    position += 46 + nameLength + zip.readUInt16LE(position + 30) + zip.readUInt16LE(position + 32);
  }
  return names;
}
