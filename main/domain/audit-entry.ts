/** One entry of the audit log. */
export interface AuditEntry {
  readonly id: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Who did it: a reader's name, or 'overread' for the machine. */
  readonly actor: string;
  /** The action, such as 'review.recorded'. */
  readonly action: string;
  /** The object of the action, such as 'study:7'. */
  readonly subject: string;
  /** Row ids and figures; no patient data. */
  readonly details: Readonly<Record<string, unknown>>;
}
