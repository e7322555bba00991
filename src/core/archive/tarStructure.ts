import { text, type Text } from '../text';
import type { ByteFolder, ByteSource } from './byteSource';
import type { Damage, DamageKind } from './damage';
import { readTarHeader, tarBlockSize, tarMemberEnd, tarMemberSource, type TarMember } from './tarMembers';

/** The members of a tar seen as a folder, or why it cannot be walked to its end. */
export type WalkedTar =
  { readonly ok: true; readonly folder: ByteFolder } | { readonly ok: false; readonly damage: Damage };

/** Walks the headers of a tar, each with its checksum, up to the two empty blocks that end it. */
export async function walkTar(source: ByteSource): Promise<WalkedTar> {
  const members = new Map<string, TarMember>();
  for (let at = 0; ;) {
    const block = await source.read(at, Math.max(0, Math.min(tarBlockSize * 2, source.size - at)));
    if (block.length < tarBlockSize) return cutAt(source.size);
    const header = block.subarray(0, tarBlockSize);
    if (header.every((byte) => byte === 0)) {
      const isEnd = block.length === tarBlockSize * 2 && block.every((byte) => byte === 0);
      return isEnd ? { ok: true, folder: folderOf(source, members) } : cutAt(source.size);
    }
    const member = readTarHeader(header, at);
    if (member === undefined)
      return failure(
        'impossible-value',
        text('The tar header at byte {offset} is damaged: its checksum or size is wrong.', { offset: at }),
      );
    if (tarMemberEnd(member) > source.size) return cutIn(member, source.size);
    if (members.has(member.name))
      return failure(
        'contradiction',
        text('The tar file holds “{name}” twice: pg_dump did not write it like that.', { name: member.name }),
      );
    members.set(member.name, member);
    at = tarMemberEnd(member);
  }
}

function folderOf(source: ByteSource, members: ReadonlyMap<string, TarMember>): ByteFolder {
  return {
    files: new Map([...members].map(([name, member]) => [name, member.size])),
    withFile: (name, use) => {
      const member = members.get(name) ?? { name, start: 0, size: 0 };
      return use(tarMemberSource(source, member));
    },
  };
}

function cutAt(size: number): WalkedTar {
  const message = text(
    'The tar file ends at byte {size} without the empty blocks that end it: it is cut short.',
    { size },
  );
  return failure('truncated', message);
}

function cutIn(member: TarMember, size: number): WalkedTar {
  const message = text(
    'The tar file ends at byte {size}, inside “{name}”, which needs {needed} bytes: it is cut short.',
    { size, name: member.name, needed: tarMemberEnd(member) },
  );
  return failure('truncated', message);
}

function failure(kind: DamageKind, message: Text): WalkedTar {
  return { ok: false, damage: { kind, message } };
}
