"""Replies to letters that people forward to a mailbox, which is read by IMAP."""
