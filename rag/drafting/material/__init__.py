"""The statements of reports that may go into a draft: found, chosen, worded, joined."""
