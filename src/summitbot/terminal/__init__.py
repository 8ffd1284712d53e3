"""What the terminal commands say, and in which form. The commands themselves are in `summitbot.cli`."""
