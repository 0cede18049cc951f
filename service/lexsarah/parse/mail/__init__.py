"""Mail: who wrote to whom about what, and what is attached."""
