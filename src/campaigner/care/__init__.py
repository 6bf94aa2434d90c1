"""Looking after a workspace: its database checked and copied, copies tried."""
