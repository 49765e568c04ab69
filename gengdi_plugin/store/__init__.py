"""The workspace: one SpatiaLite file that is the truth about patches, evidence and cases."""
