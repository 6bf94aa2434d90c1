"""Long works as rows: asked for at the desk, done by processes of their own, stopped, resumed."""
