"""PostgreSQL: the embedded server or another, its schema, and the statements that write and read documents."""
