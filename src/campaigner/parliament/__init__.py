"""What the parliaments of these islands receive: rules with their sources, and checks of drafts."""
