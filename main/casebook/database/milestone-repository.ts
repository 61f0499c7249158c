import type { Database } from './database.ts';

export interface MilestoneRepository {
  isReached(name: string): boolean;
  /** Reaching it again changes nothing. */
  reach(name: string): void;
}

/** Things done once in the life of a casebook, such as putting in the samples. */
export function createMilestoneRepository(database: Database, clock: () => Date): MilestoneRepository {
  return {
    isReached: (name) => database.read.get('SELECT 1 FROM milestones WHERE name = @name', { name }) !== undefined,
    reach: (name) =>
      void database.write((db) =>
        db.run('INSERT OR IGNORE INTO milestones (name, at) VALUES (@name, @at)', { name, at: clock().toISOString() }),
      ),
  };
}
