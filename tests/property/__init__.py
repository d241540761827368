"""Any sequence of what people do keeps what the program promises."""
