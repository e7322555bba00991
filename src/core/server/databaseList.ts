import type { AsgardFact } from './sourceFacts';

/** A database in a list of a server's databases; what cannot be told is null, with the server's reason beside it. */
export interface ListedDatabase {
  readonly name: string;
  readonly owner: string;
  readonly encoding: string;
  readonly bytes: number | null;
  readonly bytesReason?: string;
  readonly asgard: AsgardFact & { readonly reason?: string };
}
