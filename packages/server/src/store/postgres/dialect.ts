import {
  type DataTypeNode,
  PostgresDialect,
  type PostgresPool,
  PostgresQueryCompiler,
  type QueryCompiler,
} from "kysely";
import type { Connection } from "#store/postgres/connections.ts";

/** Where Kysely gets its connections from. */
interface Source {
  connect(): Promise<Pick<Connection, "query" | "release">>;
  end(): Promise<void>;
}

/** Kysely's PostgreSQL, on our connections and with our column types. */
export class OurPostgresDialect extends PostgresDialect {
  constructor(source: Source) {
    // Kysely describes the parts of the library's pool and client that it may use; we have those that it does use.
    super({ pool: source as unknown as PostgresPool });
  }

  override createQueryCompiler(): QueryCompiler {
    return new OurCompiler();
  }
}

/** Gives the column types of the migrations, which go by SQLite's names, their names and their order in PostgreSQL. */
class OurCompiler extends PostgresQueryCompiler {
  protected override visitDataType(node: DataTypeNode): void {
    if (node.dataType === "blob") this.append("bytea");
    // By code point, as SQLite does, whatever language the database was made for: searches by beginning are ranges of text.
    else if (node.dataType === "text") this.append('text collate "C"');
    else super.visitDataType(node);
  }
}
