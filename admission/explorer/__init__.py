"""The explorer (Phân tích số liệu): rows and columns of one's own choice, saved and shared."""
