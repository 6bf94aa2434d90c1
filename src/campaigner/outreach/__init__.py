"""Who brings supporters in, and which partners may write to them."""
