"""Treaties and declarations: their texts, citations of them, quotations from them."""
