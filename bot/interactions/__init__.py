"""What commands and components share: who asks, how they are answered in time, and what they hear if that fails."""
