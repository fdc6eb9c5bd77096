"""Form 2-KNĐ: which sections and fields it has, what is asked of them, and how far it is filled in. No database."""
