"""Screening: patches against lawful approvals, to a code, a reason and the evidence."""
