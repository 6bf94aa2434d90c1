"""Updates to signatories: written, previewed, sent to those who agreed, and published."""
