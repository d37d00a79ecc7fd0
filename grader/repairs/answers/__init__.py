"""What answers tell: which numbers are wrong, how near an edited program comes, and which two edits may do."""
