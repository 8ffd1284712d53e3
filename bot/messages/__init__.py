"""What people write in channels: which of it is answered, and how each reply follows its question."""
