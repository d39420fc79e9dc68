import { Client } from "pg";

/** Runs one statement on a PostgreSQL server. */
export async function administer(url: string, sql: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
