"""Attachments: checked, re-encoded without metadata, stored."""
