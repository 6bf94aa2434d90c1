"""Public logs in the standard form: Merkle trees, tiles, signed notes, checkpoints, proofs.

Knows nothing of petitions. The sources are RFC 9162 for hashing and proofs, and C2SP
(https://c2sp.org) for tlog-tiles, signed-note, tlog-checkpoint, tlog-cosignature and tlog-proof.
"""
