"""Slips and receipts: facts to blocks, blocks to PDF, jobs to a printer."""
