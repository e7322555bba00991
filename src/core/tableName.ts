/** A table, or another relation, by its name in its schema. */
export interface TableName {
  readonly schema: string;
  readonly name: string;
}
