"""Uploads: dropped files, questions about them, receipts and history."""
